"""How people say the same few things, written once: the plain row of their words, and the parts the tables share."""

from __future__ import annotations

YES = r"yes|yeah|yep|yup"
NO = r"no|nope|nah"
UNSURE = r"not sure|unsure|maybe|idk|dk|dunno|donno|(?:don'?t|do not) know"  # parts, each table adds its own
HEDGES = r"but|maybe|sure|until|if|yet|not (?:safe|ok|okay|fine)"  # then it is no plain "I'm fine"
OUGHT = r"(?:do|should|can|shall|must)"  # "what … I do?"
ORDINALS = (("1", "first", "1st", "one"), ("2", "second", "2nd", "two"), ("3", "third", "3rd", "three"),
            ("4", "fourth", "4th", "four"), ("5", "fifth", "5th", "five"))  # fmt: skip
COUNTED = {word: number for number, words in enumerate(ORDINALS, start=1) for word in words}


def plain(text: str) -> str:
    """Return a text in one row, in small letters, with straight apostrophes."""
    return " ".join(text.casefold().replace("\u2019", "'").split())
