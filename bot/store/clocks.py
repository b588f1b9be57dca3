"""When the bot comes back to a person who asked for it; what for is in their sealed state."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store import persons
from bot.store.connection import Store


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that has run out, with the chat it is for."""

    person: str
    number: int
    channel: str
    chat: str


def start(store: Store, person: str, number: int, due: int) -> None:
    """Set a person's clock; call it in a transaction."""
    store.db.table("clocks").insert({"person": person, "number": number, "due": due}, replace=True)


def stop(store: Store, person: str, number: int) -> bool:
    """Take a clock away; False when it was gone: whoever took it first comes back, and nobody else."""
    taken = store.db.execute("delete from clocks where person = ? and number = ?", [person, number]).rowcount
    return bool(taken)


def due(store: Store, now: int, limit: int = 50) -> list[Due]:
    """Return the clocks that have run out, oldest first; those of persons who blocked the bot wait."""
    rows = store.rows(
        "select clocks.person, number, channel from clocks join persons on persons.ref = clocks.person "
        "where clocks.due <= ? and blocked = 0 order by clocks.due, number limit ?",
        [now, limit],
    )
    return [Due(row["person"], row["number"], row["channel"], persons.chat_of(store, row["person"])) for row in rows]
