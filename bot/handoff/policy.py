"""How long each level may wait and be silent: the tables of the queue, made from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.store.cases import Case
from bot.triage.hours import Hours, parse_holidays, parse_windows
from bot.triage.levels import Level

MINUTE, HOUR = 60, 3600
AGAIN = {Level.EMERGENCY: 5 * MINUTE, Level.URGENT: HOUR}  # a missed case is told again after so long, until taken


@dataclass(frozen=True, slots=True)
class Policy:
    """Targets and limits in seconds; the target of a hand-off counts working hours only."""

    targets: Mapping[Level, int]
    silent: Mapping[Level, int]
    hours: Hours
    grace: int
    look_again: int
    reopen: int

    def due(self, case: Case, share: float = 1.0) -> int | None:
        """Return when a `share` of a case's target has passed; None when nobody owes the person a word."""
        if case.since is None:
            return None
        start, target = max(case.since, case.ranked), int(self.targets[case.level] * share)
        if case.level in (Level.EMERGENCY, Level.URGENT):
            return start + target
        return self.hours.after(start, target)


def policy_of(config: Config) -> Policy:
    """Return the policy that the settings say."""
    handoff, silent = config.target_handoff_hours * HOUR, config.silent_handoff_minutes * MINUTE
    return Policy(
        targets={
            Level.EMERGENCY: config.target_emergency_minutes * MINUTE,
            Level.URGENT: config.target_urgent_minutes * MINUTE,
            Level.HANDOFF: handoff, Level.NONE: handoff,
        },
        silent={
            Level.EMERGENCY: config.silent_emergency_minutes * MINUTE,
            Level.URGENT: config.silent_urgent_minutes * MINUTE,
            Level.HANDOFF: silent, Level.NONE: silent,
        },
        hours=hours_of(config), grace=config.shift_grace_minutes * MINUTE,
        look_again=config.look_again_hours * HOUR, reopen=config.reopen_hours * HOUR,
    )  # fmt: skip


def hours_of(config: Config) -> Hours:
    """Return the working hours that the settings say."""
    windows, days = parse_windows(config.working_hours or ""), parse_holidays(config.holidays or "")
    return Hours(windows, ZoneInfo(config.zone), days)
