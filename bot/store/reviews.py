"""What staff marked as read wrongly: labels always, words only with the person's yes; erased with the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store import cases, persons
from bot.store.cases import Case
from bot.store.connection import Store, new_id

CONTEXT = "review"
NEW, ACCEPTED = "new", "accepted"


@dataclass(frozen=True, slots=True)
class Review:
    """One mark: labels and level as they were read and as they should have been; `text` is stripped of identity."""

    id: int
    by: str
    state: str
    at: int
    text: str | None
    act: str
    was: tuple[str, ...]
    right: tuple[str, ...]
    level_was: str
    level_right: str


def mark(store: Store, case: Case, by: str, what: str, body: Mapping[str, Any], now: int) -> None:
    """Keep a mark on a case; without the person's yes its words are dropped here, whoever calls."""
    assert case.person is not None
    with store.transaction() as db:
        text = body.get("text") if consent(store, case.id) == "yes" else None
        sealed = persons.seal_for(store, case.person).seal_json({**body, "text": text}, CONTEXT)
        row = {
            "id": new_id(), "case_id": case.id, "person": case.person, "by": by, "kind": what, "state": NEW,
            "body": sealed, "at": now,
        }  # fmt: skip
        db.table("reviews").insert(row)
        cases.add_event(store, case.id, "mark", by, now, what)


def listed(store: Store, state: str | None = None) -> list[Review]:
    """Return the marks that are held, newest first; of one state when named."""
    rows = store.rows("select * from reviews where :state is null or state = :state order by id desc", {"state": state})
    return [_review(row, persons.seal_for(store, row["person"]).open_json(row["body"], CONTEXT)) for row in rows]


def accept(store: Store, review_id: int) -> bool:
    """Note that a second pair of eyes found a mark right and free of identity; False when it is gone."""
    with store.transaction() as db:
        sql = "update reviews set state = ? where id = ? and state = ?"
        return bool(db.execute(sql, [ACCEPTED, review_id, NEW]).rowcount)


def drop(store: Store, review_id: int) -> bool:
    """Erase a mark; False when it is gone already."""
    with store.transaction() as db:
        return bool(db.execute("delete from reviews where id = ?", [review_id]).rowcount)


def consent(store: Store, case_id: str) -> str:
    """Return whether Alder may learn from a person's words: yes, no, asked, or unasked."""
    row = store.row(
        "select event, detail from case_events where case_id = ? and event in ('ask_learning', 'learning') "
        "order by id desc limit 1",
        [case_id],
    )
    if row is None:
        return "unasked"
    return str(row["detail"]) if row["event"] == "learning" else "asked"


def allow(store: Store, case_id: str, allowed: bool, now: int) -> None:
    """Keep the person's answer; a no takes back what was kept after an earlier yes. Call it in a transaction."""
    cases.add_event(store, case_id, "learning", None, now, "yes" if allowed else "no")
    if not allowed:
        store.db.execute("delete from reviews where case_id = ?", [case_id])


def _review(row: Mapping[str, Any], body: Mapping[str, Any]) -> Review:
    return Review(
        row["id"], row["by"], row["state"], row["at"], body.get("text"), body.get("act", "report"),
        tuple(body.get("was", ())), tuple(body.get("right", ())), body["level_was"], body["level_right"],
    )  # fmt: skip
