"""The understanding of Alder: a Rasa project and the grammar both readers share."""
