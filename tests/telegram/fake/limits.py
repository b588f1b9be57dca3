"""Telegram's published sending limits, kept strictly: a call beyond one gets 429 with retry_after."""

import math
from collections import defaultdict, deque

OVERALL = (30, 1.0)
CHAT = (1, 1.0)
GROUP = (20, 60.0)
COUNTED = {"sendMessage", "sendDocument"}
EDITS = {"editMessageText", "editMessageReplyMarkup"}  # counted in groups: Telegram says nothing of them, so be strict


class Limits:
    """Sliding windows over accepted calls; off until somebody turns them on."""

    def __init__(self) -> None:
        self.on = False
        self.refused = 0
        self._seen: dict[str, deque[float]] = defaultdict(deque)

    def wait(self, method: str, chat: int, now: float) -> int:
        """Return 0 and count the call, or the seconds after which to try again."""
        if not self.on or not (method in COUNTED or (method in EDITS and chat < 0)):
            return 0
        windows = [("all", OVERALL), (f"chat {chat}", CHAT)]
        if chat < 0:
            windows.append((f"group {chat}", GROUP))
        waits = [self._room(name, limit, now) for name, limit in windows]
        if longest := max(waits):
            self.refused += 1
            return math.ceil(longest)
        for name, _ in windows:
            self._seen[name].append(now)
        return 0

    def _room(self, name: str, limit: tuple[int, float], now: float) -> float:
        count, seconds = limit
        seen = self._seen[name]
        while seen and seen[0] <= now - seconds:
            seen.popleft()
        return 0.0 if len(seen) < count else seen[0] + seconds - now
