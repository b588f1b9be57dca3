"""In an emergency a number is never far: the country's as soon as it is known, and somebody stays."""

from __future__ import annotations

import pytest

from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from nlu.grammar.entity import Entity
from tests.dialogue.talk import Talk

WAITING = CaseView(id="K7M4Q2", level=Level.EMERGENCY, status=Status.WAITING)


def country(code: str) -> tuple[Entity, ...]:
    return (Entity("country", code, 0, 1, "x", {"whose": "writer"}),)


def emergency(label: str, *more: str, **state) -> Talk:
    talk = Talk(Facts(), **state)
    talk.says("i cannot go on", label, *more)
    talk.case = WAITING
    return talk


@pytest.mark.parametrize("act", ["report", "deny", "greet", "thanks", "out_of_scope", "affirm", "erase"])
@pytest.mark.parametrize(("code", "line"), [("IE", "116 123"), ("CA", "988"), ("DE", "0800 111 0 111")])
def test_a_country_known_later_brings_its_line_at_once_whatever_the_act(act, code, line):
    talk = emergency("urgency.self_harm")
    talk.says("im there", act=act, sure=0.4, entities=country(code))
    assert line in talk.text
    assert talk.state.asking == "crisis"


@pytest.mark.parametrize("act", ["report", "deny", "out_of_scope"])
def test_a_country_known_later_brings_the_emergency_number_to_danger(act):
    talk = emergency("urgency.physical_danger")
    talk.says("im in brisbane, what number do i call", act=act, entities=country("AU"))
    assert "000" in talk.text


def test_after_the_first_answer_the_country_is_asked_and_then_the_next_question_with_its_line():
    talk = emergency("urgency.self_harm")
    assert talk.says("yes", act="affirm") == ["crisis.where"]
    assert "findahelpline" in talk.text
    assert talk.says("ireland", act="deny", sure=0.26, entities=country("IE")) == ["crisis.plan"]
    assert "116 123" in talk.text
    assert talk.taps("crisis:yes") == ["crisis.started"]


@pytest.mark.parametrize("key", ["place:IN", "place:other", "skip"])
def test_however_the_question_for_the_country_ends_the_talk_goes_on(key):
    talk = emergency("urgency.self_harm")
    talk.taps("crisis:yes")
    assert talk.taps(key)[0] == "crisis.plan"
    assert talk.state.asking == "crisis"


@pytest.mark.parametrize("words", ["no", "No.", "nope", "no not at all", "nein"])
def test_a_short_and_clear_no_is_a_no(words):
    assert emergency("urgency.self_harm").says(words, act="deny")[0] == "crisis.no"


@pytest.mark.parametrize(
    "words", ["no but maybe tomorrow", "not sure", "not right now", "no i am not safe", "i didnt tell him", "idk"]
)
def test_anything_else_is_no_no(words):
    assert "crisis.no" not in emergency("urgency.self_harm").says(words, act="deny")


@pytest.mark.parametrize("act", ["thanks", "greet", "affirm", "deny", "goodbye", "out_of_scope", "report"])
def test_in_an_emergency_what_is_not_understood_is_answered_by_staying(act):
    talk = emergency("urgency.physical_danger")
    talk.state = talk.state.model_copy(update={"asking": None})
    assert talk.says("ok", act=act) == ["danger.stay"]


def test_to_be_asked_whether_it_is_safe_to_write_can_be_answered_in_words():
    talk = emergency("urgency.physical_danger")
    assert talk.state.asking == "danger.first"
    talk.says("yes its safe", act="affirm")
    assert talk.state.facts.safe is True
    talk = emergency("urgency.physical_danger")
    assert talk.says("no", act="deny") == ["safe.no"]
    assert talk.state.facts.safe is False


def test_who_helps_somebody_in_a_crisis_is_answered_as_a_helper():
    talk = emergency("urgency.self_harm", "need.helping_someone")
    assert talk.says("not sure if she could", act="deny", sure=0.9)[0] == "crisis.helper_stay"
    assert talk.says("shes in her room and wont open")[0] == "crisis.helper_stay"


def test_a_question_that_was_not_answered_is_gone_on_from():
    talk = emergency("urgency.self_harm")
    assert talk.says("it does not matter any more", "urgency.self_harm", act="thanks") == ["crisis.stay"]
    assert talk.says("yes", act="affirm")[0] in ("crisis.where", "crisis.plan")


def test_what_a_helper_tells_in_a_crisis_is_no_cue_for_other_steps():
    talk = emergency("urgency.self_harm", "need.helping_someone")
    assert talk.says("shes in her room", "need.helping_someone", "abuse.deepfake")[0] == "crisis.helper_stay"


def test_in_danger_from_somebody_close_the_phone_is_thought_of_also_when_that_is_said_later():
    talk = emergency("urgency.physical_danger")
    assert talk.cards == ["danger.first", "handoff.emergency"]
    close = (Entity("relationship", "ex", 0, 1, "x", {"role": "offender"}),)
    assert talk.says("its my ex", entities=close) == ["danger.stay", "danger.tech_safety"]
    assert talk.says("hes still there") == ["danger.stay"]


@pytest.mark.parametrize("key", ["place:IN", "skip"])
def test_in_danger_the_country_is_asked_once_it_is_safe_to_write(key):
    talk = emergency("urgency.physical_danger")
    assert talk.taps("safe:yes") == ["danger.tech_safety", "ask.country"]
    assert talk.taps(key) == ["danger.stay"]


def test_in_an_emergency_no_age_is_asked():
    talk = emergency("urgency.self_harm")
    assert not [card for card in talk.says("its a fake of me", "abuse.deepfake") if card.startswith("ask.")]


def test_danger_that_a_rule_heard_goes_before_a_crisis_that_only_the_model_sees():
    both, heard = ("urgency.physical_danger", "urgency.self_harm"), ("urgency.physical_danger/threat_of_violence",)
    talk = Talk(Facts(place="PK"))
    assert talk.says("my brothers will kill me", *both, rules=heard) == ["danger.first", "handoff.emergency"]
    assert talk.says("i am 20")[0] == "crisis.stay"  # nor is the other forgotten
    both_heard = (*heard, "urgency.self_harm/wish_to_die")
    assert Talk(Facts()).says("he will kill me and i want to die", *both, rules=both_heard)[0] == "crisis.first"


def test_somebody_in_danger_who_has_to_go_gets_the_number_unless_the_words_are_those_for_hiding():
    danger = ("urgency.physical_danger/weapon",)
    talk = Talk(Facts(place="US"))
    said = talk.says("he came home with a knife", "urgency.physical_danger", act="exit", sure=0.7, rules=danger)
    assert said[0] == "danger.first"
    assert "911" in talk.text
    hides = (*danger, "act.exit/someone_coming")
    assert talk.says("he is coming gtg", "urgency.physical_danger", act="exit", rules=hides) == ["exit.bye"]
