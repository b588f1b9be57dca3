"""Violence now or near: the emergency number first, then whether it is safe to write."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows import crisis
from bot.dialogue.flows.care import CLOSE

CHILD = ("danger.helper", "danger.helper_stay")  # for somebody who helps a child


def start(draft: Draft) -> None:
    """Answer danger: the number to ring, then tech-safety before any step on the phone."""
    helping = draft.state.facts.helped is not None and draft.has("need.helping_someone")
    if helping and draft.state.facts.band == "minor" and not draft.has("need.emotional_support"):
        for_child(draft)
        return
    draft.say("danger.first", emergency=crisis.emergency(draft))
    _tech_safety(draft)


def for_child(draft: Draft) -> None:
    """Answer danger to a child whom the writer helps: the number to ring, and what to do until help is there."""
    draft.say("danger.helper", emergency=crisis.emergency(draft))


def placed(draft: Draft, value: str) -> None:
    """Take the country, if there is one, and give its number."""
    draft.change(asking=None, pending=None)
    if value not in ("skip", "other", "ask"):
        draft.learn(place=value)
    stay(draft)


def stay(draft: Draft) -> None:
    """Stay, with the number of the country now known."""
    last = next((card for card in reversed(draft.state.said) if card.startswith("danger.")), "")
    if last in CHILD:
        draft.say("danger.helper_stay", emergency=crisis.emergency(draft))
        return
    draft.say("danger.stay", emergency=crisis.emergency(draft))
    _tech_safety(draft)


def _tech_safety(draft: Draft) -> None:
    if draft.state.facts.who in CLOSE and not draft.full and not draft.was_said("danger.tech_safety"):
        draft.say("danger.tech_safety")
