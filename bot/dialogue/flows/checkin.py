"""Check-ins: the bot writes first, once, at a time the person named safe, in neutral words, stopped by one tap."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time

from bot.dialogue import clocks
from bot.dialogue.draft import Draft
from bot.dialogue.effects import AnswerOffer
from bot.dialogue.flows import fields, form, zones
from bot.dialogue.flows.questions import Plan, Question
from bot.dialogue.state import Clock
from bot.documents.times import at_wall, moment_words, read_clock, read_days_ahead, zone_of

MOST_DAYS, MOST_CLOCKS = 60, 5
NOON = 12
FEW = 8  # words that are nothing but a day and an hour
LATE = 3600  # seconds after which the safe time has passed
REACH = 14 * 24 * 3600  # seconds ahead that staff may offer
DAYS, HOURS, HALVES = ("1", "3", "7"), ("09:00", "13:00", "18:00", "21:00"), ("am", "pm")
# An hour that can be only one: "9 pm", "21:00".
EXACT = re.compile(r"\d ?[ap]\.?m\b|\d[:.]\d\d|\bnoon\b|\bmid(?:day|night)\b")
# An hour that comes twice a day: "at 9".
SAID = re.compile(r"(?:^|\b(?:at|around|about|maybe|say) )(?P<hour>\d{1,2})"
                  r"(?:$| (?:o'?clock|in the|at night|tonight|ish|please|tomorrow|on)\b)")  # fmt: skip
MORNING = re.compile(r"(?:\b|(?<=\d))(?:a\.?m|morning|early|breakfast)\b")  # then it is am
LATER = re.compile(r"(?:\b|(?<=\d))(?:p\.?m|afternoon|after noon|evening|night|tonight|late)\b")  # then it is pm


def start(draft: Draft) -> None:
    """Ask for a day and an hour that are safe; nothing is sent unasked."""
    if form.busy(draft) or form.resume(draft, PLAN):
        return
    if len(_set(draft)) >= MOST_CLOCKS:
        draft.say("checkin.full")
        return
    if coming := min((clock.due for clock in _set(draft)), default=None):
        draft.say("checkin.have", when=moment_words(coming, zones.own(draft)))
    form.begin(draft, PLAN)


def tapped(draft: Draft, value: str) -> None:
    """Do what a button of a check-in says."""
    what, _, due = value.partition(":")
    if value in ANSWERS:
        ANSWERS[value](draft)
    elif what in OFFERED and due.isascii() and due.isdigit():
        OFFERED[what](draft, int(due))
    else:
        draft.say("nothing_here")


def buttons(due: int) -> tuple[str, str]:
    """Return the buttons by which a person says yes or no to a time that staff offered."""
    return f"checkin:at:{due}", f"checkin:not:{due}"


def in_reach(due: int, now: int) -> bool:
    """Tell whether staff may offer this time: to come, and within REACH."""
    return now < due <= now + REACH


def agree(draft: Draft, due: int) -> None:
    """Set the check-in that staff offered, once; a time that has passed or lies too far off sets nothing."""
    if not in_reach(due, draft.now):
        draft.say("checkin.over")
        return
    if due not in [clock.due for clock in _set(draft)]:
        if len(_set(draft)) >= MOST_CLOCKS:
            draft.say("checkin.full")
            return
        clocks.start(draft, "checkin", due)
        draft.do(AnswerOffer(due, agreed=True))
    draft.say("checkin.set", when=moment_words(due, zones.own(draft)))


def decline(draft: Draft, due: int) -> None:
    """Set nothing; a yes given before is taken back."""
    for clock in _set(draft):
        if clock.due == due:
            clocks.stop(draft, clock.number)
    draft.do(AnswerOffer(due, agreed=False))
    draft.say("checkin.declined")


def stop(draft: Draft) -> None:
    """Never write first again, whatever was set."""
    for clock in draft.state.clocks:
        if clock.kind != "tidy":
            clocks.stop(draft, clock.number)
    current = draft.state.form
    if current is not None and current.kind == "checkin":
        form.drop(draft)
    draft.say("checkin.stopped")


def due(draft: Draft, clock: Clock) -> None:
    """Write the one neutral message; when its hour has passed, wait for that hour tomorrow instead."""
    if draft.now - clock.due > LATE:
        _move_to_tomorrow(draft, clock)
    else:
        draft.say("checkin.hello")


def set_up(draft: Draft) -> None:
    """Set the clock and say back when it rings."""
    answers = draft.form.answers
    days, hour = answers.get("day", ""), answers.get("hour", "")
    if hour.isdigit():  # "9", and morning or night was left open
        hour = _on_the_clock(int(hour), answers.get("half", ""))
    form.drop(draft)
    if not days or not hour:
        draft.say("checkin.none")
        return
    zone, clock = zones.own(draft), time.fromisoformat(hour)
    ahead = int(days) if days.isdigit() else read_days_ahead(days, draft.now, zone) or 0
    when = at_wall(draft.now, ahead, clock, zone)
    if when <= draft.now:
        when = at_wall(draft.now, ahead + 1, clock, zone)
    clocks.start(draft, "checkin", when)
    draft.say("checkin.set", when=moment_words(when, zone))


def _move_to_tomorrow(draft: Draft, clock: Clock) -> None:
    zone = zones.own(draft)
    wall = _wall(clock.due, zone)
    days = 0 if at_wall(draft.now, 0, wall, zone) > draft.now else 1
    clocks.start(draft, "checkin", at_wall(draft.now, days, wall, zone))


def _set(draft: Draft) -> list[Clock]:
    return [clock for clock in draft.state.clocks if clock.kind == "checkin"]


def _wall(seconds: int, zone: str | None) -> time:
    return datetime.fromtimestamp(seconds, zone_of(zone) or UTC).time().replace(second=0, microsecond=0)


def _read_day(draft: Draft) -> str | None:
    days = read_days_ahead(draft.words, draft.now, zones.own(draft))
    # The words are kept, not the number: which day is Friday depends on the zone, which may be asked next.
    return " ".join(draft.words.split())[:80] if days is not None and days <= MOST_DAYS else None


def _read_hour(draft: Draft) -> str | None:
    words = fields.plain(draft.words)
    found = None if EXACT.search(words) else SAID.search(words)
    if found is None:
        clock = read_clock(words) if EXACT.search(words) or _half(words) else None
        return f"{clock:%H:%M}" if clock else None
    half, hour = _half(words), int(found["hour"])
    # One to twelve come twice a day: which one is asked next.
    return str(hour) if 1 <= hour <= NOON and not half else _on_the_clock(hour, half) or None


def _half(words: str) -> str:
    return "am" if MORNING.search(words) else "pm" if LATER.search(words) else ""


def _on_the_clock(hour: int, half: str) -> str:
    """Return an hour as the clock shows it; nothing when it cannot be told, or there is none."""
    if hour <= NOON and half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    elif 1 <= hour <= NOON:
        return ""
    return f"{hour:02}:00" if hour < 2 * NOON else ""


def _spot_day(draft: Draft) -> str | None:
    return _read_day(draft) if len(draft.words.split()) <= FEW else None


def _spot_hour(draft: Draft) -> str | None:
    return _read_hour(draft) if len(draft.words.split()) <= FEW else None


def _read_half(draft: Draft) -> str | None:
    return _half(fields.plain(draft.words)) or None


def _steps(draft: Draft) -> tuple[str, ...]:
    asks_zone = "zone" in draft.form.answers or zones.own(draft) is None
    half = ("half",) if draft.form.answers.get("hour", "").isdigit() else ()
    return ("day", "zone", "hour", *half) if asks_zone else ("day", "hour", *half)


PLAN = Plan(
    "checkin",
    {
        "day": Question(
            "checkin.ask_day", _read_day, lambda draft: tuple(f"day:{days}" for days in DAYS), "fact", spot=_spot_day
        ),
        "zone": zones.QUESTION,
        "hour": Question(
            "checkin.ask_hour",
            _read_hour,
            lambda draft: tuple(f"hour:{hour}" for hour in HOURS),
            "fact",
            spot=_spot_hour,
        ),
        "half": Question(
            "checkin.ask_half", _read_half, lambda draft: tuple(f"half:{half}" for half in HALVES), "fact"
        ),
    },
    _steps,
    set_up,
)
ANSWERS: dict[str, Callable[[Draft], None]] = {
    "again": start,
    "stop": stop,
    "ok": lambda draft: draft.say("checkin.glad"),
}
OFFERED: dict[str, Callable[[Draft, int], None]] = {"at": agree, "not": decline}
