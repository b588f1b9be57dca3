"""`python -m nlu.eval.compare`: what each part of the reader adds, on messages that were not trained on.

The row of the frozen encoder needs `python -m nlu.encoder.build --base`; without it that row is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from nlu.components.encoder import Encoder, key, training_vectors
from nlu.components.heads import FOLDS
from nlu.components.ngrams import Ngrams
from nlu.eval.crossval import predictions
from nlu.eval.report import report
from nlu.grammar.hygiene import clean
from nlu.messages import examples

BASE = Path(__file__).parent.parent / "models" / "tuning" / "base.onnx"
FIGURES = ("level_accuracy", "urgent_recall", "emergency_recall", "false_alarms", "act_accuracy")


def rows(texts: list[str]) -> Iterator[tuple[str, csr_matrix, np.ndarray]]:
    """Yield the name of each reader, the features of its regression, and the encoder's scores."""
    ngrams, tuned = Ngrams.learn(texts).matrix(texts), training_vectors(Encoder(), texts)
    nothing, no_scores = csr_matrix((len(texts), 1)), np.zeros_like(tuned)
    yield "TF-IDF + logistic regression", ngrams, no_scores
    yield "tuned encoder alone", nothing, tuned
    yield "tuned encoder + n-grams (ours)", ngrams, tuned
    if BASE.exists():
        base = Encoder(BASE)
        yield "frozen encoder + n-grams", hstack([ngrams, np.stack([base.vector(t) for t in texts])], "csr"), no_scores


def main() -> None:
    """Print one line of a Markdown table for each reader."""
    messages = examples()
    texts = [clean(message.text) for message in messages]
    folds = np.array([key(text) % FOLDS for text in texts])
    print(
        "| reader | abuse F1 | need F1 | urgency F1 | level | urgent recall | emergency recall | false alarms | act |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, features, scores in rows(texts):
        figures = report(messages, predictions(messages, features, scores, folds))
        cells = [*figures["macro_f1"].values(), *(figures[figure] for figure in FIGURES)]
        print(f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |", flush=True)


if __name__ == "__main__":
    main()
