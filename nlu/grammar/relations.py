"""Who people are to the writer: stranger, ex, partner and so on, and the part they play."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .entity import Entity
from .people import harms, harms_later
from .phrases import Phrases
from .tables import table
from .words import Words

TABLE = table("relations")
BEING_HELPED = frozenset(TABLE["being_helped_before"])
HARM = frozenset(TABLE["harm_before_from"])
ONE_OF = frozenset(TABLE["one_of"])
NOT_PERSON = frozenset(TABLE["not_person_before"])
MANY = frozenset(TABLE["many"])
OWN = frozenset(TABLE["own_words"])
DOES_NOT_KNOW = frozenset(TABLE["does_not_know"])
MAY_HARM = ("ex", "partner", "colleague", "other")  # for whom a harmful "he" or "she" further on stands


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
    found = [(*noun, _role(words, *noun[:2], *noun[2])) for noun in _nouns().find(words, _is_person)]
    known = any(role == "offender" and value != "other" for _, _, (value, _), role in found)
    for at, stop, (value, usual), role in found:
        if known and (value, usual) == ("other", "offender"):
            continue  # "my ex is my abuser" names one person: who is only called an abuser may be anybody
        start, end = words.spans[at][0], words.spans[stop - 1][1]
        yield Entity("relationship", value, start, end, words.text[start:end], {"role": role})


def _is_person(words: Words, at: int, stop: int, noun: tuple[str, str]) -> bool:
    return noun[0] != "other" or NOT_PERSON.isdisjoint(words.words[stop : stop + 1])


def _role(words: Words, at: int, stop: int, value: str, usual: str) -> str:
    before = words.words[max(0, at - 4) : at]
    if "by" in before[-2:] or ("from" in before[-2:] and HARM & set(before)) or harms(words, stop - 1):
        return "offender"
    if usual == "other" and value in MAY_HARM and not _ignorant(words, stop) and harms_later(words, stop - 1):
        return "offender"
    if BEING_HELPED & set(before[-3:]) or (value == "partner" and _helped_later(words, stop)):
        return "helped"
    return "other" if usual == "helped" and _is_no_one(words, at, stop, value) else usual


def _ignorant(words: Words, stop: int) -> bool:
    """Say whether the person before word `stop` does not know, or helps: "he" is then somebody else."""
    after = words.words[stop : stop + 4]
    return bool(DOES_NOT_KNOW & set(after[: after.index(".") if "." in after else 4]))


def _helped_later(words: Words, stop: int) -> bool:
    """Say whether the writer asks how to help the person before word `stop`."""
    row = words.words
    return any(row[on] == "help" and row[on + 1] in ("her", "him") for on in range(stop, min(stop + 60, len(row) - 1)))


def _is_no_one(words: Words, at: int, stop: int, value: str) -> bool:
    """Say whether a noun for one who is helped means nobody who is: an audience, the writer, "not a friend"."""
    before = words.words[max(0, at - 4) : at]
    one = "of" in before and bool(ONE_OF & set(before))
    audience = words.words[stop - 1] in MANY and not one
    writer = value == "other" and (not OWN & set(before[-2:]) or bool({"am", "as"} & set(before[-2:])))
    return "to" in before[-3:] or "not" in before[-2:] or audience or writer
