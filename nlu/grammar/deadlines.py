"""Deadlines: "tonight", "24 hours", "by friday", and what they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile

from .entity import Entity
from .numbers import ORDINALS, number_at
from .numbers import WORDS as NUMBER_WORDS
from .tables import table
from .words import Words

TABLE = table("deadlines")
ABOUT = {about: frozenset(names) for about, names in TABLE["about"].items()}
FUTURE = frozenset(TABLE["future"])
UNTIL = frozenset(TABLE["until"])
NAMED: dict[str, str] = TABLE["named"]
NAMED_WEAK = frozenset(TABLE["named_weak"])
STRONG = frozenset(TABLE["strong"])
CLAUSE_ENDS = frozenset(".,!?;)")
NOT_THIS_DAY = frozenset(TABLE["not_this_day"])
BEFORE_DAY = frozenset(TABLE["before_day"])
WAS = frozenset(TABLE["was"])
WAS_NOT = frozenset(TABLE["was_not"])
LATE = {words: (int(first), int(last)) for words, (first, last) in TABLE["late"].items()}
NAMED_SURE = frozenset(TABLE["named_sure"])
UNITS: dict[str, str] = TABLE["units"]
DAYS = {name: number for number, names in enumerate(TABLE["weekdays"], 1) for name in names}
MONTHS = {name: number for number, names in enumerate(TABLE["months"], 1) for name in names}
GIVEN = frozenset(TABLE["given_before"])
LEFT = frozenset(TABLE["left_after"])
NOT_AFTER = frozenset(TABLE["not_after"])
NOT_BEFORE = frozenset(TABLE["not_before"])
GAVE = frozenset(TABLE["gave"])
TIMERS = frozenset(TABLE["timers"])
DATED = frozenset(TABLE["dated"])
DOERS, SELVES = frozenset(TABLE["doers"]), frozenset(TABLE["selves"])
SPREADS, WHAT = frozenset(TABLE["spreads"]), frozenset(TABLE["what"])
VAGUE = {"a": 1.0, "an": 1.0, "half": 0.5, "couple": 2.0, "few": 3.0}
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
TIMER = re.compile(r"(\d{1,3}):([0-5]\d):[0-5]\d")
NOT_CLOCK = frozenset(TABLE["not_clock"])
BEFORE_CLOCK = UNTIL | {"at", "around", "says", "said", "it", "to", "after", ",", "."}
ALSO_WORDS = {"sat", "sun", "wed", "mon", "fri"}  # days only after "on", "by" and the like
Found = tuple[str, int, int]  # value, first word, word after the last


def find(words: Words) -> Iterator[Entity]:
    """Yield each time by which something happens, with `about`: threat, own_case, other or unknown."""
    if words.present.isdisjoint(TRIGGERS):
        return
    after = 0
    for at in words.places(STARTS):
        if at < after:
            continue
        word = words.words[at]
        readers = READERS["#" if word[0].isdigit() else word]
        if found := next((found for reader in readers if (found := reader(words, at))), None):
            value, first, after = found
            start, end = words.spans[first][0], words.spans[after - 1][1]
            yield Entity("deadline", value, start, end, words.text[start:end], {"about": _about(words, first, after)})


def _duration(words: Words, at: int) -> Found | None:
    row = words.words
    value, took = number_at(row, at)
    if not took and row[at] in VAGUE:
        took = 2 if row[at] == "a" and row[at + 1 : at + 2] in (("couple",), ("few",)) else 1
        value = VAGUE[row[at + took - 1]]
    stop = at + took
    while took and stop < len(row) and row[stop] in ("more", "an", "a", "of", "full", "-", "to", "or"):
        stop += 1
    if not took or not value or stop >= len(row) or row[stop] not in UNITS or (row[stop] in ("m", "h") and took == 0):
        return None
    before, after = row[max(0, at - 4) : at], row[stop + 1 : stop + 5]
    if NOT_AFTER & set(after[:2]) or NOT_BEFORE & set(before[-2:]):
        return None
    if row[at] in VAGUE and not (LEFT & set(after[:1]) or _is_given(words, at, stop + 1, few=took > 1)):
        return None
    alone = row[stop] != "m" and (not before or before[-1] in CLAUSE_ENDS) and (not after or after[0] in CLAUSE_ENDS)
    quoted = words.text[: words.spans[at][0]].endswith('"')
    if not (alone or quoted or GIVEN & set(before) or LEFT & set(after)):
        return None
    return _iso(value, row[stop]), at, stop + 1


def _is_given(words: Words, at: int, stop: int, *, few: bool) -> bool:
    """Say whether "a week" or "a few days" is time that somebody leaves, not time that passes."""
    before = words.words[max(0, at - 2) : at]
    if GAVE & set(before[:1]) and SELVES & set(before[1:]):
        return True
    return _is_threat(_sentence(words.words, at, stop)) if few else bool(GIVEN & set(before[-1:]))


def _countdown(words: Words, at: int) -> Found | None:
    """Read what a timer shows, "3:15:00": hours, minutes and seconds left."""
    shown = TIMER.fullmatch(words.words[at])
    if not shown or not TIMERS & set(words.words[max(0, at - 5) : at] + words.words[at + 1 : at + 4]):
        return None
    return f"PT{max(1, int(shown[1]) * 60 + int(shown[2]))}M", at, at + 1


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
            if phrase in NAMED_SURE or _expected(words, at, at + length, STRONG if phrase in NAMED_WEAK else FUTURE):
                return NAMED[phrase], at, at + length
            return None
    return None


def _weekday(words: Words, at: int) -> Found | None:
    row = words.words
    before = row[at - 1] if at else ""
    if row[at] not in DAYS or before in NOT_THIS_DAY or (row[at] in ALSO_WORDS and before not in BEFORE_DAY):
        return None
    rest = takewhile(lambda word: word not in ".!?", row[at + 1 : at + 5])
    if not WAS.isdisjoint(rest) and not UNTIL & set(row[max(0, at - 2) : at]):
        return None
    return (f"weekday:{DAYS[row[at]]}", at, at + 1) if _expected(words, at, at + 1) else None


def _clock(words: Words, at: int) -> Found | None:
    """Read "by 9", "at 9pm", "21:00", "till nine", "he said 11"."""
    row = words.words
    spoken = number_at(row, at)[0] if row[at].isalpha() else 0
    clock = CLOCK.fullmatch(str(int(spoken)) if 1 <= spoken <= 12 else row[at])
    after = row[at + 1] if at + 1 < len(row) else ""
    if (
        not at
        or row[at - 1] not in BEFORE_CLOCK
        or (spoken and row[at - 2 : at] == (row[at], "by"))
        or not clock
        or int(clock[1]) > 24
        or int(clock[2] or 0) > 59
    ):
        return None
    half, took = (after, 2) if after in ("am", "pm") else ("", 1)
    if "o'clock" in words.text[words.spans[at][1] : words.spans[at][1] + 9].lower():
        took = 2
    late = not half and _is_late(row, at, at + took, int(clock[1]))
    until, exact = row[at - 1] in UNTIL, late or bool(half) or ":" in row[at] or took == 2
    if after in UNITS or after in NOT_CLOCK or (not exact and int(clock[1]) > 12):
        return None
    said = exact or row[at - 1] in ("at", "around", "said", "says")
    if not until and not (said and _expected(words, at, at + took) and not _is_past(row, at, at + took)):
        return None
    if row[at - 1] == "after" and not _is_threat(_sentence(row, at, at + took)):
        return None
    hour = int(clock[1]) % 24
    if late or (half == "pm" and hour < 12) or (half == "am" and hour == 12):
        hour = (hour + 12) % 24
    return f"time:{hour:02}:{clock[2] or '00'}", at, at + took


def _is_late(row: tuple[str, ...], at: int, stop: int, hour: int) -> bool:
    """Say whether words beside the hour put it after noon: "8 tonight"."""
    beside = f" {' '.join(_sentence(row, at, stop, 5))} "
    return any(f" {words} " in beside and first <= hour <= last for words, (first, last) in LATE.items())


def _is_past(row: tuple[str, ...], at: int, stop: int) -> bool:
    """Say whether the verb nearest to the time, first before it, tells what was: "he texted me at 9pm"."""
    for places in (range(at - 1, max(-1, at - 8), -1), range(stop, min(len(row), stop + 4))):
        for place in places:
            if row[place] in CLAUSE_ENDS or row[place] in (":", "that"):
                break
            if row[place] in WAS and row[place] != "when":  # "at 6 when he clocks off" is to come
                return not WAS_NOT & set(row[max(0, place - 2) : place])
            if row[place] in FUTURE and row[place] != "at":
                return False
    return False


def _date(words: Words, at: int) -> Found | None:
    """Read "24 dec", "dec 24th", "the 24th", "24/12" after by, before, until or on, or beside "deadline"."""
    row = words.words
    before = row[max(0, at - 2) : at]
    near = {*row[max(0, at - 4) : at], *row[at + 1 : at + 7]}
    named = DATED & near and not WAS & near
    if not (set(before) & UNTIL or named or ("on" in before and _expected(words, at, at + 1))):
        return None
    if row[at] in MONTHS and at + 1 < len(row) and row[at + 1].isdigit():
        return _dated(MONTHS[row[at]], int(row[at + 1]), at, at + 2)
    day, stop = (int(row[at]), at + 1) if row[at].isdigit() and len(row[at]) < 3 else (ORDINALS.get(row[at], 0), at + 1)
    suffix = stop < len(row) and words.text[slice(*words.spans[stop])].lower() in ("st", "nd", "rd", "th")
    stop += suffix
    month_at = stop + 1 if stop < len(row) and row[stop] == "of" else stop
    if day and month_at < len(row) and row[month_at] in MONTHS:
        return _dated(MONTHS[row[month_at]], day, at, month_at + 1)
    if day and stop + 1 < len(row) and row[stop] == "/" and row[stop + 1].isdigit():
        return _dated(int(row[stop + 1]), day, at, stop + 2)
    return _dated(0, day, at, stop) if day and suffix and (named or before[-1] in ("the", *UNTIL)) else None


def _dated(month: int, day: int, at: int, stop: int) -> Found | None:
    if month > 12 >= day:  # "12/24" is how Americans write it
        month, day = day, month
    if month > 12 or not 0 < day <= 31:
        return None
    return f"date:--{month:02}-{day:02}" if month else f"date:--XX-{day:02}", at, stop


BEGINNINGS: Mapping[Callable[[Words, int], Found | None], frozenset[str]] = {  # of each reader, in order of trust
    _duration: frozenset([*VAGUE, *NUMBER_WORDS, "#"]),
    _countdown: frozenset({"#"}),
    _date: frozenset([*MONTHS, *ORDINALS, "#"]),
    _clock: frozenset([*NUMBER_WORDS, "#"]),
    _named: frozenset(phrase.split()[0] for phrase in NAMED),
    _weekday: frozenset(DAYS),
}
STARTS = frozenset().union(*BEGINNINGS.values())
READERS = {word: [reader for reader, words in BEGINNINGS.items() if word in words] for word in STARTS}
TRIGGERS = (
    frozenset(DAYS) | {word for phrase in NAMED for word in phrase.split()[-1:]} | frozenset(UNITS) | UNTIL | {"#"}
)


def _expected(words: Words, at: int, stop: int, signs: frozenset[str] = FUTURE) -> bool:
    """Say whether the time is one to come: "by" before it, or a word of threat or duty in its sentence."""
    row = words.words
    if UNTIL & set(row[max(0, at - 3) : at]):
        return True
    return bool(signs & set(_sentence(row, at, stop)))


def _is_threat(sentence: tuple[str, ...]) -> bool:
    """Say whether another spreads something: "he will send them", but not "he sends me jokes", "i will post it"."""
    for at, word in enumerate(sentence[:-1]):
        if word in SPREADS and sentence[at + 1] in WHAT:
            lead = sentence[max(0, at - 4) : at]
            doer = max((place for place, who in enumerate(lead) if who in DOERS | SELVES), default=None)
            if doer is not None and lead[doer] in DOERS and not (WAS | {"not"}) & set(lead[doer:]):
                return True
    return False


def _sentence(row: tuple[str, ...], at: int, stop: int, reach: int = 14) -> tuple[str, ...]:
    first = max((back for back in range(max(0, at - reach), at) if row[back] in ".!?"), default=max(0, at - reach - 1))
    last = min((on for on in range(stop, min(len(row), stop + reach)) if row[on] in ".!?"), default=stop + reach)
    return row[first:at] + row[stop:last]


def _of_work(row: tuple[str, ...]) -> frozenset[str]:
    """Return "deadline" when it is one at work or of a task: "a big deadline at work"."""
    at = row.index("deadline") if "deadline" in row else 0
    return frozenset({"deadline"} if ABOUT["other"] & set(row[max(0, at - 1) : at + 4]) else ())


def _about(words: Words, at: int, stop: int) -> str:
    row = words.words
    near = set(row[max(0, at - 6) : at] + row[stop : stop + 6])
    sentence = set(_sentence(row, at, stop))
    if ABOUT["other"] & near and not (ABOUT["threat"] & near) - _of_work(row[max(0, at - 6) : stop + 6]):
        return "other"
    for about in ("threat", "own_case", "other"):
        if ABOUT[about] & sentence:
            return about
    return "threat" if ABOUT["threat"] & set(row[max(0, at - 40) : stop + 40]) else "unknown"
