"""What the facts of a message amount to, as signs that rules can ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from nlu.grammar.deadlines import due
from nlu.grammar.entity import Entity

ADULT = 18
SOON = timedelta(days=8)


def signs_of(entities: tuple[Entity, ...], now: datetime) -> set[str]:
    """Return the name of every sign in SIGNS that some entity shows."""
    return {name for name, kind, shows in SIGNS for entity in entities if entity.kind == kind and shows(entity, now)}


def _under_age(entity: Entity) -> bool:
    return int(entity.value) < ADULT and entity.extra.get("whose") in ("writer", "subject", "unknown")


def _is_soon(entity: Entity, now: datetime) -> bool:
    return due(str(entity.value), now) - now <= SOON


SIGNS: tuple[tuple[str, str, Callable[[Entity, datetime], bool]], ...] = (
    (
        "minor_writer",
        "age",
        lambda e, _: int(e.value) < ADULT and (e.extra["whose"], e.extra["when"]) == ("writer", "now"),
    ),
    (
        "minor_subject",
        "age",
        lambda e, _: int(e.value) < ADULT and (e.extra["whose"], e.extra["when"]) == ("subject", "now"),
    ),
    (
        "minor_unknown",
        "age",
        lambda e, _: int(e.value) < ADULT and (e.extra["whose"], e.extra["when"]) == ("unknown", "now"),
    ),
    ("minor_image", "age", lambda e, _: _under_age(e) and e.extra["when"] == "image"),
    (
        "adult_writer",
        "age",
        lambda e, _: int(e.value) >= ADULT and (e.extra["whose"], e.extra["when"]) == ("writer", "now"),
    ),
    ("deadline_threat", "deadline", lambda e, now: e.extra["about"] == "threat" and _is_soon(e, now)),
    ("deadline_own_case", "deadline", lambda e, now: e.extra["about"] == "own_case" and _is_soon(e, now)),
    ("deadline_unknown", "deadline", lambda e, now: e.extra["about"] == "unknown" and _is_soon(e, now)),
    ("amount", "amount", lambda e, _: True),
    ("platform", "platform", lambda e, _: True),
)
