"""What the staff group sees of each case: one card a case, several cases on one card when many come at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.connection import Store
from bot.triage.levels import Level, Queue
from bot.triage.status import Status

FIRST = "staff.alert"  # the card of words a case is first shown under


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as the group should see it, and the message that shows it; `ring` is the card it is to be told under."""

    case_id: str
    queue: Queue
    level: Level
    status: Status
    holder: str | None
    since: int
    message_id: int | None
    words: str
    ring: str | None
    who: str


def ring(store: Store, case_id: str, card: str, who: str) -> None:
    """Have a case shown anew at the end of the group, under a card of words that may name whom it concerns."""
    with store.transaction() as db:
        db.execute(
            "insert into group_cards (case_id, ring, who) values (?, ?, ?) on conflict (case_id) do update "
            "set ring = excluded.ring, who = excluded.who",
            [case_id, card, who],
        )


def standings(store: Store) -> list[Standing]:
    """Return every open case and every closed one that the group still sees as open."""
    rows = store.rows(
        "select c.id, c.queue, c.level, c.status, coalesce(s.alias, c.advocate) alias, "
        "coalesce(c.since, c.opened) since, g.message_id, g.words, g.ring, coalesce(g.who, '') who, g.case_id known "
        "from cases c left join group_cards g on g.case_id = c.id left join staff s on s.name = c.advocate "
        "where c.status != 'closed' or g.message_id is not null"
    )
    return [
        Standing(
            row["id"], Queue(row["queue"]), Level(row["level"]), Status(row["status"]), row["alias"], row["since"],
            row["message_id"], row["words"] or FIRST,
            _ring(Status(row["status"]), row["known"] is not None, row["ring"]), row["who"],
        )
        for row in rows
    ]  # fmt: skip


def messages(store: Store) -> dict[int, str]:
    """Return the group's messages that stand for cases, by their ids, with what each of them shows."""
    return {row["id"]: row["shown"] for row in store.rows("select id, shown from group_messages")}


def posted(store: Store, message_id: int, cases: Sequence[Standing], words: str, shown: str) -> None:
    """Note that a new message shows these cases; a ring that came in meanwhile stays to be told."""
    with store.transaction() as db:
        db.table("group_messages").insert({"id": message_id, "shown": shown}, replace=True)
        for case in cases:
            db.execute(
                "insert into group_cards (case_id, message_id, words) values (?, ?, ?) on conflict (case_id) do update "
                "set message_id = excluded.message_id, words = excluded.words, "
                "ring = case when ring is ? then null else ring end",
                [case.case_id, message_id, words, case.ring],
            )


def edited(store: Store, message_id: int, cases: Sequence[Standing], shown: str) -> None:
    """Note what a message shows now; once all its cases are shown closed it is left alone for good."""
    with store.transaction() as db:
        db.execute("update group_messages set shown = ? where id = ?", [shown, message_id])
        if all(case.status is Status.CLOSED for case in cases):
            forget(store, message_id)
            db.execute("delete from group_cards where message_id = ?", [message_id])


def forget(store: Store, message_id: int) -> None:
    """Forget a message that stands for no case any more."""
    with store.transaction() as db:
        db.execute("delete from group_messages where id = ?", [message_id])


def lost(store: Store, message_id: int) -> None:
    """The message is not in the group any more: its open cases are told anew."""
    with store.transaction() as db:
        forget(store, message_id)
        db.execute("delete from group_cards where message_id = ? and ring is null", [message_id])
        db.execute("update group_cards set message_id = null where message_id = ?", [message_id])


def address(store: Store, configured: int) -> int:
    """Return where the group of the settings is now: a group that gets topics becomes another chat."""
    row = store.row("select value from meta where name = ?", [_moved(configured)])
    return int(row["value"]) if row else configured


def moved(store: Store, configured: int, to: int) -> None:
    """Note where the group has moved; what stood in the old chat stays there and is told anew."""
    with store.transaction() as db:
        db.table("meta").upsert({"name": _moved(configured), "value": str(to).encode()}, pk="name")
        db.execute("delete from group_messages")
        db.execute("delete from group_cards where ring is null")
        db.execute("update group_cards set message_id = null")


def _ring(status: Status, known: bool, ring: str | None) -> str | None:
    if status is Status.CLOSED:
        return None
    # A waiting case that the group never saw is told, whoever forgot to ask for it.
    return ring or (FIRST if status.queued and not known else None)


def _moved(configured: int) -> str:
    return f"staff group {configured}"
