"""Who is compared: how each is trained, with which data, and how its answers are read."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.nlu.project import ROOT, Project
from nlu.components.reader import Meaning
from nlu.labels import GROUPS, LABELS
from nlu.messages import Example

NONE, ACT = "none", "act"
ENCODER_PYTHON = ROOT / "nlu" / "encoder" / ".venv" / "bin" / "python"
TRAIN = """
import sys
from rasa.model_training import train_nlu
config, data, folder, name = sys.argv[1:]
sys.exit(train_nlu(config, data, folder, name, domain=None) is None)
"""


@dataclass(frozen=True)
class Contender:
    """Models that together read one message, each served by a Rasa of its own, and what their answers mean."""

    name: str
    config: str
    parts: tuple[str, ...]  # one model each
    read: Callable[[Mapping[str, Any]], Meaning]
    tuned: bool = False  # stands on our encoder, which is tuned first on the same messages

    def train(self, project: Project) -> tuple[list[Path], float]:
        """Return the models, and the seconds that training took when it was done; what is there is kept."""
        spent, made = 0.0, []
        for part in self.parts:
            target, took = (project.folder / f"{self.name}-{part}.{end}" for end in ("tar.gz", "seconds"))
            if not took.exists():
                started = time.monotonic()
                self._train(data(part, project), target, project)
                took.write_text(f"{time.monotonic() - started:.1f}")
            spent += float(took.read_text())
            made.append(target)
        return made, spent

    def files(self, models: Iterable[Path], project: Project) -> list[Path]:
        """Return all files that serving needs."""
        return [*models, *(project.folder / "nlu" / "encoder").glob("*.onnx")] if self.tuned else list(models)

    def _train(self, source: Path, target: Path, project: Project) -> None:
        if self.tuned:
            project.run("-m", "nlu.encoder.build", python=ENCODER_PYTHON)
        project.run("-c", TRAIN, self.config, str(source), str(target.parent), target.name)


def data(part: str, project: Project) -> Path:
    """Return the training data: ours as it is, or with every combination of one group's labels as an intent."""
    if part == "all":
        return project.data
    blocks = defaultdict(list)
    for message in project.messages():
        blocks[intent(message, part)].append(message.text)
    rows = [{"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in blocks.items()]
    target = project.folder / f"{part}.yml"
    target.write_text(yaml.safe_dump({"version": "3.1", "nlu": rows}, allow_unicode=True, width=10_000))
    return target


def intent(message: Example, part: str) -> str:
    """Return the intent that stands for a message in the model of one group."""
    if part == ACT:
        return message.act
    return "+".join(sorted(label.split(".")[1] for label in message.labels if label.split(".")[0] == part)) or NONE


def _ours(answers: Mapping[str, Any]) -> Meaning:
    (answer,) = answers.values()
    return _meaning(answer["intent"]["name"], [name for name, label in answer["labels"].items() if label["on"]])


def _stock(answers: Mapping[str, Any]) -> Meaning:
    found = {part: answer["intent"]["name"] for part, answer in answers.items()}
    on = [
        f"{part}.{name}" for part in GROUPS for name in found[part].split("+") if name in GROUPS[part]
    ]  # a fallback or `none` is no label
    return _meaning(found[ACT], on)


def _meaning(act: str, labels: Iterable[str]) -> Meaning:
    on = frozenset(labels)
    return Meaning({act: 1.0}, {label: float(label in on) for label in LABELS}, on)


OURS = Contender("ours", "nlu/config.yml", ("all",), _ours, tuned=True)
CONTENDERS = (
    OURS,
    Contender("stock Rasa", "bench/nlu/stock.yml", (*GROUPS, ACT), _stock),
    Contender("TF-IDF + regression", "bench/nlu/tfidf.yml", ("all",), _ours),
)
