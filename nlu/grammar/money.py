"""Amounts of money, with their currency where it is said."""

from __future__ import annotations

from collections.abc import Iterator

from .entity import Entity
from .numbers import WORDS, numbers_in
from .tables import table
from .words import Words

CURRENCIES = table("currencies")
BEFORE: dict[str, str] = CURRENCIES["before"]
AFTER: dict[str, str] = CURRENCIES["after"]
MAYBE_AFTER: dict[str, str] = CURRENCIES["after_if_asked"]
CARDS = frozenset(CURRENCIES["cards"])
ASKED = frozenset(CURRENCIES["asked"])
NO_MONEY = frozenset(CURRENCIES["no_money"])
SCALES = {word: float(scale) for word, scale in CURRENCIES["scales"].items()}


def find(words: Words) -> Iterator[Entity]:
    """Yield each amount: a number beside a currency, or a bare one that is asked for or paid."""
    for at, value, took in numbers_in(words):
        scaled, stop = _scaled(words, value, at + took)
        if found := _amount(words, at, stop, scaled):
            yield found


def _scaled(words: Words, value: float, stop: int) -> tuple[float, int]:
    while stop < len(words.words) and words.words[stop] in SCALES:
        value, stop = value * SCALES[words.words[stop]], stop + 1
    return value, stop


def _amount(words: Words, at: int, stop: int, value: float) -> Entity | None:
    row = words.words
    before = row[at - 1] if at else ""
    after = row[stop] if stop < len(row) else ""
    first, last = at, stop
    if value <= 0 or after in ("%", "percent"):
        return None
    if before in BEFORE:
        currency, first = _prefixed(words, at)
    elif after in AFTER:
        currency, last = AFTER[after], stop + 1
    elif after in MAYBE_AFTER and _asked(words, at, 6):
        currency, last = MAYBE_AFTER[after], stop + 1
    elif _is_card(row, stop) or (_asked(words, at, 4) and after not in NO_MONEY and _bare(row, at, stop, value)):
        currency = ""
    else:
        return None
    if first == at and last == stop and at + 1 == stop and row[at] in WORDS and value < 20 and not _is_card(row, stop):
        return None
    start, end = words.spans[first][0], words.spans[last - 1][1]
    number = int(value) if value == int(value) else value
    return Entity("amount", number, start, end, words.text[start:end], {"currency": currency or None})


def _prefixed(words: Words, at: int) -> tuple[str, int]:
    """Read the sign before the number, and the letters that may stand before the sign (US$, A$)."""
    sign = words.words[at - 1]
    letters = words.text[slice(*words.spans[at - 2])].lower() + sign if at > 1 and sign == "$" else ""
    if letters in BEFORE:
        return BEFORE[letters], at - 2
    after = words.words[at + 1] if at + 1 < len(words.words) else ""
    if sign == "$" and after in AFTER:
        return AFTER[after], at - 1
    return BEFORE[sign], at - 1


def _is_card(row: tuple[str, ...], stop: int) -> bool:
    """Say whether a kind of card follows: "200 in gift cards", "100 steam card"."""
    return any(word in CARDS for word in row[stop : stop + 4] if "." not in row[stop : stop + 2])


def _asked(words: Words, at: int, reach: int) -> bool:
    row = words.words[max(0, at - reach) : at]
    return any(word in ASKED for word in row)


def _bare(row: tuple[str, ...], at: int, stop: int, value: float) -> bool:
    """Take a bare number for money only when it is big enough not to be a time, an age or a count."""
    between = row[max(0, at - 2) : at]
    return value >= 20 and not {"at", "until", "by", "age", "aged", "under", "over", "am", "is", "are"} & set(between)
