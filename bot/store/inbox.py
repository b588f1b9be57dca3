"""The durable inbox: an update is on disk before Telegram is told that it arrived."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.connection import Store

CONTEXT = "update"


@dataclass(frozen=True, slots=True)
class Received:
    """An update that is not done: its JSON and how often it was begun."""

    update_id: int
    body: str
    attempts: int


def receive(store: Store, update_id: int, body: str, now: int) -> bool:
    """Commit an update; True while it is not done (new or seen before), False when it is."""
    sealed = store.key.inbox.seal(body.encode(), CONTEXT)
    with store.transaction() as db:
        db.execute(
            "insert into inbox (update_id, body, received) values (?, ?, ?) on conflict do nothing",
            [update_id, sealed, now],
        )
    row = store.row("select done from inbox where update_id = ?", [update_id])
    return row is not None and row["done"] is None


def waiting(store: Store) -> list[Received]:
    """Return the updates that are not done, oldest first."""
    rows = store.rows(
        "select update_id, body, attempts from inbox where done is null and body is not null order by update_id"
    )
    return [
        Received(row["update_id"], store.key.inbox.open(row["body"], CONTEXT).decode(), row["attempts"]) for row in rows
    ]


def start_attempt(store: Store, update_id: int) -> int:
    """Commit that an update is being worked on; return how often that was, this time included."""
    with store.transaction() as db:
        db.execute("update inbox set attempts = attempts + 1 where update_id = ?", [update_id])
    row = store.row("select attempts from inbox where update_id = ?", [update_id])
    return int(row["attempts"]) if row else 0


def done(store: Store, update_id: int, now: int) -> None:
    """Mark an update done and drop its text; in the turn's own transaction when there is one."""
    with store.transaction() as db:
        db.execute("update inbox set done = ?, body = null where update_id = ?", [now, update_id])


def set_aside(store: Store, update_id: int, reason: str, now: int) -> None:
    """Put away an update that cannot be handled, so that it blocks nobody; `reason` quotes nothing of it."""
    with store.transaction() as db:
        db.execute(
            "insert into inbox (update_id, received, done, fault) values (?, ?, ?, ?) "
            "on conflict (update_id) do update set done = excluded.done, fault = excluded.fault, body = null",
            [update_id, now, now, reason],
        )


def prune(store: Store, before: int) -> None:
    """Forget updates done before `before`; keep at least the 24 hours in which Telegram may repeat them."""
    with store.transaction() as db:
        db.execute("delete from inbox where done < ?", [before])
