"""Word and character n-grams of a text, and its facts, as one sparse, TF-IDF weighted row."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from nlu.components.facts import facts

WORD = re.compile(r"\w+(?:'\w+)?|[^\w\s]")
CHARACTERS = range(2, 6)
RAREST = 2  # an n-gram that only one training message has teaches nothing


def words(text: str) -> Iterator[str]:
    """Yield every word and pair of neighbours, marked so that no character n-gram equals one."""
    found = WORD.findall(text.lower())
    yield from (f"w {word}" for word in found)
    yield from (f"w {one} {two}" for one, two in itertools.pairwise(found))


def characters(text: str) -> Iterator[str]:
    """Yield the 2- to 5-character pieces of every word, with a blank at both its ends."""
    for word in text.lower().split():
        padded = f" {word} "
        for size in CHARACTERS:
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


PARTS = (words, characters, facts)


class Ngrams:
    """A vocabulary with weights; the same code makes the rows of training and of serving."""

    def __init__(self, vocabulary: Sequence[str], weights: np.ndarray) -> None:
        self.vocabulary, self.weights = list(vocabulary), weights.astype(np.float32)
        self._column = {gram: column for column, gram in enumerate(self.vocabulary)}

    @classmethod
    def learn(cls, texts: Sequence[str]) -> Ngrams:
        """Return the n-grams of `texts` that more than one of them has."""
        seen = Counter[str]()
        for text in texts:
            seen.update({gram for grams in PARTS for gram in grams(text)})
        kept = sorted(gram for gram, count in seen.items() if count >= RAREST)
        return cls(kept, np.array([1 + math.log((1 + len(texts)) / (1 + seen[gram])) for gram in kept]))

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the columns and values of one text; words, characters and facts weigh the same."""
        parts = [self._part(grams(text)) for grams in PARTS]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of many texts as one sparse matrix."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        columns, values = (np.concatenate([row[i] for row in rows]) for i in (0, 1))
        return csr_matrix((values, columns, ends), shape=(len(rows), len(self.vocabulary)))

    def _part(self, grams: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        counts = Counter(self._column[gram] for gram in grams if gram in self._column)
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.weights[columns]
        return columns, values / (np.linalg.norm(values) or 1)
