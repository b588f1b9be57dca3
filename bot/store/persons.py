"""Persons: who writes, known by an opaque ref; their chat id and state are sealed under their own key."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.errors import StoreError
from bot.store import tallies
from bot.store.connection import Store, new_id
from bot.store.sealing import Seal, new_data_key


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the engine sees them: `state` is the conversation's JSON, None before the first turn."""

    ref: str
    channel: str
    state: str | None


def find(store: Store, channel: str, chat: str) -> Person | None:
    """Return the person behind a chat, None when they are not known."""
    row = store.row("select * from persons where chat_index = ?", [_index(store, channel, chat)])
    if row is None:
        return None
    state = _seal_of(store, row).open(row["state"], "state").decode() if row["state"] else None
    return Person(row["ref"], channel, state)


def find_or_add(store: Store, channel: str, chat: str, now: int) -> Person:
    """Return the person behind a chat, added when new; call it inside a transaction."""
    known = find(store, channel, chat)
    if known is not None:
        store.db.execute("update persons set seen = ?, blocked = 0 where ref = ?", [now, known.ref])
        return known
    ref, key, index = secrets.token_hex(8), new_data_key(), _index(store, channel, chat)
    store.db.table("persons").insert(
        {
            "ref": ref, "channel": channel, "chat_index": index, "key": store.key.wrap.seal(key, ref),
            "chat": Seal(key).seal(chat.encode(), "chat"), "created": now, "seen": now,
        }
    )  # fmt: skip
    return Person(ref, channel, None)


def save_state(store: Store, ref: str, state: str) -> None:
    """Keep the conversation's state, sealed."""
    sealed = seal_for(store, ref).seal(state.encode(), "state")
    store.db.execute("update persons set state = ? where ref = ?", [sealed, ref])


def seal_for(store: Store, ref: str) -> Seal:
    """Return the person's own seal; raise StoreError when the person was erased."""
    row = store.row("select ref, key from persons where ref = ?", [ref])
    if row is None:
        raise StoreError(f"person {ref} was erased")
    return _seal_of(store, row)


def chat_of(store: Store, ref: str) -> str:
    """Return the chat a person writes from: for the sender alone."""
    row = store.row("select ref, key, chat from persons where ref = ?", [ref])
    if row is None:
        raise StoreError(f"person {ref} was erased")
    return _seal_of(store, row).open(row["chat"], "chat").decode()


def state_of(store: Store, ref: str) -> str | None:
    """Return a person's state JSON; None before the first turn."""
    row = store.row("select ref, key, state from persons where ref = ?", [ref])
    if row is None or row["state"] is None:
        return None
    return _seal_of(store, row).open(row["state"], "state").decode()


def channel_of(store: Store, ref: str) -> str:
    """Return the channel a person writes by."""
    row = store.row("select channel from persons where ref = ?", [ref])
    if row is None:
        raise StoreError(f"person {ref} was erased")
    return str(row["channel"])


def mark_blocked(store: Store, ref: str) -> None:
    """Note that the person blocked the bot; a new message from them clears it."""
    store.db.execute("update persons set blocked = 1 where ref = ?", [ref])


def erase(store: Store, ref: str, now: int) -> None:
    """Erase everything held of a person for good; their cases stay as empty, closed rows marked erased."""
    with store.transaction() as db:
        for row in store.rows("select id, opened, summary from cases where person = ?", [ref]):
            _count(store, ref, row)
            event = {"id": new_id(), "case_id": row["id"], "event": "erase", "at": now}
            db.table("case_events").insert(event)  # staff who watch see it at once
        db.execute(
            "update cases set person = null, summary = null, reasons = '[]', status = 'closed', "
            "outcome = 'erased', changed = ?, closed = coalesce(closed, ?) where person = ?",
            [now, now, ref],
        )
        for table in ("messages", "outbox", "notes", "reviews", "group_words", "clocks"):
            db.execute(f"delete from {table} where person = ?", [ref])
        db.execute("delete from persons where ref = ?", [ref])


def idle_since(store: Store, before: int) -> list[str]:
    """Return the refs of persons silent since `before` who have no open case and did not ask us to come back later."""
    rows = store.rows(
        "select ref from persons where seen < ? and ref not in "
        "(select person from cases where person is not null and status != 'closed') "
        "and ref not in (select person from clocks where due > ?)",
        [before, before],
    )
    return [row["ref"] for row in rows]


def _count(store: Store, ref: str, case: dict[str, Any]) -> None:
    if case["summary"] is None:
        return
    with suppress(StoreError):  # what nobody can read any more is not counted, and is erased all the same
        tallies.keep(store, case["opened"], seal_for(store, ref).open_json(case["summary"], "summary"))


def _index(store: Store, channel: str, chat: str) -> str:
    return store.key.blind(f"{channel}|{chat}")


def _seal_of(store: Store, row: dict[str, Any]) -> Seal:
    return Seal(store.key.wrap.open(row["key"], row["ref"]))
