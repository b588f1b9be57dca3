"""The forum topics of the staff group, one for each case somebody works on, and how far each has been told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.connection import Store
from bot.triage.status import Status


@dataclass(frozen=True, slots=True)
class Topic:
    """A case's topic: `card` is the message that may be replied to, `told` the last message shown in it."""

    case_id: str
    thread: int
    card: int | None
    told: int
    person: str | None
    status: Status


def all_topics(store: Store) -> list[Topic]:
    """Return every topic there is."""
    return _topics(store, "1 = 1", [])


def of_thread(store: Store, thread: int) -> Topic | None:
    """Return the topic of a thread; None when the thread is no case's."""
    return next(iter(_topics(store, "thread = ?", [thread])), None)


def without_topic(store: Store, limit: int = 1) -> list[str]:
    """Return the cases somebody has that have no topic yet, the longest held first."""
    rows = store.rows(
        "select id from cases where status != 'closed' and advocate is not null and person is not null "
        "and id not in (select case_id from group_topics) order by changed limit ?",
        [limit],
    )
    return [row["id"] for row in rows]


def opened(store: Store, case_id: str, thread: int) -> None:
    """Note a case's new topic; what was said before it is not shown in it."""
    with store.transaction() as db:
        db.execute(
            "insert into group_topics (case_id, thread, told) "
            "select ?, ?, coalesce((select max(id) from messages where case_id = ?), 0)",
            [case_id, thread, case_id],
        )


def carded(store: Store, case_id: str, card: int) -> None:
    """Note the message at the head of a topic."""
    with store.transaction() as db:
        db.execute("update group_topics set card = ? where case_id = ?", [card, case_id])


def told(store: Store, case_id: str, message: int) -> None:
    """Note the last message of the conversation that the topic shows."""
    with store.transaction() as db:
        db.execute("update group_topics set told = ? where case_id = ?", [message, case_id])


def gone(store: Store, case_id: str) -> None:
    """Forget a topic that is not there any more, and the words on hold in it."""
    with store.transaction() as db:
        db.execute("delete from group_topics where case_id = ?", [case_id])
        db.execute("delete from group_words where case_id = ?", [case_id])


def _topics(store: Store, where: str, values: list[int]) -> list[Topic]:
    rows = store.rows(
        f"select t.*, c.person, c.status from group_topics t join cases c on c.id = t.case_id where {where}",
        list(values),
    )
    return [
        Topic(row["case_id"], row["thread"], row["card"], row["told"], row["person"], Status(row["status"]))
        for row in rows
    ]
