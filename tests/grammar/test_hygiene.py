"""Hygiene: tricks and noise go, the meaning, other scripts and every number stay."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.grammar.hygiene import clean

PLAINER = [
    ("he has my n*des", "he has my nudes"),
    ("s3xtortion", "sextortion"),
    ("i want su!cide", "i want suicide"),
    ("k1ll me", "kill me"),
    ("ki11 me", "kill me"),
    ("sewerslide", "suicide"),
    ("i will unalive myself", "i will kill myself"),
    ("kms", "kill myself"),
    ("he says KYS.", "he says kill yourself."),
    ("n.u.d.e.s", "nudes"),
    ("n u d e s", "nudes"),
    ("s-u-i-c-i-d-e", "suicide"),
    ("p0rn", "porn"),
    ("r@pe", "rape"),
    ("f*cking", "fucking"),
    ("n00ds", "nudes"),
    ("pr0n", "porn"),
    ("unal1ve", "kill"),
    ("un-alive", "kill"),
    ("k y s", "kill yourself"),
    ("k.m.s", "kill myself"),
    ("n.udes", "nudes"),
    ("nud€s", "nudes"),
    ("kiIl", "kill"),
    ("ƙill", "kill"),
    ("ᴋɪʟʟ", "kill"),
    ("🅝🅤🅓🅔🅢", "nudes"),
    ("s3lf harm", "self harm"),
    ("1️⃣5️⃣", "15"),
    ("💀 myself", "kill myself"),
    ("noods", "nudes"),
    ("blakmail", "blackmail"),
    ("pleaseeee", "please"),
    ("heeeelp", "help"),
    ("killlll", "kill"),
    ("freeee", "free"),
    ("sooooo", "so"),
    ("help!!!!!", "help!"),
    ("what????", "what?"),
    ("\u201cdon\u2019t\u201d", '"don\'t"'),
    ("zero\u200bwidth\u2060", "zerowidth"),
    ("\u202eevil\u202c", "evil"),
    ("so\u00adft", "soft"),
    ("tab\there\x00now", "tab here now"),
    ("a   b", "a b"),
    ("\uff46\uff55\uff4c\uff4c width", "full width"),
    ("\U0001d4f7\U0001d4fe\U0001d4ed\U0001d4ee\U0001d4fc", "nudes"),
    ("n\u0336u\u0336d\u0336e\u0336s\u0336", "nudes"),
    ("p\u043est my nud\u0435s", "post my nudes"),  # Cyrillic о and е in Latin words
    ("N\u0456geria", "Nigeria"),
    ("b\u03bfss", "boss"),  # Greek ο
    ("i am so scared \U0001f62d", "i am so scared crying"),
    ("he has a \U0001f52a", "he has a knife"),
    ("\U0001f44d", "yes"),
    ("party \U0001f389 time", "party time"),
    ("\u0661\u0665 \u0633\u0646\u0629", "15 \u0633\u0646\u0629"),  # Arabic digits
    ("\u0967\u096b", "15"),  # Devanagari digits
]
KEPT = [
    "i am 15 and he wants $1,500.50 by 10:30",
    "15f 16m b4 gr8 2nite ps5 4chan",
    "10 kms away",
    "www.site.com and user@mail.com",
    "http://x.com/a_b-c?d=e",
    "R$ 2.000, £50, 24/7, 13-14, 9:05pm",
    "मैं मरना चाहती हूँ",
    "मुझे नहीं जीना",
    "أريد أن أموت",
    "می‌خواهم بمیرم",  # Persian with its zero-width non-joiner
    "я хочу умереть",
    "сор и ора",  # wholly Cyrillic, though every letter has a Latin look-alike
    "ölmek istiyorum, ığüşçö",
    "no quiero vivir más, ñandú",
    "Ich will nicht mehr, Straße",
    "我想死",
    "죽고 싶어요",
    "US NATO OK xxx www",
    "that is well-known",
]


@pytest.mark.parametrize(("text", "plain"), PLAINER)
def test_a_trick_is_read_as_the_plain_word(text, plain):
    assert clean(text) == plain


@pytest.mark.parametrize("text", KEPT)
def test_honest_text_is_left_as_it_is(text):
    assert clean(text) == text


@given(st.text(max_size=200))
def test_any_text_gives_text_without_control_or_hidden_characters(text):
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b\u202e\ufeff]", clean(text))


@given(st.lists(st.integers(0, 99_999), max_size=20))
def test_no_number_changes(numbers):
    text = "he wants " + " and ".join(map(str, numbers))
    assert re.findall(r"\d+", clean(text)) == [str(number) for number in numbers]


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_a_hundred_thousand_characters_take_no_more_than_a_second(part):
    text = (part * (100_000 // len(part) + 1))[:100_000]
    begun = time.process_time()
    clean(text)
    assert time.process_time() - begun < 1.0
