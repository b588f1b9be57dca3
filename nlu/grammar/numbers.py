"""Numbers in digits or English words."""

from __future__ import annotations

from collections.abc import Iterator

from .tables import table
from .words import Words

TABLE = table("numbers")
TENS = {word: int(number) for word, number in TABLE["tens"].items()}
WORDS = {word: number for number, word in enumerate(TABLE["units"])} | TENS
WORDS |= {word: int(number) for word, number in TABLE["misspelled"].items()}
STARTS = frozenset([*WORDS, "#"])
ORDINALS = {word: number for number, word in enumerate(TABLE["ordinals"], 1)}


def number_at(words: tuple[str, ...], at: int) -> tuple[float, int]:
    """Return the number that starts at word `at` and how many words it takes; (0, 0) if none does."""
    word = words[at]
    if word not in WORDS:
        return (_digits(word), 1) if word[0].isdigit() else (0, 0)
    value, took = WORDS[word], 1
    if word in TENS and at + 1 < len(words):
        after = at + 2 if words[at + 1] == "-" and at + 2 < len(words) else at + 1
        if 0 < WORDS.get(words[after], 0) < 10:
            return value + WORDS[words[after]], after - at + 1
    return value, took


def numbers_in(words: Words) -> Iterator[tuple[int, float, int]]:
    """Yield where each number starts, its value and how many words it takes; none within another."""
    after = 0
    for at in words.places(STARTS):
        if at >= after:
            value, took = number_at(words.words, at)
            after = at + took
            yield at, value, took


def _digits(word: str) -> float:
    """Read "1,500" and "1.500" as thousands, "2.5" as a fraction; a clock time is no number."""
    if ":" in word or len(word) > 12:
        return 0
    whole, _, last = word.replace(",", ".").rpartition(".")
    if not whole:
        return int(last)
    if len(last) == 3 and not whole.startswith("0"):
        return int(word.replace(",", "").replace(".", ""))
    return float(f"{whole.replace('.', '')}.{last}")
