"""The audit log: who opened, wrote and changed what; only added to, each line chained to the one before.

A line's hash is made with the master key: whoever can write to the file but lacks the key cannot forge a chain.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.store.connection import Store

HEAD, CONTEXT = "audit head", "audit head"
FIRST = "0" * 64
COLUMNS = "id, at, by, action, subject, detail, hash"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `subject` is a case number or an account, `detail` a code; never a person's words."""

    id: int
    at: int
    by: str
    action: str
    subject: str | None
    detail: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk along the chain found: `broken` is the first line that does not fit, None when all do."""

    lines: int
    broken: int | None
    head: str


def note(store: Store, by: str, action: str, subject: str | None, now: int, detail: str | None = None) -> None:
    """Add a line; it is kept or lost together with what it tells of when that is in the same transaction."""
    with store.transaction() as db:
        last = _last(store)
        number, before = (last.id, last.hash) if last else (0, FIRST)
        entry = Entry(number + 1, now, by, action, subject, detail, "")
        made = _hash(store, before, entry)
        db.table("audit").insert(
            {
                "id": entry.id, "at": now, "by": by, "action": action, "subject": subject, "detail": detail,
                "hash": made,
            }
        )  # fmt: skip
        head = store.key.wrap.seal_json([entry.id, made], CONTEXT)  # shows when lines at the end are missing
        db.table("meta").upsert({"name": HEAD, "value": head}, pk="name")


def entries(
    store: Store, *, before: int | None = None, by: str = "", subject: str = "", limit: int = 100
) -> list[Entry]:
    """Return lines, newest first, older than the line `before`; of one member or about one subject when named."""
    rows = store.rows(
        f"select {COLUMNS} from audit where id < :before and (:by = '' or by = :by) "
        "and (:subject = '' or subject = :subject) order by id desc limit :limit",
        {"before": before or 1 << 62, "by": by, "subject": subject, "limit": limit},
    )
    return [Entry(**row) for row in rows]


def verify(store: Store) -> Verdict:
    """Walk the whole chain; a line changed, added, taken out or cut off shows as broken."""
    before, count = FIRST, 0
    for row in store.db.query(f"select {COLUMNS} from audit order by id"):
        entry, count = Entry(**row), count + 1
        if entry.id != count or entry.hash != _hash(store, before, entry):
            return Verdict(count, count, before)
        before = entry.hash
    known = store.row("select value from meta where name = ?", [HEAD])
    head: Any = store.key.wrap.open_json(known["value"], CONTEXT) if known else [0, FIRST]
    return Verdict(count, None if head == [count, before] else count + 1, before)


def holds(store: Store, fingerprint: str) -> bool:
    """Tell whether a fingerprint that was noted elsewhere is still that of a line."""
    return store.row("select 1 from audit where hash = ?", [fingerprint.strip().lower()]) is not None


def _last(store: Store) -> Entry | None:
    row = store.row(f"select {COLUMNS} from audit order by id desc limit 1")
    return Entry(**row) if row else None


def _hash(store: Store, before: str, entry: Entry) -> str:
    line = [before, entry.id, entry.at, entry.by, entry.action, entry.subject, entry.detail]
    return store.key.blind(f"audit|{json.dumps(line, ensure_ascii=False)}")
