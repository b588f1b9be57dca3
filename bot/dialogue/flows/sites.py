"""Which of the apps and sites we know a form is about: in typed words, in what was read, on its buttons."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.entities import values
from bot.dialogue.flows import fields

GROUPS = frozenset({"leak_forums"})  # places that stand for many sites: their name is nobody's


def known(draft: Draft) -> tuple[str, ...]:
    """Return the places named so far that are one site each."""
    places = draft.content.platforms
    return tuple(id for id in draft.state.facts.platforms if id in places and id not in GROUPS)


def spot(draft: Draft) -> str | None:
    """Return the name of the one site that the words are, and nothing more."""
    words = fields.plain(draft.words)
    id = next((id for id, place in draft.content.platforms.items()
               if words in (fields.plain(name) for name in (place.name, *place.aliases))), None)  # fmt: skip
    return draft.content.platforms[id].name if id and id not in GROUPS else None


def told(draft: Draft) -> str | None:
    """Return the place of ours that this message names; None when it names none, or several."""
    named = [str(value) for value in values(draft.reading, "platform")]
    return named[0] if len(named) == 1 and named[0] in draft.content.platforms else None
