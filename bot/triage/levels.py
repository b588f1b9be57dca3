"""How much cannot wait, and the tables that decide it."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum


class Level(StrEnum):
    """The triage levels, calm to urgent."""

    NONE = "none"
    HANDOFF = "handoff"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """Place in the order none < handoff < urgent < emergency."""
        return list(Level).index(self)


class Queue(StrEnum):
    """Who works a case."""

    HUMAN = "human"
    LAWYER = "lawyer"


RULES: tuple[tuple[Level, frozenset[str]], ...] = (  # first row wholly present wins: the order is the policy
    (Level.EMERGENCY, frozenset({"urgency.self_harm"})),
    (Level.EMERGENCY, frozenset({"urgency.physical_danger"})),
    (Level.URGENT, frozenset({"urgency.minor"})),
    (Level.URGENT, frozenset({"urgency.sextortion"})),
    (Level.URGENT, frozenset({"abuse.threat_to_share", "urgency.deadline"})),
    (Level.HANDOFF, frozenset({"need.human"})),
    (Level.HANDOFF, frozenset({"need.lawyer"})),
)
UNDER_WAY = "crisis.under_way"  # a reason beside the labels: an attempt has begun, and minutes count


def triage(labels: Set[str]) -> Level:
    """Return the level of a set of labels, written `group.name`."""
    return next((level for level, needed in RULES if needed <= labels), Level.NONE)


def reasons(labels: Set[str]) -> tuple[str, ...]:
    """Return the labels that some row of the table rests on, most urgent row first."""
    hits = [label for _, needed in RULES if needed <= labels for label in sorted(needed)]
    return tuple(dict.fromkeys(hits))


def queue_for(level: Level, labels: Set[str]) -> Queue | None:
    """Return who should take it: a lawyer only when nothing is urgent and no human was asked for."""
    if level is Level.NONE:
        return None
    if level is Level.HANDOFF and "need.lawyer" in labels and "need.human" not in labels:
        return Queue.LAWYER
    return Queue.HUMAN


def highest(one: Level, other: Level) -> Level:
    """Return the more urgent of two levels."""
    return max(one, other, key=lambda level: level.rank)


def step_up(level: Level) -> Level:
    """Return the next more urgent level; an emergency stays one."""
    return list(Level)[min(level.rank + 1, Level.EMERGENCY.rank)]
