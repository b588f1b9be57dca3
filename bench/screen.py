"""`python -m bench.screen [--write]`: how far each label of the screen can be trusted, on the training messages.

`--write` puts the logarithm of each label's likelihood ratio into bot/understanding/trust.yml, by which a finding of
the screen is weighed with Rasa's probability.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.config import ROOT
from bot.content import load
from bot.understanding.reading import LABELS
from bot.understanding.screen import Screen

TARGET = ROOT / "bot" / "understanding" / "trust.yml"
HEAD = "# Made by `python -m bench.screen --write` from the training messages: the log likelihood ratio of a finding.\n"


def messages(folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every training message with its labels."""
    for file in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            given = block.get("metadata") or {}
            labels = frozenset(f"{group}.{name}" for group, names in given.items() for name in names)
            for line in block["examples"].splitlines():
                yield line.removeprefix("- "), labels


def main() -> None:
    """Print precision and recall by label; write the table when asked to."""
    screen, hits, found, given, count = Screen.load(load(ROOT).platforms.values()), Counter(), Counter(), Counter(), 0
    for text, labels in messages(ROOT / "nlu" / "data"):
        got = screen.read(text).labels
        hits.update(got & labels)
        found.update(got)
        given.update(labels)
        count += 1
    trust = {}
    for label in LABELS:
        wrong = (found[label] - hits[label] + 0.5) / (count - given[label] + 1)
        trust[label] = round(math.log((hits[label] + 0.5) / (given[label] + 1) / wrong), 2)
        precision, recall = hits[label] / max(1, found[label]), hits[label] / max(1, given[label])
        print(f"{label:24} P {precision:.3f}  R {recall:.3f}  n {given[label]:5}  log ratio {trust[label]:.2f}")
    if "--write" in sys.argv:
        TARGET.write_text(HEAD + yaml.safe_dump(trust, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
