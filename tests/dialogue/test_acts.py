"""What a message does is acted on only when it is sure enough and nothing in the talk speaks against it."""

from __future__ import annotations

import pytest

from bot.dialogue.acts import AGAINST, POLICY
from bot.dialogue.effects import EraseEverything, OpenCase
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.reading import ACTS
from bot.understanding.screen import Screen
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

SCREEN = Screen.load(CONTENT.platforms.values())
NOBODY = Facts()
HIDE = ("act.exit/hide",)
OWN_DATA = ("act.erase/my_data",)


def country(code: str, words: str) -> tuple[Entity, ...]:
    return (Entity("country", code, 0, len(words), words, {"whose": "writer"}),)


def in_blackmail() -> Talk:
    talk = Talk()
    talk.says("pay or i post it", "abuse.sextortion", "urgency.sextortion")
    return talk


def test_the_table_names_every_act_but_the_plain_one_and_only_what_can_be_looked_at():
    assert set(POLICY) == set(ACTS) - {"report"}
    assert all(policy.yields | policy.unless_heard <= set(AGAINST) for policy in POLICY.values())


def test_nothing_final_is_done_on_the_word_of_the_model_alone():
    assert POLICY["erase"].least > 1
    assert POLICY["perpetrator"].least > 1


def test_to_stop_or_hide_is_believed_sooner_than_to_erase():
    assert POLICY["exit"].least < POLICY["erase"].least
    assert POLICY["exit"].heard < POLICY["erase"].heard


@pytest.mark.parametrize("sure", [0.1, 0.5, 1.0])
def test_words_for_hiding_are_acted_on_at_any_confidence_also_in_an_emergency(sure):
    talk = Talk(level=Level.EMERGENCY, labels=frozenset({"urgency.physical_danger"}))
    assert talk.says("stop hes coming", act="exit", sure=sure, rules=HIDE) == ["exit.bye"]


@pytest.mark.parametrize("act", ["goodbye", "thanks", "affirm", "out_of_scope"])
def test_words_for_hiding_win_over_small_talk(act):
    assert in_blackmail().says("gtg", act=act, rules=HIDE) == ["exit.bye"]


@pytest.mark.parametrize(
    ("words", "sure", "labels"),
    [("im at my sisters now", 0.35, ()), ("quiero hablar con una persona", 0.9, ("need.human",))],
)
def test_a_guess_at_stopping_ends_no_talk(words, sure, labels):
    assert "exit.bye" not in in_blackmail().says(words, *labels, act="exit", sure=sure)


def test_a_form_keeps_its_answer_when_the_act_is_a_guess():
    talk = Talk()
    talk.taps("log:add")
    before = talk.state.form.step
    talk.says("message", act="exit", sure=0.27)
    assert talk.state.form.answers.get(before) or talk.state.form.step == before
    assert "exit.bye" not in talk.cards


def test_not_to_tell_somebody_asks_who_can_read_this():
    talk = in_blackmail()
    assert talk.says("dont tell my dad", act="exit", sure=0.93, rules=("sign.privacy_question/x",)) == ["privacy"]


def test_to_remove_it_means_the_picture_and_to_erase_my_data_means_my_data():
    talk = Talk(labels=frozenset({"abuse.social_media_post"}))
    assert talk.says("how do I remove it", "need.removal", act="erase", sure=0.97) == ["removal.platform"]
    gone = SCREEN.read("ok then help me get rid of them").rules
    assert talk.says("ok then help me get rid of them", act="erase", sure=0.6, rules=gone) == ["removal.again"]
    assert talk.says("erase my data", act="erase", sure=0.9, rules=OWN_DATA) == ["erase.confirm"]


@pytest.mark.parametrize(
    "words",
    ["show my notes", "show me my notes", "please dont send anyone", "should i delete my account", "forget it",
     "delete it", "can you delete it", "i want him to delete everything", "delete my instagram", "should i delete it"],
)  # fmt: skip
@pytest.mark.parametrize("labels", [frozenset(), frozenset({"urgency.self_harm"}), frozenset({"abuse.deepfake"})])
def test_nothing_is_erased_for_words_that_do_not_name_erasing_what_we_hold(words, labels):
    talk = Talk(labels=labels, level=Level.EMERGENCY if "urgency.self_harm" in labels else Level.NONE)
    talk.says(words, act="erase", sure=1.0, rules=SCREEN.read(words).rules)
    assert "erase.confirm" not in talk.cards
    talk.says("yes", act="affirm")
    assert not any(isinstance(effect, EraseEverything) for effect in talk.effects)


@pytest.mark.parametrize(
    "words",
    ["erase my data", "delete everything i wrote", "wipe this chat", "please delete my messages here", "erase",
     "clear everything you have on me", "forget everything i said", "can you delete what i told you", "delete it all",
     "borra mis datos"],
)  # fmt: skip
def test_who_names_erasing_and_what_we_hold_is_asked_once_and_obeyed(words):
    talk = Talk(labels=frozenset({"abuse.deepfake"}))
    assert talk.says(words, act="erase", sure=0.9, rules=SCREEN.read(words).rules) == ["erase.confirm"]
    talk.says("yes", act="affirm")
    assert any(isinstance(effect, EraseEverything) for effect in talk.effects)


def test_erasing_by_command_or_button_needs_no_words():
    assert Talk().command("/erase") == ["erase.confirm"]
    assert Talk().taps("erase") == ["erase.confirm"]


