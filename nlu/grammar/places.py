"""Countries, states and a few unmistakable cities, as jurisdiction codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .entity import Entity
from .people import OFFENDER, PRONOUNS, owner
from .phrases import Phrases
from .tables import table
from .words import Words

TABLE = table("places")
LINKS = frozenset(TABLE["links"])
ONLY_AFTER = {link: frozenset(words) for link, words in TABLE["links_only_after"].items()}
NOT_AFTER = {link: frozenset(words) for link, words in TABLE["links_not_after"].items()}
SMALL = frozenset(TABLE["small"])
SMALL_BEFORE = frozenset(TABLE["small_before"])
HOMES = frozenset(TABLE["homes"])
RESIDES = frozenset(TABLE["resides"])
LAW = frozenset(TABLE["law"])
NOT_PLACES = frozenset(TABLE["not_after_demonym"])
SENTENCE = ("", ".", "!", "?")
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
        yield Entity("country", code, start, end, words.text[start:end], {"whose": _whose(words, at), "by": sort})


def _whose(words: Words, at: int) -> str:
    """Return whose place it is: what is at "my flat" or where "I am" is the writer's, whoever else stands near."""
    row = words.words
    left = row[max(0, at - 9) : at]
    linked = left[-1:] and left[-1] in LINKS
    if linked and HOMES & set(left[-3:-1]) and {"my", "our"} & set(left[-5:-1]):
        return "writer"
    here = max((back for back in range(len(left) - 2) if left[back : back + 3] == ("i", "am", "at")), default=-1)
    if linked and here >= 0 and not (OFFENDER | PRONOUNS.keys()) & set(left[here:]):
        return "writer"
    if LAW & set(row[max(0, at - 14) : at + 4]) and not RESIDES & set(left[-4:-1]):
        return "writer"  # "can he go to jail for this in ohio": the law that is asked about
    return owner(words, at)


def _is_place(words: Words, at: int, stop: int, place: Place) -> bool:
    after = words.words[stop] if stop < len(words.words) else ""
    before = words.words[at - 1] if at else ""
    written = words.text[words.spans[at][0] : words.spans[stop - 1][1]]
    sort = place[1]
    if before == "named" or words.words[max(0, at - 2) : at] == ("name", "is"):
        return False
    if sort == "demonym":
        return after not in NOT_PLACES
    if sort == "capitals" and written.isupper():
        return before in LINKS or before in ("the", ",", "(", "") or len(written) > 2
    if sort in ("capitals", "short"):
        return written.lower() in SMALL and before in ("in", "from") and after in SMALL_BEFORE
    if sort in ("linked", "alone"):
        alone = sort == "alone" and before in SENTENCE and after in (*SENTENCE, ",")
        return alone or _is_led_to(words.words, at) or (before == "," and written[0].isupper())
    return after != "'s" or sort != "city"


def _is_led_to(row: tuple[str, ...], at: int) -> bool:
    """Say whether "in", "from" and the like before word `at` mean a place rather than a person of that name."""
    before, near = "".join(row[max(0, at - 1) : at]), set(row[max(0, at - 3) : max(0, at - 1)])
    if before in ONLY_AFTER:
        return bool(ONLY_AFTER[before] & near)
    return before in LINKS and not (before in NOT_AFTER and NOT_AFTER[before] & near)
