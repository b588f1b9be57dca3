"""What is due in the queue now: whom to alert, warn or relieve; a pure function of cases, crew and clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bot.handoff.duty import Crew
from bot.handoff.policy import AGAIN, Policy
from bot.store.cases import Case
from bot.triage.status import Status

NEVER = 1 << 62  # seconds; nobody owes a word, so it comes last


class Stage(IntEnum):
    """How far staff were told of a waiting case."""

    NONE = 0
    HALF = 1  # half the target is gone: the shift knows
    MISSED = 2  # the target is missed: everyone knows


SHARES = ((Stage.HALF, 0.5), (Stage.MISSED, 1.0))  # of the target


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell staff that a case still waits."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Warn:
    """Tell the holder that they have been silent."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Give the case back to the queue: its holder is `silent`, `off_shift` or `gone`."""

    reason: str


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Bring a quiet case back into sight."""


Action = Alert | Warn | TakeBack | LookAgain


def in_order(cases: Iterable[Case]) -> list[Case]:
    """Return cases as they are to be worked: by level, then time left to the target, then age."""
    # Within a level every case has the same target: the clock that started first has the least time left.
    return sorted(cases, key=lambda case: (-case.level.rank, _clock(case), case.opened, case.id))


def due_now(cases: Iterable[Case], crew: Crew, policy: Policy, now: int) -> list[tuple[Case, Action]]:
    """Return what is due, the most urgent case first; at most one action a case."""
    found = ((case, next_action(case, crew, policy, now)) for case in in_order(cases))
    return [(case, action) for case, action in found if action is not None]


def next_action(case: Case, crew: Crew, policy: Policy, now: int) -> Action | None:
    """Return what is due for one case now, if anything."""
    if case.status is Status.CLOSED:
        return None
    held = _of_holder(case, crew, policy, now) if case.status.held else _of_queue(case, policy, now)
    if held is None and case.since is None and now - max(case.heard, case.acted or 0) >= policy.look_again:
        return LookAgain()
    return held


def _of_holder(case: Case, crew: Crew, policy: Policy, now: int) -> Action | None:
    acted, limit = case.acted or case.opened, policy.silent[case.level]
    if not crew.knows(case.advocate):
        return TakeBack("gone")
    if case.advocate not in crew.on_duty and now - acted >= policy.grace:
        return TakeBack("off_shift")
    if case.since is None:
        return None
    if case.warned is not None:
        return TakeBack("silent") if now - case.warned >= limit else None
    return Warn() if now - max(acted, case.since) >= limit else None


def _of_queue(case: Case, policy: Policy, now: int) -> Action | None:
    if case.since is None:
        return None
    stage = max((stage for stage, share in SHARES if now >= (policy.due(case, share) or 0)), default=Stage.NONE)
    if stage > case.alerted:
        return Alert(stage)
    again = AGAIN.get(case.level)
    if again and case.alerted == Stage.MISSED and now - (case.alerted_at or 0) >= again:
        return Alert(Stage.MISSED)
    return None


def _clock(case: Case) -> int:
    return NEVER if case.since is None else max(case.since, case.ranked)
