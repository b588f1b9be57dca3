"""One wording for what people call such pictures: which word the writer chose says nothing that a label asks for."""

from __future__ import annotations

import re

from nlu.grammar.hygiene import clean

PICTURE = (
    r"(?:pics?|pictures?|photos?|photographs?|images?|vids?|videos?|snaps?|clips?|footage|selfies?|recordings?|shots?"
    r"|material|content)"
)
KIND = re.compile(
    rf"\b(?:private|intimate|nude|naked|explicit|sexual(?:ly explicit)?|spicy|topless|undressed)(?= {PICTURE}\b)", re.I
)
MANY = re.compile(r"\bnudes\b", re.I)
ONE = re.compile(
    r"\b((?:an?|my|his|her|their|your|ur|our|ai|fake|false|edited|made|own|one|the|this|that|unsolicited|s) )nude\b"
    r"(?= (?:of|to|on|and|from|in|by|is|goes|as|with|off|round|around|without|plus|at|was|for|he|she|i|they|that|up"
    r"|gets|got|has|back|or|if|because|so)\b|[^\w ]|$)",
    re.I,
)


def readable(text: str) -> str:
    """Return clean `text` in which every "nude", "naked photo" or "intimate picture" is a private one.

    Children's pictures are called "private" in the training messages and grown-ups' by any word: without this the
    reader would hear a child in "private", and miss one beside "nudes".
    """
    text = MANY.sub("private pics", KIND.sub("private", clean(text)))
    return ONE.sub(r"\1private pic", text)
