"""The durable outbox: what is to be sent, in order for each chat, the urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.store import persons
from bot.store.connection import Store, new_id

CONTEXT = "outbox"
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to send. Bodies by kind: say {html, plain, buttons, links, card}; document {name, base64,
    caption}; delete {message_id}; leave {}."""

    id: int
    chat: str
    kind: str
    body: dict[str, Any]
    priority: int
    order: int
    attempts: int


def add(
    store: Store, channel: str, person: str, kind: str, body: dict[str, Any], *, priority: int, order: int,
    due_ms: int, now: int,
) -> int:  # fmt: skip
    """Queue one thing for a person; call it in a transaction."""
    row_id = new_id()
    store.db.table("outbox").insert(
        {
            "id": row_id, "person": person, "channel": channel, "kind": kind,
            "body": persons.seal_for(store, person).seal_json(body, CONTEXT), "priority": priority, "place": order,
            "due_ms": due_ms, "at": now,
        }
    )  # fmt: skip
    return row_id


def due(store: Store, channel: str, now_ms: int, limit: int = 200) -> list[Due]:
    """Return the first waiting row of each chat whose time has come: urgent first, then first replies; a row tried
    before holds up its chat, one that is held for a later moment does not."""
    rows = store.rows(
        "select * from outbox where id in (select min(id) from outbox where state = 'waiting' and channel = ? "
        "and (due_ms <= ? or attempts > 0) group by person) and due_ms <= ? order by priority desc, place, id limit ?",
        [channel, now_ms, now_ms, limit],
    )
    return [_due(store, row) for row in rows]


def next_due_ms(store: Store, channel: str) -> int | None:
    """Return when the next waiting row wants to go, in Unix milliseconds; None when nothing waits."""
    row = store.row("select min(due_ms) at from outbox where state = 'waiting' and channel = ?", [channel])
    return row["at"] if row else None


def sent(store: Store, row_id: int, message_id: int | None, now: int) -> None:
    """Mark a row sent and drop its text; the message id stays for /hide."""
    with store.transaction() as db:
        db.execute(
            "update outbox set state = 'sent', body = null, message_id = ?, at = ? where id = ?",
            [message_id, now, row_id],
        )


def held(store: Store, person: str, now_ms: int, within_ms: int) -> list[tuple[int, int]]:
    """Return the words held back for a person for less than `within_ms`, as (id, due), in the order of writing."""
    rows = store.rows(
        "select id, due_ms from outbox where person = ? and state = 'waiting' and kind = 'say' and attempts = 0 "
        "and due_ms > ? and due_ms <= ? order by id",
        [person, now_ms, now_ms + within_ms],
    )
    return [(row["id"], row["due_ms"]) for row in rows]


def waits(store: Store, person: str, kind: str) -> bool:
    """Tell whether a row of a kind waits for a person."""
    sql = "select 1 from outbox where person = ? and kind = ? and state = 'waiting' limit 1"
    return store.row(sql, [person, kind]) is not None


def withdraw(store: Store, row_id: int, now_ms: int) -> bool:
    """Take back a row before its time has come; False when it has gone out, or may have."""
    with store.transaction() as db:
        gone = db.execute(
            "delete from outbox where id = ? and state = 'waiting' and attempts = 0 and due_ms > ?", [row_id, now_ms]
        )
    return bool(gone.rowcount)


def retry(store: Store, row_id: int, at_ms: int) -> None:
    """Try a row again at `at_ms`; its chat waits behind it, other chats do not."""
    with store.transaction() as db:
        db.execute("update outbox set due_ms = ?, attempts = attempts + 1 where id = ?", [at_ms, row_id])


def failed(store: Store, row_id: int, reason: str, now: int) -> None:
    """Give a row up; `reason` quotes nothing of it."""
    with store.transaction() as db:
        db.execute(
            "update outbox set state = 'failed', body = null, fault = ?, at = ? where id = ?",
            [reason, now, row_id],
        )


def blocked(store: Store, row_id: int, now: int) -> None:
    """The person blocked the bot: give up all that waits for them."""
    row = store.row("select person from outbox where id = ?", [row_id])
    if row is None or row["person"] is None:
        return
    with store.transaction() as db:
        persons.mark_blocked(store, row["person"])
        db.execute(
            "update outbox set state = 'blocked', body = null, at = ? where person = ? and state = 'waiting'",
            [now, row["person"]],
        )


def recent_message_ids(store: Store, person: str, now: int, days: int = 2) -> list[int]:
    """Return the ids of messages sent to a person in the last `days`, oldest first (Telegram deletes 48 h)."""
    rows = store.rows(
        "select message_id from outbox where person = ? and message_id is not null and at > ? order by id",
        [person, now - days * DAY],
    )
    return [row["message_id"] for row in rows]


def _due(store: Store, row: dict[str, Any]) -> Due:
    person = row["person"]
    body = persons.seal_for(store, person).open_json(row["body"], CONTEXT)
    chat = persons.chat_of(store, person)
    return Due(row["id"], chat, row["kind"], body, row["priority"], row["place"], row["attempts"])


def forget(store: Store, row_id: int, now: int) -> None:
    """Erase the empty shell an erased person left for their last reply, unless they wrote again since."""
    with store.transaction():
        row = store.row(
            "select ref from persons where state is null and ref = (select person from outbox where id = ?)",
            [row_id],
        )
        if row is None:
            sent(store, row_id, None, now)
        else:
            persons.erase(store, row["ref"], now)
    store.forget_pages()
