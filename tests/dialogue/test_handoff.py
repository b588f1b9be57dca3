"""Bringing in a person: an honest wait, the truth out of hours, and one level up for who comes back in distress."""

from __future__ import annotations

import pytest

from bot.dialogue.effects import OpenCase, Say
from bot.dialogue.events import Incoming
from bot.dialogue.state import CaseView, Facts, State, Team
from bot.dialogue.turn import turn
from bot.triage.levels import Level, Queue
from bot.triage.status import Status
from bot.understanding.reading import Reading
from nlu.grammar.entity import Entity
from tests.conftest import NOW
from tests.dialogue.talk import Talk

ASKS, CRIES = Reading(frozenset({"need.human"})), Reading(frozenset({"need.emotional_support"}))
URGENT = Reading(frozenset({"abuse.sextortion", "urgency.sextortion"}))
MINUTE, HOUR = 60, 3600


@pytest.fixture
def says(content):
    def says(reading, state=None, case=None, team=None):
        return turn(state or State(), Incoming("test", "1", "text", "words"), reading, case, content, NOW, team)

    return says


def cards(effects) -> dict[str, Say]:
    return {effect.card: effect for effect in effects if isinstance(effect, Say)}


def opened(effects) -> OpenCase | None:
    return next((effect for effect in effects if isinstance(effect, OpenCase)), None)


def test_with_somebody_there_the_wait_is_told_from_real_ones_else_from_the_target(says):
    told = cards(says(ASKS, team=Team(waits={(Level.HANDOFF, Queue.HUMAN): 25 * MINUTE}))[1])
    assert told["handoff.human"].params["wait"] == "about 25 minutes"
    assert "working hours" in cards(says(ASKS)[1])["handoff.human"].params["wait"]
    ahead = cards(says(URGENT, team=Team(ahead={Level.URGENT: 3}))[1])["handoff.urgent"].params["wait"]
    assert ahead == "about 30 minutes"


def test_out_of_hours_it_is_said_with_lines_that_answer_now_and_the_case_is_opened_all_the_same(says):
    state = State(facts=Facts(place="GB-ENG"))
    effects = says(ASKS, state, team=Team(away={Queue.HUMAN: 14 * HOUR, Queue.LAWYER: None}))[1]
    closed = cards(effects)["handoff.closed_hours"]
    assert "about 14 hours" in closed.params["back"]
    assert "116 123" in closed.params["lines"]
    assert opened(effects).level == "handoff"
    assert "handoff.human" not in cards(effects)
    unknown = cards(says(ASKS, team=Team(away={Queue.HUMAN: None}))[1])["handoff.closed_hours"]
    assert "don't know" in unknown.params["back"]


def test_only_the_queue_that_is_away_is_told_to_be(says):
    told = cards(says(ASKS, team=Team(away={Queue.LAWYER: HOUR}))[1])
    assert "handoff.human" in told


@pytest.mark.parametrize(
    ("silent", "rises"), [(29 * MINUTE, False), (30 * MINUTE, True), (24 * HOUR, True), (25 * HOUR, False)]
)
def test_a_second_contact_in_distress_within_a_day_raises_one_step(says, silent, rises):
    state = State(level=Level.HANDOFF, labels=frozenset({"need.human"}), seen=NOW - silent)
    case = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WAITING)
    after, effects = says(CRIES, state, case)
    assert after.level == ("urgent" if rises else "handoff")
    assert (opened(effects) is not None) == rises
    if rises:
        assert (opened(effects).level, opened(effects).fresh) == ("urgent", "urgent")
        assert "contact.again" in opened(effects).reasons


def test_it_raises_one_step_at_a_time_and_no_more_than_to_the_top(says):
    calm, effects = says(CRIES, State(seen=NOW - HOUR))
    assert (calm.level, opened(effects).queue) == ("handoff", "human")
    top, _ = says(CRIES, State(level=Level.EMERGENCY, labels=frozenset({"urgency.self_harm"}), seen=NOW - HOUR))
    assert top.level == "emergency"


def test_one_message_raises_one_step_however_much_it_says(says):
    state = State(seen=NOW - HOUR, asking="age", labels=frozenset({"abuse.deepfake"}))
    fourteen = Entity("age", 14, 0, 2, "14", {"whose": "unknown", "when": "now"})
    after, _ = says(Reading(CRIES.labels, entities=(fourteen,)), state)
    assert after.facts.band == "minor"
    assert after.level == "urgent"


