"""Slows down guessing: each try for a name, or from an address, waits longer than the last."""

from __future__ import annotations

from collections.abc import Iterable

# kind: (tries that do not wait, longest wait in seconds). Short enough that nobody can lock a colleague out.
LIMITS = {"name": (5, 60), "address": (20, 300), "code": (5, 300)}
FORGET_AFTER = 3600  # seconds without a try
MOST = 10_000  # keys kept in memory

Key = tuple[str, str]  # kind, what it is


class Throttle:
    """Counts tries by key, in memory; a good sign-in clears its keys."""

    def __init__(self) -> None:
        self._tries: dict[Key, tuple[int, float]] = {}

    def begin(self, keys: Iterable[Key], now: float) -> int:
        """Count a try and return 0, or return the seconds still to wait; counted before the password is looked
        at, so that tries side by side do not slip through."""
        keys = tuple(keys)
        wait = max(self._wait(key, now) for key in keys)
        if wait > 0:
            return wait
        for key in keys:
            count, _ = self._tries.pop(key, (0, 0.0))
            self._tries[key] = (count + 1, now)
        while len(self._tries) > MOST:
            del self._tries[next(iter(self._tries))]
        return 0

    def forget(self, keys: Iterable[Key]) -> None:
        """Clear the count of these keys."""
        for key in keys:
            self._tries.pop(key, None)

    def _wait(self, key: Key, now: float) -> int:
        count, last = self._tries.get(key, (0, now))
        if now - last > FORGET_AFTER:
            del self._tries[key]
            return 0
        free, longest = LIMITS[key[0]]
        if count < free:
            return 0
        wait = min(2 ** min(count - free + 1, 20), longest)
        return max(0, -int(-(last + wait - now) // 1))
