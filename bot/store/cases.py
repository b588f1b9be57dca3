"""Cases and their history; a change and its event are one transaction, the loser of a race is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.errors import NotYours
from bot.store import audit, persons
from bot.store.connection import Store, new_case_number, new_id
from bot.store.sealing import Seal
from bot.triage.levels import Level, Queue
from bot.triage.status import QUEUED, Event, Status
from bot.triage.status import move as status_after

CONTEXT = "summary"
OPEN = "status != 'closed'"
WAITS = f"status in ({', '.join(repr(str(status)) for status in QUEUED)})"
BY_URGENCY = "case level when 'emergency' then 0 when 'urgent' then 1 when 'handoff' then 2 else 3 end, opened, id"
KEPT = 200  # first answers that an estimate may look at


@dataclass(frozen=True, slots=True)
class Case:
    """One matter of one person; `person` is None once it was erased; times are Unix seconds.

    `since`: the person has waited since then for a word of a human, None when nobody owes one. `ranked`: the level
    stands since then. `heard`: the person wrote last. `acted`: its holder did something last. `answered`: the first
    word of a human. `alerted`, `alerted_at`, `warned`: what staff were told. `level_by`: who set the level, None when
    the conversation did. `twin_of`: the case it was joined to, when both are the same matter.
    """

    id: str
    person: str | None
    queue: Queue
    level: Level
    status: Status
    advocate: str | None
    reasons: tuple[str, ...]
    share: bool
    outcome: str | None
    opened: int
    changed: int
    closed: int | None
    since: int | None
    ranked: int
    heard: int
    acted: int | None
    answered: int | None
    alerted: int
    alerted_at: int | None
    warned: int | None
    level_by: str | None
    twin_of: str | None


PLAIN = tuple(item.name for item in fields(Case) if item.name not in ("queue", "level", "status", "reasons", "share"))


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
            "since": now, "ranked": now, "heard": now,
        }
    )  # fmt: skip
    add_event(store, case_id, "open", None, now, level)
    return case_id


def add_event(store: Store, case_id: str, event: str, by: str | None, now: int, detail: str | None = None) -> None:
    """Write one line of a case's history, in the audit log too when staff did it; `detail` never quotes a person."""
    store.db.table("case_events").insert(
        {"id": new_id(), "case_id": case_id, "event": event, "by": by, "at": now, "detail": detail}
    )
    if by is not None:
        audit.note(store, by, event, case_id, now, detail)


def assess_again(
    store: Store, case: Case, queue: Queue, level: Level, reasons: tuple[str, ...], summary: Mapping[str, Any],
    now: int,
) -> None:  # fmt: skip
    """Bring an open case's level, queue, reasons and summary up to date; a changed level is an event."""
    assert case.person is not None
    sealed = _seal(store, case.person, summary)
    update(store, case.id, now, queue=queue, reasons=json.dumps(reasons), summary=sealed)
    if level is not case.level:
        set_level(store, case, level, None, now)


def keep_summary(store: Store, case: Case, summary: Mapping[str, Any], now: int) -> None:
    """Put another summary in the place of a case's own; call it in a transaction."""
    assert case.person is not None
    update(store, case.id, now, summary=_seal(store, case.person, summary))


def set_level(store: Store, case: Case, level: Level, by: str | None, now: int, reason: str = "") -> None:
    """Set a level; a higher one starts its clock anew, and staff are told of either again when it is due."""
    ranked = now if level.rank > case.level.rank else case.ranked
    update(store, case.id, now, level=level, ranked=ranked, alerted=0, alerted_at=None, level_by=by or case.level_by)
    add_event(store, case.id, "level", by, now, f"{level} {reason}".strip())


def update(store: Store, case_id: str, now: int, **values: int | str | bytes | None) -> None:
    """Set columns of a case; call it in a transaction, with the event that tells of it."""
    store.db.table("cases").update(case_id, {**values, "changed": now})


