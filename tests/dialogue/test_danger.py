"""Danger has a way out in words and by a button, and what is clearly asked meanwhile is answered beside the number."""

from __future__ import annotations

import pytest

from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from nlu.grammar.entity import Entity
from tests.dialogue.talk import Talk

WAITING = CaseView(id="K7M4Q2", level=Level.EMERGENCY, status=Status.WAITING)
SAFE = [
    "its ok he never hit me or anything, just nasty. he doesnt look at my phone",
    "i am safe. please. i just want to know about the videos",
    "it's safe, im at my sisters. im not going",
    "I am in hostel now. he is in Nagpur 700 km",
    "no he wouldnt hurt me, im in my room w my sister",
    "no he isnt violent, he just wants me back. should i go",
    "no he isnt violent",
    "no, he would never hurt me",
]
UNSAFE = [
    "is it safe?", "im not safe", "it's not safe here", "i dont know if its safe", "he says he wont hurt me",
    "he never hit me before", "i'm ok but scared", "he is 5 km away", "i'm fine, he is outside",
    "he is driving 300 km to get me", "he never hit me, tonight he did", "he wont hurt me as long as i pay",
]  # fmt: skip


def danger(*more: str, place: str | None = None) -> Talk:
    talk = Talk(Facts(place=place))
    talk.says("he is at my door", "urgency.physical_danger", *more)
    talk.case = WAITING
    return talk


@pytest.mark.parametrize("act", ["report", "deny", "affirm"])
@pytest.mark.parametrize("labels", [(), ("urgency.physical_danger",)])
@pytest.mark.parametrize("words", SAFE)
def test_words_that_say_that_one_is_safe_from_danger_end_the_warnings_and_nothing_else(words, labels, act):
    talk = danger(place="IN")
    assert talk.says(words, *labels, act=act) == ["danger.fine"]
    assert "112" in talk.text
    assert talk.state.facts.safe is True
    assert talk.state.level is Level.EMERGENCY
    assert not [card for card in talk.says("hm") if card.startswith("danger.")]
    assert talk.says("he is at my door", "urgency.physical_danger")[0].startswith("danger.")


@pytest.mark.parametrize("words", UNSAFE)
def test_words_that_only_speak_of_safety_are_not_taken_for_it(words):
    assert not {"danger.fine", "danger.safe"} & set(danger().says(words))


def test_that_it_is_safe_to_write_may_be_said_at_any_turn_and_the_button_stays_in_sight():
    talk = danger(place="US")
    for words in ("hm", "what do i do", "hm", "he is coming", "ok i called 911", "telegram", "hm", "he left now"):
        talk.says(words)
        assert "safe:yes" in talk.buttons, words
    assert talk.says("it is safe here now") == ["danger.safe"]
    assert talk.state.facts.safe is True
    talk.says("he left now")
    assert talk.taps("safe:yes") == ["danger.safe"]


@pytest.mark.parametrize(
    ("words", "needs", "flow"),
    [("whats the law", ("need.legal_info",), "legal."), ("help me get it down", ("need.removal",), "removal."),
     ("so what can i do about the videos", (), "affirm.what_next"),
     ("what can i do about it", ("need.information",), "affirm.what_next")],
)  # fmt: skip
def test_in_danger_what_is_clearly_asked_is_answered_beside_the_number(words, needs, flow):
    talk = danger("abuse.social_media_post", place="US-CA")
    said = talk.says(words, *needs)
    assert said[0] == "danger.beside"
    assert said[1].startswith(flow)
    assert "911" in talk.text
    assert talk.state.level is Level.EMERGENCY
    assert talk.says("he hit me", "urgency.physical_danger", *needs)[0] == "danger.stay"


def test_in_danger_a_place_that_is_asked_about_gets_its_way():
    talk = danger("abuse.threat_to_share", place="US-CA")
    twitter = (Entity("platform", "x", 0, 1, "x"),)
    for labels in ((), ("need.stop_threat",)):
        said = talk.says("what do i do abt twitter", *labels, entities=twitter)
        assert "danger.beside" in said
        assert [card for card in said if card.startswith("removal.")]


@pytest.mark.parametrize("act", ["thanks", "goodbye"])
def test_in_danger_thanks_and_a_goodbye_get_theirs_with_the_number(act):
    talk = danger(place="US")
    assert talk.says("thanks, off to bed, night", act=act, rules=(f"act.{act}/{act}",)) == ["danger.beside", act]
    assert "911" in talk.text


def test_who_is_safe_and_asks_something_has_both_heard_also_beside_a_fact_put_right():
    talk = danger(place="US-CA")
    talk.state = talk.state.model_copy(update={"facts": Facts(place="US-CA", band="minor")})
    adult = (Entity("age", 20, 0, 1, "x", {"whose": "writer", "when": "now"}),)
    said = talk.says("no he wouldnt hurt me. whats the law, im 20", "need.legal_info", entities=adult)
    assert said[:2] == ["corrected", "danger.fine"]
    assert [card for card in said if card.startswith("legal.")]


@pytest.mark.parametrize(
    ("label", "flow", "number"),
    [("urgency.physical_danger", "danger.", "112"), ("urgency.self_harm", "crisis.", "0800 111 0 111")],
)
def test_a_request_in_the_same_breath_as_the_country_is_answered_beside_its_number(label, flow, number):
    talk = Talk(Facts(band="adult"))
    talk.says("x", label)
    talk.case = WAITING
    germany = (Entity("country", "DE", 37, 44, "germany", {"whose": "writer"}),)
    said = talk.says("how do i get the facebook post down, im in germany", "need.removal", entities=germany)
    assert said[0].startswith(flow)
    assert any(card.startswith("removal.") for card in said)
    assert number in talk.text


def test_who_said_to_be_safe_gets_an_answer_to_what_can_i_do():
    talk = danger("abuse.threat_to_share", place="GB")
    talk.says("he never hit me or anything")
    said = talk.says("so what can i do about the videos")
    assert said
    assert not [card for card in said if card.startswith("danger.")]
    assert talk.says("ok i blocked him", rules=("sign.step_done/did_it",)) == ["step.done"]
