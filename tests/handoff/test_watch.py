"""What is due in the queue: a pure function of cases, crew and clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config
from bot.handoff.duty import Crew
from bot.handoff.policy import AGAIN, policy_of
from bot.handoff.watch import Alert, LookAgain, Stage, TakeBack, Warn, due_now, in_order, next_action
from bot.store.cases import Case
from bot.store.shifts import Worker
from bot.triage.levels import Level, Queue
from bot.triage.status import HELD, QUEUED, Status
from tests.conftest import NOW
from tests.handoff.conftest import DAY, HOUR, MINUTE

POLICY = policy_of(Config(_env_file=None, working_hours="mon-fri 09:00-17:00", zone="Europe/London"))
NAMES = ("ada", "bea", "cy")
CREW = Crew(tuple(Worker(name, name, "advocate") for name in NAMES), frozenset({"ada", "bea"}))
WAITING = Case(
    id="K7M4Q2", person="p", queue=Queue.HUMAN, level=Level.URGENT, status=Status.WAITING, advocate=None, reasons=(),
    share=False, outcome=None, opened=NOW, changed=NOW, closed=None, since=NOW, ranked=NOW, heard=NOW, acted=None,
    answered=None, alerted=0, alerted_at=None, warned=None, level_by=None, twin_of=None,
)  # fmt: skip
HELD_CASE = replace(WAITING, status=Status.CLAIMED, advocate="ada", acted=NOW)


def action(case: Case, after: int):
    return next_action(case, CREW, POLICY, NOW + after)


def test_half_the_target_tells_the_shift_and_the_whole_tells_everyone_each_once():
    assert action(WAITING, 7 * MINUTE) is None
    assert action(WAITING, 8 * MINUTE) == Alert(Stage.HALF)
    told = replace(WAITING, alerted=1, alerted_at=NOW + 8 * MINUTE)
    assert action(told, 14 * MINUTE) is None
    assert action(told, 15 * MINUTE) == Alert(Stage.MISSED)
    assert action(WAITING, 15 * MINUTE) == Alert(Stage.MISSED)  # the watch was down: straight to everyone


@pytest.mark.parametrize(("level", "gap"), AGAIN.items())
def test_a_missed_case_that_cannot_wait_is_told_again_until_it_is_taken(level, gap):
    told = replace(WAITING, level=level, alerted=2, alerted_at=NOW + HOUR)
    assert action(told, HOUR + gap - 1) is None
    assert action(told, HOUR + gap) == Alert(Stage.MISSED)
    calm = replace(told, level=Level.HANDOFF)
    assert action(calm, 20 * HOUR) is None


def test_a_risen_level_starts_its_own_clock():
    risen = replace(WAITING, level=Level.EMERGENCY, ranked=NOW + HOUR)
    assert action(risen, HOUR) is None
    assert action(risen, HOUR + 2 * MINUTE) == Alert(Stage.MISSED)


def test_a_holder_who_is_silent_is_warned_and_then_relieved():
    assert action(HELD_CASE, 9 * MINUTE) is None
    assert action(HELD_CASE, 10 * MINUTE) == Warn()
    warned = replace(HELD_CASE, warned=NOW + 30 * MINUTE)
    assert action(warned, 39 * MINUTE) is None  # the whole time counts from the warning
    assert action(warned, 40 * MINUTE) == TakeBack("silent")


def test_a_holder_who_waits_for_the_person_is_not_silent():
    quiet = replace(HELD_CASE, status=Status.WAITING_FOR_PERSON, since=None)
    assert action(quiet, 23 * HOUR) is None
    assert action(quiet, 24 * HOUR) == LookAgain()


def test_who_is_away_or_has_no_account_any_more_holds_nothing():
    for status, since in ((Status.CLAIMED, NOW), (Status.WAITING_FOR_PERSON, None)):
        away = replace(HELD_CASE, status=status, since=since, advocate="cy")
        assert action(away, 14 * MINUTE) != TakeBack("off_shift")
        assert action(away, 15 * MINUTE) == TakeBack("off_shift")
        assert action(replace(away, advocate="nobody"), 0) == TakeBack("gone")


def test_a_closed_case_is_left_alone():
    assert action(replace(WAITING, status=Status.CLOSED), 99 * DAY) is None


def times(*, optional: bool = False):
    moment = st.integers(NOW - 3 * DAY, NOW)
    return st.none() | moment if optional else moment


@st.composite
def some_case(draw) -> Case:
    status = draw(st.sampled_from((*QUEUED, *HELD)))
    opened = draw(times())
    alerted = draw(st.sampled_from((0, 1, 2))) if status.queued else 0
    return replace(
        WAITING, id=draw(st.text("ABCDEF", min_size=6, max_size=6)), status=status, opened=opened,
        level=draw(st.sampled_from([Level.HANDOFF, Level.URGENT, Level.EMERGENCY])),
        advocate=draw(st.sampled_from((*NAMES, "nobody"))) if status.held else None,
        since=None if status is Status.WAITING_FOR_PERSON else draw(times(optional=True)),
        ranked=draw(times()), heard=draw(times()), acted=draw(times(optional=True)), alerted=alerted,
        alerted_at=draw(times()) if alerted else None, warned=draw(times(optional=True)) if status.held else None,
    )  # fmt: skip


CASES = st.lists(some_case(), max_size=12)


@given(CASES)
def test_order_is_level_then_time_left_and_loses_nobody(found):
    ordered = in_order(found)
    assert sorted(case.id for case in ordered) == sorted(case.id for case in found)
    keys = [(-case.level.rank, POLICY.due(case) or NOW * 9) for case in ordered]
    assert keys == sorted(keys)


@given(CASES)
def test_nobody_waits_past_the_target_untold(found):
    due = {id(case): act for case, act in due_now(found, CREW, POLICY, NOW)}
    for case in found:
        end = POLICY.due(case)
        if case.status.queued and end is not None and end <= NOW and case.alerted < Stage.MISSED:
            assert due[id(case)] == Alert(Stage.MISSED)


@given(CASES)
def test_nothing_stays_with_somebody_away_or_silent_after_a_warning(found):
    due = {id(case): act for case, act in due_now(found, CREW, POLICY, NOW)}
    for case in found:
        if not case.status.held:
            assert not isinstance(due.get(id(case)), TakeBack | Warn)
            continue
        last = case.acted or case.opened
        away = case.advocate not in CREW.on_duty and NOW - last >= POLICY.grace
        owes = case.since is not None and case.warned is not None
        silent = owes and NOW - (case.warned or 0) >= POLICY.silent[case.level]
        if case.advocate == "nobody" or away or silent:
            assert isinstance(due[id(case)], TakeBack)


@given(CASES)
def test_a_quiet_case_comes_back_into_sight(found):
    due = {id(case): act for case, act in due_now(found, CREW, POLICY, NOW)}
    for case in found:
        if case.since is None and NOW - max(case.heard, case.acted or 0) >= POLICY.look_again:
            assert isinstance(due[id(case)], LookAgain | TakeBack)


@given(some_case(), st.integers(0, DAY))
def test_what_is_due_depends_on_nothing_but_what_is_given(case, shift):
    moved = replace(
        case, opened=case.opened + shift, ranked=case.ranked + shift, heard=case.heard + shift,
        **{
            name: None if getattr(case, name) is None else getattr(case, name) + shift
            for name in ("since", "acted", "alerted_at", "warned")
        },
    )  # fmt: skip
    always = policy_of(Config(_env_file=None))
    assert next_action(case, CREW, always, NOW) == next_action(moved, CREW, always, NOW + shift)
