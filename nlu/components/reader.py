"""From the text of a message to its labels and act: n-grams, encoder, heads, thresholds, the scheme's logic."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlu.components.encoder import Encoder, key
from nlu.components.heads import FOLDS, Heads, Progress, learn
from nlu.components.ngrams import Ngrams
from nlu.components.wording import readable
from nlu.labels import ACTS, DEFAULT_ACT, IMPLIES, LABELS, NEVER_DROPPED, WITHOUT_LABELS

WINDOW, STEP = 200, 140  # words; a long story is read in overlapping pieces


class WrongEncoder(Exception):
    """The heads were learned with another encoder than the one that is here: train again."""


@dataclass(frozen=True)
class Meaning:
    """What was read: the chance of every act and label, and the labels that hold."""

    acts: dict[str, float]
    labels: dict[str, float]
    on: frozenset[str]

    @property
    def act(self) -> str:
        """The likeliest act."""
        return likeliest(self.acts)


@dataclass(frozen=True)
class Reader:
    """All that is learned beside the encoder, and how to read with it."""

    ngrams: Ngrams
    heads: Heads
    encoder: str  # the checksum of the only encoder whose vectors the heads understand

    @classmethod
    def learn(
        cls, texts: Sequence[str], vectors: np.ndarray, wanted: np.ndarray, encoder: str, progress: Progress
    ) -> Reader:
        """Return a Reader for clean texts, their vectors by `encoder` and what `targets` says of them."""
        progress(f"n-grams of {len(texts)} messages")
        ngrams = Ngrams.learn(texts)
        folds = np.array([key(text) % FOLDS for text in texts])
        return cls(ngrams, learn(ngrams.matrix(texts), vectors, wanted, folds, progress), encoder)

    def read(self, text: str, encoder: Encoder) -> Meaning:
        """Return the meaning of one message of any length: the maximum of each label over its windows."""
        pieces = list(windows(readable(text)))
        return self.meaning(pieces, [encoder.vector(piece) for piece in pieces])

    def meaning(self, pieces: Sequence[str], vectors: Sequence[np.ndarray]) -> Meaning:
        """Return the meaning of clean pieces of one message whose vectors are known."""
        scores = [
            self.heads.scores(*self.ngrams.row(text), vector) for text, vector in zip(pieces, vectors, strict=True)
        ]
        labels, acts = self.heads.probabilities(np.stack(scores))
        return decide(labels.max(0), acts.mean(0), self.heads.thresholds)

    def save(self, folder: Path) -> None:
        """Write n-grams and heads; the encoder stays where it is."""
        (folder / "ngrams.json").write_text(json.dumps(self.ngrams.vocabulary), encoding="utf-8")
        np.save(folder / "ngrams.npy", self.ngrams.weights)
        self.heads.save(folder / "heads.npz")
        (folder / "encoder.sha256").write_text(self.encoder, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encoder: str) -> Reader:
        """Read what `save` wrote; raise WrongEncoder unless `encoder` is the checksum it was learned with."""
        known = (folder / "encoder.sha256").read_text(encoding="utf-8")
        if known != encoder:
            raise WrongEncoder(f"the model was trained with encoder {known[:12]}, here is {encoder[:12]}: train again")
        vocabulary = json.loads((folder / "ngrams.json").read_text(encoding="utf-8"))
        return cls(Ngrams(vocabulary, np.load(folder / "ngrams.npy")), Heads.load(folder / "heads.npz"), known)


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
    chance, act_chance = dict(zip(LABELS, labels.tolist(), strict=True)), dict(zip(ACTS, acts.tolist(), strict=True))
    on = {name for name, bar in zip(LABELS, thresholds, strict=True) if chance[name] >= bar}
    act = likeliest(act_chance)
    if act in WITHOUT_LABELS:
        on &= NEVER_DROPPED
        if on:  # then it is a report after all
            act_chance[act], act_chance[DEFAULT_ACT] = act_chance[DEFAULT_ACT], act_chance[act]
    for name, implied in IMPLIES.items():
        if name in on:
            on.add(implied)
            chance[implied] = max(chance[implied], chance[name])
    return Meaning(act_chance, chance, frozenset(on))


def likeliest(chances: dict[str, float]) -> str:
    """Return the name with the highest chance."""
    return max(chances, key=chances.__getitem__)
