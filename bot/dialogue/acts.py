"""What a message does (greets, thanks, says yes, wants out), and when that is sure enough to act on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.dialogue.draft import Draft
from bot.dialogue.entities import kinds
from bot.dialogue.flows import crisis_so_far, danger
from bot.dialogue.matters import BLACKMAIL, EMERGENCY, is_abuse, is_matter
from bot.dialogue.people import SURE, did_it
from bot.dialogue.wording import plain
from bot.triage.levels import Level
from bot.understanding.reading import Reading

PLAIN = "report"  # what a message does of which nothing more is believed
NEVER = 2.0
FEW = 4  # words up to which a fact is an answer, whatever was asked
ANSWERS = {"place": "country", "age": "age", "who": "relationship", "platform": "platform", "what": "platform"}
LEAVES = re.compile(  # plain words for leaving: in an emergency nothing else ends the talk
    r"\b(?:stop|bye|goodbye|good night|g2g|gtg|brb|ttyl|(?:got|have|need) to go|gotta go|hide|close|quit|exit|cancel"
    r"|abort|pause|end|cover|shh+|sshh|later|not now|leave me|(?:can'?t|cannot|can not) (?:talk|type|write))\b"
)
FACTS = frozenset({"country", "age", "platform"})
OWN = ("sign.is_me", "sign.self_blame", "sign.image_of_me")  # the writer is the one in the picture
DOUBTED = 0.5  # what a confession counts for of which it is not clear whose picture it is
ASKED = ("sign.privacy_question", "sign.block_question", "sign.job_question", "sign.hopeless")  # answered on their own
CHAT = frozenset({"greet", "thanks", "goodbye", "affirm", "deny", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class Policy:
    """From which calibrated probability an act is acted on, alone and when a rule of the screen heard it too; what it
    yields to in any case, and what it yields to unless the screen heard it."""

    least: float
    heard: float = NEVER
    yields: frozenset[str] = frozenset()
    unless_heard: frozenset[str] = frozenset()


POLICY = {  # to stop or hide is believed soonest: to miss it endangers; to erase or to accuse by mistake harms for good
    "exit": Policy(0.6, 0.0, yields=frozenset({"calls_off", "in_emergency"}),
                   unless_heard=frozenset({"need", "form", "answer", "question", "emergency", "stays"})),
    "erase": Policy(NEVER, 0.3),
    "perpetrator": Policy(NEVER, SURE, yields=frozenset({"harmed"})),
    "out_of_scope": Policy(0.6, 0.3, yields=frozenset({"matter", "label", "answer", "question", "language", "own"})),
    "greet": Policy(0.8, 0.0, yields=frozenset({"answer"}), unless_heard=frozenset({"grave", "language"})),
    "thanks": Policy(0.8, 0.0, yields=frozenset({"answer"}), unless_heard=frozenset({"grave", "language"})),
    "goodbye": Policy(0.8, 0.0, yields=frozenset({"answer"}), unless_heard=frozenset({"grave", "language"})),
    "affirm": Policy(0.6, yields=frozenset({"answer", "own", "question", "language"})),
    "deny": Policy(0.6, yields=frozenset({"answer", "own", "question", "language"})),
}  # fmt: skip


def settle(draft: Draft) -> None:
    """Leave of a reading's act only what is acted on; words that the screen knows for hiding win over small talk."""
    reading = draft.reading
    chat = reading.act in CHAT and not reading.labels
    leaves = chat or (reading.act == "goodbye" and reading.labels == {"urgency.physical_danger"})
    if leaves and _heard(draft, "exit") and not (_calls_off(draft) or _in_emergency(draft)):
        draft.reading = replace(reading, act="exit")
    elif not _trusted(draft) and reading.act == "perpetrator" and _unclear(draft):
        draft.reading = replace(reading, act_confidence=DOUBTED)
    elif not _trusted(draft):
        # Who wants something gone, in the middle of a matter, and does not mean our data, means the picture.
        meant = reading.act == "erase" and draft.heard("sign.wants_gone") and _matter(draft)
        gone = {"need.removal"} if meant and not AGAINST["form"](draft) else set()
        draft.reading = replace(reading, act=PLAIN, labels=reading.labels | gone)


def goes_first(reading: Reading) -> bool:
    """Tell whether somebody leaves, wants all erased or owns up: that is no answer, whatever was asked."""
    return reading.act in ("exit", "erase") or did_it(reading)


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
    found = kinds(draft.reading)
    short = len(draft.words.split()) <= FEW and bool(found & FACTS)
    return short or ANSWERS.get(draft.state.asking or "") in found


def _unclear(draft: Draft) -> bool:
    """Tell whether a confession leaves open whose picture it is; that is asked once."""
    heard, state = _heard(draft, "perpetrator"), draft.state
    told = draft.reading.act_confidence >= (DOUBTED if heard else SURE)
    asked = state.perpetrator or state.asking == "whose" or "whose" in state.asked
    return told and not asked and (heard or not (_harmed(draft) or state.facts.helped))


def _harmed(draft: Draft) -> bool:
    """Tell whether the message or the talk so far shows the writer as the one who was harmed."""
    threatened = draft.has(*BLACKMAIL) and not draft.heard("sign.not_extortion/own_deed")
    before = not draft.state.perpetrator and is_abuse(draft.state.labels)
    return threatened or before or _own(draft)


def _own(draft: Draft) -> bool:
    return any(map(draft.heard, OWN))


def _calls_off(draft: Draft) -> bool:
    # "Cancel", while somebody waits for a person of the team, is about that person.
    return draft.heard("sign.no_person") and draft.queued


def _in_emergency(draft: Draft) -> bool:
    # "Someone is coming" is then help, or the one they fear: both need an answer with the number in it.
    plainly = draft.reading.language != "en" or LEAVES.search(plain(draft.words))
    calm = crisis_so_far.calm(draft) or danger.calm(draft)
    return draft.state.level is Level.EMERGENCY and not calm and not plainly


def _matter(draft: Draft) -> bool:
    return is_matter(draft.state.labels | draft.reading.labels)


AGAINST: dict[str, Callable[[Draft], bool]] = {
    "need": lambda draft: bool(draft.reading.names("need")),
    "label": lambda draft: bool(draft.reading.labels),
    "answer": _answers,
    "question": lambda draft: any(map(draft.heard, ASKED)),
    "form": lambda draft: draft.state.asking == "form",
    "matter": _matter,
    "grave": lambda draft: draft.state.level.rank >= Level.URGENT.rank,
    "emergency": lambda draft: draft.has(*EMERGENCY),
    "stays": lambda draft: draft.heard("sign.stays_on"),
    "calls_off": _calls_off,
    "in_emergency": _in_emergency,
    "harmed": _harmed,
    "own": _own,
    "language": lambda draft: draft.reading.language != "en",
}
