"""Who is on duty, when somebody is back, and how long people really wait."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config
from bot.handoff import desk
from bot.handoff.team import LONGEST, SHORTEST, estimate
from bot.store import shifts
from bot.triage.levels import Level, Queue
from tests.handoff.conftest import HOUR, MINUTE


def at(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def on_duty(office, moment: int) -> set[str]:
    return set(desk.crew_now(office.store, office.config, moment).on_duty)


def test_as_long_as_nobody_has_a_shift_the_working_hours_count(office):
    office.config = Config(_env_file=None, working_hours="mon-fri 09:00-17:00", zone="Europe/London")
    assert on_duty(office, at("2026-07-15 10:00", "Europe/London")) == set(office.members)
    assert on_duty(office, at("2026-07-15 18:00", "Europe/London")) == set()


def test_shifts_run_in_their_own_zone_through_the_night_and_not_on_holidays(office):
    office.config = Config(_env_file=None, holidays="12-25")
    shifts.add(office.store, "ada", 5, "22:00", "06:00", "Asia/Kolkata")
    kept = shifts.add(office.store, "bea", 5, "22:00", "06:00", "Asia/Kolkata", on_holidays=True)
    assert on_duty(office, at("2026-07-18 05:59", "Asia/Kolkata")) == {"ada", "bea"}
    assert on_duty(office, at("2026-07-18 06:00", "Asia/Kolkata")) == set()
    assert on_duty(office, at("2026-12-25 23:00", "Asia/Kolkata")) == {"bea"}
    assert shifts.remove(office.store, kept)
    assert not shifts.remove(office.store, kept)
    assert on_duty(office, at("2026-12-25 23:00", "Asia/Kolkata")) == set()


def test_what_a_member_says_holds_until_their_plan_changes(office):
    shifts.add(office.store, "ada", 3, "09:00", "17:00", "UTC")
    ada, bea = office.members["ada"], office.members["bea"]
    noon = at("2026-07-15 12:00")
    desk.go(office.store, office.content, office.config, ada, noon)
    desk.come(office.store, office.config, bea, noon)
    assert on_duty(office, noon) == {"bea"}
    assert on_duty(office, at("2026-07-15 23:59")) == {"bea"}
    assert on_duty(office, at("2026-07-16 00:01")) == set()
    assert on_duty(office, at("2026-07-22 09:00")) == {"ada"}


def test_a_queue_nobody_works_is_away_until_the_next_shift(office):
    for day in (1, 3):
        shifts.add(office.store, "ada", day, "09:00", "17:00", "UTC")
    shifts.add(office.store, "lea", 5, "09:00", "12:00", "UTC")
    noon = desk.team(office.store, office.config, at("2026-07-15 12:00"))
    assert dict(noon.away) == {Queue.LAWYER: 45 * HOUR}
    night = desk.team(office.store, office.config, at("2026-07-15 21:00"))
    assert dict(night.away) == {Queue.HUMAN: 108 * HOUR, Queue.LAWYER: 36 * HOUR}
    office.store.db.execute("delete from shifts where staff = 'lea'")
    assert dict(desk.team(office.store, office.config, at("2026-07-15 12:00")).away) == {Queue.LAWYER: None}


def test_a_wait_is_told_from_real_ones_and_never_shorter_than_the_longest_now():
    assert estimate([60] * 4) is None
    assert estimate([MINUTE, 5 * MINUTE, 6 * MINUTE, 9 * MINUTE, 90 * MINUTE]) == 6 * MINUTE
    assert estimate([6 * MINUTE] * 9, oldest=25 * MINUTE) == 25 * MINUTE
    assert estimate([1] * 9) == SHORTEST
    assert estimate([10**9] * 9) == LONGEST


def test_waits_are_those_of_the_level_and_queue(office):
    for minutes in (3, 4, 5, 6, 7):
        case = office.opens(Level.URGENT)
        office.claim(case)
        office.now += minutes * MINUTE
        office.answer(case)
    assert desk.waits(office.store, office.now) == {(Level.URGENT, Queue.HUMAN): 5 * MINUTE}
    office.opens(Level.URGENT)
    office.now += 20 * MINUTE
    assert desk.waits(office.store, office.now) == {(Level.URGENT, Queue.HUMAN): 20 * MINUTE}
    assert desk.waits(office.store, office.now + 15 * 24 * HOUR) == {}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "about 2 minutes"), (9 * MINUTE, "about 9 minutes"), (11 * MINUTE, "about 15 minutes"),
        (89 * MINUTE, "about 2 hours"), (25 * HOUR, "about 25 hours"), (61 * HOUR, "about 3 days"),
    ],
)  # fmt: skip
def test_a_wait_is_rounded_up_in_words(content, seconds, words):
    assert content.wait(Level.URGENT, 0, seconds) == words


def test_the_first_install_without_accounts_is_away_only_out_of_hours(store):
    config = Config(_env_file=None, working_hours="mon-fri 09:00-17:00")
    assert not desk.team(store, config, int(datetime(2026, 7, 15, 12, tzinfo=UTC).timestamp())).away
    assert desk.team(store, config, int(datetime(2026, 7, 15, 8, tzinfo=UTC).timestamp())).away == {
        Queue.HUMAN: HOUR, Queue.LAWYER: HOUR,
    }  # fmt: skip
