"""Deadlines: "tonight", "24 hours", "by friday", and what they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from .entity import Entity
from .numbers import ORDINALS, number_at
from .tables import table
from .words import Words

TABLE = table("deadlines")
ABOUT = {about: frozenset(names) for about, names in TABLE["about"].items()}
FUTURE = frozenset(TABLE["future"])
UNTIL = frozenset(["by", "before", "until", "till", "untill", "til"])
NAMED: dict[str, str] = TABLE["named"]
NAMED_SURE = frozenset(TABLE["named_sure"])
UNITS = {"minute": "PT{}M", "minutes": "PT{}M", "m": "PT{}M", "hour": "PT{}H", "hours": "PT{}H", "h": "PT{}H", "day": "P{}D", "days": "P{}D",
         "week": "P{}W", "weeks": "P{}W", "seconds": "PT1M"}  # fmt: skip
DAYS = {name: number for number, names in enumerate(TABLE["weekdays"], 1) for name in names}
MONTHS = {name: number for number, names in enumerate(TABLE["months"], 1) for name in names}
GIVEN = frozenset(TABLE["given_before"])
LEFT = frozenset(TABLE["left_after"])
NOT_AFTER = frozenset(TABLE["not_after"])
NOT_BEFORE = frozenset(TABLE["not_before"])
VAGUE = {"a": 1.0, "an": 1.0, "half": 0.5, "couple": 2.0, "few": 3.0}
SPAN = re.compile(r"^P(?:(\d+)W|(\d+)D|T(\d+)H|T(\d+)M)$")
Found = tuple[str, int, int]  # value, first word, word after the last


def find(words: Words) -> Iterator[Entity]:
    """Yield each time by which something happens, with `about`: threat, own_case, other or unknown."""
    if not (words.present & TRIGGERS):
        return
    at = 0
    while at < len(words.words):
        found = next((found for reader in READERS if (found := reader(words, at))), None)
        if found is None:
            at += 1
            continue
        value, first, stop = found
        start, end = words.spans[first][0], words.spans[stop - 1][1]
        yield Entity("deadline", value, start, end, words.text[start:end], {"about": _about(words, first, stop)})
        at = stop


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
        return _on_date(int(rest[2:4]) if rest[2:4] != "XX" else now.month, int(rest[5:7]), now)
    raise ValueError(f"not a deadline: {value!r}")


NAMED_ENDS = {
    "today": (0, time(23, 59)), "tonight": (0, time(23, 59)), "morning": (1, time(8)), "tomorrow": (1, time(23, 59)),
}  # fmt: skip


def _on_weekday(number: int, now: datetime) -> datetime:
    days = (number - now.isoweekday()) % 7
    return datetime.combine(now.date() + timedelta(days=days), time(23, 59), now.tzinfo)


def _on_date(month: int, day: int, now: datetime) -> datetime:
    """Take the next such date; the 31st of a shorter month is its last day."""
    for year in (now.year, now.year + 1):
        last = (datetime(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        end = datetime(year, month, min(day, last), 23, 59, tzinfo=now.tzinfo)
        if end >= now:
            break
    return end


def _duration(words: Words, at: int) -> Found | None:
    row = words.words
    value, took = number_at(row, at)
    if not took and row[at] in VAGUE:
        value, took = VAGUE[row[at]], 1
    stop = at + took
    while took and stop < len(row) and row[stop] in ("more", "an", "a", "of", "full", "-", "to", "or"):
        stop += 1
    if not took or not value or stop >= len(row) or row[stop] not in UNITS or (row[stop] in ("m", "h") and took == 0):
        return None
    before, after = row[max(0, at - 4) : at], row[stop + 1 : stop + 5]
    if NOT_AFTER & set(after[:2]) or NOT_BEFORE & set(before[-2:]):
        return None
    if not (GIVEN & set(before) or LEFT & set(after)):
        return None
    return _iso(value, row[stop]), at, stop + 1


def _iso(value: float, unit: str) -> str:
    if value == 0.5:
        return {"hour": "PT30M", "day": "PT12H"}.get(unit, "PT1H")
    return UNITS[unit].format(int(value))


def _named(words: Words, at: int) -> Found | None:
    """Read "tonight", "by the weekend", "end of the day"."""
    row = words.words
    for length in (4, 3, 2, 1):
        phrase = " ".join(row[at : at + length])
        if phrase in NAMED and at + length <= len(row):
            if phrase in NAMED_SURE or _expected(words, at, at + length):
                return NAMED[phrase], at, at + length
            return None
    return None


def _weekday(words: Words, at: int) -> Found | None:
    row = words.words
    if row[at] not in DAYS or (at and row[at - 1] in ("last", "every", "since", "each", "past", "from", "black", "of")):
        return None
    return (f"weekday:{DAYS[row[at]]}", at, at + 1) if _expected(words, at, at + 1) else None


def _clock(words: Words, at: int) -> Found | None:
    row = words.words
    if not row[at][0].isdigit() or not at:
        return None
    clock = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?", row[at])
    after = row[at + 1] if at + 1 < len(row) else ""
    if not clock or int(clock[1]) > 24 or int(clock[2] or 0) > 59:
        return None
    half, took = (after, 2) if after in ("am", "pm") else ("", 1)
    if "o'clock" in words.text[words.spans[at][1] : words.spans[at][1] + 9].lower():
        took = 2
    until = row[at - 1] in UNTIL
    if not (half or ":" in row[at] or took == 2 or (until and after not in UNITS and after not in NOT_CLOCK)):
        return None
    if not until and not (row[at - 1] in ("at", "around") and _expected(words, at, at + took)):
        return None
    hour = int(clock[1]) % 24 + (12 if half == "pm" and int(clock[1]) < 12 else 0)
    return f"time:{0 if half == 'am' and hour == 12 else hour:02}:{clock[2] or '00'}", at, at + took


NOT_CLOCK = frozenset(["people", "months", "month", "years", "year", "photos", "pictures", "usd", "dollars", "st", "nd", "rd", "th", "k", "followers", "friends", "%", "/", "-", "and"])


def _date(words: Words, at: int) -> Found | None:
    """Read "24 dec", "dec 24th", "the 24th", "24/12" after by, before, until or on."""
    row = words.words
    before = row[max(0, at - 2) : at]
    if not (set(before) & UNTIL or ("on" in before and _expected(words, at, at + 1))):
        return None
    if row[at] in MONTHS and at + 1 < len(row) and row[at + 1].isdigit():
        return _dated(MONTHS[row[at]], int(row[at + 1]), at, at + 2)
    day, stop = (int(row[at]), at + 1) if row[at].isdigit() and len(row[at]) < 3 else (ORDINALS.get(row[at], 0), at + 1)
    suffix = stop < len(row) and row[stop] in ("st", "nd", "rd", "th")
    stop += suffix
    month_at = stop + 1 if stop < len(row) and row[stop] == "of" else stop
    if day and month_at < len(row) and row[month_at] in MONTHS:
        return _dated(MONTHS[row[month_at]], day, at, month_at + 1)
    if day and stop + 1 < len(row) and row[stop] == "/" and row[stop + 1].isdigit():
        return _dated(int(row[stop + 1]), day, at, stop + 2)
    return _dated(0, day, at, stop) if day and suffix and before[-1] in ("the", *UNTIL) else None


def _dated(month: int, day: int, at: int, stop: int) -> Found | None:
    if month > 12 >= day:  # "12/24" is how Americans write it
        month, day = day, month
    if month > 12 or not 0 < day <= 31:
        return None
    return f"date:--{month:02}-{day:02}" if month else f"date:--XX-{day:02}", at, stop


READERS: tuple[Callable[[Words, int], Found | None], ...] = (_duration, _date, _clock, _named, _weekday)
TRIGGERS = frozenset(DAYS) | {word for phrase in NAMED for word in phrase.split()[-1:]} | frozenset(UNITS) | UNTIL | {"#"}


def _expected(words: Words, at: int, stop: int) -> bool:
    """Say whether the time is one to come: "by" before it, or a word of threat or duty in its sentence."""
    row = words.words
    if UNTIL & set(row[max(0, at - 3) : at]):
        return True
    return bool(FUTURE & set(_sentence(row, at, stop)))


def _sentence(row: tuple[str, ...], at: int, stop: int) -> tuple[str, ...]:
    first = max((back for back in range(max(0, at - 14), at) if row[back] in ".!?"), default=max(0, at - 15))
    last = min((on for on in range(stop, min(len(row), stop + 14)) if row[on] in ".!?"), default=stop + 14)
    return row[first:at] + row[stop:last]


def _about(words: Words, at: int, stop: int) -> str:
    row = words.words
    near = set(row[max(0, at - 6) : at] + row[stop : stop + 6])
    sentence = set(_sentence(row, at, stop))
    if ABOUT["other"] & near and not ABOUT["threat"] & near:
        return "other"
    for about in ("threat", "own_case", "other"):
        if ABOUT[about] & sentence:
            return about
    return "threat" if ABOUT["threat"] & set(row[max(0, at - 40) : stop + 40]) else "unknown"
