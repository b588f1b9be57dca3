"""What the store keeps of the staff group: whoever waits is told, and old rows become right ones."""

from __future__ import annotations

import time

from bot.store import Store, cases, group_cards, persons
from bot.store.connection import connect, new_id
from bot.store.migrations import migrations
from bot.triage.levels import Level, Queue
from tests.conftest import NOW


def new_case(store: Store, chat: str = "1") -> str:
    with store.transaction():
        ref = persons.find_or_add(store, "telegram", chat, NOW).ref
        return cases.open_case(store, ref, Queue.HUMAN, Level.URGENT, "waiting", (), {}, NOW)


def rings(store: Store) -> list[str | None]:
    return [case.ring for case in group_cards.standings(store)]


def post(store: Store, message_id: int) -> None:
    group_cards.posted(store, message_id, group_cards.standings(store), "staff.alert", "shown")


def test_a_waiting_case_that_nobody_rang_for_is_told_all_the_same(store):
    new_case(store)
    assert rings(store) == ["staff.alert"]
    post(store, 5)
    assert rings(store) == [None]
    assert group_cards.messages(store) == {5: "shown"}


def test_a_ring_that_comes_in_while_the_card_is_on_its_way_is_not_lost(store):
    number = new_case(store)
    on_its_way = group_cards.standings(store)
    group_cards.ring(store, number, "staff.missed", "everyone")
    group_cards.posted(store, 5, on_its_way, "staff.alert", "shown")
    assert rings(store) == ["staff.missed"]
    post(store, 6)
    assert rings(store) == [None]


def test_a_message_that_is_gone_makes_its_waiting_cases_new_again(store):
    new_case(store)
    post(store, 5)
    group_cards.lost(store, 5)
    assert rings(store) == ["staff.alert"]
    assert group_cards.messages(store) == {}


def test_a_group_that_moved_is_told_of_everything_anew_and_stays_moved(store):
    new_case(store)
    post(store, 5)
    assert group_cards.address(store, -4) == -4
    group_cards.moved(store, -4, -1004)
    assert group_cards.address(store, -4) == -1004
    assert rings(store) == ["staff.alert"]


def test_older_alerts_give_way_to_cards_and_older_cases_are_told(tmp_path):
    db = connect(tmp_path / "old.db")
    migrations.apply(db, stop_before="0004_staff_group")
    db.execute(
        "insert into cases (id, queue, level, status, reasons, opened, changed, since) "
        "values ('ABCDEF', 'human', 'urgent', 'waiting', '[]', 1, 1, 1)"
    )
    db.execute(
        "insert into outbox (id, channel, kind, body, priority, place, due_ms, at) "
        "values (?, 'telegram', 'say', x'00', 3, 0, 0, 1)",
        [new_id()],
    )
    db.close()
    store = Store.open(tmp_path / "old.db", make_key(tmp_path))
    assert store.rows("select 1 from outbox") == []
    assert [(case.case_id, case.ring) for case in group_cards.standings(store)] == [("ABCDEF", "staff.alert")]
    store.close()


def make_key(folder):
    (folder / "master.key").write_bytes(b"k" * 32)
    return folder / "master.key"


def test_five_hundred_open_cases_are_looked_through_in_no_time(store):
    with store.transaction():
        for number in range(500):
            ref = persons.find_or_add(store, "telegram", str(number), NOW).ref
            cases.open_case(store, ref, Queue.HUMAN, Level.URGENT, "waiting", (), {}, NOW)
    began = time.perf_counter()
    assert len(group_cards.standings(store)) == 500
    assert time.perf_counter() - began < 0.1
