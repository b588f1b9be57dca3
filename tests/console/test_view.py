"""What staff read is right: spans, the history told once, every code in words."""

import pytest

from bot.console.facts import FACTS, facts_of
from bot.console.times import lasting
from bot.console.view import history
from bot.console.words import ADVICE, EVENTS
from bot.dialogue.state import State
from bot.handoff.summary import summarise
from bot.store.cases import CaseEvent
from bot.store.staff import Member
from bot.triage.status import Event
from bot.understanding.language import KNOWN, UNKNOWN

ADA = Member("ada", "Ada", "advocate", False)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "less than a minute"), (59, "less than a minute"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"),
     (3660, "1 h 1 min"), (86399, "23 h 59 min"), (86400, "1 day"), (2 * 86400 + 7200, "2 days 2 h"),
     (5 * 86400 + 7200, "5 days")],
)  # fmt: skip
def test_spans_are_told_to_the_precision_that_matters(seconds, words):
    assert lasting(seconds) == words


def test_the_history_is_newest_first_and_tells_repeated_things_once(content):
    events = [
        CaseEvent("open", None, 1, "urgent"), CaseEvent("claim", "ada", 2, None), CaseEvent("message", None, 3, None),
        CaseEvent("message", None, 4, None), CaseEvent("close", "bea", 5, "advised"),
    ]  # fmt: skip
    told = [(past.words, past.at, past.times) for past in history(events, ADA, content)]
    assert told == [
        ("Bea closed the case: Advised: they can go on by themselves", 5, 1), ("The person wrote", 4, 2),
        ("You took the case", 2, 1), ("Case opened", 1, 1),
    ]  # fmt: skip


def test_every_move_of_a_case_has_its_words():
    assert set(Event) <= set(EVENTS)


def test_every_piece_of_advice_has_cards(content):
    assert set(ADVICE) <= {card.partition(".")[0] for card in content.cards}


def test_the_summary_of_an_empty_conversation_can_be_read(content):
    assert 0 < len(facts_of(summarise(State()), content, 0)) <= len(FACTS)


def test_every_language_the_screen_knows_has_its_words(content):
    codes = {language.iso_code_639_1.name.lower() for language in KNOWN} - {"en"}
    assert {f"language.{code}" for code in codes | {UNKNOWN}} <= set(content.labels)
