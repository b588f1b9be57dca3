"""What the store promises: nothing readable without the key, nothing left after erase, races are told."""

from __future__ import annotations

import stat
import threading

import pytest

from bot.errors import NotYours, StoreError
from bot.store import Store, cases, inbox, messages, outbox, persons, sessions, staff
from bot.store.sessions import HALF_LIMIT, IDLE_LIMIT, LIMIT
from bot.triage.levels import Level, Queue
from tests.conftest import NOW

CHAT, WORDS, NAME = "7741882201", "marker-words-zebra", "Marker-Name-Quagga"


def files_hold(folder, *needles: str) -> list[str]:
    found = []
    for path in folder.iterdir():
        if path.name != "master.key":
            data = path.read_bytes()
            found += [f"{needle} in {path.name}" for needle in needles if needle.encode() in data]
    return found


def write_person(store: Store) -> str:
    inbox.receive(store, 1, f'{{"text": "{WORDS}", "chat": {CHAT}, "name": "{NAME}"}}', NOW)
    with store.transaction():
        person = persons.find_or_add(store, "telegram", CHAT, NOW)
        persons.save_state(store, person.ref, f'{{"note": "{WORDS}"}}')
        messages.add(store, person.ref, "person", WORDS, now=NOW)
        cases.open_case(store, person.ref, Queue.HUMAN, Level.URGENT, "waiting", (), {"who": NAME}, NOW)
        outbox.add(store, "telegram", person.ref, "say", {"html": WORDS}, priority=0, order=0, due_ms=0, now=NOW)
    return person.ref


def test_nothing_in_any_file_tells_who_wrote_or_what(store, tmp_path):
    ref = write_person(store)
    assert messages.of_person(store, ref)[0].text == WORDS
    assert outbox.due(store, "telegram", 0)[0].chat == CHAT
    assert files_hold(tmp_path, CHAT, WORDS, NAME) == []


def test_erase_leaves_nothing_that_even_the_master_key_opens(store, tmp_path):
    ref = write_person(store)
    sealed = [row["body"] for row in store.rows("select body from messages")]
    inbox.done(store, 1, NOW)
    persons.erase(store, ref, NOW)
    store.forget_pages()
    assert sealed
    assert [path.name for path in tmp_path.iterdir() if any(body in path.read_bytes() for body in sealed)] == []
    assert persons.find(store, "telegram", CHAT) is None
    case = store.row("select status, outcome, person, summary from cases")
    assert case == {"status": "closed", "outcome": "erased", "person": None, "summary": None}


def test_a_wrong_key_is_refused_at_the_door_and_a_missing_one_is_not_made_anew(store, tmp_path):
    write_person(store)
    (tmp_path / "other.key").write_bytes(b"x" * 32)
    with pytest.raises(StoreError):
        Store.open(tmp_path / "alder.db", tmp_path / "other.key")
    with pytest.raises(StoreError, match="restore"):
        Store.open(tmp_path / "alder.db", tmp_path / "gone.key")
    assert not (tmp_path / "gone.key").exists()


