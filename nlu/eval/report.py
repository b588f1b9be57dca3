"""Figures from gold labels and what was read: by label, by group, by level, and whether confidence means something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from nlu.components.reader import Meaning
from nlu.labels import GROUPS, LABELS
from nlu.messages import Example

LEVELS = (  # the table of levels in the label scheme: first row wholly present wins
    ("emergency", {"urgency.self_harm"}),
    ("emergency", {"urgency.physical_danger"}),
    ("urgent", {"urgency.minor"}),
    ("urgent", {"urgency.sextortion"}),
    ("urgent", {"abuse.threat_to_share", "urgency.deadline"}),
    ("handoff", {"need.human"}),
    ("handoff", {"need.lawyer"}),
)
ORDER = ("none", "handoff", "urgent", "emergency")
BINS = np.linspace(0, 1, 11)
PAIRS = 12


def report(gold: Sequence[Example], read: Sequence[Meaning]) -> dict[str, Any]:
    """Return all figures of one measurement as plain data."""
    labels = {name: _scores([name in g.labels for g in gold], [name in r.on for r in read]) for name in LABELS}
    macro = {
        group: round(float(np.mean([labels[f"{group}.{name}"]["f1"] for name in names])), 4)
        for group, names in GROUPS.items()
    }
    return {
        "messages": len(gold),
        "macro_f1": macro,
        "act_accuracy": _share([g.act == r.act for g, r in zip(gold, read, strict=True)]),
        "acts": _acts(gold, read),
        **_levels(gold, read),
        "labels": labels,
        "confusions": _confusions(gold, read),
        "reliability": reliability(gold, read),
    }


def level(labels: Collection[str]) -> str:
    """Return the level that one message's labels ask for."""
    return next((name for name, needed in LEVELS if needed <= set(labels)), "none")


def reliability(gold: Sequence[Example], read: Sequence[Meaning]) -> list[dict[str, float]]:
    """Return, for each tenth of confidence, how often the label really held."""
    chance = np.array([r.labels[name] for r in read for name in LABELS])
    held = np.array([name in g.labels for g in gold for name in LABELS])
    place = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
    return [
        {
            "from": round(float(BINS[i]), 1),
            "count": int((place == i).sum()),
            "said": round(float(chance[place == i].mean()), 3),
            "held": round(float(held[place == i].mean()), 3),
        }
        for i in range(len(BINS) - 1)
        if (place == i).any()
    ]


def show(figures: dict[str, Any]) -> str:
    """Return the figures as a text to read."""
    lines = [f"{'label':26}precision recall    F1     n"]
    lines += [
        f"{name:26}{row['precision']:9.3f}{row['recall']:7.3f}{row['f1']:6.3f}{row['n']:6}"
        for name, row in figures["labels"].items()
    ]
    lines += ["", "read wrongly in place of another:"]
    lines += [f"  {count:4}  {pair}" for pair, count in {**figures["confusions"], **figures["acts"]}.items()]
    lines += ["", "confidence   count   said   held"]
    lines += [f"{r['from']:7.1f}+ {r['count']:9}{r['said']:7.3f}{r['held']:7.3f}" for r in figures["reliability"]]
    lines += ["", f"macro F1 {figures['macro_f1']}   act accuracy {figures['act_accuracy']}"]
    lines += [f"{name.replace('_', ' ')} {figures[name]}" for name in SUMMARY]
    return "\n".join(lines)


SUMMARY = ("messages", "level_accuracy", "urgent_recall", "emergency_recall", "false_alarms")


def _levels(gold: Sequence[Example], read: Sequence[Meaning]) -> dict[str, float]:
    wanted, got = ([ORDER.index(level(labels)) for labels in sets] for sets in _sets(gold, read))
    urgent, emergency = ORDER.index("urgent"), ORDER.index("emergency")
    return {
        "level_accuracy": _share([w == g for w, g in zip(wanted, got, strict=True)]),
        "urgent_recall": _share([g >= urgent for w, g in zip(wanted, got, strict=True) if w >= urgent]),
        "emergency_recall": _share([g >= emergency for w, g in zip(wanted, got, strict=True) if w >= emergency]),
        "false_alarms": _share([g >= urgent for w, g in zip(wanted, got, strict=True) if w < urgent]),
    }


def _sets(gold: Sequence[Example], read: Sequence[Meaning]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    return [g.labels for g in gold], [r.on for r in read]


def _confusions(gold: Sequence[Example], read: Sequence[Meaning]) -> dict[str, int]:
    """Count the pairs of one group where one label was missed and another wrongly seen."""
    pairs = Counter[str]()
    for wanted, got in zip(*_sets(gold, read), strict=True):
        for missed in wanted - got:
            for seen in got - wanted:
                if missed.split(".")[0] == seen.split(".")[0]:
                    pairs[f"{missed} read as {seen.split('.')[1]}"] += 1
    return dict(pairs.most_common(PAIRS))


def _acts(gold: Sequence[Example], read: Sequence[Meaning]) -> dict[str, int]:
    wrong = [f"{g.act} read as {r.act}" for g, r in zip(gold, read, strict=True) if g.act != r.act]
    return dict(Counter(wrong).most_common(PAIRS))


def _scores(wanted: Sequence[bool], got: Sequence[bool]) -> dict[str, float]:
    hits = sum(w and g for w, g in zip(wanted, got, strict=True))
    n, seen = sum(wanted), sum(got)
    rates = {"precision": hits / max(1, seen), "recall": hits / max(1, n), "f1": 2 * hits / max(1, n + seen)}
    return {**{name: round(value, 4) for name, value in rates.items()}, "n": n}


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 4)
