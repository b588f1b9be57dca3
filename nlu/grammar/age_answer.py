"""An answer to "how old are you": what its opening words tell, where the question is known."""

from __future__ import annotations

from .ages import ADULT, CLOSES, HIGHEST, LOWEST, OPENS
from .numbers import number_at
from .tables import table
from .words import Words

TABLE = table("ages")
OPENERS = frozenset(TABLE["openers"])
AFTER = OPENS.union(CLOSES) | {"woman", "man", "+", "s"}
ANSWERS = {
    band: tuple(tuple(phrase.split()) for phrase in TABLE["answers"][name])
    for name, band in (("adult", (ADULT, HIGHEST)), ("minor", (0, ADULT - 1)))
}


def answered(words: Words) -> tuple[int, int] | None:
    """Return from and to what age the opening words of an answer to "how old are you" may mean; None when no age."""
    row = words.words
    at = next((at for at, word in enumerate(row) if word not in OPENERS), len(row))
    for (low, high), phrases in ANSWERS.items():
        if any(row[at : at + len(phrase)] == phrase and _ends(row, at + len(phrase)) for phrase in phrases):
            return low, high
    value, took = number_at(row, at) if at < len(row) else (0, 0)
    if not took or value != int(value) or not LOWEST < value <= HIGHEST or not _ends(row, at + took):
        return None
    after = row[at + took] if at + took < len(row) else ""
    return int(value), {"+": HIGHEST, "s": int(value) + 9}.get(after, int(value))


def _ends(row: tuple[str, ...], at: int) -> bool:
    """Say whether the age is told by word `at`: "adult sites" and "30 or 40 people" tell none."""
    if at >= len(row):
        return True
    return row[at] in AFTER and not (at + 1 < len(row) and number_at(row, at + 1)[1])
