"""Violence now or near: the emergency number first, then whether it is safe to write."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows import crisis


def start(draft: Draft) -> None:
    """Answer danger: the number to ring, then tech-safety before any step on the phone."""
    draft.say("danger.first", emergency=crisis.emergency(draft))
    if draft.was_said("danger.tech_safety"):
        return
    if draft.state.facts.who in ("ex", "partner", "family"):
        draft.say("danger.tech_safety")
