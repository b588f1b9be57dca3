"""The rounds of the queue on a real store: each thing due is done once, in however many processes, and told."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import Config
from bot.handoff import desk, rounds
from bot.handoff.policy import policy_of
from bot.handoff.watch import Stage
from bot.store import Store, cases, group_cards, shifts
from bot.triage.levels import UNDER_WAY, Level, Queue
from tests.handoff.conftest import DAY, HOUR, MINUTE, Office

GROUP = Config(_env_file=None, telegram_token="12345:" + "x" * 30, staff_group=-100123)


def rung(office) -> tuple[str, str]:
    """Return under which card the group is told of the only case, and whom it concerns."""
    row = office.store.row("select ring, who from group_cards")
    return (row["ring"], row["who"])


def test_a_waiting_case_is_told_to_the_shift_then_to_everyone_and_stays_in_the_history(office):
    office.config = GROUP
    desk.go(office.store, office.content, office.config, office.members["bea"], office.now)
    desk.go(office.store, office.content, office.config, office.members["sue"], office.now)
    case = office.opens()
    assert rung(office) == ("staff.alert", "everyone")
    assert office.later(7 * MINUTE) == 0
    assert office.later(MINUTE) == 1
    assert rung(office) == ("staff.half", "Ada")
    assert office.later(7 * MINUTE) == 1
    assert rung(office) == ("staff.missed", "Ada, Bea, Sue")
    assert office.later(MINUTE) == 0
    assert office.history(case) == ["open", "half", "missed"]


def test_an_attempt_that_begins_in_an_open_emergency_is_told_anew_once_also_when_somebody_has_it(office):
    office.config = GROUP
    case = office.opens(Level.EMERGENCY)
    office.claim(case)
    assert rung(office)[0] == "staff.alert"
    office.opens(Level.EMERGENCY, person=case.person, reasons=(UNDER_WAY, "urgency.self_harm"))
    assert rung(office) == ("staff.worse", "everyone")
    office.later(5 * MINUTE)
    assert rung(office)[0] == "staff.warned"
    office.opens(Level.EMERGENCY, person=case.person, reasons=(UNDER_WAY, "urgency.self_harm"))
    assert rung(office)[0] == "staff.warned"


def test_with_nobody_on_duty_half_the_time_tells_everyone(office):
    office.config = GROUP
    for name in ("ada", "bea", "sue"):
        desk.go(office.store, office.content, office.config, office.members[name], office.now)
    office.opens()
    office.later(8 * MINUTE)
    assert rung(office) == ("staff.half", "Ada, Bea, Sue")


def test_a_silent_holder_is_warned_then_the_case_goes_back_with_its_history(office):
    office.config = GROUP
    case, start = office.opens(), office.now
    office.claim(case)
    assert office.later(10 * MINUTE) == 1
    assert rung(office) == ("staff.warned", "Ada")
    assert office.later(9 * MINUTE) == 0
    assert office.later(MINUTE) == 1
    after = office.case(case)
    assert (after.status, after.advocate, after.since) == ("waiting", None, start)
    assert rung(office)[0] == "staff.taken_back"
    assert office.history(case) == ["open", "claim", "warn", "take_back"]
    assert office.told() == ["human.joined", "human.changed"]
    assert office.later(5) == 1  # it has waited too long by now: everyone is told at once
    assert office.history(case)[-1] == "missed"


@pytest.mark.parametrize("sign", ["write", "still_here"])
def test_a_sign_of_the_holder_ends_the_warning(office, sign):
    case = office.opens()
    office.claim(case)
    office.later(10 * MINUTE)
    if sign == "write":
        office.answer(case)
        office.writes(case)
    else:
        desk.still_here(office.store, case, office.members["ada"], office.now)
    assert office.later(9 * MINUTE) == 0
    assert office.later(MINUTE) == 1
    assert office.history(case)[-1] == "warn"


def test_what_is_held_when_a_shift_ends_goes_back_after_the_grace(office):
    office.now = office.now // DAY * DAY + 12 * HOUR
    weekday = (office.now // DAY + 3) % 7 + 1
    shifts.add(office.store, "ada", weekday, "08:00", "13:00", "UTC")
    shifts.add(office.store, "bea", weekday, "08:00", "20:00", "UTC")
    case = office.opens(Level.HANDOFF)
    office.claim(case)
    office.answer(case)
    assert office.later(HOUR - 60) == 0
    office.answer(case)
    assert office.later(14 * MINUTE) == 0
    assert office.later(MINUTE) == 1
    assert [event.detail for event in cases.events(office.store, case.id)][-1] == "off_shift"
    assert office.case(case).since is None  # the person has the word: nobody is alarmed
    office.config = GROUP
    office.writes(case)
    assert office.case(case).since == office.now
    assert rung(office)[0] == "staff.alert"


def test_an_emergency_that_is_taken_back_never_rests(office):
    case = office.opens(Level.EMERGENCY)
    office.claim(case)
    office.answer(case)
    office.now += HOUR
    desk.go(office.store, office.content, office.config, office.members["ada"], office.now)
    assert office.case(case).since == office.now


def test_a_disabled_account_holds_nothing(office):
    case = office.opens()
    office.claim(case)
    office.store.db.execute("update staff set disabled = 1 where name = 'ada'")
    assert office.later(5) == 1
    assert office.case(case).advocate is None


def test_a_quiet_case_comes_back_into_sight(office):
    case = office.opens(Level.HANDOFF)
    office.claim(case)
    office.answer(case)
    assert office.later(24 * HOUR - 1) == 0
    assert office.later(1) == 1
    after = office.case(case)
    assert (after.status, after.advocate, after.since) == ("waiting", None, office.now)


def test_two_processes_do_each_thing_once(office, content, tmp_path):
    for level in (Level.EMERGENCY, Level.URGENT, Level.URGENT):
        office.opens(level)
    held = office.opens()
    office.claim(held)
    other = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
    for _ in range(120):
        office.now += 30
        rounds.walk(office.store, content, office.config, office.now)
        rounds.walk(other, content, office.config, office.now)
    other.close()
    events = office.store.rows("select case_id, event, at, count(*) n from case_events group by 1, 2, 3")
    assert {row["n"] for row in events} == {1}
    halves = office.store.rows("select case_id, count(*) n from case_events where event = 'half' group by 1")
    assert {row["n"] for row in halves} == {1}


def test_many_who_walk_at_the_same_moment_tell_each_case_once(office, content, tmp_path):
    office.config = GROUP
    opened = [office.opens() for _ in range(12)]
    held = [office.opens() for _ in range(4)]
    for case in held:
        office.claim(case)
    office.now += 10 * MINUTE
    gate = threading.Barrier(6)

    def walk() -> None:
        own = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
        gate.wait()
        rounds.walk(own, content, office.config, office.now)
        own.close()

    threads = [threading.Thread(target=walk) for _ in range(gate.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [office.history(case) for case in opened] == [["open", "half"]] * 12
    assert [office.history(case) for case in held] == [["open", "claim", "warn"]] * 4


STEPS = ("open", "claim", "write", "message", "hand_back", "transfer", "go", "come", "close", "disable")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(1, 3 * HOUR)), max_size=40))
def test_whatever_happens_nobody_falls_out_of_the_queue(content, happened):
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "a.db", Path(folder) / "k")
        office = Office(store, content)
        for name, role in (("ada", "advocate"), ("bea", "advocate"), ("lea", "lawyer"), ("sue", "supervisor")):
            office.add_member(name, role)
        opened = []
        for step, number, seconds in happened:
            name = list(office.members)[number % 4]
            one = opened[number % len(opened)] if opened else None
            do(office, step, number, name, one, opened)
            office.later(seconds)
            check(office, opened)
        store.close()


def do(office, step, number, name, one, opened) -> None:
    store, content, member, now = office.store, office.content, office.members[name], office.now
    if step == "open":
        level = (Level.HANDOFF, Level.URGENT, Level.EMERGENCY)[number % 3]
        opened.append(office.opens(level, Queue.LAWYER if number == 0 else Queue.HUMAN))
    elif step in ("go", "come"):
        desk.go(store, content, office.config, member, now) if step == "go" else desk.come(
            store, office.config, member, now
        )
    elif step == "disable" and number == 9:
        store.db.execute("update staff set disabled = 1 where name = 'bea'")
    elif one is not None:
        acts = {
            "claim": lambda: office.claim(one, name), "write": lambda: office.answer(one, name),
            "message": lambda: office.writes(one), "close": lambda: office.close(one, name),
            "hand_back": lambda: desk.hand_back(store, content, one, member, now),
            "transfer": lambda: desk.transfer(store, content, one, member, Queue.LAWYER, now),
        }  # fmt: skip
        acts.get(step, lambda: None)()


def check(office, opened) -> None:
    crew, policy = desk.crew_now(office.store, office.config, office.now), policy_of(office.config)
    for _ in range(3):  # a case taken back late is told at once, in the next round
        rounds.walk(office.store, office.content, office.config, office.now)
    assert rounds.walk(office.store, office.content, office.config, office.now) == 0
    for case in map(office.case, opened):
        if case.status == "closed":
            continue
        assert case.status.held == (case.advocate is not None)
        if case.status.held:
            last = case.acted or case.opened
            assert crew.knows(case.advocate)
            assert case.advocate in crew.on_duty or office.now - last < policy.grace
        elif case.since is not None and policy.due(case) <= office.now:
            assert case.alerted == Stage.MISSED
        else:
            assert case.since is not None or office.now - max(case.heard, case.acted or 0) < policy.look_again


def test_the_group_is_told_of_no_case_when_there_is_no_group(office):
    office.opens()
    office.later(HOUR)
    assert office.store.rows("select * from group_cards") == []
    assert group_cards.standings(office.store)[0].level == "urgent"
