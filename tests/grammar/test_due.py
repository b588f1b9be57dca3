"""A deadline's token becomes a moment, counted from a given now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.grammar.due import due

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("PT2H", "2026-11-25 17:30"),
        ("PT30M", "2026-11-25 16:00"),
        ("P1D", "2026-11-26 15:30"),
        ("P1W", "2026-12-02 15:30"),
        ("today", "2026-11-25 23:59"),
        ("tonight", "2026-11-25 23:59"),
        ("morning", "2026-11-26 08:00"),
        ("tomorrow", "2026-11-26 23:59"),
        ("weekend", "2026-11-28 23:59"),
        ("weekday:5", "2026-11-27 23:59"),
        ("weekday:3", "2026-11-25 23:59"),
        ("weekday:1", "2026-11-30 23:59"),
        ("time:21:00", "2026-11-25 21:00"),
        ("time:09:00", "2026-11-26 09:00"),
        ("time:00:00", "2026-11-26 00:00"),
        ("date:--12-24", "2026-12-24 23:59"),
        ("date:--03-01", "2027-03-01 23:59"),
        ("date:--02-31", "2027-02-28 23:59"),
        ("date:--XX-30", "2026-11-30 23:59"),
        ("date:--XX-03", "2026-12-03 23:59"),
    ],
)
def test_a_token_names_a_moment(value, when):
    assert f"{due(value, NOW):%Y-%m-%d %H:%M}" == when


def test_what_is_no_token_is_refused():
    with pytest.raises(ValueError, match="not a deadline"):
        due("whenever", NOW)


@given(st.sampled_from(["tonight", "weekday:2", "time:10:15", "date:--06-30", "date:--XX-31", "P3D"]), st.datetimes())
def test_no_deadline_lies_in_the_past(value, now):
    if now.year < 9990:
        assert due(value, now) >= now.replace(second=0, microsecond=0)
