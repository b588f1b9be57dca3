"""From counts to what a report shows: shares, percentiles, small cells hidden so that nobody is recognised; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.console.times import lasting
from bot.handoff.policy import Policy
from bot.store.reports import Figure
from bot.triage.levels import Level

FEWEST = 5  # a smaller count could point to somebody
HIDDEN = f"fewer than {FEWEST}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: `share` of the longest in percent; a hidden count shows neither its number nor its length."""

    label: str
    words: str
    share: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Speed:
    """How soon a level was answered: median, the slow tenth, and how many were in time."""

    level: str
    p50: str
    p90: str
    met: str
    share: int


def bars(counts: Mapping[str, int], words: Callable[[str], str]) -> tuple[Bar, ...]:
    """Return counts as bars, longest first; when one alone would be hidden the next smallest is hidden too, since a
    total would give it away."""
    rows = sorted(((key, n) for key, n in counts.items() if n), key=lambda row: (-row[1], row[0]))
    hidden = {key for key, n in rows if n < FEWEST}
    if len(hidden) == 1 and len(rows) > 1:
        hidden.add(next(key for key, _ in reversed(rows) if key not in hidden))
    longest = max((n for key, n in rows if key not in hidden), default=1)
    return tuple(
        Bar(words(key), HIDDEN if key in hidden and counts[key] < FEWEST else "hidden with it", 0, hidden=True)
        if key in hidden else Bar(words(key), str(n), 100 * n // longest)
        for key, n in rows
    )  # fmt: skip


def columns(counts: Mapping[int, int], slots: Iterable[int]) -> tuple[Bar, ...]:
    """Return one column for each slot, small ones hidden."""
    found = [(slot, counts.get(slot, 0)) for slot in slots]
    longest = max((n for _, n in found if n >= FEWEST), default=1)
    return tuple(
        Bar(f"{slot:02}", HIDDEN, 0, hidden=True) if 0 < n < FEWEST else Bar(f"{slot:02}", str(n), 100 * n // longest)
        for slot, n in found
    )


def speeds(found: Sequence[Figure], policy: Policy, words: Callable[[str], str]) -> tuple[Speed, ...]:
    """Return how soon each level got its first word of a human."""
    return tuple(
        _speed(level, [one for one in found if one.level is level and one.answered is not None], policy, words)
        for level in reversed(Level) if any(one.level is level for one in found)
    )  # fmt: skip


def percentile(values: Sequence[int], share: float) -> int:
    """Return the value that a `share` of the values does not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def in_time(one: Figure, policy: Policy) -> bool:
    """Tell whether a case was answered within its target."""
    if one.answered is None:
        return False
    target = policy.targets[one.level]
    urgent = one.level in (Level.EMERGENCY, Level.URGENT)
    return one.answered <= (one.opened + target if urgent else policy.hours.after(one.opened, target))


def _speed(level: Level, answered: list[Figure], policy: Policy, words: Callable[[str], str]) -> Speed:
    name = words(f"level.{level}")
    if len(answered) < FEWEST:
        return Speed(name, "too few", "too few", "too few", 0)
    waits = [one.answered - one.opened for one in answered if one.answered is not None]
    share = 100 * sum(in_time(one, policy) for one in answered) // len(answered)
    return Speed(name, lasting(percentile(waits, 0.5)), lasting(percentile(waits, 0.9)), f"{share} %", share)
