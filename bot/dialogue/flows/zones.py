"""The person's time zone: as they said, or the only one of their country; asked for where neither tells."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows.questions import Question
from bot.documents.times import zone_of

WHERE = re.compile(  # before a city or zone: "i'm in"
    r"^(?:i am|i'm|im|i’m|i live|we are|we're|i go by|living|near)? ?(?:in|at|on|near|by)? ", re.IGNORECASE
)


def own(draft: Draft) -> str | None:
    """Return the person's zone: as they said, or the only one of their country."""
    return draft.content.zones.only(draft.state.facts.zone, draft.state.facts.place)


def take(draft: Draft, name: str | None) -> str | None:
    """Keep the person's time zone; None when there is none of this name."""
    if name is None or zone_of(name) is None:
        return None
    draft.learn(zone=name)
    return name


def _read(draft: Draft) -> str | None:
    return take(draft, draft.content.zones.find(WHERE.sub("", draft.words.strip(" .!"))))


def _buttons(draft: Draft) -> tuple[str, ...]:
    zones = draft.content.zones
    return tuple(f"zone:{name}" for name in zones.of_place(draft.state.facts.place) or zones.common)


QUESTION = Question("form.zone", _read, _buttons, "plain")
