"""Check-ins: only by consent, at the hour named safe, neutral, stopped by one tap, never at another hour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.dialogue.effects import AnswerOffer
from bot.dialogue.flows.checkin import REACH
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from nlu.grammar.entity import Entity
from tests.conftest import NOW
from tests.dialogue.talk import CONTENT, Talk

HOUR = 3600
OFFERED = NOW + 34 * HOUR
HELD = CaseView(id="ABC234", level=Level.URGENT, status=Status.WITH_PERSON)


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


def answers(talk: Talk) -> list[AnswerOffer]:
    return [effect for effect in talk.effects if isinstance(effect, AnswerOffer)]


def test_a_time_that_staff_offered_is_set_by_a_yes_and_only_once():
    talk = Talk(case=HELD)
    assert talk.taps(f"checkin:at:{OFFERED}") == ["checkin.set"]
    assert answers(talk) == [AnswerOffer(OFFERED, agreed=True)]
    assert talk.taps(f"checkin:at:{OFFERED}") == ["checkin.set"]
    assert answers(talk) == []
    assert list(talk.clocks.values()) == [OFFERED]
    assert talk.waits(34 * HOUR) == ["checkin.hello"]


def test_an_offered_time_that_was_missed_is_not_made_up_for_at_another_hour():
    talk = Talk()
    talk.taps(f"checkin:at:{OFFERED}")
    assert talk.waits(36 * HOUR) == []
    assert due(talk) == datetime.fromtimestamp(OFFERED + 24 * HOUR, UTC)


def test_a_no_sets_nothing_and_takes_back_a_yes():
    talk = Talk()
    assert talk.taps(f"checkin:not:{OFFERED}") == ["checkin.declined"]
    assert answers(talk) == [AnswerOffer(OFFERED, agreed=False)]
    assert talk.clocks == {}
    talk.taps(f"checkin:at:{OFFERED}")
    talk.taps(f"checkin:not:{OFFERED}")
    assert talk.clocks == {}
    assert talk.state.clocks == ()


@pytest.mark.parametrize("when", [0, NOW - 1, NOW, NOW + REACH + 1, 10**30])
def test_a_time_that_has_passed_or_is_too_far_off_sets_nothing_and_is_answered_kindly(when):
    talk = Talk()
    assert talk.taps(f"checkin:at:{when}") == ["checkin.over"]
    assert talk.clocks == {}
    assert answers(talk) == []


@pytest.mark.parametrize("value", ["at", "at:", "at:-5", "at:²", "at:soon", "not:", "on:5"])
def test_a_button_that_nobody_made_sets_nothing(value):
    talk = Talk()
    assert talk.taps(f"checkin:{value}") == ["nothing_here"]
    assert talk.clocks == {}


def test_an_offer_does_not_go_beyond_how_many_can_be_set():
    talk = Talk()
    for _ in range(5):
        set_up(talk)
    assert talk.taps(f"checkin:at:{OFFERED + 60}") == ["checkin.full"]
    assert answers(talk) == []
    assert len(talk.clocks) == 5


def test_the_offer_tells_nothing_on_a_lock_screen():
    assert CONTENT.card("checkin.offer_by_staff").text[:40] == "One small question, and no is fine with "


AGE = Entity("age", 9, 0, 1, "9", {"whose": "unknown", "when": "now"})


def test_a_bare_number_is_an_hour_and_no_age_and_morning_or_night_is_asked():
    talk = Talk(Facts(place="GB-ENG"))
    talk.taps("checkin")
    talk.taps("day:1")
    assert talk.says("9", "urgency.minor", entities=(AGE,)) == ["checkin.ask_half"]
    assert talk.state.facts.band == "unknown"
    assert talk.state.level is Level.NONE
    assert talk.says("in the evening") == ["checkin.set"]
    assert due(talk) == datetime(2025, 11, 25, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("21", 21),
        ("9 at night", 21),
        ("at 9 in the morning", 9),
        ("9pm", 21),
        ("noon", 12),
        ("0:30", 0),
        ("17 o'clock", 17),
    ],
)
def test_an_hour_that_is_clear_is_taken_at_once(words, hour):
    talk = Talk(Facts(place="GB-ENG"))
    talk.taps("checkin")
    talk.taps("day:1")
    assert talk.says(words) == ["checkin.set"]
    assert due(talk).hour == hour


def test_an_hour_typed_at_another_question_is_kept_for_its_own():
    talk = Talk(Facts())
    talk.taps("checkin")
    assert talk.says("tomorrow at 9") == ["form.zone"]
    assert talk.says("9", "urgency.minor", entities=(AGE,)) == ["form.again", "form.zone"]
    assert talk.state.level is Level.NONE
    assert talk.says("london") == ["checkin.ask_half"]
    assert talk.taps("half:am") == ["checkin.set"]
    assert due(talk) == datetime(2025, 11, 25, 9, 0, tzinfo=UTC)


def test_a_check_in_is_begun_and_stopped_by_words():
    for words in ("i want a check in", "check in on me later", "Can you set up a check-in"):
        assert Talk().says(words) == ["checkin.ask_day"], words
    for words in ("cancel the check in", "stop the check-in", "please cancel my checkin"):
        talk = set_up(Talk())
        assert talk.says(words) == ["checkin.stopped"], words
        assert talk.clocks == {}


def test_a_second_one_says_that_one_is_set():
    talk = set_up(Talk())
    assert talk.command("checkin") == ["checkin.have", "checkin.ask_day"]
    assert "18:00" in talk.text
    assert "checkin:stop" in talk.buttons
