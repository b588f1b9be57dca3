"""The audit log holds: whatever somebody does to its file is seen."""

import sqlite3

import pytest

from bot.config import Config
from bot.store import audit, cases, persons
from bot.triage.levels import Level, Queue
from tests.conftest import NOW


def opened(store):
    with store.transaction():
        person = persons.find_or_add(store, "terminal", "chat 1", NOW)
        return cases.open_case(store, person.ref, Queue.HUMAN, Level.URGENT, "waiting", (), {}, NOW)


def filled(store, lines=5):
    for number in range(lines):
        audit.note(store, "ada", "look", "ABC234", NOW + number)


def without_guards(store):
    for change in ("update", "delete"):
        store.db.execute(f"drop trigger audit_stands_{change}")


def test_an_empty_log_and_a_log_only_added_to_hold(store):
    assert audit.verify(store).broken is None
    filled(store)
    verdict = audit.verify(store)
    assert (verdict.lines, verdict.broken) == (5, None)
    assert audit.holds(store, verdict.head)
    filled(store)
    assert audit.holds(store, verdict.head)
    assert not audit.holds(store, "0" * 64)


@pytest.mark.parametrize("sql", ["update audit set by = 'eva' where id = 2", "delete from audit where id = 2"])
def test_the_database_itself_refuses_to_change_a_line(store, sql):
    filled(store)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        store.db.execute(sql)


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("update audit set by = 'eva' where id = 2", 2),
        ("update audit set at = at + 1 where id = 5", 5),
        ("update audit set detail = 'x' where id = 1", 1),
        ("delete from audit where id = 3", 3),
        ("delete from audit where id = 5", 5),
        ("delete from audit", 1),
        ("insert into audit values (6, 1, 'eva', 'look', null, null, 'x')", 6),
        ("update audit set id = 9 where id = 5", 5),
    ],
)
def test_whoever_gets_past_that_is_seen(store, sql, broken):
    filled(store)
    without_guards(store)
    store.db.execute(sql)
    assert audit.verify(store).broken == broken


def test_a_chain_forged_without_the_master_key_is_seen(store, tmp_path):
    from bot.store.sealing import MasterKey

    filled(store)
    without_guards(store)
    lines = list(reversed(audit.entries(store)))
    store.db.execute("delete from audit")
    ours, store.key = store.key, MasterKey(b"x" * 32)
    for line in lines:
        audit.note(store, "eva" if line.id == 2 else line.by, line.action, line.subject, line.at)
    assert audit.verify(store).broken is None
    store.key = ours
    assert audit.verify(store).broken == 1


def test_what_staff_do_with_a_case_is_logged_and_what_the_person_does_is_not(store):
    number = opened(store)
    with store.transaction():
        cases.add_event(store, number, "claim", "ada", NOW)
        cases.touch(store, number, NOW)
    assert [(one.by, one.action, one.subject) for one in audit.entries(store)] == [("ada", "claim", number)]


def test_a_change_that_is_taken_back_leaves_no_line(store):
    number = opened(store)
    before = audit.verify(store)

    def fail():
        with store.transaction():
            cases.add_event(store, number, "claim", "ada", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert audit.verify(store) == before
    assert before.broken is None


def test_the_command_line_tells_what_it_finds(store, tmp_path, monkeypatch, capsys):
    from bot.__main__ import main

    filled(store)
    for name, value in (("DATABASE", tmp_path / "alder.db"), ("MASTER_KEY_FILE", tmp_path / "master.key")):
        monkeypatch.setenv(f"ALDER_{name}", str(value))
    monkeypatch.chdir(tmp_path)
    assert Config(_env_file=None).database == tmp_path / "alder.db"
    assert main(["audit", "verify", "--seen", audit.verify(store).head]) == 0
    assert "5 lines" in capsys.readouterr().out
    assert main(["audit", "verify", "--seen", "ff"]) == 1
    without_guards(store)
    store.db.execute("update audit set by = 'eva' where id = 4")
    assert main(["audit", "verify"]) == 1
    assert "broken at line 4" in capsys.readouterr().out
