"""Times as people say them, in their own zone, and as UTC; right over changes of the clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
YEARS = (1970, 2199)  # what can be told in another zone without running out of calendar
UNITS = {"minute": 60, "min": 60, "hour": 3600, "day": 86400, "week": 604800}
CLOCK = re.compile(r"\b(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])\.?m\b\.?|\b(\d{1,2})[:.](\d{2})\b"
                   r"|\bat (\d{1,2})\b(?![./-]| ?[ap]\.?m)")  # fmt: skip
HOUR = r"(\d{1,2}(?::\d{2})?)"
SPOKEN = (  # an hour as it is said, and as a clock shows it
    (re.compile(r"\bhalf past (\d{1,2})\b"), r"\1:30"),
    (re.compile(r"\b(\d{1,2}) ?o'?clock\b"), r"\1:00"),
    (re.compile(r"\b((?:12|[1-4])(?::\d{2})?) at night\b"), r"\1 am"),
    (re.compile(rf"\b{HOUR} in the morning\b"), r"\1 am"),
    (re.compile(rf"\b{HOUR} (?:in the (?:afternoon|evening)|at night)\b"), r"\1 pm"),
    (re.compile(r"\b(?:around|about) (\d{1,2})(?=$|[,.;]| (?:in|at|on|yesterday|last|today|tonight)\b)"), r"at \1"),
)
AFTER_NOON = re.compile(r"\b(?:afternoon|evening|tonight|night)\b")  # then an hour from five on is one of these
SMALL_HOURS = 5
AGO = re.compile(r"\b(\d{1,3}|" + "|".join(NUMBERS) + r") (minute|min|hour|day|week)s? ago\b")
ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b")
DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3})[a-z]*\.?,?(?: (\d{4}))?\b")
MONTH_DAY = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?\b")
WEEKDAY = re.compile(r"\b(" + "|".join(DAYS) + r")[a-z]*\b")
NAMED: Mapping[str, time] = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def zone_of(name: str | None) -> ZoneInfo | None:
    """Return the zone of an IANA name; None when there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def day_words(seconds: int, zone: str | None) -> str:
    """Return a date in words, in a zone, in UTC without one."""
    there = datetime.fromtimestamp(seconds, zone_of(zone) or UTC)
    return f"{there.day} {there:%B %Y}"


def moment_words(seconds: int, zone: str | None) -> str:
    """Return a moment in words, with the offset from UTC that holds then and there."""
    there = datetime.fromtimestamp(seconds, zone_of(zone) or UTC)
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M} ({offset_words(there)})"


