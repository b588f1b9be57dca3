"""Cases and their history; a change and its event are one transaction, the loser of a race is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import NotYours
from bot.store import persons
from bot.store.connection import Store, new_case_number, new_id
from bot.triage.levels import Level, Queue

CONTEXT = "summary"
OPEN = "status != 'closed'"
BY_URGENCY = "case level when 'emergency' then 0 when 'urgent' then 1 when 'handoff' then 2 else 3 end, opened, id"


@dataclass(frozen=True, slots=True)
class Case:
    """One matter of one person; `person` is None once it was erased; times are Unix seconds."""

    id: str
    person: str | None
    queue: Queue
    level: Level
    status: str
    advocate: str | None
    reasons: tuple[str, ...]
    share: bool
    outcome: str | None
    opened: int
    changed: int
    closed: int | None


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line of a case's history."""

    event: str
    by: str | None
    at: int
    detail: str | None


def open_case(
    store: Store, person: str, queue: Queue, level: Level, status: str, reasons: tuple[str, ...],
    summary: Mapping[str, Any], now: int,
) -> str:  # fmt: skip
    """Add a case and its first event; return its number. Call it in a transaction."""
    case_id = new_case_number()
    store.db.table("cases").insert(
        {
            "id": case_id, "person": person, "queue": queue, "level": level, "status": status,
            "reasons": json.dumps(reasons), "summary": _seal(store, person, summary), "opened": now, "changed": now,
        }
    )  # fmt: skip
    add_event(store, case_id, "open", None, now, level)
    return case_id


def add_event(store: Store, case_id: str, event: str, by: str | None, now: int, detail: str | None = None) -> None:
    """Write one line of a case's history; `detail` never holds a person's words."""
    store.db.table("case_events").insert(
        {"id": new_id(), "case_id": case_id, "event": event, "by": by, "at": now, "detail": detail}
    )


def assess_again(
    store: Store, case: Case, queue: Queue, level: Level, reasons: tuple[str, ...], summary: Mapping[str, Any],
    now: int,
) -> None:  # fmt: skip
    """Bring an open case's level, queue, reasons and summary up to date; a changed level is an event."""
    assert case.person is not None
    store.db.execute(
        "update cases set queue = ?, level = ?, reasons = ?, summary = ?, changed = ? where id = ?",
        [queue, level, json.dumps(reasons), _seal(store, case.person, summary), now, case.id],
    )
    if level is not case.level:
        add_event(store, case.id, "level", None, now, level)


def move(
    store: Store, case_id: str, before: str, after: str, event: str, by: str | None, now: int, *,
    advocate: str | None, outcome: str | None = None,
) -> bool:  # fmt: skip
    """Take a case from one status to another; False when it was no longer in `before`."""
    with store.transaction() as db:
        closed = now if after == "closed" else None
        taken = db.execute(
            "update cases set status = ?, advocate = ?, outcome = ?, changed = ?, closed = ? "
            "where id = ? and status = ?",
            [after, advocate, outcome, now, closed, case_id, before],
        ).rowcount
        if taken:
            add_event(store, case_id, event, by, now, outcome)
    return bool(taken)


def share(store: Store, case_id: str, allowed: bool, now: int) -> None:
    """Keep whether staff may read what the person wrote before the hand-off."""
    store.db.execute("update cases set share = ?, changed = ? where id = ?", [int(allowed), now, case_id])
    add_event(store, case_id, "share" if allowed else "unshare", None, now)


def find(store: Store, case_id: str) -> Case:
    """Return one case; raise NotYours when there is none."""
    row = store.row("select * from cases where id = ?", [case_id])
    if row is None:
        raise NotYours(case_id)
    return _case(row)


def open_of(store: Store, person: str) -> Case | None:
    """Return the person's open case, if any."""
    row = store.row(f"select * from cases where person = ? and {OPEN} order by opened desc limit 1", [person])
    return _case(row) if row else None


def latest_of(store: Store, person: str) -> Case | None:
    """Return the person's newest case, open or closed."""
    row = store.row("select * from cases where person = ? order by opened desc, rowid desc limit 1", [person])
    return _case(row) if row else None


def all_of(store: Store, person: str) -> list[Case]:
    """Return every case of a person, oldest first."""
    return [_case(row) for row in store.rows("select * from cases where person = ? order by opened", [person])]


def touch(store: Store, case_id: str, now: int) -> None:
    """Note that the person wrote again: staff who watch the case see it."""
    store.db.execute("update cases set changed = ? where id = ?", [now, case_id])
    add_event(store, case_id, "message", None, now)


def in_queues(store: Store, queues: tuple[Queue, ...]) -> list[Case]:
    """Return the open cases of some queues: most urgent first, then oldest."""
    marks = ", ".join("?" * len(queues))
    rows = store.rows(f"select * from cases where {OPEN} and queue in ({marks}) order by {BY_URGENCY}", list(queues))
    return [_case(row) for row in rows]


def waiting_ahead(store: Store, level: Level) -> int:
    """Return how many cases wait that are at least as urgent."""
    levels = [other for other in Level if other.rank >= level.rank]
    marks = ", ".join("?" * len(levels))
    row = store.row(f"select count(*) n from cases where status = 'waiting' and level in ({marks})", list(levels))
    return int(row["n"]) if row else 0


def summary(store: Store, case: Case) -> dict[str, Any]:
    """Return what staff may see of a case at once; empty when the person was erased."""
    row = store.row("select summary from cases where id = ?", [case.id])
    if row is None or row["summary"] is None or case.person is None:
        return {}
    opened: dict[str, Any] = persons.seal_for(store, case.person).open_json(row["summary"], CONTEXT)
    return opened


def events(store: Store, case_id: str) -> list[CaseEvent]:
    """Return a case's history, oldest first."""
    rows = store.rows("select event, by, at, detail from case_events where case_id = ? order by id", [case_id])
    return [CaseEvent(**row) for row in rows]


def version(store: Store) -> str:
    """Return a word that changes whenever any case does: what the live queue watches."""
    row = store.row("select count(*) n, coalesce(max(id), 0) newest from case_events")
    return f"{row['n']}-{row['newest']}" if row else "0"


def _seal(store: Store, person: str, value: Mapping[str, Any]) -> bytes:
    return persons.seal_for(store, person).seal_json(dict(value), CONTEXT)


def _case(row: dict[str, Any]) -> Case:
    return Case(
        row["id"], row["person"], Queue(row["queue"]), Level(row["level"]), row["status"], row["advocate"],
        tuple(json.loads(row["reasons"])), bool(row["share"]), row["outcome"], row["opened"], row["changed"],
        row["closed"],
    )  # fmt: skip
