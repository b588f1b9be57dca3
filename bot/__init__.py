"""Alder: a support bot for people whose intimate images are used against them."""
