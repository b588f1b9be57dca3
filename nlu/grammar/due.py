"""When a deadline runs out: from the token that the grammar gives to a moment."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, time, timedelta

SPAN = re.compile(r"^P(?:(\d+)W|(\d+)D|T(\d+)H|T(\d+)M)$")
NAMED_ENDS = {
    "today": (0, time(23, 59)), "tonight": (0, time(23, 59)), "morning": (1, time(8)), "tomorrow": (1, time(23, 59)),
}  # fmt: skip


def due(value: str, now: datetime) -> datetime:
    """Return when a deadline token runs out, counted from `now`; raise ValueError for no such token."""
    if span := SPAN.match(value):
        weeks, days, hours, minutes = (int(part or 0) for part in span.groups())
        return now + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    kind, _, rest = value.partition(":")
    if kind in NAMED_ENDS:
        days, at = NAMED_ENDS[kind]
        return datetime.combine(now.date() + timedelta(days=days), at, now.tzinfo)
    if kind == "weekend":
        return _on_weekday(6, now)
    if kind == "weekday":
        return _on_weekday(int(rest), now)
    if kind == "time":
        today = datetime.combine(now.date(), time.fromisoformat(rest), now.tzinfo)
        return today if today > now else today + timedelta(days=1)
    if kind == "date":
        month = now.month if rest[2:4] == "XX" else int(rest[2:4])
        return _on_date(month, int(rest[5:7]), now, every_month=rest[2:4] == "XX")
    raise ValueError(f"not a deadline: {value!r}")


def _on_weekday(number: int, now: datetime) -> datetime:
    days = (number - now.isoweekday()) % 7
    return datetime.combine(now.date() + timedelta(days=days), time(23, 59), now.tzinfo)


def _on_date(month: int, day: int, now: datetime, *, every_month: bool) -> datetime:
    """Take the next such date; the 31st of a shorter month is its last day."""
    end = _end_of(now.year, month, day, now)
    if end >= now:
        return end
    if every_month and month < 12:
        return _end_of(now.year, month + 1, day, now)
    return _end_of(now.year + 1, 1 if every_month else month, day, now)


def _end_of(year: int, month: int, day: int, now: datetime) -> datetime:
    return datetime(year, month, min(day, monthrange(year, month)[1]), 23, 59, tzinfo=now.tzinfo)
