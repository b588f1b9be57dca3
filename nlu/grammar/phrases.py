"""Names of several words, found by their first word, the longest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from .words import Words, words_of

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases and what each means; where one phrase is given twice, the first meaning holds."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        by_first: dict[str, dict[tuple[str, ...], Meaning]] = {}
        for phrase, meaning in entries:
            if row := words_of(phrase.lower()).words:
                by_first.setdefault(row[0], {}).setdefault(row, meaning)
        self._by_first = {
            first: sorted(rows.items(), key=lambda item: -len(item[0])) for first, rows in by_first.items()
        }

    def find(
        self, words: Words, accepts: Callable[[Words, int, int, Meaning], bool] = lambda *_: True
    ) -> Iterator[tuple[int, int, Meaning]]:
        """Yield first word, word after the last and meaning of each phrase that `accepts` lets pass; none overlap."""
        after = 0
        for at, word in enumerate(words.words):
            if at < after or word not in self._by_first:
                continue
            for row, meaning in self._by_first[word]:
                stop = at + len(row)
                if words.words[at:stop] == row and accepts(words, at, stop, meaning):
                    yield at, stop, meaning
                    after = stop
                    break
