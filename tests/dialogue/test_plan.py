"""The plan for the first hour: few steps, that fit, ticked by tap or by word, and nothing beside danger."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.check import MOST_CHARACTERS
from bot.dialogue.flows.plan import MOST, QUESTIONS, STEPS, known_of, steps_for
from bot.dialogue.state import CaseView, Facts, State
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.reading import ABUSE, LABELS
from nlu.grammar.entity import Entity
from tests.dialogue.talk import ADULT, CONTENT, Talk

POSTED = frozenset({"abuse.social_media_post"})
THREAT = frozenset({"abuse.sextortion"})
HELD = CaseView(id="ABC234", level=Level.URGENT, status=Status.WITH_PERSON)
FACTS = st.builds(
    Facts, band=st.sampled_from(["unknown", "minor", "adult"]), image_minor=st.booleans(), paid=st.booleans(),
    place=st.sampled_from([None, "US"]), who=st.sampled_from([None, "ex", "stranger", "classmate"]),
    helped=st.sampled_from([None, "child", "friend"]), phone_seen=st.sampled_from([None, True, False]),
)  # fmt: skip
CALM = [label for label in LABELS if label not in ("urgency.self_harm", "urgency.physical_danger")]
STATES = st.builds(State, labels=st.frozensets(st.sampled_from(CALM), max_size=5), facts=FACTS)
ASKED = tuple(name for name, *_ in QUESTIONS)


def planned(labels=POSTED, facts=ADULT) -> Talk:
    talk = Talk(facts, labels=labels)
    assert talk.taps("plan") == ["plan.steps"]
    return talk


def steps(labels, **facts) -> tuple[str, ...]:
    return steps_for(known_of(State(labels=frozenset(labels), facts=Facts(**facts))))


@settings(max_examples=300, deadline=None)
@given(STATES)
def test_no_plan_has_more_than_five_steps_or_speaks_of_copies_to_whoever_may_be_under_18(state):
    talk = Talk(labels=state.labels, asked=ASKED)
    talk.state = talk.state.model_copy(update={"facts": state.facts})
    assert talk.taps("plan") == ["plan.steps"]
    assert 1 <= len(talk.state.plan.steps) <= MOST
    assert len(talk.text) <= MOST_CHARACTERS
    assert state.facts.image_band == "adult" or not re.search("screenshot|stopncii", talk.text, re.IGNORECASE)
    assert len([key for key in talk.buttons if key.startswith("plan:done:")]) == len(talk.state.plan.steps)


@pytest.mark.parametrize("step", sorted({name for name, *_ in STEPS}))
def test_every_steps_button_leads_somewhere(step):
    for band in ("unknown", "minor", "adult"):
        for key in CONTENT.card(f"plan.step.{step}", band).buttons:
            talk = Talk(Facts(band=band))
            assert talk.taps(key), key
            assert "nothing_here" not in talk.cards, key


@pytest.mark.parametrize("label", ABUSE)
def test_every_kind_of_abuse_has_its_steps(label):
    assert len(steps({f"abuse.{label}"}, band="adult")) >= 3


def test_what_is_known_decides_the_steps():
    assert steps(THREAT, band="adult", who="stranger")[:3] == ("pause", "note", "block")
    assert "block" not in steps(THREAT, band="adult")
    close = steps(THREAT, band="adult", who="ex")
    assert "other_device" in close
    assert "block" not in close
    assert steps(THREAT, band="minor", who="stranger")[:2] == ("pause", "tell_adult")
    assert steps(POSTED, helped="child", band="minor")[0] == "hear"
    assert "notice" in steps(POSTED, band="adult", place="US")
    assert "notice" not in steps(POSTED, band="minor", place="US")
    assert "bank" in steps(THREAT, band="adult", paid=True)


def test_at_most_two_questions_come_first_and_only_what_is_not_known_is_asked():
    talk = Talk(Facts())
    assert talk.command("/plan") == ["plan.ask_what"]
    assert talk.taps("abuse:sextortion") == ["threat.stranger", "ask.age"]
    assert talk.taps("age:adult") == ["plan.steps"]
    talk = Talk(Facts(), labels=THREAT)
    assert talk.taps("plan") == ["ask.age"]
    assert talk.taps("age:adult") == ["ask.who"]
    assert talk.taps("who:ex") == ["threat.partner", "plan.steps"]
    planned()


def test_questions_may_be_typed_or_skipped():
    talk = Talk(Facts())
    talk.command("/plan")
    assert talk.says("it is on social media", "abuse.social_media_post") == ["ask.age"]
    age = Entity("age", 19, 0, 1, "19", {"whose": "writer", "when": "now"})
    assert talk.says("i am 19", entities=(age,)) == ["plan.steps"]
    talk = Talk(Facts())
    talk.command("/plan")
    assert talk.taps("skip") == ["ask.age"]
    assert talk.taps("age:skip") == ["plan.steps"]


def test_somebody_under_18_is_brought_to_a_person_and_gets_the_plan():
    talk = Talk(Facts(), labels=POSTED)
    talk.taps("plan")
    assert talk.taps("age:minor") == ["minor.first", "handoff.urgent", "plan.steps"]
    assert "tell_adult" in talk.state.plan.steps


def test_a_question_that_is_open_does_not_lose_the_plan():
    talk = Talk(Facts())
    assert talk.says("it is online", "abuse.doxxing") == ["explain.doxxing", "ask.age"]
    assert talk.taps("plan") == ["ask.age"]
    assert talk.taps("age:adult") == ["plan.steps"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("done 2", 2), ("Did the first one", 1), ("1 done", 1), ("step 3 is done.", 3), ("i've done number two", 2),
        ("finished the 2nd step", 2), ("i did 3!", 3), ("second one done", 2), ("done", 1), ("I did it", 1),
    ],
)  # fmt: skip
def test_a_step_is_ticked_by_words(words, number):
    talk = planned()
    assert talk.says(words) == ["plan.steps"]
    assert talk.state.plan.done == (talk.state.plan.steps[number - 1],)


@pytest.mark.parametrize(
    "words", ["done 9", "i did 2 bad things", "he has done it", "step 2", "it is done by 3 men", "i'm done"]
)
def test_other_words_tick_nothing(words):
    talk = planned()
    talk.says(words)
    assert talk.state.plan.done == ()


def test_a_tick_is_shown_with_what_is_next_and_counts_once():
    talk = planned()
    talk.taps("plan:done:1")
    first = talk.state
    assert "✓ 1. " in talk.text
    assert "Next is step 2" in talk.text
    assert "plan:done:1" not in talk.buttons
    assert talk.taps("plan:done:1") == ["plan.steps"]
    assert talk.state.plan == first.plan
    assert State.model_validate_json(talk.state.model_dump_json()) == talk.state


def test_when_all_is_ticked_it_closes_calmly_with_what_else_there_is():
    talk = planned()
    for number in range(len(talk.state.plan.steps), 0, -1):
        talk.taps(f"plan:done:{number}")
    assert talk.cards == ["plan.finished"]
    assert {"checkin", "human"} <= set(talk.buttons)
    assert talk.taps("plan:done:1") == ["plan.finished"]


def test_what_is_learned_later_changes_the_steps_and_keeps_the_ticks():
    talk = planned(THREAT, Facts(band="adult", who="stranger"))
    talk.taps("plan:done:1")
    talk.says("it is my ex", entities=(Entity("relationship", "ex", 0, 1, "ex", {"role": "offender"}),))
    talk.says("make me a plan")
    assert "block" not in talk.state.plan.steps
    assert talk.state.plan.done == ("pause",)


@pytest.mark.parametrize(
    ("label", "card"), [("urgency.self_harm", "crisis.first"), ("urgency.physical_danger", "danger.first")]
)
def test_crisis_and_danger_stand_alone(label, card):
    talk = planned()
    talk.says("words", label)
    for answer in (lambda: talk.command("/plan"), lambda: talk.taps("plan:done:1"), lambda: talk.taps("plan:go")):
        assert not any(name.startswith("plan.") for name in answer())
    assert Talk(Facts(), labels=frozenset({label})).taps("plan") == [card]


def test_one_who_did_it_gets_no_plan():
    assert Talk(labels=POSTED, perpetrator=True).taps("plan") == ["perpetrator.first"]


def test_words_to_a_person_or_to_a_form_tick_nothing():
    talk = planned()
    talk.case = HELD
    assert talk.says("done 1") == []
    assert talk.taps("plan") == ["form.later"]
    talk.case = None
    talk.taps("log:add")
    talk.says("done 1")
    assert talk.state.plan.done == ()


@pytest.mark.parametrize("value", ["done", "done:", "done:0", "done:99", "done:²", "undo:1"])
def test_a_button_that_nobody_made_ticks_nothing(value):
    talk = planned()
    assert talk.taps(f"plan:{value}") == ["nothing_here"]


def test_a_conversation_kept_before_there_were_plans_still_opens():
    old = State(welcomed=True).model_dump(mode="json")
    del old["plan"]
    assert State.model_validate(old).plan is None


def test_the_plan_is_offered_where_somebody_asks_what_to_do():
    for name in ("menu", "affirm.what_next", "help", "back.welcome", "minor.first", *(f"explain.{it}" for it in ABUSE)):
        for band in ("unknown", "minor", "adult"):
            assert "plan" in CONTENT.card(name, band).buttons
