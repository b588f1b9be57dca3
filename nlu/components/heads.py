"""One-vs-rest logistic regression for all labels and acts as one matrix, calibrated, with a threshold a label."""

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

STRENGTH = 5.0  # C of the heads; see the comparison in README.md
THRESHOLDS = np.round(np.arange(0.1, 0.81, 0.02), 2)
FOLDS = 5
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Heads:
    """What is learned of a training set: features in, calibrated probabilities out."""

    weights: np.ndarray  # features x (labels, acts)
    bias: np.ndarray
    slope: np.ndarray  # calibration of the labels' scores
    shift: np.ndarray
    act_weights: np.ndarray  # scores of the acts to a softmax
    act_bias: np.ndarray
    thresholds: np.ndarray

    def scores(self, columns: np.ndarray, values: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """Return the raw score of every label and act for one text."""
        dense = self.weights[len(self.weights) - len(vector) :]
        return values @ self.weights[columns] + vector @ dense + self.bias

    def probabilities(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the calibrated probabilities of labels and of acts, for one row or many."""
        labels, acts = scores[..., : len(LABELS)], scores[..., len(LABELS) :]
        return expit(labels * self.slope + self.shift), softmax(acts @ self.act_weights + self.act_bias, axis=-1)

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
    rows = [[name in given for name in LABELS] + [name == act for name in ACTS] for act, given in zip(acts, labels)]
    return np.array(rows, dtype=np.float32)


def learn(features: csr_matrix, wanted: np.ndarray, folds: np.ndarray, progress: Progress = print) -> Heads:
    """Fit on all rows; calibration and thresholds come from scores of rows a fold's fit had not seen."""
    unseen = np.zeros(wanted.shape)
    for fold in np.unique(folds):
        progress(f"heads: fold {fold + 1}")
        held = folds == fold
        weights, bias = _fit(features[~held], wanted[~held])
        unseen[held] = features[held] @ weights + bias
    progress("heads: all messages")
    weights, bias = _fit(features, wanted)
    return Heads(weights.astype(np.float32), bias, *calibrate(unseen, wanted))


def calibrate(scores: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return slope, shift, act weights, act bias and thresholds, learned from scores of unseen messages."""
    count = len(LABELS)
    pairs = [_line(scores[:, i], wanted[:, i]) for i in range(count)]
    slope, shift = np.array(pairs).T
    act_weights, act_bias = _acts(scores[:, count:], wanted[:, count:].argmax(1))
    chances = expit(scores[:, :count] * slope + shift)
    thresholds = [threshold(chances[:, i], wanted[:, i], BETA.get(name, 1.0)) for i, name in enumerate(LABELS)]
    return slope, shift, act_weights, act_bias, np.array(thresholds)


def threshold(chances: np.ndarray, wanted: np.ndarray, beta: float) -> float:
    """Return the threshold with the best F-beta; of equals, the middle one."""
    on = chances[:, None] >= THRESHOLDS
    hits = (on & (wanted[:, None] > 0)).sum(0)
    weight = beta * beta
    scores = (1 + weight) * hits / np.maximum(1, weight * wanted.sum() + on.sum(0))
    best = np.flatnonzero(scores >= scores.max() - 1e-9)
    return float(THRESHOLDS[best[len(best) // 2]])


def _fit(features: csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fit every column of `wanted`; threads suffice, as liblinear works outside the interpreter lock."""
    fits = Parallel(2, prefer="threads")(delayed(_regression)(features, column) for column in wanted.T)
    return np.stack([f[0] for f in fits], axis=1), np.array([f[1] for f in fits], dtype=np.float32)


def _regression(features: csr_matrix, column: np.ndarray) -> tuple[np.ndarray, float]:
    if column.min() == column.max():  # a label no message has (or all have): no weights, a firm bias
        return np.zeros(features.shape[1], dtype=np.float32), 8.0 if column.all() else -8.0
    model = LogisticRegression(C=STRENGTH, solver="liblinear").fit(features, column)
    return model.coef_[0], float(model.intercept_[0])


def _line(scores: np.ndarray, column: np.ndarray) -> tuple[float, float]:
    if column.min() == column.max():
        return 1.0, 0.0
    model = LogisticRegression(C=100.0).fit(scores[:, None], column)
    return max(0.05, float(model.coef_[0, 0])), float(model.intercept_[0])


def _acts(scores: np.ndarray, act: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    weights, bias = np.zeros((len(ACTS), len(ACTS))), np.full(len(ACTS), -8.0)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(scores, act)
    weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return weights, bias
