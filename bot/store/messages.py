"""The words of a conversation, sealed; read only for a case that was handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.store import persons
from bot.store.connection import Store, new_id

CONTEXT = "message"
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Message:
    """One message or reply: `author` is person, bot or advocate; `by` names the member of staff."""

    id: int
    author: str
    by: str | None
    case_id: str | None
    text: str
    labels: tuple[str, ...]
    at: int


def add(
    store: Store, person: str, author: str, text: str, *, labels: tuple[str, ...] = (), case_id: str | None = None,
    by: str | None = None, message_id: int | None = None, now: int,
) -> int:  # fmt: skip
    """Keep one message of a conversation; call it in a transaction."""
    body = persons.seal_for(store, person).seal_json(
        {"text": text, "labels": labels, "message_id": message_id}, CONTEXT
    )
    row_id = new_id()
    row = {
        "id": row_id, "person": person, "case_id": case_id, "author": author, "by": by, "body": body, "at": now,
    }  # fmt: skip
    store.db.table("messages").insert(row)
    return row_id


def of_person(store: Store, person: str) -> list[Message]:
    """Return a person's whole conversation, oldest first."""
    seal = persons.seal_for(store, person)
    rows = store.rows("select * from messages where person = ? order by id", [person])
    return [_message(row, seal.open_json(row["body"], CONTEXT)) for row in rows]


def by_people_after(store: Store, person: str, case_id: str, after: int) -> list[Message]:
    """Return what the person and staff wrote on a case after one message, oldest first; nothing of the bot's."""
    seal = persons.seal_for(store, person)
    rows = store.rows(
        "select * from messages where case_id = ? and person = ? and id > ? and author != 'bot' order by id",
        [case_id, person, after],
    )
    return [_message(row, seal.open_json(row["body"], CONTEXT)) for row in rows]


def remove(store: Store, message_id: int) -> None:
    """Take a reply out of the conversation that never reached the person."""
    with store.transaction() as db:
        db.execute("delete from messages where id = ?", [message_id])


def recent_ids(store: Store, person: str, now: int, days: int = 2) -> list[int]:
    """Return the chat's ids of what the person wrote in the last `days` (Telegram deletes within 48 h)."""
    seal = persons.seal_for(store, person)
    rows = store.rows(
        "select body from messages where person = ? and author = 'person' and at > ?", [person, now - days * DAY]
    )
    ids = [seal.open_json(row["body"], CONTEXT)["message_id"] for row in rows]
    return [message_id for message_id in ids if message_id is not None]


def _message(row: dict[str, Any], body: dict[str, Any]) -> Message:
    return Message(row["id"], row["author"], row["by"], row["case_id"], body["text"], tuple(body["labels"]), row["at"])
