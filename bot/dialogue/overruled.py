"""What is known better than the model knows it: labels that are taken back before anything is done."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.ages import ADULT
from bot.dialogue.draft import Draft
from bot.dialogue.entities import of_kind
from bot.dialogue.matters import BLACKMAIL, UNDER_AGE

PERSON = frozenset({"need.human"})
DANGER = frozenset({"urgency.physical_danger"})
FAKE = frozenset({"abuse.deepfake"})
ASKED_FOR = BLACKMAIL | {"need.stop_threat"}
SPREAD = frozenset({"abuse.direct_sharing", "abuse.cyberflashing"})
ROWS: tuple[tuple[str, frozenset[str], str], ...] = (  # what was read, the labels it takes back, unless this was heard
    ("sign.bot_question", PERSON, "need.human"),  # "is this a bot?" asks what this is, not for somebody else
    ("sign.bot_question", FAKE, "abuse.deepfake"),  # "are you an AI" tells of no fake
    ("need.lawyer", PERSON, "need.human"),  # "can I talk to a lawyer?" asks for the lawyer
    ("sign.no_person", PERSON, "need.human"),  # "no person please" asks for nobody
    ("sign.sent_only", SPREAD, "abuse.direct_sharing"),  # "I sent pics" is no deed of somebody else
    ("sign.recovery_offer", ASKED_FOR, "urgency.sextortion"),  # "he can get it deleted for 200" is another swindle
    ("sign.safe_now", DANGER, "urgency.physical_danger"),  # "yes hes safe", as was asked
    ("sign.no_picture", BLACKMAIL, "urgency.sextortion"),  # blackmail without a picture is another matter
)
FEARS = "sign.fears_parents"
HARMLESS = ("sign.not_suicidal", "sign.everyday", "sign.safe_now")
SELF_HARM = frozenset({"urgency.self_harm"})
LIKELIER = 0.5  # than not: how sure the model alone must be of a child once the person has said to be grown up
ALMOST_SURE = 0.9  # and of self-harm beside harmless words: of ten such findings below it in the folds none was right


def take_back(draft: Draft) -> None:
    """Leave out of the reading what cannot be meant, unless a rule of the screen says that it is."""
    for read, labels, unless in ROWS:
        found = draft.heard(read) if read.startswith("sign.") else draft.has(read)
        if found and not draft.heard(unless):
            _leave(draft, labels)
    if draft.heard(FEARS) and _is_young(draft) and not draft.heard("urgency.physical_danger"):
        draft.unhear(DANGER)  # "my dad would kill me": all the young say so, and it is asked whether home is safe
    if any(map(draft.heard, HARMLESS)) and not _at_stake(draft):
        draft.unhear(SELF_HARM)  # "im not suicidal, just angry", "took my meds late today", "im not in any danger"
    if draft.state.facts.band == "adult" and not _names_child(draft):
        draft.unhear(UNDER_AGE)  # "my parents should not know", by somebody of 28


def _names_child(draft: Draft) -> bool:
    """Tell whether an age under 18 or a rule says so, or the model is surer than not."""
    young = any(int(age.value) < ADULT for age in of_kind(draft.reading, "age"))
    return young or draft.heard("urgency.minor") or draft.reading.confidence.get("urgency.minor", 1.0) >= LIKELIER


def _at_stake(draft: Draft) -> bool:
    """Tell whether a rule says that life is at stake, or the model is almost sure of it."""
    sure = draft.reading.confidence.get("urgency.self_harm", 1.0) >= ALMOST_SURE
    return sure or draft.heard("urgency.self_harm")


def _is_young(draft: Draft) -> bool:
    return draft.state.facts.helped is None and (draft.state.facts.band == "minor" or draft.has("urgency.minor"))


def _leave(draft: Draft, labels: frozenset[str]) -> None:
    draft.unhear(labels)
    if labels is BLACKMAIL and not draft.reading.labels:
        draft.reading = replace(draft.reading, act="out_of_scope", act_confidence=1.0)