def test_it_does_not_rise_without_distress_nor_while_a_human_has_the_case_nor_for_who_did_it(says):
    state = State(level=Level.HANDOFF, labels=frozenset({"need.human"}), seen=NOW - HOUR)
    held = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WITH_PERSON)
    assert says(Reading(frozenset({"need.removal"})), state)[0].level == "handoff"
    assert says(CRIES, state, held)[0].level == "handoff"
    assert says(CRIES, state.model_copy(update={"perpetrator": True}))[0].level == "handoff"


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.WITH_PERSON, Status.WAITING_FOR_PERSON])
def test_the_bot_is_quiet_while_a_human_has_the_case(says, status):
    case = CaseView(id="K7M4Q2", level=Level.URGENT, status=status)
    _, effects = says(ASKS, State(level=Level.URGENT, labels=URGENT.labels, welcomed=True), case)
    assert cards(effects) == {}


@pytest.mark.parametrize("status", [Status.WAITING, Status.REOPENED, Status.TRANSFERRED])
def test_who_asks_again_in_the_queue_is_told_that_nobody_forgot_them(says, status):
    case = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=status, ahead=2)
    state = State(level=Level.HANDOFF, labels=ASKS.labels, welcomed=True)
    assert "handoff.already" in cards(says(ASKS, state, case)[1])
    away = cards(says(ASKS, state, case, Team(away={Queue.HUMAN: HOUR}))[1])
    assert "handoff.closed_hours" in away


def test_a_child_with_a_new_matter_is_urgent_though_the_last_was_closed(says):
    settled = State(facts=Facts(band="minor"), welcomed=True)
    assert says(Reading(act="thanks"), settled)[0].level == "none"
    after, effects = says(Reading(frozenset({"abuse.social_media_post"})), settled)
    assert after.level == "urgent"
    assert opened(effects).level == "urgent"


@pytest.mark.parametrize("words", ["how long", "how much longer?", "is anyone coming", "nobody is coming"])
def test_who_asks_when_somebody_comes_is_told_the_wait(words):
    talk = Talk(Facts(band="adult"))
    talk.says("can a person help", "need.human")
    talk.case = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WAITING)
    for labels in ((), ("need.human",)):
        assert talk.says(words, *labels) == ["handoff.already"]
        assert "working hours" in talk.text
    talk.taps("handoff:withdraw")
    talk.case = None
    assert talk.says("is anyone coming") == ["handoff.none"]
    assert "Nobody is coming now, as you asked" in talk.text
    assert "human" in talk.buttons


def test_in_an_emergency_the_wait_comes_with_the_number():
    talk = Talk(Facts(place="US"))
    talk.says("i want to die", "urgency.self_harm")
    talk.case = CaseView(id="K7M4Q2", level=Level.EMERGENCY, status=Status.WAITING)
    assert talk.says("how long") == ["handoff.already", "crisis.stay"]
    assert "988" in talk.text


def test_how_long_something_else_takes_is_no_question_for_a_person():
    talk = Talk(Facts(band="adult"))
    talk.says("can a person help", "need.human")
    talk.case = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WAITING)
    assert "handoff.already" not in talk.says("how long does a takedown take", "need.removal")
    assert "handoff.none" not in Talk().says("how long")


def test_who_says_that_nobody_is_wanted_gets_nobody_and_in_an_emergency_the_choice():
    declines = {"rules": ("sign.no_person/none_wanted",)}
    talk = Talk(case=CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WAITING))
    assert talk.says("actually i dont want a person", **declines) == ["handoff.withdrawn"]
    talk = Talk(case=CaseView(id="K7M4Q2", level=Level.EMERGENCY, status=Status.WAITING), level=Level.EMERGENCY)
    assert talk.says("please dont send anyone", **declines) == ["handoff.your_choice"]
    assert talk.state.level is Level.EMERGENCY
    assert "handoff:withdraw" in talk.buttons


def test_no_card_says_that_a_person_comes_while_nobody_of_the_team_is_there(content, says):
    away = Team(away={Queue.HUMAN: 3600})
    _, effects = says(Reading(frozenset({"urgency.physical_danger"})), team=away)
    told = [effect.params["person"] for effect in effects if isinstance(effect, Say) and "person" in effect.params]
    assert told == [content.phrases.person_away]