def move(
    store: Store, case_id: str, before: str, after: str, event: str, by: str | None, now: int, *,
    advocate: str | None, outcome: str | None = None,
) -> bool:  # fmt: skip
    """Take a case from one status to another; False when it was no longer in `before`."""
    with store.transaction() as db:
        closed = now if after == Status.CLOSED else None
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
    """The person wrote again: they wait for a word, and staff who watch the case see it."""
    case = find(store, case_id)
    after = status_after(case.status, Event.MESSAGE)
    since = now if case.since is None else case.since
    update(store, case_id, now, status=after, since=since, heard=now)
    add_event(store, case_id, Event.MESSAGE, None, now)


def all_open(store: Store) -> list[Case]:
    """Return every open case."""
    return [_case(row) for row in store.rows(f"select * from cases where {OPEN}")]


def held_by(store: Store, advocate: str) -> list[Case]:
    """Return the open cases one member has."""
    return [_case(row) for row in store.rows(f"select * from cases where {OPEN} and advocate = ?", [advocate])]


def twins_of(store: Store, case: Case) -> list[Case]:
    """Return the other open cases joined with a case."""
    main = case.twin_of or case.id
    rows = store.rows(
        f"select * from cases where {OPEN} and id != ? and (id = ? or twin_of = ?)", [case.id, main, main]
    )
    return [_case(row) for row in rows]


def in_queues(store: Store, queues: tuple[Queue, ...]) -> list[Case]:
    """Return the open cases of some queues: most urgent first, then oldest."""
    marks = ", ".join("?" * len(queues))
    rows = store.rows(f"select * from cases where {OPEN} and queue in ({marks}) order by {BY_URGENCY}", list(queues))
    return [_case(row) for row in rows]


def waiting_ahead(store: Store, level: Level) -> int:
    """Return how many cases wait that are at least as urgent."""
    levels = [other for other in Level if other.rank >= level.rank]
    marks = ", ".join("?" * len(levels))
    row = store.row(f"select count(*) n from cases where {WAITS} and level in ({marks})", list(levels))
    return int(row["n"]) if row else 0


def with_summaries(store: Store, queues: tuple[Queue, ...]) -> list[tuple[Case, dict[str, Any]]]:
    """Return the open cases of some queues with their summaries, in one question to the database."""
    marks = ", ".join("?" * len(queues))
    rows = store.rows(
        f"select cases.*, persons.key sealed_key from cases left join persons on persons.ref = cases.person "
        f"where {OPEN} and queue in ({marks}) order by {BY_URGENCY}", list(queues),
    )  # fmt: skip
    return [(_case(row), _opened(store, row)) for row in rows]


def first_answers(store: Store, after: int) -> list[tuple[Level, Queue, int]]:
    """Return level, queue and seconds until the first word of a human, for recent cases answered since `after`."""
    rows = store.rows(
        "select level, queue, answered - opened took from cases where answered > ? order by answered desc limit ?",
        [after, KEPT],
    )
    return [(Level(row["level"]), Queue(row["queue"]), row["took"]) for row in rows]


def oldest_wait(store: Store, now: int) -> dict[tuple[Level, Queue], int]:
    """Return for how many seconds the longest waiting case has waited, by level and queue."""
    rows = store.rows(f"select level, queue, min(since) first from cases where {WAITS} and since > 0 group by 1, 2")
    return {(Level(row["level"]), Queue(row["queue"])): now - row["first"] for row in rows}


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


def _opened(store: Store, row: dict[str, Any]) -> dict[str, Any]:
    if row["sealed_key"] is None or row["summary"] is None:
        return {}
    seal = Seal(store.key.wrap.open(row["sealed_key"], row["person"]))
    opened: dict[str, Any] = seal.open_json(row["summary"], CONTEXT)
    return opened


def _case(row: dict[str, Any]) -> Case:
    values = {name: row[name] for name in PLAIN}
    return Case(
        queue=Queue(row["queue"]), level=Level(row["level"]), status=Status(row["status"]),
        reasons=tuple(json.loads(row["reasons"])), share=bool(row["share"]), **values,
    )  # fmt: skip
