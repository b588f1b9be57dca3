"""The model card: what the encoder is made of, and its checksum."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from importlib.metadata import version
from typing import Any

import yaml

from nlu.components.encoder import MODEL, TOKENIZER, UNSEEN
from nlu.encoder import base, tune
from nlu.encoder.network import FROZEN

CARD = MODEL.with_name("card.yml")
PARTS = ("tensorflow", "transformers", "tf2onnx", "onnx", "onnxruntime", "tokenizers")


def write(revision: str, messages: int, gone_on: Collection[int]) -> None:
    """Write card.yml beside the encoder; the seeds in `gone_on` had an earlier revision's epochs before this one's."""
    facts: dict[str, Any] = {
        "made": date.today().isoformat(),
        "base": {"model": base.NAME, "licence": base.LICENCE, "package": base.PACKAGE, "sha256": base.SHA256},
        "files": {path.name: base.sha256(path) for path in (MODEL, TOKENIZER, UNSEEN) if path.exists()},
        "data": {"revision": revision, "messages": messages},
        "tuning": {
            "seeds": list(tune.SEEDS),
            "frozen layers": FROZEN,
            "epochs": {seed: tune.EPOCHS + tune.FURTHER * (seed in gone_on) for seed in tune.SEEDS},
            "batch": tune.BATCH,
            "rate": tune.RATE,
            "top rate": tune.TOP_RATE,
            "tokens": tune.MAX_TOKENS,
            "forgotten": tune.FORGOTTEN,
            "twins": tune.TWINS,
        },
        "scores": "not measured yet: make eval",
        "versions": {name: version(name) for name in PARTS},
    }
    CARD.write_text(yaml.safe_dump(facts, sort_keys=False), encoding="utf-8")
