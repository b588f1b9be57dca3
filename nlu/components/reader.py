"""From the text of a message to its labels and act: n-grams, encoder, heads, thresholds, the scheme's logic."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from nlu.components.encoder import Encoder, key, training_vectors
from nlu.components.heads import FOLDS, Heads, Progress, learn, targets
from nlu.components.ngrams import Ngrams
from nlu.grammar.hygiene import clean
from nlu.labels import ACTS, IMPLIES, LABELS, WITHOUT_LABELS

WINDOW, STEP = 200, 140  # words; a long story is read in overlapping pieces


@dataclass(frozen=True)
class Meaning:
    """What was read: the chance of every act and label, and the labels that hold."""

    acts: dict[str, float]
    labels: dict[str, float]
    on: frozenset[str]

    @property
    def act(self) -> str:
        """The likeliest act."""
        return max(self.acts, key=self.acts.__getitem__)


@dataclass(frozen=True)
class Reader:
    """A trained classifier."""

    encoder: Encoder
    ngrams: Ngrams
    heads: Heads

    def read(self, text: str) -> Meaning:
        """Return the meaning of one message of any length: the maximum of each label over its windows."""
        scores = np.stack([self._scores(piece) for piece in windows(clean(text))])
        labels, acts = self.heads.probabilities(scores)
        return decide(labels.max(0), acts.mean(0), self.heads.thresholds)

    def _scores(self, text: str) -> np.ndarray:
        return self.heads.scores(*self.ngrams.row(text), self.encoder.vector(text))

    def save(self, folder: Path) -> None:
        """Write n-grams and heads; the encoder stays where it is."""
        (folder / "ngrams.json").write_text(json.dumps(self.ngrams.vocabulary), encoding="utf-8")
        np.save(folder / "ngrams.npy", self.ngrams.weights)
        self.heads.save(folder / "heads.npz")

    @classmethod
    def load(cls, folder: Path) -> Reader:
        """Read what `save` wrote."""
        vocabulary = json.loads((folder / "ngrams.json").read_text(encoding="utf-8"))
        return cls(Encoder(), Ngrams(vocabulary, np.load(folder / "ngrams.npy")), Heads.load(folder / "heads.npz"))


def train(
    texts: Sequence[str], acts: Sequence[str], labels: Sequence[frozenset[str]], progress: Progress = print
) -> Reader:
    """Return a Reader that learned from these messages."""
    encoder, cleaned = Encoder(), [clean(text) for text in texts]
    progress(f"vectors of {len(texts)} messages")
    vectors = training_vectors(encoder, cleaned)
    progress("n-grams")
    ngrams = Ngrams.learn(cleaned)
    features = hstack([ngrams.matrix(cleaned), csr_matrix(vectors)], format="csr")
    folds = np.array([key(text) % FOLDS for text in cleaned])
    return Reader(encoder, ngrams, learn(features, targets(acts, labels), folds, progress))


def windows(text: str) -> Iterator[str]:
    """Yield the text, or overlapping pieces of it when it is long."""
    words = text.split()
    if len(words) <= WINDOW:
        yield text
        return
    for start in range(0, len(words) - WINDOW + STEP, STEP):
        yield " ".join(words[start : start + WINDOW])


def decide(labels: np.ndarray, acts: np.ndarray, thresholds: np.ndarray) -> Meaning:
    """Apply thresholds, then the scheme's logic: what implies what, and which acts carry no label."""
    chance = dict(zip(LABELS, labels.tolist()))
    on = {name for name, bar in zip(LABELS, thresholds) if chance[name] >= bar}
    act_chance = dict(zip(ACTS, acts.tolist()))
    if max(act_chance, key=act_chance.__getitem__) in WITHOUT_LABELS:
        on.clear()
    for name, implied in IMPLIES.items():
        if name in on:
            on.add(implied)
            chance[implied] = max(chance[implied], chance[name])
    return Meaning(act_chance, chance, frozenset(on))
