"""What staff may see at once: facts the person gave, in the scheme's names; none of their words."""

from __future__ import annotations

from typing import Any

from bot.dialogue.state import State


def summarise(state: State) -> dict[str, Any]:
    """Return the summary of a conversation; lists hold label names without their group."""
    facts = state.facts
    return {
        "abuse": _names(state, "abuse"),
        "wants": _names(state, "need"),
        "urgency": _names(state, "urgency"),
        "where": list(facts.platforms),
        "who": facts.who,
        "demand": facts.amount,
        "deadline": facts.due,
        "paid": facts.paid,
        "place": facts.place,
        "age": facts.age,
        "band": facts.band,
        "image_minor": facts.image_minor,
        "helping": facts.helped,
        "phone_seen": facts.phone_seen,
        "safe": facts.safe,
        "perpetrator": state.perpetrator,
        "language": state.language,
        "zone": facts.zone,
        "checkins": sorted(clock.due for clock in state.clocks if clock.kind == "checkin"),
        "advised": [card for card in state.said if ":" not in card],
    }


def _names(state: State, group: str) -> list[str]:
    return sorted(label.partition(".")[2] for label in state.labels if label.startswith(f"{group}."))
