"""The training messages, read without Rasa: for cross-validation, for tuning the encoder, and for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlu.labels import names

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Example:
    """One hand-written message with its meaning, and the hand (file) that wrote it."""

    hand: str
    act: str
    labels: frozenset[str]
    text: str


def examples(folder: Path = DATA) -> list[Example]:
    """Return every training message, in the order of the files."""
    return [example for path in sorted(folder.glob("*.yml")) for example in _read(path)]


def _read(path: Path) -> Iterator[Example]:
    blocks = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for block in blocks["nlu"]:
        labels = names(block.get("metadata"))
        for line in block["examples"].splitlines():
            yield Example(path.stem, block["intent"], labels, line.removeprefix("-").strip())
