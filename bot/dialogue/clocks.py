"""Clocks of a conversation: times at which the bot comes back, because the person asked it to."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.effects import StartClock, StopClock
from bot.dialogue.state import Clock

HOUR = 3600
DAY = 24 * HOUR


def start(draft: Draft, kind: str, due: int, **held: object) -> int:
    """Come back at `due`; return the clock's number."""
    number = draft.state.numbers + 1
    clock = Clock.model_validate({"number": number, "kind": kind, "due": due, **held})
    draft.change(numbers=number, clocks=(*draft.state.clocks, clock))
    draft.do(StartClock(number, due))
    return number


def stop(draft: Draft, number: int) -> None:
    """Do not come back for this clock, and forget what it held."""
    draft.change(clocks=tuple(clock for clock in draft.state.clocks if clock.number != number))
    draft.do(StopClock(number))


def find(draft: Draft, number: str) -> Clock | None:
    """Return the clock of this number; None when there is none."""
    return next((clock for clock in draft.state.clocks if str(clock.number) == number), None)
