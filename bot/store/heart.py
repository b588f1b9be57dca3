"""The bot's sign of life, for whoever watches from another process."""

from __future__ import annotations

from bot.store.connection import Store

NAME = "beat"


def beat(store: Store, now: int) -> None:
    """Note that the bot is alive."""
    with store.transaction() as db:
        db.table("meta").upsert({"name": NAME, "value": str(now).encode()}, pk="name")


def last_beat(store: Store) -> int | None:
    """Return when the bot last was alive, in Unix seconds; None when it never was."""
    row = store.row("select value from meta where name = ?", [NAME])
    return int(row["value"]) if row else None
