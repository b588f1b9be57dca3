"""What is heard in words that have an answer of their own, whatever the model takes them for."""

from __future__ import annotations

import pytest

from bot.triage.levels import Level
from tests.dialogue.talk import Talk

NO_HOPE = {"act": "deny", "rules": ("sign.hopeless/no_hope",)}


@pytest.mark.parametrize("act", ["report", "deny", "out_of_scope"])
def test_a_question_about_work_is_answered_without_law(act):
    talk = Talk()
    assert talk.says("can they sack me", act=act, rules=("sign.job_question/may_they",)) == ["job.question"]
    assert {"human", "need:lawyer"} <= set(talk.buttons)


def test_who_sees_no_hope_is_asked_once_and_is_no_emergency():
    talk = Talk()
    assert talk.says("no hope", **NO_HOPE) == ["support.hopeless"]
    assert talk.says("no hope", **NO_HOPE) == ["support.first"]
    assert talk.state.level is Level.NONE


@pytest.mark.parametrize(("words", "act", "card"), [("yes", "affirm", "crisis.first"), ("no", "deny", "support.first")])
def test_the_answer_of_who_sees_no_hope_is_taken(words, act, card):
    talk = Talk()
    talk.says("no hope", **NO_HOPE)
    assert card in talk.says(words, act=act)


@pytest.mark.parametrize(("words", "act"), [("no se que hacer", "deny"), ("que puedo hacer", "affirm")])
def test_words_of_another_language_are_no_yes_and_no_no(words, act):
    assert Talk().says(words, act=act, language="es") == ["language.other"]


def test_real_pictures_go_before_the_name_they_are_posted_under():
    said = Talk().says("a fake me posts my nudes", "abuse.impersonation", "abuse.social_media_post")
    assert said[:2] == ["explain.social_media_post", "explain.impersonation"]
