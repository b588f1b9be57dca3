"""What reports are counted from: cases and what happened to them, without a word or a name of anybody who wrote."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.errors import StoreError
from bot.store import tallies
from bot.store.cases import CONTEXT
from bot.store.connection import Store
from bot.store.sealing import Seal
from bot.triage.levels import Level, Queue

COUNTED = ("take_back", "feedback", "mark")


@dataclass(frozen=True, slots=True)
class Figure:
    """One case as a report sees it."""

    id: str
    level: Level
    queue: Queue
    status: str
    outcome: str | None
    opened: int
    answered: int | None
    closed: int | None


def figures(store: Store, after: int) -> list[Figure]:
    """Return the cases opened since `after`, oldest first."""
    rows = store.rows(
        "select id, level, queue, status, outcome, opened, answered, closed from cases where opened >= ? "
        "order by opened",
        [after],
    )
    return [Figure(**{**row, "level": Level(row["level"]), "queue": Queue(row["queue"])}) for row in rows]


def kinds(store: Store, after: int) -> dict[str, Counter[str]]:
    """Return how many cases since `after` were of which kind, country and age band; those erased since are counted by
    whole months."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in ("abuse", "place", "band")}
    rows = store.rows(
        "select cases.summary, persons.ref, persons.key from cases join persons on persons.ref = cases.person "
        "where opened >= ? and summary is not null",
        [after],
    )
    for row in rows:
        for kind, value in tallies.kinds(_summary(store, row)):
            found[kind][value] += 1
    for kind, counts in tallies.since(store, after).items():
        found.setdefault(kind, Counter()).update(counts)
    return found


def events(store: Store, after: int) -> dict[str, Counter[str]]:
    """Return how often each of COUNTED happened since `after`, by detail."""
    marks = ", ".join("?" * len(COUNTED))
    rows = store.rows(
        f"select event, coalesce(detail, '') detail, count(*) n from case_events where at >= ? and event in ({marks}) "
        "group by event, detail",
        [after, *COUNTED],
    )
    found: dict[str, Counter[str]] = {event: Counter() for event in COUNTED}
    for row in rows:
        found[row["event"]][row["detail"]] += row["n"]
    return found


def hours_of_day(store: Store, after: int) -> Counter[int]:
    """Return how many cases since `after` were opened in which hour of the day (UTC)."""
    rows = store.rows("select opened / 3600 % 24 hour, count(*) n from cases where opened >= ? group by hour", [after])
    return Counter({row["hour"]: row["n"] for row in rows})


def _summary(store: Store, row: dict[str, Any]) -> dict[str, Any]:
    try:
        opened: dict[str, Any] = Seal(store.key.wrap.open(row["key"], row["ref"])).open_json(row["summary"], CONTEXT)
    except (StoreError, json.JSONDecodeError):
        return {}
    return opened
