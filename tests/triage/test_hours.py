"""Working hours as the clock on the wall says: zones, clock changes, holidays, nights."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage.hours import Hours, parse_holidays, parse_windows

LONDON = ZoneInfo("Europe/London")
OFFICE = Hours(parse_windows("mon-fri 09:00-17:00"), LONDON, parse_holidays("12-25, 2026-04-03"))
HOUR = 3600


def at(text: str, zone: ZoneInfo = LONDON) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-07-15 08:59", False), ("2026-07-15 09:00", True), ("2026-07-15 16:59", True),
        ("2026-07-15 17:00", False), ("2026-07-18 12:00", False), ("2026-04-03 12:00", False),
        ("2025-12-25 12:00", False), ("2026-12-25 12:00", False), ("2026-12-24 12:00", True),
    ],
)  # fmt: skip
def test_it_is_open_in_its_hours_of_its_zone_and_on_no_holiday(moment, open_):
    assert OFFICE.open_at(at(moment)) is open_


def test_eight_working_hours_skip_nights_weekends_and_holidays():
    assert OFFICE.after(at("2026-04-02 15:00"), 8 * HOUR) == at("2026-04-06 15:00")  # Good Friday between
    assert OFFICE.after(at("2026-07-15 20:00"), 8 * HOUR) == at("2026-07-16 17:00")
    assert OFFICE.after(at("2026-07-15 09:00"), 0) == at("2026-07-15 09:00")


def test_a_shift_through_the_night_of_a_clock_change_keeps_the_clock_on_the_wall():
    night = Hours(parse_windows("sat 22:00-06:00"), LONDON)
    start, end = at("2026-03-28 22:00"), at("2026-03-29 06:00")
    assert end - start == 7 * HOUR
    assert night.open_at(start)
    assert night.open_at(end - 1)
    assert not night.open_at(end)
    assert night.next_change(start) == end


def test_next_open_is_now_or_the_next_morning_of_work():
    assert OFFICE.next_open(at("2026-07-15 10:00")) == at("2026-07-15 10:00")
    assert OFFICE.next_open(at("2026-07-17 18:00")) == at("2026-07-20 09:00")
    assert Hours().next_open(5) == 5


def test_without_windows_it_is_always_open_and_nothing_changes():
    always = Hours()
    assert always.open_at(0)
    assert always.after(100, 60) == 160
    assert always.next_change(0) is None


@pytest.mark.parametrize("wrong", ["monday 9-5", "mon 25:00-26:00", "mon-fri", "mon 9:00-17:00"])
def test_hours_nobody_can_read_are_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        parse_windows(wrong)


@pytest.mark.parametrize("wrong", ["25.12.", "2026-02-30", "13-01", "christmas"])
def test_a_day_that_does_not_exist_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        parse_holidays(wrong)


def test_days_may_run_over_the_end_of_the_week():
    assert sorted({window.weekday for window in parse_windows("sat-mon 00:00-24:00")}) == [1, 6, 7]


@given(
    start=st.integers(1_700_000_000, 1_800_000_000),
    seconds=st.integers(1, 40 * HOUR),
    zone=st.sampled_from(["UTC", "Europe/London", "Asia/Kolkata", "America/New_York", "Australia/Sydney"]),
)
def test_work_done_is_counted_exactly_and_ends_in_working_hours(start, seconds, zone):
    hours = Hours(parse_windows("mon-fri 09:00-12:30, mon-fri 13:00-17:00, sat 22:00-02:00"), ZoneInfo(zone))
    end = hours.after(start, seconds)
    assert end >= start + seconds
    assert hours.open_at(end - 1)
    assert hours.after(start, seconds - 1) < end
    halfway = hours.after(start, seconds // 2)
    assert hours.after(halfway, seconds - seconds // 2) == end


def test_a_day_is_the_day_of_the_zone_and_not_of_the_server():
    sydney = Hours(parse_windows("mon 09:00-17:00"), ZoneInfo("Australia/Sydney"))
    assert sydney.open_at(int(datetime(2026, 7, 12, 23, 30, tzinfo=UTC).timestamp()))  # still Sunday in UTC
