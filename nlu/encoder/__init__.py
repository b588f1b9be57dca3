"""How the sentence encoder is made: base weights, fine-tuning, export. Serving needs only the files it leaves."""
