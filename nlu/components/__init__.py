"""Alder's own parts of the Rasa pipeline."""
