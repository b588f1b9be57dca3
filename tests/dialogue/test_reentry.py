"""Coming back: where one stopped, neutrally; never before what is urgent."""

from __future__ import annotations

import pytest

from bot.dialogue.state import CaseView
from bot.triage.levels import Level
from bot.triage.status import Status
from tests.dialogue.talk import CONTENT, Talk

HOUR = 3600
HELD = CaseView(id="ABC234", level=Level.URGENT, status=Status.WITH_PERSON)


def away(talk: Talk, hours: int = 48) -> Talk:
    talk.waits(hours * HOUR)
    return talk


def with_plan() -> Talk:
    talk = Talk(labels=frozenset({"abuse.social_media_post"}))
    talk.taps("plan")
    talk.taps("plan:done:1")
    talk.taps("plan:done:2")
    return away(talk)


def with_log() -> Talk:
    talk = Talk()
    talk.taps("log:add")
    talk.taps("skip")
    talk.taps("skip")
    return away(talk)


@pytest.mark.parametrize(("start", "go"), [(with_plan, "plan:go"), (with_log, "form:go")])
@pytest.mark.parametrize(("words", "act"), [("hello", "greet"), ("i'm back", "report"), ("ok", "affirm")])
def test_who_comes_back_is_told_where_they_stopped_and_nothing_of_the_matter(start, go, words, act):
    talk = start()
    assert talk.says(words, act=act) == ["back.step"]
    assert talk.text.startswith("Welcome back.")
    assert "You stopped at step 3." in talk.text
    assert {go, "other", "human"} <= set(talk.buttons)
    assert talk.taps(go)[-1] == {"plan:go": "plan.steps", "form:go": "evidence.ask_link"}[go]
    assert talk.says("hello", act="greet") != ["back.step"]


def test_the_start_command_says_it_too_and_something_else_leads_to_the_menu():
    talk = with_plan()
    assert talk.command("/start") == ["back.step"]
    assert talk.taps("other") == ["menu"]


def test_what_is_typed_after_days_is_no_answer_to_the_open_question():
    talk = with_log()
    talk.says("he wrote again today")
    assert talk.cards == ["back.step"]
    talk.taps("form:go")
    talk.taps("skip")
    assert "link" not in {name for name, value in talk.state.form.answers.items() if value}


def test_a_notice_that_was_begun_counts_as_unfinished_while_it_is_kept():
    talk = Talk()
    talk.taps("notice")
    talk.taps("notice:us_take_it_down_act")
    assert away(talk, 7).says("hello", act="greet") == ["back.step"]


def test_a_question_is_answered_after_the_line():
    assert with_plan().says("what about the law", "need.legal_info")[:2] == ["back.step", "legal.place"]


@pytest.mark.parametrize("start", [with_plan, with_log])
@pytest.mark.parametrize(
    ("labels", "first"),
    [(("urgency.self_harm",), "crisis.first"), (("urgency.physical_danger",), "danger.first"),
     (("abuse.sextortion", "urgency.sextortion"), "threat."), (("need.human",), "handoff.human")],
)  # fmt: skip
def test_what_is_urgent_is_answered_first_and_without_the_line(start, labels, first):
    cards = start().says("words", *labels)
    assert cards[0].startswith(first)
    assert "back.step" not in cards


@pytest.mark.parametrize("act", ["exit", "erase"])
def test_who_must_stop_or_erase_is_not_held_up(act):
    assert "back.step" not in with_plan().says("words", act=act, rules=(f"act.{act}/x",))


def test_without_anything_unfinished_or_soon_after_nothing_is_said_of_steps():
    assert away(Talk(seen=1)).says("hello", act="greet") == ["back.welcome"]
    talk = Talk(labels=frozenset({"abuse.social_media_post"}))
    talk.taps("plan")
    talk.waits(HOUR)
    assert talk.says("hello", act="greet") == ["greet"]


def test_a_person_who_has_the_chat_is_not_talked_over():
    talk = with_plan()
    talk.case = HELD
    assert talk.says("hello", act="greet") == []


def test_the_line_is_neutral_on_a_lock_screen():
    card = CONTENT.card("back.step")
    assert card.text[:40] == "Welcome back. It is good to hear from yo"
