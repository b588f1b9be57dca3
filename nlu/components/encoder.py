"""The sentence encoder: one vector a text, its score for every label and act, computed by onnxruntime on one thread."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

HOME = Path(__file__).parent.parent / "encoder"
MODEL, TOKENIZER, UNSEEN = (HOME / name for name in ("encoder.int8.onnx", "tokenizer.json", "unseen.npz"))
MAX_TOKENS = 320


class Encoder:
    """Turns clean text into vectors; one object may serve many threads."""

    def __init__(self, model: Path = MODEL, tokenizer: Path = TOKENIZER) -> None:
        self.checksum = hashlib.sha256(model.read_bytes()).hexdigest()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def vector(self, text: str) -> np.ndarray:
        """Return the vector of one text; what lies beyond MAX_TOKENS is not read."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int32)
        return self._session.run(["vector"], {"ids": ids, "mask": np.ones_like(ids)})[0][0]


def key(text: str) -> int:
    """Return a stable 63-bit name of a text, by which cross-fitted vectors and folds are found."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def training_vectors(encoder: Encoder, texts: Sequence[str]) -> np.ndarray:
    """Return vectors to train on, as if the encoder had never seen the texts.

    The encoder was tuned on most of them; for those, `unseen.npz` keeps what a twin said that was tuned without.
    """
    if not UNSEEN.exists():
        return np.stack([encoder.vector(text) for text in texts])
    with np.load(UNSEEN) as file:
        kept = dict(zip(file["keys"].tolist(), file["vectors"].astype(np.float32), strict=True))
    return np.stack([kept[key(text)] if key(text) in kept else encoder.vector(text) for text in texts])
