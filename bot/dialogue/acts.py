"""What a message does (greets, thanks, says yes, wants out), and when that is sure enough to act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.dialogue import facts
from bot.dialogue.draft import Draft
from bot.triage.levels import Level

PLAIN = "report"  # what a message does of which nothing more is believed
NEVER = 2.0
FEW = 4  # words up to which a fact is an answer, whatever was asked
ANSWERS = {"place": "country", "age": "age", "who": "relationship", "platform": "platform", "what": "platform"}
FACTS = frozenset({"country", "age", "platform"})
CHAT = frozenset({"greet", "thanks", "goodbye", "affirm", "deny", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class Policy:
    """From which calibrated probability an act is acted on, alone and when a rule of the screen heard it too; what it
    yields to in any case, and what it yields to unless the screen heard it."""

    least: float
    heard: float = NEVER
    yields: frozenset[str] = frozenset()
    unless_heard: frozenset[str] = frozenset()


POLICY = {  # to stop or hide is believed soonest: to miss it endangers, to erase by mistake cannot be undone
    "exit": Policy(0.6, 0.0, unless_heard=frozenset({"need", "form", "answer", "question", "emergency"})),
    "erase": Policy(0.75, 0.3, unless_heard=frozenset({"need", "abuse", "answer", "question"})),
    "perpetrator": Policy(facts.SURE, unless_heard=frozenset({"helper"})),
    "out_of_scope": Policy(0.6, 0.3, yields=frozenset({"matter", "label", "answer", "question", "language"})),
    "greet": Policy(0.8, 0.0, yields=frozenset({"answer"}), unless_heard=frozenset({"grave", "language"})),
    "thanks": Policy(0.8, 0.0, yields=frozenset({"answer"}), unless_heard=frozenset({"grave", "language"})),
    "goodbye": Policy(0.8, 0.0, yields=frozenset({"answer"}), unless_heard=frozenset({"grave", "language"})),
    "affirm": Policy(0.6, yields=frozenset({"answer"})),
    "deny": Policy(0.6, yields=frozenset({"answer"})),
}


def settle(draft: Draft) -> None:
    """Leave of a reading's act only what is acted on; words that the screen knows for hiding win over small talk."""
    reading = draft.reading
    if reading.act in CHAT and not reading.labels and _heard(draft, "exit"):
        draft.reading = replace(reading, act="exit")
    elif not _trusted(draft):
        # Who wants something gone, in the middle of a matter, and does not mean our data, means the picture.
        gone = {"need.removal"} if reading.act == "erase" and _matter(draft) and not AGAINST["form"](draft) else set()
        draft.reading = replace(reading, act=PLAIN, labels=reading.labels | gone)


def _trusted(draft: Draft) -> bool:
    policy, sure = POLICY.get(draft.reading.act), draft.reading.act_confidence
    if policy is None:
        return True
    heard = _heard(draft, draft.reading.act)
    against = policy.yields if heard else policy.yields | policy.unless_heard
    enough = sure >= policy.least or (heard and sure >= policy.heard)
    return enough and not any(AGAINST[name](draft) for name in against)


def _heard(draft: Draft, act: str) -> bool:
    return draft.heard(f"act.{act}")


def _answers(draft: Draft) -> bool:
    # A country or an age in a word or two is an answer, also to a question that a card asked in passing.
    kinds = {entity.kind for entity in draft.reading.entities}
    short = len(draft.words.split()) <= FEW and bool(kinds & FACTS)
    return short or ANSWERS.get(draft.state.asking or "") in kinds


def _matter(draft: Draft) -> bool:
    labels = draft.state.labels | draft.reading.labels
    return any(label.startswith(("abuse.", "urgency.")) for label in labels)


AGAINST: dict[str, Callable[[Draft], bool]] = {
    "need": lambda draft: bool(draft.reading.names("need")),
    "abuse": lambda draft: bool(draft.reading.names("abuse")),
    "label": lambda draft: bool(draft.reading.labels),
    "answer": _answers,
    "question": lambda draft: any(map(draft.heard, ("sign.privacy_question", "sign.block_question"))),
    "form": lambda draft: draft.state.asking == "form",
    "matter": _matter,
    "grave": lambda draft: draft.state.level.rank >= Level.URGENT.rank,
    "emergency": lambda draft: draft.has("urgency.self_harm", "urgency.physical_danger"),
    "helper": lambda draft: draft.state.facts.helped is not None,
    "language": lambda draft: draft.reading.language != "en",
}
