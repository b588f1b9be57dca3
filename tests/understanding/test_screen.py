"""The screen: urgency found with no model, quickly, on any input."""

from __future__ import annotations

import time
import timeit
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.triage.levels import Level, triage
from bot.understanding.screen import Screen
from nlu.grammar.platforms import Entry

SCREEN = Screen.load([Entry("instagram", "Instagram", ("insta",))])
LONG = (
    "hi so i met this girl on insta two weeks ago and we talked every day, she was so nice and we have the same "
    "music. yesterday she asked me for a picture and i was stupid and sent it. now it turns out it is some guy, "
    "he made a group with my friends in it and he says he will post it tonight unless i pay 300 in steam cards. "
    "i'm 15, my mum will kill me when she finds out, i can't sleep and i don't know what to do. please is there a "
    "real person i can talk to, how do i make him stop??"
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("he says he'll post it tonight, i'm 15", Level.URGENT),
        ("she wants 300 by tonight or the clip goes up", Level.URGENT),
        ("my ex says he'll put my video online by friday", Level.URGENT),
        ("i don't want to be here anymore", Level.EMERGENCY),
        ("he is outside my house with a knife", Level.EMERGENCY),
        ("ölmek istiyorum", Level.EMERGENCY),
        ("मैं मरना चाहती हूँ", Level.EMERGENCY),
        ("я хочу умереть", Level.EMERGENCY),
        ("quiero morir", Level.EMERGENCY),
        ("his k1ll threats: he will kill me", Level.EMERGENCY),
        ("i want to unalive myself", Level.EMERGENCY),
        ("can i talk to a real person", Level.HANDOFF),
        ("i need a lawyer", Level.HANDOFF),
        ("my ex posted my pictures on insta, i am 34", Level.NONE),
        ("i'm dead lol 😂", Level.NONE),
        ("my mum is going to kill me when she sees the bill", Level.NONE),
        ("there are 16 photos of me", Level.NONE),
        ("my daughter, 25, needs help with a fake account", Level.NONE),
        ("what is sextortion?", Level.NONE),
        ("hello", Level.NONE),
    ],
)
def test_one_message_gets_its_level(text, level):
    assert triage(SCREEN.read(text).labels) is level


def test_a_reading_says_who_read_it_why_and_with_which_facts():
    reading = SCREEN.read(LONG)
    assert reading.readers == {"screen"}
    assert {"urgency.minor", "urgency.sextortion", "urgency.deadline", "need.human"} <= reading.labels
    assert "urgency.minor/age_of_writer" in reading.rules
    assert {(entity.kind, entity.value) for entity in reading.entities} >= {
        ("age", 15), ("amount", 300), ("platform", "instagram"), ("deadline", "tonight"),
    }  # fmt: skip
    assert set(reading.confidence) == set(reading.labels)
    assert reading.confidence["urgency.minor"] == 0.9


def test_a_guess_is_trusted_less_than_a_plain_word_and_nobody_is_surely_an_offender():
    guess, plain = SCREEN.read("the river again"), SCREEN.read("i want to kill myself at the river")
    assert guess.confidence["urgency.self_harm"] < 0.75 < plain.confidence["urgency.self_harm"]
    assert SCREEN.read("i posted my ex's nudes and regret it").act_confidence < 0.75


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("hi", "greet"), ("thank you so much", "thanks"), ("bye", "goodbye"), ("yes", "affirm"), ("no", "deny"),
        ("delete my data please", "erase"), ("hide this", "exit"), ("he posted my pictures", "report"), ("", "report"),
        ("i posted my ex's nudes and regret it", "perpetrator"), ("can you fix my printer", "out_of_scope"),
    ],
)  # fmt: skip
def test_one_message_gets_its_act(text, act):
    assert SCREEN.read(text).act == act


def test_five_hundred_characters_take_about_a_millisecond():
    SCREEN.read(LONG)
    fastest = min(timeit.repeat(lambda: SCREEN.read(LONG), number=10, repeat=15, timer=time.process_time)) / 10
    assert len(LONG) > 450
    assert fastest < 0.002  # 1 ms on an idle machine; a shared one is given twice that


PARTS = st.one_of(
    st.text(min_size=1, max_size=12),
    st.lists(
        st.sampled_from(
            [
                "he",
                "will",
                "post",
                "my",
                "pics",
                "or",
                "i",
                "pay",
                "300",
                "by",
                "tonight",
                "kill",
                "myself",
                "not",
                "he",
                "is",
                "outside",
                ".",
                ",",
                "!",
                "'",
                "15",
                "mum",
                "lol",
            ]
        ),
        min_size=1,
        max_size=9,
    ).map(lambda words: " ".join(words) + " "),
)


@settings(max_examples=10, deadline=None)
@given(PARTS)
def test_time_grows_no_faster_than_the_text(part):
    spent = []
    for size in (10_000, 100_000):
        text = (part * (size // len(part) + 1))[:size]
        spent.append(min(timeit.repeat(partial(SCREEN.read, text), number=1, repeat=3, timer=time.process_time)))
    assert spent[1] < 25 * max(spent[0], 0.01)
    assert spent[1] < 4.0


@given(st.text(max_size=400))
def test_any_text_gets_a_reading_and_always_the_same(text):
    assert SCREEN.read(text) == SCREEN.read(text)
