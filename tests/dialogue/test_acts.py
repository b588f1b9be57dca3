"""What a message does is acted on only when it is sure enough and nothing in the talk speaks against it."""

from __future__ import annotations

import pytest

from bot.dialogue.acts import AGAINST, POLICY
from bot.dialogue.state import Facts
from bot.triage.levels import Level
from bot.understanding.reading import ACTS
from nlu.grammar.entity import Entity
from tests.dialogue.talk import Talk

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
    assert talk.state.form.answers[before] or talk.state.form.step == before
    assert "exit.bye" not in talk.cards


def test_not_to_tell_somebody_asks_who_can_read_this():
    talk = in_blackmail()
    assert talk.says("dont tell my dad", act="exit", sure=0.93, rules=("sign.privacy_question/x",)) == ["privacy"]


def test_to_remove_it_means_the_picture_and_to_erase_my_data_means_my_data():
    talk = Talk(labels=frozenset({"abuse.social_media_post"}))
    assert talk.says("how do I remove it", "need.removal", act="erase", sure=0.97) == ["removal.platform"]
    assert talk.says("ok then help me get rid of them", act="erase", sure=0.6) == ["removal.again"]
    assert talk.says("erase my data", act="erase", sure=0.9, rules=OWN_DATA) == ["erase.confirm"]


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
