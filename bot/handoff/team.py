"""The team as it stands now: who is on duty, how long a person will really wait, when somebody is back."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bot.config import Config
from bot.content import Content
from bot.dialogue.state import Team
from bot.handoff import duty
from bot.handoff.duty import Crew
from bot.handoff.moves import return_to_queue
from bot.handoff.policy import HOUR, MINUTE, hours_of
from bot.store import Store, cases, shifts
from bot.store.staff import Member
from bot.triage.hours import Hours
from bot.triage.levels import Level, Queue
from bot.triage.status import Event

RECENT = 14 * 24 * HOUR  # how far back real waits tell of the next one
FEWEST = 5  # answers from which a median means something
SHORTEST, LONGEST = 2 * MINUTE, 72 * HOUR


def crew_now(store: Store, config: Config, now: int) -> Crew:
    """Return who is on duty now."""
    return duty.crew(shifts.workers(store), shifts.plan(store), shifts.stints(store, now), hours_of(config), now)


def come(store: Store, config: Config, member: Member, now: int) -> None:
    """Note that a member is at work now, whatever the plan says, until their plan changes."""
    _say(store, config, member, True, now)


def go(store: Store, content: Content, config: Config, member: Member, now: int) -> list[str]:
    """Note that a member goes, and give all they hold back to the queue; return the case numbers."""
    with store.transaction():
        _say(store, config, member, False, now)
        held = cases.held_by(store, member.name)
        for case in held:
            return_to_queue(store, content, case, Event.TAKE_BACK, member.name, now, "off_shift")
    return [case.id for case in held]


def team(store: Store, config: Config, now: int) -> Team:
    """Return what a conversation may say of the team: who is away, until when, and how long people wait."""
    crew, hours = crew_now(store, config, now), hours_of(config)
    plan = duty.plans(crew.workers, shifts.plan(store), hours)
    back = {queue: duty.back_at(queue, crew, plan, hours, now) for queue in Queue if _away(crew, queue, hours, now)}
    return Team(
        away={queue: None if at is None else at - now for queue, at in back.items()},
        waits=waits(store, now),
        ahead={level: cases.waiting_ahead(store, level) for level in Level},
    )


def waits(store: Store, now: int) -> dict[tuple[Level, Queue], int]:
    """Return the wait to expect in seconds, by level and queue, from what people really waited lately."""
    took: dict[tuple[Level, Queue], list[int]] = {}
    for level, queue, seconds in cases.first_answers(store, now - RECENT):
        took.setdefault((level, queue), []).append(seconds)
    oldest = cases.oldest_wait(store, now)
    found = {key: estimate(samples, oldest.get(key, 0)) for key, samples in took.items()}
    return {key: seconds for key, seconds in found.items() if seconds is not None}


def estimate(samples: Sequence[int], oldest: int = 0) -> int | None:
    """Return the wait to expect in seconds: the median of real ones, never less than the one that waits longest
    now; None when there are too few to tell."""
    if len(samples) < FEWEST:
        return None
    return int(min(max(median(samples), oldest, SHORTEST), LONGEST))


def _say(store: Store, config: Config, member: Member, present: bool, now: int) -> None:
    plan = duty.plans(shifts.workers(store), shifts.plan(store), hours_of(config))
    shifts.say_duty(store, member.name, present, duty.until(plan.get(member.name, ()), now), now)


def _away(crew: Crew, queue: Queue, hours: Hours, now: int) -> bool:
    # Before the first account there is nobody whose shift could tell: the working hours do.
    return not crew.at_work(queue) and (bool(crew.for_queue(queue)) or not hours.open_at(now))
