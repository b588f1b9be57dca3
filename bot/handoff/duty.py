"""Who is on duty: what members said of themselves, else their shifts, else the working hours; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.store.shifts import Shift, Stint, Worker
from bot.triage.hours import Hours, Window, parse_time
from bot.triage.levels import Queue

QUEUES: dict[str, tuple[Queue, ...]] = {  # which queues a role works; nobody else sees a case exists
    "admin": (Queue.HUMAN, Queue.LAWYER),
    "supervisor": (Queue.HUMAN, Queue.LAWYER),
    "advocate": (Queue.HUMAN,),
    "lawyer": (Queue.LAWYER,),
}
LEADS = ("admin", "supervisor")
LONGEST_STINT = 12 * 3600  # seconds; who forgets to go is away after so long


@dataclass(frozen=True, slots=True)
class Crew:
    """The enabled accounts, and which of them are on duty."""

    workers: tuple[Worker, ...]
    on_duty: frozenset[str]

    def knows(self, name: str | None) -> bool:
        """Tell whether an account of that name may work."""
        return any(worker.name == name for worker in self.workers)

    def at_work(self, queue: Queue) -> tuple[Worker, ...]:
        """Return who is on duty for a queue."""
        return tuple(one for one in self.for_queue(queue) if one.name in self.on_duty)

    def for_queue(self, queue: Queue) -> tuple[Worker, ...]:
        """Return everyone who works a queue, leads too."""
        return tuple(worker for worker in self.workers if queue in QUEUES[worker.role])

    def leads(self) -> tuple[Worker, ...]:
        """Return the supervisors and admins."""
        return tuple(worker for worker in self.workers if worker.role in LEADS)


def crew(workers: Sequence[Worker], shifts: Sequence[Shift], stints: Iterable[Stint], hours: Hours, now: int) -> Crew:
    """Return who is on duty now."""
    said = {stint.staff: stint.present for stint in stints if stint.until > now}
    plan = plans(workers, shifts, hours)
    present = (
        worker.name for worker in workers
        if said.get(worker.name, any(part.open_at(now) for part in plan[worker.name]))
    )  # fmt: skip
    return Crew(tuple(workers), frozenset(present))


def plans(workers: Iterable[Worker], shifts: Sequence[Shift], hours: Hours) -> dict[str, tuple[Hours, ...]]:
    """Return when each member works: by their shifts; by the working hours as long as nobody has a shift."""
    if not shifts:
        return {worker.name: (hours,) for worker in workers}
    windows: dict[tuple[str, str, bool], list[Window]] = {}
    for shift in shifts:
        window = Window(shift.weekday, parse_time(shift.starts), parse_time(shift.ends))
        windows.setdefault((shift.staff, shift.zone, shift.on_holidays), []).append(window)
    parts: dict[str, tuple[Hours, ...]] = {worker.name: () for worker in workers}
    for (name, zone, on_holidays), found in windows.items():
        free = frozenset[str]() if on_holidays else hours.holidays
        parts[name] = (*parts.get(name, ()), Hours(tuple(found), ZoneInfo(zone), free))
    return parts


def until(own: Iterable[Hours], now: int) -> int:
    """Return how long it holds that a member came or went: until their plan changes, and never for long."""
    changes = (part.next_change(now) for part in own)
    return min([now + LONGEST_STINT, *(at for at in changes if at is not None)])


def back_at(queue: Queue, team: Crew, plan: Mapping[str, tuple[Hours, ...]], hours: Hours, now: int) -> int | None:
    """Return when somebody for a queue is planned to work next; None when nobody is."""
    parts = {part for worker in team.for_queue(queue) for part in plan[worker.name]}
    times = (part.next_open(now) for part in parts or ({hours} if not team.workers else ()))
    return min((at for at in times if at is not None and at > now), default=None)
