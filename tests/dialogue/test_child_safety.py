"""Is the child safe? Whoever helps one is asked once; a no is danger, a doubt gets a way to find out and a person."""

import pytest

from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from nlu.grammar.entity import Entity
from tests.dialogue.talk import Talk

QUESTION = "Is the child safe right now"
ANSWERS = ("child_safe:yes", "child_safe:no", "child_safe:unsure")


@pytest.fixture(params=["child", "pupil"])
def asked(request):
    talk = Talk(Facts(band="minor", helped=request.param, place="GB-ENG"))
    talk.says("somebody passes a picture of her round", "need.helping_someone", "abuse.child_image", "urgency.minor")
    talk.case = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.WAITING)
    assert talk.text.count(QUESTION) == 1
    assert set(ANSWERS) <= set(talk.buttons)
    return talk


@pytest.mark.parametrize("answer", ["no", "No.", "no she isnt", "not safe", "no, he is at the door with her", "nope"])
def test_a_no_is_danger_with_the_number_first_and_a_person_at_once(asked, answer):
    assert asked.says(answer, act="deny" if answer == "no" else "report") == ["danger.helper", "handoff.emergency"]
    assert asked.text.index("999") < asked.text.index("1. ")
    assert asked.state.level is Level.EMERGENCY
    assert "urgency.physical_danger" in asked.state.labels


def test_a_tapped_no_is_the_same_and_asks_the_country_for_the_number():
    talk = Talk(Facts(band="minor", helped="child"))
    talk.says("help me help her", "need.helping_someone", "urgency.minor")
    assert talk.taps("child_safe:no") == ["danger.helper", "handoff.emergency", "ask.country"]
    assert talk.taps("place:US") == ["danger.helper_stay"]
    assert "911" in talk.text


@pytest.mark.parametrize("answer", ["not sure", "I don't know", "no idea", "i cant reach her", "I hope so"])
def test_a_doubt_brings_a_way_to_find_out_and_a_person(asked, answer):
    said = asked.says(answer)
    assert said[0] == "helper.check"
    assert said[1].startswith("handoff.")
    assert "child_safe:no" in asked.buttons
    assert asked.state.level is Level.URGENT
    assert asked.says("no", act="deny")[0] == "danger.helper"


@pytest.mark.parametrize("answer", ["yes", "yes shes asleep", "she is with me", "no she is safe with me", "safe"])
def test_a_yes_goes_on_and_it_is_not_asked_again(asked, answer):
    assert asked.says(answer, act="affirm" if answer == "yes" else "report") == ["handoff.consent"]
    assert asked.state.level is Level.URGENT
    asked.says("they want money now", "need.helping_someone", "abuse.sextortion", "urgency.sextortion")
    assert QUESTION not in asked.text


@pytest.mark.parametrize("answer", ["no worries", "no thanks", "thank you for this"])
def test_politeness_is_no_answer(asked, answer):
    asked.says(answer, act="report")
    assert asked.state.level is Level.URGENT


def test_one_question_at_a_time_may_they_read_waits_for_the_child():
    talk = Talk(Facts(band="minor", helped="child"))
    assert talk.says("help me help her", "need.helping_someone", "urgency.minor") == ["minor.helper", "handoff.urgent"]
    assert "May they also read" not in talk.text
    assert "share:yes" not in talk.buttons
    talk.case = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.WAITING)
    assert talk.taps("child_safe:yes") == ["handoff.consent"]
    assert "share:yes" in talk.buttons


def test_a_no_that_puts_something_else_right_is_none():
    talk = Talk(Facts(band="minor", helped="child", age=15))
    talk.says("help me help her", "need.helping_someone", "urgency.minor")
    sixteen = Entity("age", 16, 10, 12, "16", {"whose": "subject", "when": "now"})
    talk.says("no wait she's 16", "urgency.minor", entities=(sixteen,))
    assert talk.state.level is Level.URGENT
    assert talk.state.facts.age == 16


def test_danger_to_a_child_told_by_who_helps_speaks_of_the_child():
    talk = Talk(Facts(band="minor", helped="child", place="US"))
    said = talk.says("he is outside our house now", "need.helping_someone", "urgency.physical_danger")
    assert said == ["danger.helper", "handoff.emergency"]
    assert talk.says("ok", act="report")[0] == "danger.helper_stay"
