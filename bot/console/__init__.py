"""The staff web console: sign-in, the live queue, the case page; nothing here reaches a person by itself."""
