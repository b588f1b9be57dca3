"""The rule tables: what stands beside each rule as example or counter-example is its test."""

from __future__ import annotations

import pytest

from bot.errors import ContentError
from bot.understanding.reading import ACTS, LABELS
from bot.understanding.screen import RULES, Screen
from bot.understanding.tables import load_rules
from bot.understanding.understand import OTHER_LANGUAGE
from nlu.grammar.platforms import Entry
from nlu.grammar.words import words_of

SCREEN = Screen.load([Entry("instagram", "Instagram", ("insta",)), Entry("telegram", "Telegram")])
YES = [pytest.param(rule, text, id=f"{rule.name}: {text}") for rule in SCREEN.rules for text in rule.examples]
NO = [pytest.param(rule, text, id=f"{rule.name}: {text}") for rule in SCREEN.rules for text in rule.counter_examples]
LANGUAGES = {"es", "pt", "fr", "de", "hi", "hi_latin", "ar", "ru", "id", "tr", "tl"}


@pytest.mark.parametrize(("rule", "text"), YES)
def test_an_example_fires_its_rule(rule, text):
    assert rule.name in SCREEN.read(text).rules


@pytest.mark.parametrize(("rule", "text"), NO)
def test_a_counter_example_does_not_get_the_label(rule, text):
    assert not [name for name in SCREEN.read(text).rules if name.startswith(f"{rule.gives}/")]


def test_the_cheap_look_never_passes_over_what_a_pattern_would_find():
    rows = [words_of(text) for rule in SCREEN.rules[::20] for text in rule.examples]
    patterns = [
        pattern for rule in SCREEN.rules for pattern in (*rule.match, *rule.unless, *rule.together, *rule.without)
    ]
    found = [(pattern, words) for pattern in patterns for words in rows if pattern.regex.search(words.line)]
    assert len(found) > 200
    assert [pattern.source for pattern, words in found if not pattern.may_match(words.present)] == []


def test_every_label_and_every_act_but_report_has_a_rule():
    given = {rule.gives for rule in SCREEN.rules}
    assert set(LABELS) <= given
    assert {f"act.{act}" for act in ACTS} - {"act.report"} <= given


@pytest.mark.parametrize("label", ["urgency.self_harm", "urgency.physical_danger", "urgency.minor", "abuse.sextortion"])
def test_core_urgency_is_known_in_ten_more_languages(label):
    assert {rule.name.partition("/")[2] for rule in SCREEN.rules if rule.gives == label} >= LANGUAGES


def test_rules_of_other_languages_are_known_by_their_names():
    named = {rule.name.partition("/")[2] for rule in SCREEN.rules if OTHER_LANGUAGE.search(rule.name)}
    assert named == LANGUAGES


def test_a_sign_that_a_rule_asks_for_is_given_by_some_rule_or_fact():
    known = {rule.gives for rule in SCREEN.rules} | {
        "minor_writer", "minor_subject", "minor_unknown", "minor_image", "school_stage", "adult_writer",
        "deadline_threat", "deadline_own_case", "deadline_unknown", "deadline_other", "amount", "platform", "short",
    }  # fmt: skip
    assert {sign for rule in SCREEN.rules for sign in rule.signs | rule.no_signs} <= known


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{id: a, match: [x], examples: [x], typo: [y]}", "unknown fields"),
        ("{id: a, match: [x]}", "needs an example"),
        ("{id: a, examples: [x]}", "needs match or signs"),
        ("{id: a, match: ['(x'], examples: [x]}", "not closed"),
        ("{id: a, match: ['<nobody> x'], examples: [x]}", "nobody"),
    ],
)
def test_a_faulty_table_names_its_rule(tmp_path, row, fault):
    (tmp_path / "words.yml").write_text("NOT: [not]\n")
    (tmp_path / "table.yml").write_text(f"gives: urgency.minor\nrules:\n- {row}\n")
    with pytest.raises(ContentError, match=f"table.yml: urgency.minor/a.*{fault}"):
        load_rules(tmp_path)


def test_a_table_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "words.yml").write_text("NOT: [not]\n")
    (tmp_path / "broken.yml").write_text("gives: [urgency.minor\nrules: {")
    with pytest.raises(ContentError, match=r"broken\.yml: not readable"):
        load_rules(tmp_path)


def test_the_tables_lie_beside_the_code():
    assert {path.name for path in RULES.iterdir()} == {
        "abuse", "act", "languages", "need", "signs", "urgency", "words.yml",
    }  # fmt: skip
