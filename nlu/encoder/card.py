"""The model card: what the encoder is made of, and its checksum."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import Any

import yaml

from nlu.components.encoder import MODEL, TOKENIZER, UNSEEN
from nlu.encoder import base, tune
from nlu.encoder.network import FROZEN

CARD = MODEL.with_name("card.yml")
PARTS = ("tensorflow", "transformers", "tf2onnx", "onnx", "onnxruntime", "tokenizers")


def write(revision: str, messages: int) -> None:
    """Write card.yml beside the encoder."""
    facts: dict[str, Any] = {
        "made": date.today().isoformat(),
        "base": {"model": base.NAME, "licence": base.LICENCE, "package": base.PACKAGE, "sha256": base.SHA256},
        "files": {path.name: base.sha256(path) for path in (MODEL, TOKENIZER, UNSEEN) if path.exists()},
        "data": {"revision": revision, "messages": messages},
        "tuning": {
            "seed": tune.SEED,
            "frozen layers": FROZEN,
            "epochs": tune.EPOCHS,
            "batch": tune.BATCH,
            "rate": tune.RATE,
            "top rate": tune.TOP_RATE,
            "tokens": tune.MAX_TOKENS,
            "forgotten": tune.FORGOTTEN,
            "twins": tune.TWINS,
        },
        "scores": "nlu/eval/results.md",
        "versions": {name: version(name) for name in PARTS},
    }
    CARD.write_text(yaml.safe_dump(facts, sort_keys=False), encoding="utf-8")
