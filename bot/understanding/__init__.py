"""From a person's words to a Reading: Rasa and the screen, joined."""
