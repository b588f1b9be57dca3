"""Words that staff wrote in a topic of the staff group for a person: sealed, and on hold until they may go."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store import persons
from bot.store.connection import Store, new_id

CONTEXT = "group words"


@dataclass(frozen=True, slots=True)
class Words:
    """What one member wants to say; `due` is None until the preview is in the group."""

    id: int
    case_id: str
    by: str
    text: str
    preview: int | None
    due: int | None


def add(store: Store, case_id: str, person: str, by: str, text: str) -> int:
    """Keep words for a person until they may go; call it in a transaction."""
    row_id = new_id()
    body = persons.seal_for(store, person).seal(text.encode(), CONTEXT)
    store.db.table("group_words").insert(
        {"id": row_id, "case_id": case_id, "person": person, "by": by, "body": body}
    )  # fmt: skip
    return row_id


def waiting(store: Store) -> list[Words]:
    """Return all words on hold, in the order of writing."""
    rows = store.rows("select * from group_words order by id")
    return [
        Words(
            row["id"], row["case_id"], row["by"],
            persons.seal_for(store, row["person"]).open(row["body"], CONTEXT).decode(), row["preview"], row["due"],
        )
        for row in rows
    ]  # fmt: skip


def shown(store: Store, words_id: int, preview: int, due: int) -> None:
    """Note that the preview is in the group: the words go at `due` unless they are taken back."""
    with store.transaction() as db:
        db.execute("update group_words set preview = ?, due = ? where id = ?", [preview, due, words_id])


def take(store: Store, words_id: int) -> bool:
    """Take words out, to send them or to drop them; False when somebody has already."""
    with store.transaction() as db:
        return bool(db.execute("delete from group_words where id = ?", [words_id]).rowcount)
