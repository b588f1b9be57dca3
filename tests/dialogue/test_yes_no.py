"""A question that a card asks can be answered in words, and an "ok" agrees to nothing."""

from __future__ import annotations

import pytest

from bot.dialogue import effects as fx
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from tests.dialogue.talk import CONTENT, Talk

WAITING = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WAITING)
EX = Facts(band="adult", place="DE", who="ex")


def asked_for_a_person() -> Talk:
    talk = Talk(Facts(band="adult"))
    talk.says("can a person help", "need.human")
    talk.case = WAITING
    return talk


def shared(talk: Talk) -> list[bool]:
    return [effect.allowed for effect in talk.effects if isinstance(effect, fx.ShareConversation)]


@pytest.mark.parametrize(("words", "act", "allowed"), [
    ("yes they can", "affirm", True), ("sure", "affirm", True), ("no", "deny", False), ("rather not", "deny", False),
])  # fmt: skip
def test_whether_staff_may_read_it_can_be_answered_in_words(words, act, allowed):
    talk = asked_for_a_person()
    assert talk.cards == ["handoff.human", "handoff.consent"]
    talk.says(words, act=act)
    assert shared(talk) == [allowed]


@pytest.mark.parametrize("words", ["ok", "okay thanks", "alright", "k"])
def test_an_ok_lets_nobody_read_anything(words):
    talk = asked_for_a_person()
    talk.says(words, act="affirm")
    assert shared(talk) == []


def test_whether_staff_may_read_it_is_asked_once_and_after_what_matters_more():
    talk = Talk(Facts())
    first = talk.says("he will post it unless i pay", "abuse.sextortion", "urgency.sextortion")
    assert first[-2:] == ["handoff.urgent", "ask.age"]
    talk.case = WAITING
    talk.says("i am 30", "need.stop_threat")
    cards = [talk.says("how do i get it down", "need.removal") for _ in range(4)]
    said = [card for turn in cards for card in turn]
    assert said.count("handoff.consent") <= 1
    assert "share" in talk.state.asked


@pytest.mark.parametrize(("act", "seen"), [("affirm", True), ("deny", False)])
@pytest.mark.parametrize("who", ["ex", "colleague"])
def test_whether_they_could_see_the_phone_can_be_answered_in_words(who, act, seen):
    talk = Talk(Facts(band="adult", place="DE", who=who))
    talk.says("she says she will send it to all", "abuse.threat_to_share")
    assert {"phone:yes", "phone:no"} <= set(talk.buttons)
    talk.says("yes" if seen else "no", act=act)
    assert talk.state.facts.phone_seen is seen


def test_who_said_so_is_not_asked_again_whether_the_phone_is_seen():
    talk = Talk(EX.model_copy(update={"phone_seen": True}))
    talk.says("she says she will send it to all", "abuse.threat_to_share")
    assert "threat.partner" in talk.cards
    assert CONTENT.phrases.phone_asked not in talk.text
    assert "phone:yes" not in talk.buttons


def test_who_did_not_say_whether_an_ex_sees_the_phone_gets_the_careful_steps():
    talk = Talk(EX)
    talk.says("she says she will send it to all", "abuse.threat_to_share")
    talk.says("how do i make my accounts safe", "need.account_safety")
    assert "account.shared" in talk.cards


def test_a_yes_to_whether_they_could_hurt_somebody_is_danger():
    talk = Talk(EX.model_copy(update={"phone_seen": True}))
    talk.says("how do i make my accounts safe", "need.account_safety")
    assert talk.cards[0] == "account.shared"
    assert "danger.first" in talk.says("yes", act="affirm")
    assert talk.state.level is Level.EMERGENCY


def test_home_that_is_not_safe_is_heard_from_a_young_person():
    talk = Talk(Facts(band="minor"))
    talk.says("will you tell my mum", rules=("sign.parents_question/x",))
    assert talk.cards[-1] == "minor.parents"
    assert talk.says("no", act="deny")[0] == "minor.outside"


def test_a_yes_with_more_than_a_yes_in_it_is_read_whole():
    talk = Talk(EX)
    talk.says("he says he will send it", "abuse.threat_to_share")
    said = talk.says("yes and i want to die", "urgency.self_harm", act="affirm")
    assert said[0] == "crisis.first"


def test_after_a_tap_on_something_else_a_yes_is_no_answer_any_more():
    talk = Talk(EX)
    talk.says("he says he will send it", "abuse.threat_to_share")
    talk.taps("menu")
    talk.says("yes", act="affirm")
    assert talk.state.facts.phone_seen is None


def test_a_yes_to_staff_goes_to_staff():
    talk = asked_for_a_person()
    talk.case = WAITING.model_copy(update={"status": Status.CLAIMED})
    talk.says("yes", act="affirm")
    assert shared(talk) == []
    assert talk.cards == []
