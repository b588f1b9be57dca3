"""The readers that the results compare: each part of ours alone, and what they replaced.

The frozen encoder needs `python -m nlu.encoder.build --base`; without it that row is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from nlu.components.encoder import Encoder, training_vectors
from nlu.components.ngrams import Ngrams

BASE = Path(__file__).parent.parent / "models" / "tuning" / "base.onnx"


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
