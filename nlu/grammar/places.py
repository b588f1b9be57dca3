"""Countries, states and a few unmistakable cities, as jurisdiction codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .entity import Entity
from .people import owner
from .phrases import Phrases
from .tables import table
from .words import Words

TABLE = table("places")
LINKS = frozenset(TABLE["links"])
NOT_PLACES = frozenset(TABLE["not_after_demonym"])
Place = tuple[str, str]  # code, and the sort of name it was called by


@cache
def _places() -> Phrases[Place]:
    return Phrases(
        (phrase, (code, sort))
        for sort, codes in TABLE["names"].items()
        for code, phrases in codes.items()
        for phrase in phrases
    )


def find(words: Words) -> Iterator[Entity]:
    """Yield each place named, left to right; what could be another word needs "in", "from" or capitals."""
    for at, stop, (code, sort) in _places().find(words, _is_place):
        start, end = words.spans[at][0], words.spans[stop - 1][1]
        yield Entity("country", code, start, end, words.text[start:end], {"whose": owner(words, at), "by": sort})


def _is_place(words: Words, at: int, stop: int, place: Place) -> bool:
    after = words.words[stop] if stop < len(words.words) else ""
    before = words.words[at - 1] if at else ""
    written = words.text[words.spans[at][0] : words.spans[stop - 1][1]]
    sort = place[1]
    if sort == "demonym":
        return after not in NOT_PLACES
    if sort == "capitals":
        return written.isupper() and (before in LINKS or before in ("the", ",", "(", "") or len(written) > 2)
    if sort == "linked":
        return before in LINKS or (before == "," and written[0].isupper())
    return after != "'s" or sort != "city"