def offset_words(moment: datetime) -> str:
    """Return `UTC`, `UTC+2` or `UTC+5:30`."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def read_past(text: str, now: int, zone: str | None, *, month_first: bool = False) -> str | None:
    """Return `YYYY-MM-DD HH:MM`, or without the hour, for something that has happened; None when it cannot be told."""
    words = " ".join(text.casefold().split())
    here = datetime.fromtimestamp(now, zone_of(zone) or UTC)
    if re.fullmatch(r"(just |right )?now", words):
        return f"{here:%Y-%m-%d %H:%M}"
    if ago := AGO.search(words):
        number = NUMBERS.get(ago[1]) or int(ago[1])
        then = datetime.fromtimestamp(now - number * UNITS[ago[2]], here.tzinfo)
        return f"{then:%Y-%m-%d}" if UNITS[ago[2]] >= UNITS["day"] else f"{then:%Y-%m-%d %H:%M}"
    clock = read_clock(NUMERIC.sub(" ", words))
    try:
        day = _past_day(words, here, month_first)
    except ValueError:  # a 30th of February is a slip, not a day
        return None
    if day is None and clock is None:
        return None
    if day is None and clock is not None:
        day = here.date() if clock <= here.time() else here.date() - timedelta(days=1)
    if day is None or day > here.date():
        return None
    return f"{day:%Y-%m-%d}" + (f" {clock:%H:%M}" if clock is not None else "")


def read_clock(text: str) -> time | None:
    """Return the time of day that a text names, `9pm`, `21:30`, `at 9`, `9 in the evening`; None when it names none."""
    words = text.casefold()
    for said, shown in SPOKEN:
        words = said.sub(shown, words)
    if found := CLOCK.search(words):
        hour, minute = int(found[1] or found[4] or found[6]), int(found[2] or found[5] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "p" else 0)
        elif SMALL_HOURS <= hour < 12 and AFTER_NOON.search(words):
            hour += 12
        return time(hour, minute) if hour < 24 and minute < 60 else None
    return next((at for name, at in NAMED.items() if re.search(rf"\b{name}\b", words)), None)


def read_days_ahead(text: str, now: int, zone: str | None) -> int | None:
    """Return in how many days something shall be, `tomorrow`, `friday`, `in 3 days`; None when it is not said."""
    words = text.casefold()
    if found := re.search(r"\bin (\d{1,2}|" + "|".join(NUMBERS) + r") (day|week)s?\b", words):
        return (NUMBERS.get(found[1]) or int(found[1])) * (7 if found[2] == "week" else 1)
    for name, days in (("day after tomorrow", 2), ("tomorrow", 1), ("today", 0), ("tonight", 0), ("next week", 7)):
        if name in words:
            return days
    if found := WEEKDAY.search(words):
        today = datetime.fromtimestamp(now, zone_of(zone) or UTC).weekday()
        return (DAYS[found[1]] - today) % 7 or 7
    return None


def at_wall(now: int, days: int, clock: time, zone: str | None) -> int:
    """Return the Unix seconds of a time of day in so many days, as the clock on the wall there will show it."""
    there = zone_of(zone) or UTC
    day = datetime.fromtimestamp(now, there).date() + timedelta(days=days)
    return int(datetime.combine(day, clock, there).timestamp())


def utc_of(when: str, zone: str | None) -> tuple[str, ...]:
    """Return the UTC of a local `YYYY-MM-DD HH:MM`: one, two when that hour came twice, none when it never came."""
    there = zone_of(zone)
    local = parse(when)
    if there is None or local is None:
        return ()
    moments = [local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)]
    real = {moment for moment in moments if moment.astimezone(there).replace(tzinfo=None) == local}
    return tuple(f"{moment:%Y-%m-%d %H:%M}" for moment in sorted(real))


def parse(when: str) -> datetime | None:
    """Return a local `YYYY-MM-DD HH:MM` of our times as a datetime without zone; None for anything else."""
    try:
        local = datetime.strptime(when, "%Y-%m-%d %H:%M")
    except ValueError:
        return None
    return local if YEARS[0] <= local.year <= YEARS[1] else None


def _past_day(words: str, here: datetime, month_first: bool) -> date | None:
    today = here.date()
    for name, days in (("day before yesterday", 2), ("yesterday", 1), ("last night", 1), ("today", 0), ("tonight", 0),
                       ("this morning", 0)):  # fmt: skip
        if name in words:
            return today - timedelta(days=days)
    if found := ISO.search(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMERIC.search(words):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (second, first) if month_first and found[2] == "/" and first <= 12 else (first, second)
        return date(year if year > 99 else 2000 + year, month, day)
    for found in (*DAY_MONTH.finditer(words), *MONTH_DAY.finditer(words)):
        number, name = (found[1], found[2]) if found[1].isdigit() else (found[2], found[1])
        if name in MONTHS:
            return _last(MONTHS[name], int(number), found[3], today)
    if found := WEEKDAY.search(words):
        return today - timedelta(days=(today.weekday() - DAYS[found[1]]) % 7)
    return None


def _last(month: int, day: int, year: str | None, today: date) -> date:
    # Without a year it is the last such day: nobody logs what is still to come.
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)
