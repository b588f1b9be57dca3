"""All facts together: where they stand, how they are told apart, and which platforms are known."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.grammar.extract import extract
from nlu.grammar.hygiene import clean
from nlu.grammar.platforms import STANDARD, Entry, load, of
from nlu.grammar.words import words_of

KNOWN = of(
    [
        Entry("instagram", "Instagram", ("insta", "ig")),
        Entry("facebook", "Facebook", ("fb", "facebook group")),
        Entry("x", "X (Twitter)", ("twitter", "x.com", "on x")),
    ]
)


def named(text):
    return [(entity.text, entity.value) for entity in extract(text, KNOWN) if entity.kind == "platform"]


def test_a_platform_is_known_by_any_of_its_names_and_the_longest_wins():
    assert named("on my Insta and in a facebook group") == [("Insta", "instagram"), ("facebook group", "facebook")]
    assert named("it's on x now, x.com/abc") == [("on x", "x"), ("x.com", "x")]
    assert named("fix my ex, big instant fbi") == []


def test_the_platforms_of_the_bot_itself_are_read_unless_others_are_given():
    found = {entity.value for entity in extract("my snap and insta")}
    assert {"snapchat", "instagram"} <= found
    assert "instagram" in {name for _, _, name in load(STANDARD).find(words_of("on insta"))}


def test_each_fact_says_where_it_stands():
    text = "I'm 15, he wants $300 on insta by tonight"
    facts = extract(text, KNOWN)
    assert [(fact.kind, text[fact.start : fact.end]) for fact in facts] == [
        ("age", "15"), ("amount", "$300"), ("platform", "insta"), ("deadline", "tonight"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("my ex is outside my flat in glasgow", "writer"),
        ("strange men turn up at my house in toronto", "writer"),
        ("he is outside and im at my sisters in leeds", "writer"),
        ("can he go to jail for this in ohio", "writer"),
        ("does nz have a law about what he did", "writer"),
        ("my ex lives in texas", "offender"),
        ("he lives in spain", "subject"),
    ],
)
def test_a_place_is_that_of_whoever_is_there(text, whose):
    assert [fact.extra["whose"] for fact in extract(text, KNOWN) if fact.kind == "country"] == [whose]


@given(st.text(max_size=300))
def test_facts_of_one_kind_never_overlap_and_come_in_order(text):
    text = clean(text)
    facts = extract(text, KNOWN)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    for kind in {fact.kind for fact in facts}:
        ends = 0
        for fact in (fact for fact in facts if fact.kind == kind):
            assert ends <= fact.start < fact.end <= len(text)
            assert fact.text == text[fact.start : fact.end]
            ends = fact.end


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "15",
                "i",
                "my",
                "am",
                "old",
                "$",
                "/",
                "-",
                "(",
                ")",
                "f",
                "by",
                "9",
                "pm",
                "the",
                "ex",
                "year",
                "grade",
                "in",
                ",",
                ".",
                "\n",
            ]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_hundred_thousand_characters_take_no_more_than_three_seconds(parts):
    text = (" ".join(parts) + " ") * (100_000 // (len(" ".join(parts)) + 1) + 1)
    begun = time.process_time()
    extract(text[:100_000], KNOWN)
    assert time.process_time() - begun < 3.0
