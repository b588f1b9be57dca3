"""What is typed while a question is open: taken as its answer where it is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import ages, choices, people, yes_no
from bot.dialogue.draft import Draft
from bot.dialogue.entities import values
from bot.dialogue.flows import care, child_safety, crisis, removal, removal_words
from bot.dialogue.state import State
from bot.dialogue.topics import late
from bot.triage.levels import Level

NO_ANSWER = ("erase", "exit", "perpetrator")  # acts that are never an age
ANSWERS = ("report", "affirm", "deny")  # acts that may be an answer
WHY = re.compile(  # asks what the question is for
    r"^(?:but |and )?why\b.{0,40}$|\bwhat for\b|\bwhy do (?:you|u)\b|\bdo i have to\b"
)
WHY_ASKED = {"age": "ask.age", "place": "ask.country", "who": "ask.who", "helped": "helper.ask"}
SKIPPED = ("age", "place", "who")  # may be left open by an "idk"


def answered(draft: Draft, known: State) -> bool:
    """Take the text as the answer to the open question when it is one, and go on; `known` is what was before."""
    asking = draft.state.asking
    if asking is None or asking not in QUESTIONS:
        return False
    if asking in WHY_ASKED and WHY.search(draft.words.casefold()):
        draft.say(WHY_ASKED[asking])  # which says what it is for; the question stays open
        return True
    if asking == "age" and removal_words.asks_link(draft.words):
        _add(draft, "need.removal")
    value = _value(draft, asking)
    if value is None or not _may_answer(draft, asking):
        return False
    if asking != "platform" and draft.state.level is not Level.EMERGENCY:
        late(draft, known)  # "He is my ex. I am 33" answers more than it was asked
    QUESTIONS[asking][1](draft, value)
    return True


def _add(draft: Draft, label: str) -> None:
    # "I am 44. Just the link": what is asked beside an answer is heard, whatever the reader saw.
    draft.reading = replace(draft.reading, labels=draft.reading.labels | {label})
    draft.change(labels=draft.state.labels | {label})


def _value(draft: Draft, asking: str) -> str | None:
    if asking in SKIPPED and not draft.reading.labels and yes_no.unsure(draft.words):
        return "skip"  # "idk" looks like a yes or a no to the model
    return QUESTIONS[asking][0](draft)


def _may_answer(draft: Draft, asking: str) -> bool:
    # "26, ohio" has no words that say what it does: a guessed act does not take an age for something else.
    act = draft.reading.act
    if asking in SKIPPED and act not in NO_ANSWER and yes_no.unsure(draft.words):
        return True
    return act in ANSWERS or (asking == "age" and act not in NO_ANSWER and ages.tells(draft))


def _age(draft: Draft) -> str | None:
    if draft.reading.labels - {"urgency.minor"}:
        return None
    if ages.tells(draft):
        band = draft.state.facts.band  # taken from this very message
        return band if band != "unknown" else None
    # "May I ask your age?" is answered by an age: a yes or a no tells none, so that no child is taken for an adult.
    agreed = "skip" if draft.was_said("ask.how_old") else "yes"  # which is asked once
    return {"affirm": agreed, "deny": "skip"}.get(draft.reading.act)


def _country(draft: Draft) -> str | None:
    told = draft.state.facts.place if draft.state.facts.place != draft.known.facts.place else None
    return next(map(str, values(draft.reading, "country")), told)


def _what(draft: Draft) -> str | None:
    return next(iter(draft.reading.names("abuse")), None)


QUESTIONS: dict[str, tuple[Callable[[Draft], str | None], Callable[[Draft, str], None]]] = {  # how it is read, taken
    "age": (_age, choices.age),
    "place": (_country, choices.place),
    "what": (_what, choices.what),
    "matter": (_what, choices.law),
    "who": (people.doer, choices.who),
    "platform": (removal.named, removal.chosen),
    "child_safe": (child_safety.typed, choices.child_safe),
    "helped": (care.typed_role, care.role),
    "whose": (care.typed_whose, choices.whose),
    "crisis": (crisis.typed, crisis.answered),
}
