"""Logistic regression on n-grams as one matrix, blended with the encoder's scores into calibrated probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from scipy.special import expit, softmax
from sklearn.linear_model import LogisticRegression

from nlu.labels import ACTS, BETA, LABELS

STRENGTH = 2.0  # C of the heads
THRESHOLDS = np.round(np.arange(0.02, 0.81, 0.02), 2)
FOLDS = 5
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Heads:
    """What is learned of a training set: n-grams and the encoder's scores in, calibrated probabilities out."""

    weights: np.ndarray  # n-grams x (labels, acts)
    bias: np.ndarray
    slopes: np.ndarray  # labels x 2: what the encoder's score and that of the n-grams count
    shift: np.ndarray
    act_weights: np.ndarray  # both scores of every act to a softmax
    act_bias: np.ndarray
    thresholds: np.ndarray

    def scores(self, columns: np.ndarray, values: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """Return the raw scores of every label and act for one text: the encoder's, then that of the n-grams."""
        return np.stack([vector, values @ self.weights[columns] + self.bias], axis=-1)

    def probabilities(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the calibrated probabilities of labels and of acts for many rows of scores."""
        labels, acts = scores[:, : len(LABELS)], _side_by_side(scores[:, len(LABELS) :])
        chances = expit((labels * self.slopes).sum(-1) + self.shift)
        return chances, softmax(acts @ self.act_weights + self.act_bias, axis=-1)

    def save(self, path: Path) -> None:
        """Write everything to one .npz file."""
        np.savez(path, **vars(self))

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Read what `save` wrote."""
        with np.load(path) as file:
            return cls(**file)


def targets(acts: Sequence[str], labels: Sequence[frozenset[str]]) -> np.ndarray:
    """Return one row a message: its labels, then its act, as 0 and 1."""
    rows = [
        [name in given for name in LABELS] + [name == act for name in ACTS]
        for act, given in zip(acts, labels, strict=True)
    ]
    return np.array(rows, dtype=np.float32)


def learn(ngrams: csr_matrix, vectors: np.ndarray, wanted: np.ndarray, folds: np.ndarray, progress: Progress) -> Heads:
    """Fit on all rows; calibration and thresholds come from scores of rows a fold's fit had not seen."""
    scores = unseen(ngrams, vectors, wanted, folds, progress)
    progress("heads: all messages")
    weights, bias = learn_columns(ngrams, wanted)
    return Heads(weights.astype(np.float32), bias, *calibrate(scores, wanted))


def unseen(
    ngrams: csr_matrix, vectors: np.ndarray, wanted: np.ndarray, groups: np.ndarray, progress: Progress
) -> np.ndarray:
    """Return the raw scores of every row, those of the n-grams by a fit on all groups but its own."""
    scores = np.zeros(wanted.shape)
    for group in np.unique(groups):
        progress(f"heads: without group {group}")
        held = groups == group
        weights, bias = learn_columns(ngrams[~held], wanted[~held])
        scores[held] = ngrams[held] @ weights + bias
    return np.stack([vectors, scores], axis=-1)


def calibrate(scores: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return slopes, shift, act weights, act bias and thresholds, learned from scores of unseen messages."""
    count = len(LABELS)
    fitted = [_blend(scores[:, i], wanted[:, i]) for i in range(count)]
    slopes, shift = np.stack([f[0] for f in fitted]), np.array([f[1] for f in fitted])
    act_weights, act_bias = _acts(_side_by_side(scores[:, count:]), wanted[:, count:].argmax(1))
    chances = expit((scores[:, :count] * slopes).sum(-1) + shift)
    thresholds = [threshold(chances[:, i], wanted[:, i], BETA.get(name, 1.0)) for i, name in enumerate(LABELS)]
    return slopes, shift, act_weights, act_bias, np.array(thresholds)


def threshold(chances: np.ndarray, wanted: np.ndarray, beta: float) -> float:
    """Return the threshold with the best F-beta; of equals, the middle one."""
    on = chances[:, None] >= THRESHOLDS
    hits = (on & (wanted[:, None] > 0)).sum(0)
    weight = beta * beta
    scores = (1 + weight) * hits / np.maximum(1, weight * wanted.sum() + on.sum(0))
    best = np.flatnonzero(scores >= scores.max() - 1e-9)
    return float(THRESHOLDS[best[len(best) // 2]])


def learn_columns(features: csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and bias of a regression for every column of `wanted`."""
    # Threads suffice: liblinear works outside the interpreter lock.
    fits = Parallel(2, prefer="threads")(delayed(_regression)(features, column) for column in wanted.T)
    return np.stack([f[0] for f in fits], axis=1), np.array([f[1] for f in fits], dtype=np.float32)


def _regression(features: csr_matrix, column: np.ndarray) -> tuple[np.ndarray, float]:
    if column.min() == column.max():  # a label no message has (or all have): no weights, a firm bias
        return np.zeros(features.shape[1], dtype=np.float32), 8.0 if column.all() else -8.0
    model = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, tol=0.01, random_state=0)
    model.fit(features, column)
    return model.coef_[0], float(model.intercept_[0])


def _blend(scores: np.ndarray, column: np.ndarray) -> tuple[np.ndarray, float]:
    if column.min() == column.max():
        return np.ones(2), 0.0
    model = LogisticRegression(C=100.0).fit(scores, column)
    return model.coef_[0], float(model.intercept_[0])


def _acts(scores: np.ndarray, act: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    weights, bias = np.zeros((scores.shape[1], len(ACTS))), np.full(len(ACTS), -8.0)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(scores, act)
    weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return weights, bias


def _side_by_side(scores: np.ndarray) -> np.ndarray:
    return scores.reshape(len(scores), -1)
