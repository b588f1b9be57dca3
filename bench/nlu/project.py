"""A small copy of the project whose messages are a sample: so that ours, too, learns from nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml

from nlu.components.encoder import key
from nlu.messages import Example, examples
from nlu.train import QUIET

ROOT = Path(__file__).parent.parent.parent
CODE = ("nlu", "bench/nlu", "responses/platforms.yml")
NOT_COPIED = (".venv", "__pycache__", "models", "data", "*.onnx", "*.npz")
SHARE, LONGEST = 16, 30  # every so many messages, of at most so many words: stock Rasa then trains within an hour


@dataclass(frozen=True)
class Project:
    """A copy of the understanding in a folder of its own, with its own messages and its own encoder."""

    folder: Path

    def messages(self) -> list[Example]:
        """Return the messages that everybody learns from."""
        return examples(self.data)

    @property
    def data(self) -> Path:
        """The folder of the sampled messages, as Rasa reads them."""
        return self.folder / "nlu" / "data"

    def run(self, *arguments: str, python: str | Path = sys.executable) -> None:
        """Run Python in the copy and wait; raise CalledProcessError when it fails."""
        subprocess.run([python, "-W", "ignore", *arguments], check=True, stdout=subprocess.DEVNULL, **self._place())

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start Python in the copy and return the process, which says nothing."""
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, "-W", "ignore", *arguments], **silent, **self._place())

    def _place(self) -> dict[str, object]:
        return {"cwd": self.folder, "env": {**os.environ, **QUIET, "PYTHONPATH": str(self.folder)}}


def sampled(folder: Path) -> Project:
    """Return the copy in `folder`, made when it is not there."""
    project = Project(folder)
    if not project.data.exists():
        for part in CODE:
            _copy(ROOT / part, folder / part)
        _write([m for m in examples() if key(m.text) % SHARE == 0 and len(m.text.split()) <= LONGEST], project.data)
    return project


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def _write(messages: Sequence[Example], folder: Path) -> None:
    """Write messages as Rasa reads them, a file a hand."""
    unfinished = folder.with_name("unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    for hand, written in groupby(messages, key=lambda message: message.hand):
        blocks = [{"intent": m.act, "metadata": _groups(m), "examples": f"- {m.text}\n"} for m in written]
        file = unfinished / f"{hand}.yml"
        file.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=10_000))
    unfinished.rename(folder)


def _groups(message: Example) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label in sorted(message.labels):
        group, name = label.split(".")
        found.setdefault(group, []).append(name)
    return found
