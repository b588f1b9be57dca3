"""Times are right in every zone and over every change of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.times import at_wall, moment_words, read_clock, read_days_ahead, read_past, utc_of

NOW = int(datetime(2026, 11, 25, 12, 0, tzinfo=UTC).timestamp())  # a Wednesday, 07:00 in New York
ZONES = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Etc/UTC"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("yesterday 9pm", "2026-11-24 21:00"), ("24 Nov 2026 21:30", "2026-11-24 21:30"),
        ("Nov 24th, 9 pm", "2026-11-24 21:00"), ("24.11.2026 21.30", "2026-11-24 21:30"),
        ("2026-11-24", "2026-11-24"), ("2 hours ago", "2026-11-25 05:00"), ("just now", "2026-11-25 07:00"),
        ("monday at 10", "2026-11-23 10:00"), ("23:10", "2026-11-24 23:10"), ("1 dec", "2025-12-01"),
        ("12 am yesterday", "2026-11-24 00:00"), ("yesterday noon", "2026-11-24 12:00"),
        ("30 feb 2025 10:00", None), ("12/25/2027", None), ("31/31/2026", None), ("no idea", None),
    ],
)  # fmt: skip
def test_what_people_type_is_read_as_the_time_they_mean(typed, read):
    assert read_past(typed, NOW, "America/New_York", month_first=True) == read


def test_three_four_means_march_in_the_us_and_april_elsewhere():
    assert read_past("3/4/2026", NOW, None, month_first=True) == "2026-03-04"
    assert read_past("3/4/2026", NOW, None) == "2026-04-03"


def test_an_hour_that_came_twice_has_two_utc_times_and_one_that_never_came_has_none():
    assert utc_of("2026-11-01 01:30", "America/New_York") == ("2026-11-01 05:30", "2026-11-01 06:30")
    assert utc_of("2026-03-08 02:30", "America/New_York") == ()
    assert utc_of("2026-11-24 21:30", "Asia/Kolkata") == ("2026-11-24 16:00",)
    assert utc_of("some time in spring", "Asia/Kolkata") == ()


@pytest.mark.parametrize(
    ("typed", "days"),
    [("tomorrow", 1), ("day after tomorrow", 2), ("friday", 2), ("wednesday", 7), ("in 3 days", 3),
     ("in two weeks", 14), ("soon", None)],
)  # fmt: skip
def test_a_day_ahead_is_counted_from_today_there(typed, days):
    assert read_days_ahead(typed, NOW, "America/New_York") == days


def test_the_hour_a_person_named_stands_on_the_wall_also_after_the_clocks_change():
    before = int(datetime(2026, 10, 24, 12, 0, tzinfo=UTC).timestamp())  # Berlin changes in the night
    due = at_wall(before, 1, time(9), "Europe/Berlin")
    assert moment_words(due, "Europe/Berlin") == "Sun 25 Oct 2026, 09:00 (UTC+1)"
    assert due - at_wall(before, 0, time(9), "Europe/Berlin") == 25 * 3600


@given(st.integers(0, 4_000_000_000), st.integers(0, 60), st.times(), st.sampled_from(ZONES))
def test_a_time_on_the_wall_is_that_time_unless_it_does_not_exist(now, days, clock, zone):
    clock = clock.replace(second=0, microsecond=0)
    there = datetime.fromtimestamp(at_wall(now, days, clock, zone), ZoneInfo(zone))
    wall = there.replace(tzinfo=None, fold=0).time()
    assert wall == clock or utc_of(f"{there.date()} {clock:%H:%M}", zone) == ()


@given(st.text(max_size=60), st.sampled_from([*ZONES, None, "No/Where"]), st.booleans())
def test_whatever_is_typed_is_never_in_the_future_and_never_an_error(typed, zone, month_first):
    read = read_past(typed, NOW, zone, month_first=month_first)
    assert read is None or read[:10] <= "2026-11-26"
    read_clock(typed)
    read_days_ahead(typed, NOW, zone)


@pytest.mark.parametrize(
    ("words", "clock"),
    [("9 in the evening", "21:00"), ("around 9 in the morning", "09:00"), ("around 9 pm", "21:00"),
     ("half past 9 in the evening", "21:30"), ("half past 9", "09:30"), ("at 9 pm", "21:00"),
     ("last night at 9", "21:00"), ("2 at night", "02:00"), ("9 o'clock", "09:00")],
)  # fmt: skip
def test_an_hour_is_read_as_it_is_said(words, clock):
    assert f"{read_clock(words):%H:%M}" == clock
