"""Amounts of money, with their currency where it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .entity import Entity
from .numbers import WORDS, numbers_in
from .tables import table
from .words import Words

CURRENCIES = table("currencies")
BEFORE: dict[str, str] = CURRENCIES["before"]
AFTER: dict[str, str] = CURRENCIES["after"]
MAYBE_AFTER: dict[str, str] = CURRENCIES["after_if_asked"]
MAYBE_BEFORE: dict[str, str] = CURRENCIES["before_if_asked"]
COUNTED = frozenset(CURRENCIES["counted"])
COUNTED_CARDS = frozenset(CURRENCIES["counted_cards"])
SAID = {word: float(value) for word, value in CURRENCIES["said"].items()}
HALF_OF = frozenset(CURRENCIES["half_of"])
NO_SUM = frozenset(CURRENCIES["no_sum"])
CARDS = frozenset(CURRENCIES["cards"])
ASKED = frozenset(CURRENCIES["asked"])
NO_MONEY = frozenset(CURRENCIES["no_money"])
SCALES = {word: float(scale) for word, scale in CURRENCIES["scales"].items()}
SAID_WORDS, SUMS = frozenset(SAID), HALF_OF | SCALES.keys()
GROUP, FIRST_GROUP = re.compile(r"\d{3}"), re.compile(r"[1-9]\d{0,2}")


def find(words: Words) -> Iterator[Entity]:
    """Yield each amount: a number beside a currency, or a bare one that is asked for or paid."""
    after = 0
    for at, value, took in numbers_in(words):
        if at >= after:
            grouped, after = _grouped(words, at, value, at + took)
            scaled, stop = _scaled(words, grouped, after)
            if found := _amount(words, at, stop, scaled):
                yield found
    for at in () if words.present.isdisjoint(SUMS) else words.places(SAID_WORDS):
        if (found := _said(words, at)) and found.extra["currency"]:
            yield found


def _grouped(words: Words, at: int, value: float, stop: int) -> tuple[float, int]:
    """Read "1 500 euros", thousands parted by a blank; "2 100 euro cards" and "by 8 500 euros" are not."""
    row, spans = words.words, words.spans
    end = stop
    while end < min(len(row), stop + 3) and GROUP.fullmatch(row[end]) and spans[end][0] == spans[end - 1][1] + 1:
        end += 1
    after = row[end] if end < len(row) else ""
    before = words.text[slice(*words.spans[at - 1])].lower() if at else ""  # the r of "r2 000" is spelled "are"
    sign = at > 0 and (row[at - 1] in BEFORE or _joined(words, at) in MAYBE_BEFORE)
    money = after in AFTER or (sign and after not in NO_MONEY)
    if end == stop or not money or not FIRST_GROUP.fullmatch(row[at]) or _is_card(row, end) or before in NO_SUM:
        return value, stop
    return float("".join(row[at:end])), end


def _said(words: Words, at: int) -> Entity | None:
    """Read "a thousand bucks", "a couple hundred dollars", "half a bitcoin"."""
    row, stop = words.words, at + 1
    if row[stop : stop + 1] in (("a",), ("an",), ("of",)):
        stop += 1
    whole = row[stop] if stop < len(row) else ""
    if row[max(0, at - 2) : at] == ("and", "a") or not (whole in SCALES or (row[at] == "half" and whole in HALF_OF)):
        return None
    value, stop = _scaled(words, SAID[row[at]], stop)
    return _amount(words, at, stop, value)


def _scaled(words: Words, value: float, stop: int) -> tuple[float, int]:
    while stop < len(words.words) and words.words[stop] in SCALES:
        value, stop = value * SCALES[words.words[stop]], stop + 1
    return value, stop


def _amount(words: Words, at: int, stop: int, value: float) -> Entity | None:
    row = words.words
    before = row[at - 1] if at else ""
    after = row[stop] if stop < len(row) else ""
    first, last = at, stop
    if value <= 0 or after in COUNTED:
        return None
    if before in BEFORE:
        currency, first = _prefixed(words, at)
    elif at and value >= 20 and (letter := _joined(words, at)) in MAYBE_BEFORE and _asked(words, at, 6):
        currency, first = MAYBE_BEFORE[letter], at - 1
    elif after in AFTER and not _leads(words, stop):
        currency, last = AFTER[after], stop + 1
    elif after in MAYBE_AFTER and _asked(words, at, 6):
        currency, last = MAYBE_AFTER[after], stop + 1
    elif _counts_cards(row, at, stop, value):
        return None
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


def _leads(words: Words, at: int) -> bool:
    """Say whether a sign belongs to the number after it: the $ of "3 $50 cards"."""
    row, spans = words.words, words.spans
    apart, joined = spans[at - 1][1] < spans[at][0], at + 1 < len(row) and spans[at][1] == spans[at + 1][0]
    return apart and joined and row[at] in BEFORE and row[at + 1][0].isdigit()


def _joined(words: Words, at: int) -> str:
    """Return the word that touches the number from before: the r of "r500"."""
    start, end = words.spans[at - 1]
    return words.text[start:end].lower() if end == words.spans[at][0] else ""


def _counts_cards(row: tuple[str, ...], at: int, stop: int, value: float) -> bool:
    """Say whether the number counts cards: "he wants 3 gift cards"; alone it answers how much is asked for."""
    near = row[stop : stop + 4]
    return bool(at and value < 20 and "in" not in near and "." not in near and COUNTED_CARDS & set(near))


def _is_card(row: tuple[str, ...], stop: int) -> bool:
    """Say whether a kind of card follows: "200 in gift cards", "100 steam card"."""
    return any(word in CARDS for word in row[stop : stop + 4] if "." not in row[stop : stop + 2])


def _asked(words: Words, at: int, reach: int) -> bool:
    row = words.words[max(0, at - reach) : at]
    return any(word in ASKED for word in row)


def _bare(row: tuple[str, ...], at: int, stop: int, value: float) -> bool:
    """Take a bare number for money only when it is big enough not to be a time, an age or a count."""
    between = row[max(0, at - 2) : at]
    return value >= 20 and not NO_SUM & set(between)
