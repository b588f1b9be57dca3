"""Telegram's sending limits, kept so that no order of arrival can break them."""

from __future__ import annotations

from collections import defaultdict

Limit = tuple[int, float]  # so many, in so many seconds
OVERALL: Limit = (30, 1.0)
CHAT: Limit = (1, 1.0)
GROUP: Limit = (20, 60.0)


class Limits:
    """Slots: a message holds one from its start until the window has passed since its end.

    Telegram gets it somewhere between, so it can never count more messages in a window than there are slots.
    """

    def __init__(self, overall: Limit = OVERALL, chat: Limit = CHAT, group: Limit = GROUP) -> None:
        self._overall, self._chat, self._group = overall, chat, group
        self._under_way: dict[str, int] = defaultdict(int)
        self._freed_at: dict[str, list[float]] = defaultdict(list)

    def take(self, chat: str, *, group: bool, now: float) -> bool:
        """Take a slot for a message to `chat`; False when it has to wait."""
        windows = self._windows(chat, group)
        if not all(self._has_room(name, limit, now) for name, limit in windows):
            return False
        for name, _ in windows:
            self._under_way[name] += 1
        return True

    def give_back(self, chat: str, *, group: bool, now: float) -> None:
        """Say that Telegram has answered: the slots are free again once their windows have passed."""
        for name, (_, seconds) in self._windows(chat, group):
            self._under_way[name] -= 1
            self._freed_at[name].append(now + seconds)

    def is_full(self, now: float) -> bool:
        """Return whether nothing at all may start now."""
        return not self._has_room("", self._overall, now)

    def free_in_group(self, chat: str, now: float) -> int:
        """Return how many messages a group may still get in its present window."""
        name = f"group {chat}"
        resting = [time for time in self._freed_at.get(name, ()) if time > now]
        return self._group[0] - self._under_way.get(name, 0) - len(resting)

    def next_free(self, now: float) -> float:
        """Return the seconds until the next slot frees itself, infinite when none will."""
        self._forget(now)
        return min((times[0] - now for times in self._freed_at.values()), default=float("inf"))

    def _windows(self, chat: str, group: bool) -> list[tuple[str, Limit]]:
        return [("", self._overall), (chat, self._chat), *([(f"group {chat}", self._group)] if group else [])]

    def _has_room(self, name: str, limit: Limit, now: float) -> bool:
        resting = [time for time in self._freed_at.get(name, ()) if time > now]
        return self._under_way.get(name, 0) + len(resting) < limit[0]

    def _forget(self, now: float) -> None:
        for name in list(self._freed_at):
            self._freed_at[name] = [time for time in self._freed_at[name] if time > now]
            if not self._freed_at[name]:
                del self._freed_at[name]
        for name in [name for name, count in self._under_way.items() if not count]:
            del self._under_way[name]
