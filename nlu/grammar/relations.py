"""Who people are to the writer: stranger, ex, partner and so on, and the part they play."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .entity import Entity
from .people import harms
from .phrases import Phrases
from .tables import table
from .words import Words

TABLE = table("relations")
BEING_HELPED = frozenset(TABLE["being_helped_before"])
HARM = frozenset(TABLE["harm_before_from"])


@cache
def _nouns() -> Phrases[tuple[str, str]]:
    """Return each noun with the relationship it states and the role that is usual for it."""
    return Phrases(
        (phrase, (value, role))
        for value, roles in TABLE["nouns"].items()
        for role, phrases in roles.items()
        for phrase in phrases
    )


def find(words: Words) -> Iterator[Entity]:
    """Yield each person named by what they are to the writer, with role offender, helped or other."""
    for at, stop, (value, usual) in _nouns().find(words):
        start, end = words.spans[at][0], words.spans[stop - 1][1]
        extra = {"role": _role(words, at, stop, usual)}
        yield Entity("relationship", value, start, end, words.text[start:end], extra)


def _role(words: Words, at: int, stop: int, usual: str) -> str:
    before = words.words[max(0, at - 4) : at]
    if "by" in before[-2:] or ("from" in before[-2:] and HARM & set(before)) or harms(words, stop - 1):
        return "offender"
    if BEING_HELPED & set(before[-3:]):
        return "helped"
    return "other" if usual == "helped" and "to" in before[-3:] else usual
