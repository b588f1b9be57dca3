"""Who people are to the writer: stranger, ex, partner and so on, and the part they play."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .entity import Entity
from .people import harms
from .tables import table
from .words import Words, words_of

ROLES = frozenset(table("relations")["being_helped_before"])
HARMED_BY = frozenset(["by", "from"])


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Return first word → (words, relationship, usual role), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for value, roles in table("relations")["nouns"].items():
        for role, phrases in roles.items():
            for phrase in phrases:
                row = words_of(phrase).words
                index.setdefault(row[0], []).append((row, value, role))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return index


def find(words: Words) -> Iterator[Entity]:
    """Yield each person named by what they are to the writer, with role offender, helped or other."""
    index, at = _index(), 0
    while at < len(words.words):
        for row, value, usual in index.get(words.words[at], ()):
            stop = at + len(row)
            if words.words[at:stop] == row:
                start, end = words.spans[at][0], words.spans[stop - 1][1]
                yield Entity("relationship", value, start, end, words.text[start:end], {"role": _role(words, at, stop, usual)})
                at = stop - 1
                break
        at += 1


def _role(words: Words, at: int, stop: int, usual: str) -> str:
    before = words.words[max(0, at - 3) : at]
    if HARMED_BY & set(before[-2:]) and usual != "other":
        return "offender"
    if harms(words, stop - 1):
        return "offender"
    if ROLES & set(before):
        return "helped"
    if usual == "helped" and "to" in before:
        return "other"
    return usual
