"""`python -m nlu.eval.crossval [--hands] [--json FILE]`: how well are messages read that were not trained on?

Each message is scored by heads learned without its fold, on the vector of an encoder tuned without its fold;
calibration and thresholds come from the scores of the other folds. `--hands` leaves out whole writers instead (their
vectors stay those of the folds).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from nlu.components.encoder import Encoder, key, training_vectors
from nlu.components.heads import FOLDS, Heads, calibrate, targets, unseen
from nlu.components.ngrams import Ngrams
from nlu.components.reader import Meaning, decide
from nlu.components.wording import readable
from nlu.eval.report import report, show
from nlu.messages import Example, examples


def predictions(
    messages: Sequence[Example], ngrams: csr_matrix, vectors: np.ndarray, groups: np.ndarray
) -> list[Meaning]:
    """Return what is read of each message by what was learned from all other groups."""
    wanted = targets([message.act for message in messages], [message.labels for message in messages])
    scores = unseen(ngrams, vectors, wanted, groups, _say)
    found: dict[int, Meaning] = {}
    for group in np.unique(groups):
        held = np.flatnonzero(groups == group)
        heads = Heads(np.empty(0), np.empty(0), *calibrate(scores[groups != group], wanted[groups != group]))
        labels, acts = heads.probabilities(scores[held])
        found.update({i: decide(labels[at], acts[at], heads.thresholds) for at, i in enumerate(held)})
    return [found[i] for i in range(len(messages))]


def main() -> None:
    """Print the report, or write it as JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--hands", action="store_true", help="leave out whole writers")
    arguments.add_argument("--json", type=Path, help="write the figures here")
    chosen = arguments.parse_args()
    messages = examples()
    texts = [readable(message.text) for message in messages]
    vectors = training_vectors(Encoder(), texts)
    groups = [m.hand if chosen.hands else key(text) % FOLDS for m, text in zip(messages, texts, strict=True)]
    figures = report(messages, predictions(messages, Ngrams.learn(texts).matrix(texts), vectors, np.array(groups)))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(show(figures))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
