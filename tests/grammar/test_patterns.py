"""The notation of the rule tables means what its description says."""

from __future__ import annotations

import pytest

from nlu.grammar.patterns import compile_pattern
from nlu.grammar.words import words_of

LISTS = {"image": ["picture", "naked video"]}
CASES = [
    ("kill myself", "i will kill myself", "i kill him and myself"),
    ("want to (die|be dead)", "i want to be dead", "i want to be"),
    ("(give up|let go)", "just let go", "give it up"),
    ("post~ it", "he posted it", "he posts that"),
    ("suicid* thoughts", "suicidal thoughts", "thoughts of suicide"),
    ("so [very] sad", "i am so very sad", "so not sad"),
    ("he .. posts", "he says he really posts", "he and all of his many friends post"),
    ("he ..1 posts", "he never posts", "he says that she posts"),
    ("a _ c", "a b c", "a c"),
    ("pay <number>", "pay 300", "pay him"),
    ("my <image>", "my naked video", "my video"),
    ("<start> hi", "hi there", "oh hi"),
    ("i do not", "i don't", "i do"),
    ("he is here", "hes here", "his here"),
    ("tonight", "tn he posts", "ton"),
    ("at <number>", "he posts at 9", "he posts at nine"),
    ("my [own] (mum|dad) (knows|said)", "my own dad said", "my mum never said"),
    ("(sent|showed) (it|them) to", "he showed them to all", "it was sent to all"),
    ("the end", "this is the end", "the very end"),
    ("the end .", "this is the end", "the end of it"),
    ("16 m", "16 m", "16 f"),
    (
        "(apple|pear|plum|peach|fig) (jam|jelly|juice|pie) (is|was) (good|bad|great)",
        "peach jelly was great",
        "pea jam is ok",
    ),
    ("suicidé", "suicide", "suicides"),
]


@pytest.mark.parametrize(("source", "yes", "no"), CASES)
def test_a_pattern_finds_its_phrase_and_nothing_else(source, yes, no):
    pattern = compile_pattern(source, LISTS)
    for text, wanted in ((yes, True), (no, False)):
        words = words_of(text)
        assert bool(pattern.may_match(words.present) and pattern.regex.search(words.line)) is wanted


def test_a_gap_does_not_cross_a_sentence():
    pattern = compile_pattern("he ..4 posts", LISTS)
    assert not pattern.regex.search(words_of("he left. she posts").line)


@pytest.mark.parametrize("source", ["", "..3 dies", "_ dies", "(a|b", "a)b", "[a", "a b|c", "<nothing> here"])
def test_a_pattern_that_is_not_well_formed_is_refused(source):
    with pytest.raises((ValueError, KeyError)):
        compile_pattern(source, LISTS)