def test_only_the_owner_reads_key_and_database(store, tmp_path):
    for name in ("master.key", "alder.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_an_update_is_taken_once_and_its_text_goes_when_done(store):
    assert inbox.receive(store, 5, "one", NOW) is True
    assert inbox.receive(store, 5, "one", NOW) is True
    assert [row.update_id for row in inbox.waiting(store)] == [5]
    assert [inbox.start_attempt(store, 5), inbox.start_attempt(store, 5)] == [1, 2]
    inbox.done(store, 5, NOW)
    assert inbox.receive(store, 5, "one", NOW) is False
    assert inbox.waiting(store) == []
    assert store.row("select body from inbox")["body"] is None


def test_the_outbox_sends_each_chat_in_order_and_the_urgent_chat_first(store):
    with store.transaction():
        calm = persons.find_or_add(store, "telegram", "1", NOW).ref
        urgent = persons.find_or_add(store, "telegram", "2", NOW).ref
        for place in (0, 1):
            for ref, priority in ((calm, 0), (urgent, 2)):
                outbox.add(
                    store, "telegram", ref, "say", {"html": str(place)},
                    priority=priority, order=place, due_ms=0, now=NOW,
                )  # fmt: skip
    sent = []
    while rows := outbox.due(store, "telegram", 0):
        assert len(rows) <= 2
        sent.append((rows[0].chat, rows[0].body["html"]))
        outbox.sent(store, rows[0].id, 9, NOW)
    assert sent == [("2", "0"), ("2", "1"), ("1", "0"), ("1", "1")]


def test_a_retried_row_holds_back_its_own_chat_only(store):
    with store.transaction():
        for chat in ("1", "2"):
            ref = persons.find_or_add(store, "telegram", chat, NOW).ref
            outbox.add(store, "telegram", ref, "say", {}, priority=0, order=0, due_ms=0, now=NOW)
            outbox.add(store, "telegram", ref, "say", {}, priority=0, order=1, due_ms=0, now=NOW)
    first = outbox.due(store, "telegram", 0)[0]
    outbox.retry(store, first.id, 5000)
    assert {row.chat for row in outbox.due(store, "telegram", 0)} == {"1", "2"} - {first.chat}
    assert len(outbox.due(store, "telegram", 5000)) == 2


def test_of_two_claims_one_wins(store, tmp_path):
    with store.transaction():
        ref = persons.find_or_add(store, "telegram", "1", NOW).ref
        number = cases.open_case(store, ref, Queue.HUMAN, Level.URGENT, "waiting", (), {}, NOW)
    won: list[str] = []

    def try_claim(name: str) -> None:
        own = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
        if cases.move(own, number, "waiting", "claimed", "claim", name, NOW, advocate=name):
            won.append(name)
        own.close()

    threads = [threading.Thread(target=try_claim, args=(f"a{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert cases.find(store, number).advocate == won[0]
    assert [event.event for event in cases.events(store, number)] == ["open", "claim"]


def test_the_queue_shows_the_most_urgent_then_the_oldest(store):
    with store.transaction():
        for at, level in enumerate((Level.HANDOFF, Level.URGENT, Level.EMERGENCY, Level.URGENT)):
            ref = persons.find_or_add(store, "telegram", str(at), NOW).ref
            cases.open_case(store, ref, Queue.HUMAN, level, "waiting", (), {}, NOW + at)
    shown = [(case.level, case.opened - NOW) for case in cases.in_queues(store, (Queue.HUMAN,))]
    assert shown == [("emergency", 2), ("urgent", 1), ("urgent", 3), ("handoff", 0)]
    assert cases.in_queues(store, (Queue.LAWYER,)) == []


def test_a_missing_case_is_not_found(store):
    with pytest.raises(NotYours):
        cases.find(store, "ABCDEF")


async def test_passwords_open_only_their_own_enabled_account(store):
    password = staff.add(store, "ann", "Ann", "advocate", NOW)
    assert (await staff.check_password(store, "ann", password)).must_change
    assert await staff.check_password(store, "ann", password + "x") is None
    assert await staff.check_password(store, "bob", password) is None
    await staff.set_password(store, "ann", "a longer secret")
    assert await staff.check_password(store, "ann", password) is None
    assert not (await staff.check_password(store, "ann", "a longer secret")).must_change


def test_sessions_end_when_idle_old_or_signed_out(store):
    staff.add(store, "ann", "Ann", "advocate", NOW)
    token = sessions.start(store, "ann", NOW)
    assert sessions.member(store, token, NOW + IDLE_LIMIT - 1, use=False).name == "ann"
    assert sessions.member(store, token, NOW + IDLE_LIMIT) is None
    for hours in range(12 * 3):
        assert sessions.member(store, token, NOW + hours * 1200) is not None
    assert sessions.member(store, token, NOW + LIMIT) is None
    sessions.end(store, token)
    assert sessions.member(store, token, NOW) is None
    assert sessions.member(store, "guess", NOW) is None
    old = sessions.start(store, "ann", NOW)
    sessions.prune(store, NOW + IDLE_LIMIT)
    assert store.row("select count(*) n from sessions")["n"] == 0
    assert sessions.member(store, old, NOW) is None
    half = sessions.start(store, "ann", NOW, passed=False)
    assert sessions.member(store, half, NOW + HALF_LIMIT - 1) is not None
    assert sessions.member(store, half, NOW + HALF_LIMIT) is None
