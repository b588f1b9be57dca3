"""One flow a file: what the bot says about one matter, step by step."""
