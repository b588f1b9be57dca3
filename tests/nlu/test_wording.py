"""The reader hears a child or a grown-up in what is said of them, never in the word for the picture."""

from __future__ import annotations

import pytest

from nlu.components.wording import readable


@pytest.mark.parametrize(
    "text",
    [
        "someone has nudes of me",
        "someone has private pics of me",
        "someone has naked pics of me",
        "someone has intimate pics of me",
        "SOMEONE HAS N*DES OF ME",
    ],
)
def test_every_word_for_such_pictures_reads_alike(text):
    assert readable(text).lower() == "someone has private pics of me"


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("my nude on reddit", "my private pic on reddit"),
        ("he made an ai nude of me.", "he made an ai private pic of me."),
        ("is my ex's nude, from 2019, mine to keep", "is my ex's private pic, from 2019, mine to keep"),
        ("nude photos", "private photos"),
    ],
)
def test_one_picture_is_one_picture(text, reads):
    assert readable(text) == reads


@pytest.mark.parametrize(
    "text",
    [
        "nude tights or black for an interview",
        "my private account was hacked",
        "he was naked in my hallway",
        "a nude beach in sydney",
        "is this chat private",
        "explicit threats by mail",
    ],
)
def test_other_uses_of_these_words_stay(text):
    assert readable(text) == text
