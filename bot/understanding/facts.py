"""What the facts of a message amount to, as signs that rules can ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from nlu.grammar.due import due
from nlu.grammar.entity import Entity
from nlu.grammar.words import Words

Shows = Callable[[Entity, datetime], bool]
ADULT = 18
SHORT = 9  # words and punctuation marks: a greeting, a yes, a thank-you
SOON = timedelta(days=8)


def signs_of(words: Words, entities: tuple[Entity, ...], now: datetime) -> set[str]:
    """Return the name of every sign in SIGNS that some entity shows, and `short` for a message of few words."""
    signs = {name for name, kind, shows in SIGNS for entity in entities if entity.kind == kind and shows(entity, now)}
    return signs | {"short"} if len(words.words) <= SHORT else signs


def _age(entity: Entity, whose: str, when: str) -> bool:
    return entity.extra["whose"] == whose and entity.extra["when"] == when


def _minor(entity: Entity) -> bool:
    return int(entity.value) < ADULT and not entity.extra["school"]


def _is_soon(entity: Entity, now: datetime) -> bool:
    return due(str(entity.value), now) - now <= SOON


def _about(about: str) -> Shows:
    return lambda entity, now: entity.extra["about"] == about and _is_soon(entity, now)


SIGNS: tuple[tuple[str, str, Shows], ...] = (
    ("minor_writer", "age", lambda e, _: _minor(e) and _age(e, "writer", "now")),
    ("minor_subject", "age", lambda e, _: _minor(e) and _age(e, "subject", "now")),
    ("minor_unknown", "age", lambda e, _: _minor(e) and _age(e, "unknown", "now")),
    (
        "minor_image",
        "age",
        lambda e, _: int(e.value) < ADULT and e.extra["when"] == "image" and e.extra["whose"] != "offender",
    ),
    ("school_stage", "age", lambda e, _: int(e.value) < ADULT and e.extra["when"] == "now" and bool(e.extra["school"])),
    ("adult_writer", "age", lambda e, _: int(e.value) >= ADULT and _age(e, "writer", "now")),
    ("deadline_threat", "deadline", _about("threat")),
    ("deadline_own_case", "deadline", _about("own_case")),
    ("deadline_unknown", "deadline", _about("unknown")),
    ("deadline_other", "deadline", _about("other")),
    ("amount", "amount", lambda e, _: True),
    ("platform", "platform", lambda e, _: True),
)
