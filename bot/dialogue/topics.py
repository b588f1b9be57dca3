"""What can be spoken about: the urgent matters, the needs, and the one fact that is missing."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import facts
from bot.dialogue.draft import Draft
from bot.dialogue.flows import care, crisis, danger, evidence, legal, minor, removal, threat

Flow = Callable[[Draft], None]

FIRST: tuple[tuple[tuple[str, ...], Flow], ...] = (  # said first, in this order; the first two stand alone
    (("urgency.self_harm",), crisis.start),
    (("urgency.physical_danger",), danger.start),
    (("urgency.minor", "abuse.child_image"), minor.start),
    (("abuse.sextortion", "abuse.threat_to_share", "need.stop_threat"), threat.start),
)
NEEDS: dict[str, Flow] = {  # in the order they are answered when several are asked
    "removal": removal.start,
    "evidence": evidence.start,
    "account_safety": care.account,
    "police": legal.police,
    "legal_info": legal.law,
    "lawyer": legal.lawyer,
    "emotional_support": care.support,
    "helping_someone": care.helper,
    "information": care.information,
    "stop_threat": threat.start,
}


def urgent(draft: Draft) -> None:
    """Say what cannot wait; self-harm or danger leaves no room for other steps."""
    if facts.did_it(draft.reading) and not draft.has("urgency.self_harm", "urgency.physical_danger"):
        return
    for labels, flow in FIRST:
        if draft.has(*labels):
            flow(draft)
            if flow in (crisis.start, danger.start):
                return


def question(draft: Draft, emergency: bool) -> None:
    """Ask the one missing fact on which the next step depends."""
    state = draft.state
    abuse = any(label.startswith("abuse.") for label in state.labels)
    if emergency or state.asking or state.perpetrator or not abuse or not draft.reading.labels:
        return
    if state.facts.band == "unknown" and draft.ask("age", "ask.age"):
        return
    if state.facts.who is None and state.labels & {"abuse.sextortion", "abuse.threat_to_share"}:
        draft.ask("who", "ask.who")
