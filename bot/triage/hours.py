"""Hours of the week in a time zone, without holidays: when people work, and when so many hours have passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WINDOW = re.compile(rf"^({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))? (\d\d:\d\d)-(\d\d:\d\d)$")
HOLIDAY = re.compile(r"^(?:\d{4}-)?\d\d-\d\d$")
UTC = ZoneInfo("UTC")
FARTHEST = 400  # days looked ahead for the next hour of work
LEAP = 2024  # a year that has every day


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a weekday (Monday is 1); one that ends at or before its start runs into the next day."""

    weekday: int
    starts: time
    ends: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[int, int]:
        """Return its two ends on a day, in Unix seconds: as the clock on the wall says, also over a clock change."""
        last = day + timedelta(days=self.ends <= self.starts)
        first = datetime.combine(day, self.starts, zone)
        return int(first.timestamp()), int(datetime.combine(last, self.ends, zone).timestamp())


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours somebody works; without windows, always."""

    windows: tuple[Window, ...] = ()
    zone: ZoneInfo = UTC
    holidays: frozenset[str] = frozenset()

    def open_at(self, now: int) -> bool:
        """Tell whether it is time to work."""
        return not self.windows or any(start <= now < end for start, end in self._stretches(now, 1))

    def next_open(self, now: int) -> int | None:
        """Return when work begins next, `now` when it is on; None when there is none within a year."""
        if self.open_at(now):
            return now
        return next((start for start, _ in self._stretches(now, FARTHEST) if start > now), None)

    def next_change(self, now: int) -> int | None:
        """Return when work next begins or ends; None when it never does."""
        ends = (end for stretch in self._stretches(now, FARTHEST) for end in stretch)
        return next((end for end in ends if end > now), None)

    def after(self, start: int, seconds: int) -> int:
        """Return when so many seconds of work have passed since `start`."""
        left, done_to = seconds, start
        for begins, ends in self._stretches(start, FARTHEST):
            begins = max(begins, done_to)
            if ends - begins >= left:
                return begins + left
            left, done_to = left - max(0, ends - begins), max(done_to, ends)
        return start + seconds

    def _stretches(self, start: int, days: int) -> Iterator[tuple[int, int]]:
        today = datetime.fromtimestamp(start, self.zone).date()
        for day in (today + timedelta(days=shift) for shift in range(-1, days)):
            windows = [window for window in self.windows if window.weekday == day.isoweekday()]
            if windows and not self._free(day):
                yield from sorted(window.on(day, self.zone) for window in windows)

    def _free(self, day: date) -> bool:
        written = day.isoformat()
        return written in self.holidays or written.partition("-")[2] in self.holidays


def parse_windows(text: str) -> tuple[Window, ...]:
    """Read `mon-fri 09:00-17:00, sat 10:00-14:00`; raise ValueError for anything else."""
    found: list[Window] = []
    for part in _parts(text):
        match = WINDOW.match(part)
        if match is None:
            raise ValueError(f"write hours such as mon-fri 09:00-17:00, sat 10:00-14:00, not {part!r}")
        first = DAYS.index(match[1])
        last = DAYS.index(match[2] or match[1])
        starts, ends = parse_time(match[3]), parse_time(match[4])
        found += [Window(day % 7 + 1, starts, ends) for day in range(first, last + 1 + 7 * (last < first))]
    return tuple(found)


def parse_time(text: str) -> time:
    """Read a time of day; 24:00 is midnight."""
    return time.fromisoformat("00:00" if text == "24:00" else text)


def parse_holidays(text: str) -> frozenset[str]:
    """Read `2026-04-03, 12-25`: days of one year or of every year; raise ValueError for anything else."""
    for part in _parts(text):
        if not HOLIDAY.match(part):
            raise ValueError(f"write days such as 2026-04-03, 12-25, not {part!r}")
        date.fromisoformat(part if len(part) > len("12-25") else f"{LEAP}-{part}")
    return frozenset(_parts(text))


def _parts(text: str) -> list[str]:
    return [part.strip().lower() for part in text.split(",") if part.strip()]
