"""What is known better than the model knows it: labels that are taken back before anything is done."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.ages import ADULT
from bot.dialogue.draft import Draft
from bot.dialogue.entities import of_kind
from bot.dialogue.matters import BLACKMAIL, UNDER_AGE

PERSON = frozenset({"need.human"})
ASKED_FOR = BLACKMAIL | {"need.stop_threat"}
SPREAD = frozenset({"abuse.direct_sharing", "abuse.cyberflashing"})
ROWS: tuple[tuple[str, frozenset[str], str], ...] = (  # what was read, the labels it takes back, unless this was heard
    ("sign.bot_question", PERSON, "need.human"),  # "is this a bot?" asks what this is, not for somebody else
    ("need.lawyer", PERSON, "need.human"),  # "can I talk to a lawyer?" asks for the lawyer
    ("sign.no_person", PERSON, "need.human"),  # "no person please" asks for nobody
    ("sign.sent_only", SPREAD, "abuse.direct_sharing"),  # "I sent pics" is no deed of somebody else
    ("sign.recovery_offer", ASKED_FOR, "urgency.sextortion"),  # "he can get it deleted for 200" is another swindle
    ("sign.no_picture", BLACKMAIL, "urgency.sextortion"),  # blackmail without a picture is another matter
)
FEARS = "sign.fears_parents"
SELF_HARM = frozenset({"urgency.self_harm"})
DANGER = frozenset({"urgency.physical_danger"})
LIKELIER = 0.5  # than not: how sure the model alone must be of what the person has said not to be


def take_back(draft: Draft) -> None:
    """Leave out of the reading what cannot be meant, unless a rule of the screen says that it is."""
    for read, labels, unless in ROWS:
        found = draft.heard(read) if read.startswith("sign.") else draft.has(read)
        if found and not draft.heard(unless):
            _leave(draft, labels)
    if draft.heard(FEARS) and _is_young(draft) and not draft.heard("urgency.physical_danger"):
        draft.unhear(DANGER)  # "my dad would kill me": all the young say so, and it is asked whether home is safe
    if (
        draft.heard("sign.not_suicidal")
        and not draft.heard("urgency.self_harm")
        and _doubted(draft, "urgency.self_harm")
    ):
        draft.unhear(SELF_HARM)
    if draft.state.facts.band == "adult" and not _names_child(draft):
        draft.unhear(UNDER_AGE)  # "my parents should not know", by somebody of 28


def _names_child(draft: Draft) -> bool:
    """Tell whether an age under 18 or a rule says so, or the model is surer than not."""
    young = any(int(age.value) < ADULT for age in of_kind(draft.reading, "age"))
    return young or draft.heard("urgency.minor") or not _doubted(draft, "urgency.minor")


def _doubted(draft: Draft, label: str) -> bool:
    """Tell whether the model thinks a label no likelier than not."""
    return draft.reading.confidence.get(label, 1.0) < LIKELIER


def _is_young(draft: Draft) -> bool:
    return draft.state.facts.helped is None and (draft.state.facts.band == "minor" or draft.has("urgency.minor"))


def _leave(draft: Draft, labels: frozenset[str]) -> None:
    draft.unhear(labels)
    if labels is BLACKMAIL and not draft.reading.labels:
        draft.reading = replace(draft.reading, act="out_of_scope", act_confidence=1.0)
