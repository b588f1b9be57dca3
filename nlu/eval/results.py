"""`python -m nlu.eval.results GOLD BOTH SCREEN`: measure everything and write nlu/eval/results.md.

GOLD holds labelled messages; BOTH and SCREEN are what `python -m bot classify` answered to them, with both readers and
with the screen alone (`make eval` makes them). Texts are never written, only ids.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from nlu.components.encoder import Encoder, key, training_vectors
from nlu.components.heads import FOLDS
from nlu.components.ngrams import Ngrams
from nlu.components.reader import Meaning
from nlu.components.wording import readable
from nlu.eval import compare
from nlu.eval.crossval import predictions
from nlu.eval.report import ORDER, SUMMARY, level, report
from nlu.labels import GROUPS, LABELS
from nlu.messages import Example, examples

TARGET = Path(__file__).with_name("results.md")
CARD = Path(__file__).parent.parent / "encoder" / "card.yml"
URGENT = ORDER.index("urgent")
INTRODUCTION = """\
# How well messages are read

Made by `make eval` on {day}; encoder as in `encoder/card.yml`. {messages:,} training messages, {folds} folds: the
scores of each message are by a twin of the encoder and by heads that did not see it, calibration and thresholds come
from the other folds; only the list of n-grams is that of all messages. Many of these messages are hard on purpose. The
labelled file is never trained on; on it the bot reads as it does in life, with Rasa and the screen."""
COLUMNS = """\
Groups: macro F1. False alarms: calm messages read as urgent or more. The encoder's twins knew other messages of the
writers that were left out of the heads, so that row is kinder than a wholly new writer."""
OUTLINE = ("reader", *GROUPS, "act", "level", "urgent recall", "emergency recall", "false alarms")


def main(gold: Path, both: Path, screen: Path) -> None:
    """Write the results file and the card's scores, and say where they are."""
    messages = examples()
    texts = [readable(message.text) for message in messages]
    vectors, ngrams = training_vectors(Encoder(), texts), Ngrams.learn(texts).matrix(texts)
    folds = np.array([key(text) % FOLDS for text in texts])
    by_folds = report(messages, predictions(messages, ngrams, vectors, folds))
    by_hands = report(messages, predictions(messages, ngrams, vectors, np.array([m.hand for m in messages])))
    sealed = [(row["id"], _example(row)) for row in _rows(gold)]
    read, screened = (_read(path, [name for name, _ in sealed]) for path in (both, screen))
    wanted = [example for _, example in sealed]
    parts = [
        INTRODUCTION.format(day=date.today(), messages=len(messages), folds=FOLDS),
        "## In short",
        table(OUTLINE, [
            ("cross-validation", *outline(by_folds)),
            ("whole writers left out of the heads", *outline(by_hands)),
            (f"labelled file ({len(sealed)}), both readers", *outline(report(wanted, read))),
            ("labelled file, screen alone", *outline(report(wanted, screened))),
        ]),
        COLUMNS,
        *_sealed(sealed, read, screened),
        *_labels("By label (cross-validation)", by_folds),
        "## Does confidence mean something? (cross-validation)", _reliability(by_folds),
        "## Read wrongly in place of another (cross-validation)", _confusions(by_folds),
        "## What each part adds (cross-validation)",
        table(OUTLINE, [
            (name, *outline(report(messages, predictions(messages, features, scores, folds))))
            for name, features, scores in compare.rows(texts)
        ]),
        "The n-grams include the facts found by grammar, in the first row too.",
    ]  # fmt: skip
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    _tell_card({"cross-validation": by_folds, "labelled file, both readers": report(wanted, read)})
    print(f"written: {TARGET}, {CARD}")


def _tell_card(measured: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the outline of each measurement into the encoder's card."""
    card = yaml.safe_load(CARD.read_text(encoding="utf-8"))
    scores = {
        name: dict(zip(OUTLINE[1:], map(float, outline(figures)), strict=True)) for name, figures in measured.items()
    }
    card["scores"] = {"day": date.today().isoformat(), **scores, "all": "nlu/eval/results.md"}
    CARD.write_text(yaml.safe_dump(card, sort_keys=False), encoding="utf-8")


def outline(figures: Mapping[str, Any]) -> list[str]:
    """Return the figures of one measurement that a table of several shows."""
    names = ("act_accuracy", "level_accuracy", "urgent_recall", "emergency_recall", "false_alarms")
    return [_figure(value) for value in (*figures["macro_f1"].values(), *(figures[name] for name in names))]


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _sealed(
    sealed: Sequence[tuple[str, Example]], read: Sequence[Meaning], screened: Sequence[Meaning]
) -> Iterator[str]:
    wanted = [example for _, example in sealed]
    figures = report(wanted, read)
    yield from _labels("By label (labelled file, both readers)", figures)
    yield "## Urgent messages missed, calm ones raised (labelled file)"
    for name, answers in (("both readers", read), ("screen alone", screened)):
        pairs = [
            (place, ORDER.index(level(example.labels)) >= URGENT, ORDER.index(level(answer.on)) >= URGENT)
            for (place, example), answer in zip(sealed, answers, strict=True)
        ]
        missed = ", ".join(place for place, should, did in pairs if should and not did)
        raised = ", ".join(place for place, should, did in pairs if did and not should)
        yield f"- {name}: missed {missed or 'none'}; raised {raised or 'none'}"
    yield "## Does confidence mean something? (labelled file)"
    yield _reliability(figures)
    yield "## Read wrongly in place of another (labelled file)"
    yield _confusions(figures)


def _labels(title: str, figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {title}"
    yield table(("label", "precision", "recall", "F1", "n"), [
        (name, *(_figure(row[column]) for column in ("precision", "recall", "f1")), row["n"])
        for name, row in figures["labels"].items()
    ])  # fmt: skip
    yield ", ".join(f"{name.replace('_', ' ')} {figures[name]}" for name in SUMMARY) + "."


def _reliability(figures: Mapping[str, Any]) -> str:
    rows = [
        (f"{row['from']:.1f}–{row['from'] + 0.1:.1f}", row["count"], _figure(row["said"]), _figure(row["held"]))
        for row in figures["reliability"]
    ]
    return table(("said", "messages × labels", "mean said", "really held"), rows)


def _confusions(figures: Mapping[str, Any]) -> str:
    pairs = {**figures["confusions"], **figures["acts"]}
    return table(("messages", "wrongly read"), [(count, pair) for pair, count in pairs.items()])


def _figure(value: float) -> str:
    return f"{value:.3f}"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _example(row: Mapping[str, Any]) -> Example:
    return Example("", row["act"], _on(row), row["text"])


def _read(path: Path, ids: Sequence[str]) -> list[Meaning]:
    """Return the answers in the order of `ids`; raise KeyError when one is missing."""
    answers = {row["id"]: row for row in _rows(path)}
    return [
        Meaning({row["act"]: 1.0}, {name: row["confidence"].get(name, 0.0) for name in LABELS}, _on(row))
        for row in (answers[name] for name in ids)
    ]


def _on(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(f"{group}.{name}" for group in GROUPS for name in row[group])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
