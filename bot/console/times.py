"""Moments and spans in words."""

from __future__ import annotations

from datetime import UTC, datetime

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def lasting(seconds: int) -> str:
    """Return a span in words, to the precision that matters."""
    if seconds < MINUTE:
        return "less than a minute"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < DAY:
        rest = seconds % HOUR // MINUTE
        return f"{seconds // HOUR} h {rest} min" if rest else f"{seconds // HOUR} h"
    days, hours = seconds // DAY, seconds % DAY // HOUR
    words = "1 day" if days == 1 else f"{days} days"
    return f"{words} {hours} h" if hours and days < 3 else words


def clock_time(seconds: int) -> str:
    """Return a moment for reading; the browser turns it into its own time zone."""
    return f"{datetime.fromtimestamp(seconds, UTC):%a %-d %b, %H:%M} UTC"


def machine_time(seconds: int) -> str:
    """Return a moment for a machine."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
