"""Shifts of the week, and who said that they come or go."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.connection import Store, new_id


@dataclass(frozen=True, slots=True)
class Shift:
    """One weekly shift: `starts` and `ends` are HH:MM on the wall of `zone`, Monday is 1; it may run past midnight."""

    id: int
    staff: str
    weekday: int
    starts: str
    ends: str
    zone: str
    on_holidays: bool


@dataclass(frozen=True, slots=True)
class Stint:
    """That a member came or went, whatever the plan says, until `until`."""

    staff: str
    present: bool
    until: int


@dataclass(frozen=True, slots=True)
class Worker:
    """An enabled account as the queue sees it."""

    name: str
    alias: str
    role: str


def add(store: Store, staff: str, weekday: int, starts: str, ends: str, zone: str, *, on_holidays: bool = False) -> int:
    """Add a weekly shift; return its id."""
    row_id = new_id()
    row = {
        "id": row_id, "staff": staff, "weekday": weekday, "starts": starts, "ends": ends, "zone": zone,
        "on_holidays": int(on_holidays),
    }  # fmt: skip
    with store.transaction() as db:
        db.table("shifts").insert(row)
    return row_id


def remove(store: Store, shift_id: int) -> bool:
    """Remove a shift; False when there is none of that id."""
    with store.transaction() as db:
        return bool(db.execute("delete from shifts where id = ?", [shift_id]).rowcount)


def plan(store: Store) -> list[Shift]:
    """Return every shift of enabled accounts, by member and weekday."""
    rows = store.rows(
        "select shifts.* from shifts join staff on staff.name = shifts.staff and disabled = 0 "
        "order by staff, weekday, starts"
    )
    return [Shift(**{**row, "on_holidays": bool(row["on_holidays"])}) for row in rows]


def say_duty(store: Store, staff: str, present: bool, until: int, now: int) -> None:
    """Note that a member came or went, whatever the plan says, until `until`."""
    with store.transaction() as db:
        row = {"staff": staff, "present": int(present), "until": until, "at": now}
        db.table("duty").upsert(row, pk="staff")


def stints(store: Store, now: int) -> list[Stint]:
    """Return what members said of themselves that still holds."""
    rows = store.rows("select staff, present, until from duty where until > ?", [now])
    return [Stint(row["staff"], bool(row["present"]), row["until"]) for row in rows]


def workers(store: Store) -> list[Worker]:
    """Return the enabled accounts, by name."""
    return [Worker(**row) for row in store.rows("select name, alias, role from staff where disabled = 0 order by name")]
