"""Care for those who read hard things all day: when to remind them of a break."""

from __future__ import annotations

from bot.store.exposure import Exposure

# Figures of services that do this work: a break each hour, at most five hours of reading a day.
BREAK_AFTER, DAY_LIMIT = 50 * 60, 5 * 3600  # seconds of reading


def care_note(spent: Exposure) -> str | None:
    """Return which reminder is due: `day` when it is enough for today, `break` after a long stretch, or None."""
    if spent.today >= DAY_LIMIT:
        return "day"
    return "break" if spent.run >= BREAK_AFTER else None
