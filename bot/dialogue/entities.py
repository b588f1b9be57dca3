"""What a reading found in the words, by kind, and what it says of each."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.wording import plain
from bot.understanding.reading import Reading
from nlu.grammar.entity import Entity
from nlu.grammar.hygiene import clean


def of_kind(reading: Reading, kind: str) -> list[Entity]:
    """Return a reading's entities of one kind, in the order of the text."""
    return [entity for entity in reading.entities if entity.kind == kind]


def values(reading: Reading, kind: str) -> list[str | int | float]:
    """Return the values of a reading's entities of one kind."""
    return [entity.value for entity in of_kind(reading, kind)]


def kinds(reading: Reading) -> set[str]:
    """Return the kinds of what a reading found."""
    return {entity.kind for entity in reading.entities}


def whose(entity: Entity) -> str:
    """Return whose it is: the writer's, the one's whom the matter is about, the one's who did it."""
    return str(entity.extra.get("whose"))


def role(entity: Entity) -> str:
    """Return what somebody named is in the matter: the one who did it, or the one who is helped."""
    return str(entity.extra.get("role"))


def before(draft: Draft, entity: Entity) -> str:
    """Return the words before an entity, in one plain row."""
    return plain(clean(draft.words)[: entity.start])


def after(draft: Draft, entity: Entity) -> str:
    """Return the words after an entity, in one plain row."""
    return plain(clean(draft.words)[entity.end :])


def follows(draft: Draft, entity: Entity, said: re.Pattern[str]) -> bool:
    """Tell whether the words just before an entity are these."""
    return said.search(before(draft, entity)) is not None


def is_my(draft: Draft, entity: Entity) -> bool:
    """Tell whether "my" or "our" stands right before an entity."""
    return before(draft, entity).split()[-1:] in (["my"], ["our"])
