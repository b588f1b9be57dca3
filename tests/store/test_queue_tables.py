"""Older databases learn the clocks of the queue without skipping anybody."""

from __future__ import annotations

from bot.store import Store, cases, shifts
from bot.store.connection import connect
from bot.store.migrations import migrations
from bot.store.sealing import load_master_key
from bot.triage.levels import Level, Queue
from bot.triage.status import Status
from tests.conftest import NOW


def old_case(db, number: str, status: str, advocate: str | None, *events: tuple[str, int]) -> None:
    db.table("cases").insert(
        {
            "id": number, "person": None, "queue": "human", "level": "urgent", "status": status, "reasons": "[]",
            "advocate": advocate, "opened": NOW, "changed": NOW + 50, "closed": NOW if status == "closed" else None,
        }
    )  # fmt: skip
    for place, (event, at) in enumerate(events):
        db.table("case_events").insert(
            {"id": hash((number, place)) % 10**9, "case_id": number, "event": event, "at": at}
        )


def test_older_cases_wait_since_they_were_opened(tmp_path):
    db = connect(tmp_path / "alder.db")
    migrations.apply(db, stop_before="0002_queue")
    old_case(db, "WAITING", "waiting", None, ("open", NOW))
    old_case(db, "CLAIMED", "claimed", "ann", ("open", NOW), ("write", NOW + 30), ("write", NOW + 50))
    old_case(db, "CLOSED", "closed", "ann")
    db.close()
    load_master_key(tmp_path / "master.key", create=True)
    store = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
    waiting, claimed, closed = (cases.find(store, number) for number in ("WAITING", "CLAIMED", "CLOSED"))
    assert (waiting.since, waiting.ranked, waiting.alerted) == (NOW, NOW, 0)
    assert (claimed.status, claimed.acted, claimed.answered) == (Status.CLAIMED, NOW + 50, NOW + 30)
    assert closed.since is None
    assert cases.first_answers(store, NOW) == [(Level.URGENT, Queue.HUMAN, 30)]
    assert shifts.plan(store) == []
    store.close()


def test_the_plan_shows_enabled_accounts_only(store):
    for name, disabled in (("ann", 0), ("bob", 1)):
        store.db.table("staff").insert(
            {"name": name, "alias": name, "role": "advocate", "password": "-", "created": 1, "disabled": disabled}
        )
        shifts.add(store, name, 1, "09:00", "17:00", "UTC")
    assert [shift.staff for shift in shifts.plan(store)] == ["ann"]
    assert [worker.name for worker in shifts.workers(store)] == ["ann"]
