"""All facts of one message: the grammar's only door."""

from __future__ import annotations

from . import ages, deadlines, money, places, relations
from . import platforms as sites
from .entity import Entity
from .platforms import Platforms
from .words import Words, words_of


def extract(text: str, platforms: Platforms | None = None) -> tuple[Entity, ...]:
    """Return the facts of a cleaned text, in order of place, none overlapping another of its kind."""
    return facts(words_of(text), platforms or sites.standard())


def facts(words: Words, platforms: Platforms) -> tuple[Entity, ...]:
    """The same for words already split."""
    found = [
        *sites.find(words, platforms),
        *places.find(words),
        *ages.find(words),
        *money.find(words),
        *deadlines.find(words),
        *relations.find(words),
    ]
    return tuple(_apart(sorted(found, key=lambda entity: (entity.start, -entity.end, entity.kind))))


def _apart(found: list[Entity]) -> list[Entity]:
    """Keep the first and longest of each kind where two overlap."""
    last: dict[str, int] = {}
    kept = []
    for entity in found:
        if entity.start >= last.get(entity.kind, 0):
            kept.append(entity)
            last[entity.kind] = entity.end
    return kept
