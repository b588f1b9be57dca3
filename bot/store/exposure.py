"""How long each member of staff has been reading cases: for their own care, counted by the day (UTC)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.connection import Store

DAY = 24 * 3600
GAP = 150  # seconds between two signs of reading that still count as one stretch
BREAK = 10 * 60  # seconds away that count as a break


@dataclass(frozen=True, slots=True)
class Exposure:
    """Seconds of reading: today, and since the last break."""

    today: int = 0
    run: int = 0


def reads(store: Store, name: str, now: int) -> None:
    """Note that a member reads a case at this moment."""
    day = now // DAY
    with store.transaction() as db:
        row = store.row("select seconds, run, last from exposure where staff = ? and day = ?", [name, day])
        if row is None:
            db.table("exposure").insert({"staff": name, "day": day, "seconds": 0, "run": 0, "last": now})
            return
        gap = max(0, now - row["last"])
        more = gap if gap <= GAP else 0
        run = 0 if gap >= BREAK else row["run"] + more
        db.execute(
            "update exposure set seconds = seconds + ?, run = ?, last = ? where staff = ? and day = ?",
            [more, run, now, name, day],
        )


def of(store: Store, name: str, now: int) -> Exposure:
    """Return a member's exposure; the run is over once they were away for a break."""
    row = store.row("select seconds, run, last from exposure where staff = ? and day = ?", [name, now // DAY])
    if row is None:
        return Exposure()
    return Exposure(row["seconds"], row["run"] if now - row["last"] < BREAK else 0)


def prune(store: Store, before: int) -> None:
    """Forget days before `before`: how somebody felt their work years ago is nobody's business."""
    with store.transaction() as db:
        db.execute("delete from exposure where day < ?", [before // DAY])
