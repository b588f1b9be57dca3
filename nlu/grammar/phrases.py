"""Names of several words, found by their first two words, the longest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from .words import Words, words_of

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases and what each means; where one phrase is given twice, the first meaning holds."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        meanings: dict[tuple[str, ...], Meaning] = {}
        for phrase, meaning in entries:
            meanings.setdefault(words_of(phrase.lower()).words, meaning)
        self._seconds: dict[str, dict[str, list[tuple[tuple[str, ...], Meaning]]]] = {}  # "" where there is no second
        for row in sorted(filter(None, meanings), key=len, reverse=True):
            seconds = self._seconds.setdefault(row[0], {})
            seconds.setdefault("".join(row[1:2]), []).append((row, meanings[row]))
        self._firsts = frozenset(self._seconds)

    def find(
        self, words: Words, accepts: Callable[[Words, int, int, Meaning], bool] = lambda *_: True
    ) -> Iterator[tuple[int, int, Meaning]]:
        """Yield first word, word after the last and meaning of each phrase that `accepts` lets pass; none overlap."""
        after, whole = 0, words.words
        for at in words.places(self._firsts):
            if at < after:
                continue
            seconds = self._seconds[whole[at]]
            second = whole[at + 1] if at + 1 < len(whole) else ""
            for row, meaning in (*seconds.get(second, ()), *(seconds.get("", ()) if second else ())):
                stop = at + len(row)
                if whole[at:stop] == row and accepts(words, at, stop, meaning):
                    yield at, stop, meaning
                    after = stop
                    break
