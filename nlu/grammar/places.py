"""Countries, states and a few unmistakable cities, as jurisdiction codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .entity import Entity
from .people import owner
from .tables import table
from .words import Words

LINKS = frozenset(["in", "from", "live", "lives", "living", "based", "near", "outside", "across", "to", "of", "is"])
LESSONS = frozenset(["class", "classes", "teacher", "exam", "lesson", "lessons", "homework", "language", "tutor", "food", "kiss", "fries", "dressing", "accent", "nails", "nail", "bulldog", "shepherd", "restaurant", "style", "version", "subtitles", "word", "words"])  # fmt: skip


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Return first word → (words, code, sort of name), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for sort, names in table("places").items():
        for code, phrases in names.items():
            for phrase in phrases:
                row = tuple(phrase.split())
                index.setdefault(row[0], []).append((row, code, sort))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return index


def find(words: Words) -> Iterator[Entity]:
    """Yield each place named, left to right; what could be another word needs "in", "from" or capitals."""
    index, at = _index(), 0
    while at < len(words.words):
        for row, code, sort in index.get(words.words[at], ()):
            if words.words[at : at + len(row)] == row and _is_place(words, at, len(row), sort):
                start, end = words.spans[at][0], words.spans[at + len(row) - 1][1]
                extra = {"whose": _whose(words, at), "by": sort}
                yield Entity("country", code, start, end, words.text[start:end], extra)
                at += len(row) - 1
                break
        at += 1


def _is_place(words: Words, at: int, length: int, sort: str) -> bool:
    after = words.words[at + length] if at + length < len(words.words) else ""
    before = words.words[at - 1] if at else ""
    written = words.text[words.spans[at][0] : words.spans[at + length - 1][1]]
    if sort == "demonym":
        return after not in LESSONS
    if sort == "capitals":
        return written.isupper() and (before in LINKS or before in ("the", ",", "(", "") or len(written) > 2)
    if sort == "linked":
        return before in LINKS or (before == "," and written[0].isupper())
    return after != "'s" or sort != "city"


def _whose(words: Words, at: int) -> str:
    return owner(words, at)