@pytest.mark.parametrize(
    "words", ["nobody is coming", "can i leave", "should i leave him", "is anyone coming", "when is someone coming",
              "someone is coming to help me", "he left", "he's not home", "how do i stop this", "start over", "back"],
)  # fmt: skip
def test_a_question_or_news_that_nobody_is_near_ends_no_talk(words):
    assert "exit.bye" not in in_blackmail().says(words, act="exit", sure=0.97, rules=SCREEN.read(words).rules)


@pytest.mark.parametrize(
    "words", ["gtg", "hes here", "someone is coming", "stop", "cant talk", "he's awake", "mum walked in", "hide this",
              "i have to go", "can we stop now", "shes coming", "he just got back", "someones here", "please stop",
              "leave me alone", "cancel", "stop he's coming up the stairs"],
)  # fmt: skip
def test_every_quick_way_out_stays_one(words):
    assert in_blackmail().says(words, act="exit", sure=0.7, rules=SCREEN.read(words).rules) == ["exit.bye"]


def test_a_goodbye_because_somebody_came_is_short_though_it_is_dangerous():
    words = "ok bye he's here"
    said = in_blackmail().says(words, "urgency.physical_danger", act="goodbye", rules=SCREEN.read(words).rules)
    assert said == ["exit.bye"]


def test_cancel_while_a_person_is_awaited_is_about_the_person():
    waiting = CaseView(id="K7M4Q2", level=Level.HANDOFF, status=Status.WAITING)
    for act in ("exit", "deny"):
        said = Talk(case=waiting).says("cancel", act=act, sure=0.98, rules=SCREEN.read("cancel").rules)
        assert "exit.bye" not in said


@pytest.mark.parametrize(
    "words", ["actually i dont want a person", "no i dont want a human", "i dont want to talk to anyone",
              "forget it, no person please", "i changed my mind, no one please", "please dont send anyone"],
)  # fmt: skip
@pytest.mark.parametrize("status", [None, Status.WAITING])
def test_who_wants_no_person_is_given_none(words, status):
    case = status and CaseView(id="K7M4Q2", level=Level.HANDOFF, status=status)
    talk = Talk(case=case)
    said = talk.says(words, "need.human", act="deny", sure=0.7, rules=SCREEN.read(words).rules)
    assert not [card for card in said if card in ("handoff.already", "handoff.human")]
    assert not any(isinstance(effect, OpenCase) for effect in talk.effects)
    assert "need.human" not in talk.state.labels


@pytest.mark.parametrize(
    "words", ["i dont want a bot i want a person", "i dont want to talk to anyone but a person",
              "dont you have a person", "i dont want to talk to a lawyer just a person", "no one to talk to"],
)  # fmt: skip
def test_who_wants_a_person_in_a_sentence_with_a_not_gets_one(words):
    talk = Talk()
    talk.says(words, "need.human", rules=SCREEN.read(words).rules)
    assert any(isinstance(effect, OpenCase) for effect in talk.effects)


def test_a_question_read_as_erasing_by_half_erases_nothing():
    assert "erase.confirm" not in Talk().says("does that change anything", act="erase", sure=0.5)


@pytest.mark.parametrize(
    ("labels", "level"),
    [({"abuse.sextortion", "urgency.sextortion"}, Level.URGENT), ({"urgency.self_harm"}, Level.EMERGENCY),
     ({"abuse.deepfake"}, Level.NONE)],
)  # fmt: skip
def test_nobody_whose_matter_is_known_is_told_that_it_is_something_else(labels, level):
    talk = Talk(level=level, labels=frozenset(labels))
    said = talk.says("im such an idiot", act="out_of_scope", sure=0.99)
    assert said
    assert "out_of_scope" not in said
    assert "human" in talk.buttons


def test_something_else_is_still_said_to_be_something_else():
    assert Talk(NOBODY).says("tell me a joke", act="out_of_scope", sure=0.94) == ["out_of_scope"]


@pytest.mark.parametrize("act", ["greet", "thanks", "deny", "affirm", "out_of_scope", "goodbye"])
def test_a_place_in_a_word_answers_the_question_whatever_the_act(act):
    talk = Talk(Facts(band="adult"), labels=frozenset({"abuse.deepfake"}))
    assert talk.says("is it a crime", "need.legal_info") == ["legal.ask_country"]
    assert "legal.place" in talk.says("texas", act=act, sure=0.99, entities=country("US-TX", "texas"))


@pytest.mark.parametrize("act", ["thanks", "goodbye", "greet"])
def test_letters_are_no_thanks_and_thanks_are(act):
    assert Talk(NOBODY).says("qqqq wwww", act=act, sure=0.65) == ["fallback.first"]
    assert Talk(NOBODY).says("ta", act="thanks", sure=0.4, rules=("act.thanks/thanks",)) == ["thanks"]


def test_in_a_matter_what_is_not_understood_gets_kind_words_a_way_on_and_a_person():
    talk = in_blackmail()
    assert talk.says("im such an idiot") == ["fallback.here"]
    assert {"next", "human"} <= set(talk.buttons)
    assert talk.says("ugh")[0] == "fallback.second"


def test_who_writes_in_another_language_is_told_so_beside_the_help():
    talk = Talk(NOBODY)
    said = talk.says("hola, mi ex subio un video", "abuse.social_media_post", language="es")
    assert said[0] == "explain.social_media_post"
    assert "language.other" in said
    assert "language.other" not in talk.says("y ahora que", "need.removal", language="es")
