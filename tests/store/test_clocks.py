"""Clocks: kept over a restart, rung once, gone with the person, and a reason to keep somebody who asked us to."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store import Store, clocks, persons
from bot.store.migrations import migrations
from tests.conftest import NOW

DAY = 24 * 3600


def person(store: Store, chat: str = "1", due: int = NOW) -> str:
    with store.transaction():
        ref = persons.find_or_add(store, "telegram", chat, NOW).ref
        clocks.start(store, ref, 1, due)
    return ref


def test_a_clock_is_due_at_its_time_and_only_one_taker_gets_it(store):
    ref = person(store)
    assert clocks.due(store, NOW - 1) == []
    (due,) = clocks.due(store, NOW)
    assert (due.person, due.number, due.channel, due.chat) == (ref, 1, "telegram", "1")
    assert clocks.stop(store, ref, 1)
    assert not clocks.stop(store, ref, 1)
    assert clocks.due(store, NOW) == []


def test_erase_takes_the_clocks_and_one_who_blocked_us_is_left_alone(store):
    first, second = person(store, "1"), person(store, "2")
    persons.erase(store, first, NOW)
    persons.mark_blocked(store, second)
    assert clocks.due(store, NOW) == []
    assert store.rows("select person from clocks") == [{"person": second}]


def test_whoever_asked_us_to_come_back_is_kept_until_then_and_no_longer(store):
    ref = person(store, due=NOW + 40 * DAY)
    assert persons.idle_since(store, NOW + DAY) == []
    assert persons.idle_since(store, NOW + 41 * DAY) == [ref]


def test_an_older_database_gets_the_table_and_keeps_its_persons():
    db = Database(memory=True)
    migrations.apply(db, stop_before="0005_documents")
    row = {"ref": "r", "channel": "telegram", "chat_index": "i", "key": b"k", "chat": b"c", "created": 1, "seen": 1}
    db.table("persons").insert(row)
    migrations.apply(db)
    assert db.table("clocks").count == 0
    assert db.table("persons").count == 1
