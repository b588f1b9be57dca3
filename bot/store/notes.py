"""Notes that staff write for each other: their own table, sealed, and read by nothing that writes to a person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store import cases, persons
from bot.store.cases import Case
from bot.store.connection import Store, new_id

CONTEXT = "note"
LONGEST = 2000  # UTF-16 units, as everywhere in the console


@dataclass(frozen=True, slots=True)
class Note:
    """One note on a case."""

    by: str
    text: str
    at: int


def add(store: Store, case: Case, by: str, text: str, now: int) -> None:
    """Keep a note under the person's own key, so that erasing them erases it."""
    assert case.person is not None
    with store.transaction() as db:
        body = persons.seal_for(store, case.person).seal(text.encode(), CONTEXT)
        row = {"id": new_id(), "case_id": case.id, "person": case.person, "by": by, "body": body, "at": now}
        db.table("notes").insert(row)
        cases.add_event(store, case.id, "note", by, now)


def of_case(store: Store, case: Case) -> list[Note]:
    """Return the notes of a case, oldest first; none once the person was erased."""
    if case.person is None:
        return []
    seal = persons.seal_for(store, case.person)
    rows = store.rows("select by, body, at from notes where case_id = ? order by id", [case.id])
    return [Note(row["by"], seal.open(row["body"], CONTEXT).decode(), row["at"]) for row in rows]
