"""Measuring the classifier without the bot: cross-validation over the training messages."""
