"""Check-ins: only by consent, at the hour named safe, neutral, stopped by one tap, never at another hour."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.dialogue.state import Facts
from tests.dialogue.talk import CONTENT, Talk

HOUR = 3600


def set_up(talk: Talk, hour: str = "hour:18:00") -> Talk:
    talk.taps("checkin")
    talk.taps("day:1")
    talk.taps(hour)
    return talk


def due(talk: Talk) -> datetime:
    (clock,) = talk.clocks.values()
    return datetime.fromtimestamp(clock, UTC)


def test_nothing_is_set_before_a_day_and_an_hour_were_named():
    talk = Talk()
    assert talk.taps("checkin") == ["checkin.ask_day"]
    assert talk.taps("skip") == ["checkin.ask_hour"]
    assert talk.taps("skip") == ["checkin.none"]
    assert talk.clocks == {}


def test_it_writes_once_at_the_hour_named_there_and_tells_nothing_on_a_lock_screen():
    talk = set_up(Talk())  # 08:00 in California
    assert talk.cards == ["checkin.set"]
    assert due(talk) == datetime(2025, 11, 26, 2, 0, tzinfo=UTC)
    assert talk.waits(33 * HOUR) == []
    assert talk.waits(HOUR) == ["checkin.hello"]
    assert talk.text.startswith("Hello. You asked me to look in")
    assert {"checkin:stop", "human"} <= set(CONTENT.card("checkin.hello").buttons)
    assert talk.waits(100 * HOUR) == []


def test_day_and_hour_may_be_typed_and_the_zone_is_asked_where_there_are_several():
    talk = Talk(Facts(place="AU"))
    talk.taps("checkin")
    assert talk.says("friday") == ["form.zone"]
    assert talk.taps("zone:Australia/Sydney") == ["checkin.ask_hour"]
    assert talk.says("whenever") == ["form.again", "checkin.ask_hour"]
    assert talk.says("at half past ten... 10:30 am") == ["checkin.set"]
    assert due(talk) == datetime(2025, 11, 27, 23, 30, tzinfo=UTC)


def test_a_safe_hour_that_was_missed_is_not_made_up_for_at_another_hour():
    talk = set_up(Talk())
    assert talk.waits(40 * HOUR) == []
    assert due(talk) == datetime(2025, 11, 27, 2, 0, tzinfo=UTC)


def test_one_tap_stops_all_of_it():
    talk = set_up(set_up(Talk()), "hour:21:00")
    assert len(talk.clocks) == 2
    assert talk.taps("checkin:stop") == ["checkin.stopped"]
    assert talk.clocks == {}
    assert talk.state.clocks == ()


def test_a_clock_is_no_sign_of_life():
    talk = set_up(Talk())
    seen = talk.state.seen
    talk.waits(34 * HOUR)
    assert talk.cards == ["checkin.hello"]
    assert talk.state.seen == seen


def test_there_is_an_end_to_how_many_can_be_set():
    talk = Talk()
    for _ in range(5):
        set_up(talk)
    assert talk.taps("checkin") == ["checkin.full"]
