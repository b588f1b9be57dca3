"""Text hygiene and entity grammar: pure Python 3.10, shared by the Rasa pipeline and the bot's screen."""
