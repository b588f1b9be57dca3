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

from bench.nlu.contenders import CONTENDERS, OURS, Contender
from bench.nlu.project import LONGEST, ROOT, SHARE, Project, sampled
from bench.nlu.serving import served, throughput, waits
from nlu.eval.report import report
from nlu.eval.results import table
from nlu.labels import GROUPS, names
from nlu.messages import Example
from nlu.train import STABLE, fingerprint

TARGET = ROOT / "nlu" / "eval" / "beside_rasa.md"
KEPT = ROOT / "nlu" / "models" / "bench"
CLIENTS, MANY, SHORT = 16, 2000, 300
HEAD = (
    "reader", *(f"{group} F1" for group in GROUPS), "act", "urgent recall", "false alarms", "training", "size MB",
    "ready s", "p50 ms", "p95 ms", f"messages/s, {CLIENTS} clients", "memory MB",
)  # fmt: skip

INTRODUCTION = """\
# Beside stock Rasa

Made by `make bench-nlu` on {day}. Everybody learned from the same {trained:,} training messages (one in {share}, of
at most {longest} words: with all of them stock Rasa trains for most of a day), ours with an encoder tuned on no others,
and read the same {measured} labelled ones. Groups: macro F1. Ours is Rasa alone, without the bot's screen; stock Rasa
is the sum of its models. The last row is the model that `make run` serves, which learned from all messages.

"""


async def main(gold: Sequence[Example]) -> None:
    """Print one line of a table for each contender and write them down."""
    project = sampled(KEPT / fingerprint())
    for contender in CONTENDERS:
        print(f"{contender.name}: training", file=sys.stderr, flush=True)
        contender.train(project)
    rows = []
    for contender in CONTENDERS:
        models, training = contender.train(project)
        rows.append((contender.name, *await measured(contender, project, models, f"{training:.0f} s", gold)))
        print(table(HEAD, rows[-1:]), flush=True)
    rows.append(("ours, all messages", *await measured(OURS, Project(ROOT), [STABLE], "–", gold)))
    said = INTRODUCTION.format(
        day=date.today(), trained=len(project.messages()), share=SHARE, longest=LONGEST, measured=len(gold)
    )
    TARGET.write_text(said + table(HEAD, rows) + "\n", encoding="utf-8")


async def measured(
    contender: Contender, project: Project, models: Sequence[Path], training: str, gold: Sequence[Example]
) -> list[str]:
    """Serve and measure what one contender learned."""
    short = [message.text for message in gold if len(message.text) < SHORT]
    async with served(project, contender.parts, models) as (model, ready):
        read = [contender.read(await model.read(message.text)) for message in gold]
        times = statistics.quantiles(await waits(model, short), n=20)
        many = await throughput(model, (short * (MANY // len(short) + 1))[:MANY], CLIENTS)
        memory = model.memory()
    figures = report(gold, read)
    quality = (*figures["macro_f1"].values(), *(figures[n] for n in ("act_accuracy", "urgent_recall", "false_alarms")))
    size = sum(path.stat().st_size for path in contender.files(models, project)) / 1e6
    return [*(f"{value:.3f}" for value in quality), training, f"{size:.1f}", f"{ready:.1f}",
            f"{times[9]:.1f}", f"{times[18]:.1f}", f"{many:.0f}", f"{memory:.0f}"]  # fmt: skip


def _gold(source: Path) -> list[Example]:
    return [_example(json.loads(line)) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]


def _example(row: dict[str, list[str] | str]) -> Example:
    return Example("", str(row["act"]), names({group: row[group] for group in GROUPS}), str(row["text"]))


if __name__ == "__main__":
    asyncio.run(main(_gold(Path(sys.argv[1]))))
