"""`make bench-nlu`: ours, stock Rasa and TF-IDF with a regression, trained on the same messages, read the same others.

Stock Rasa cannot read several labels at once, so it gets one model for each group, whose intents are the combinations
of its labels, and one for the acts. Trained models are kept: the run may be stopped and resumed.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.nlu.contenders import CONTENDERS, NLU, Contender
from bench.nlu.serving import served, throughput, waits
from nlu.eval.report import report
from nlu.eval.results import table
from nlu.labels import GROUPS, names
from nlu.messages import Example, examples
from nlu.train import fingerprint

TARGET = NLU / "eval" / "beside_rasa.md"
CLIENTS, MANY, SHORT = 16, 2000, 300
HEAD = (
    "reader", *(f"{group} F1" for group in GROUPS), "act", "urgent recall", "false alarms", "training", "size MB",
    "ready s", "p50 ms", "p95 ms", f"messages/s, {CLIENTS} clients", "memory MB",
)  # fmt: skip

INTRODUCTION = """\
# Beside stock Rasa

Made by `make bench-nlu` on {day}: trained on the {trained:,} training messages, measured on {measured} labelled ones
that nobody trained on. Groups: macro F1. Ours is Rasa alone, without the bot's screen; stock Rasa is the sum of its
models.

"""


async def main(gold: Sequence[Example]) -> None:
    """Print one line of a table for each contender and write them down."""
    folder = NLU / "models" / "bench" / fingerprint()
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for contender in CONTENDERS:
        print(f"{contender.name}: training", file=sys.stderr, flush=True)
        rows.append((contender.name, *await measured(contender, folder, gold)))
        print(table(HEAD, rows[-1:]), flush=True)
    TARGET.write_text(
        INTRODUCTION.format(day=date.today(), trained=len(examples()), measured=len(gold)) + table(HEAD, rows) + "\n",
        encoding="utf-8",
    )


async def measured(contender: Contender, folder: Path, gold: Sequence[Example]) -> list[str]:
    """Train, serve and measure one contender."""
    models, training = contender.train(folder)
    short = [message.text for message in gold if len(message.text) < SHORT]
    async with served(contender.parts, models) as (model, ready):
        read = [contender.read(await model.read(message.text)) for message in gold]
        times = statistics.quantiles(await waits(model, short), n=20)
        many = await throughput(model, (short * (MANY // len(short) + 1))[:MANY], CLIENTS)
        memory = model.memory()
    figures = report(gold, read)
    quality = (*figures["macro_f1"].values(), *(figures[n] for n in ("act_accuracy", "urgent_recall", "false_alarms")))
    size = sum(path.stat().st_size for path in models) / 1e6
    return [*(f"{value:.3f}" for value in quality), f"{training:.0f} s", f"{size:.1f}", f"{ready:.1f}",
            f"{times[9]:.1f}", f"{times[18]:.1f}", f"{many:.0f}", f"{memory:.0f}"]  # fmt: skip


def _gold(source: Path) -> list[Example]:
    return [_example(json.loads(line)) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]


def _example(row: dict[str, list[str] | str]) -> Example:
    return Example("", str(row["act"]), names({group: row[group] for group in GROUPS}), str(row["text"]))


if __name__ == "__main__":
    asyncio.run(main(_gold(Path(sys.argv[1]))))
