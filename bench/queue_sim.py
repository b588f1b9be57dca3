"""Does anybody fall out of the queue? Days of cases and of staff who fall silent, leave or go, on a real store.

Run `python -m bench.queue_sim`. A simulated clock drives the real desk over a real database on a temporary file, and
two processes' worth of rounds walk it. The same days run a second time without the rounds, as a queue works that
never takes a case back: what is lost there shows that the first run had something to lose.
"""

import argparse
import heapq
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table

from bot.config import ROOT, Config
from bot.content import load
from bot.dialogue.effects import OpenCase
from bot.dialogue.state import State
from bot.handoff import desk, rounds
from bot.handoff.watch import Stage
from bot.replies import Recipient
from bot.store import Store, cases, persons, shifts
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level, Queue

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
START = int(datetime(2026, 7, 13, tzinfo=UTC).timestamp())  # a Monday
EVERY = 10  # seconds between two rounds
AFTER = 3 * DAY  # after the last case opened, for staff to come to an end
MIX = ((Level.EMERGENCY, 0.1), (Level.URGENT, 0.5), (Level.HANDOFF, 0.4))
WHEN = ("on duty", "out of hours")  # was somebody of its queue there when the case came?
LAWYERS = 0.3  # of the hand-offs
QUIET = 0.15  # of the persons never answer
PEAK = (30 * HOUR, 31 * HOUR, 0.15)  # so many of all cases come in this one hour
CHATS = 2  # that one member takes at once
ADVOCATES = (  # name, shift on the wall of London, how they work
    ("ann", "06:00", "14:00", "steady"), ("ben", "06:00", "14:00", "silent"), ("cleo", "08:00", "16:00", "steady"),
    ("dan", "08:00", "16:00", "leaver"), ("eve", "10:00", "18:00", "steady"), ("finn", "12:00", "20:00", "steady"),
    ("gus", "12:00", "20:00", "silent"), ("hana", "14:00", "22:00", "steady"), ("ida", "14:00", "22:00", "leaver"),
    ("jon", "16:00", "00:00", "steady"), ("kim", "18:00", "02:00", "steady"), ("leo", "18:00", "02:00", "silent"),
)  # fmt: skip
TEAM_OF_LAWYERS = (("mia", "09:00", "17:00", "steady"), ("noa", "10:00", "18:00", "leaver"))
ODDS = {"steady": (0.0, 0.0), "silent": (0.35, 0.0), "leaver": (0.0, 0.08)}  # falls silent on a case; leaves, a look


@dataclass
class Worker:
    """One member: `dropped` cases they took and forgot, `gone` until when they left without a word."""

    member: Member
    silent: float
    leaves: float
    dropped: set[str] = field(default_factory=set)
    gone: int = 0


@dataclass
class Found:
    """What one run showed."""

    waits: dict[tuple[Level, str], list[int]]
    missed: Counter[tuple[Level, str]]
    events: Counter[str]
    opened: int
    lost: int
    unseen: int
    untold: int
    kept_by_away: int
    doubled: int
    longest_hold: int
    seconds: float


class Days:
    """The simulated days; everything that happens is an event on a heap."""

    def __init__(self, folder: Path, number: int, days: int, seed: int, *, walked: bool) -> None:
        self.stores = [Store.open(folder / "sim.db", folder / "sim.key") for _ in range(2)]
        self.store, self.content, self.walked = self.stores[0], load(ROOT), walked
        self.config = Config(_env_file=None, zone="Europe/London", working_hours="mon-fri 09:00-17:00")
        self.policy, self.order = desk.policy_of(self.config), count()
        self.seed, self.random = seed, random.Random(seed)
        self.now, self.end, self.number = START, START + days * DAY, number
        self.heap: list[tuple[int, int, Callable[[], None]]] = []
        self.untold, self.kept_by_away, self.longest_hold = 0, 0, 0
        self.on_duty, self.asked, self.out_of_hours = frozenset[str](), 0, set[str]()
        self.workers = [self.hire(*one, role="advocate") for one in ADVOCATES]
        self.workers += [self.hire(*one, role="lawyer") for one in TEAM_OF_LAWYERS]
        self.hire("sue", "09:00", "17:00", "steady", role="supervisor")

    def hire(self, name: str, starts: str, ends: str, habit: str, *, role: str) -> Worker:
        """Add a member with their shift, the same every day they work."""
        self.store.db.table("staff").insert(
            {"name": name, "alias": name.capitalize(), "role": role, "password": "-", "must_change": 0, "created": 1}
        )
        for weekday in range(1, 8 if role == "advocate" else 6):
            shifts.add(self.store, name, weekday, starts, ends, "Europe/London")
        return Worker(Member(name, name.capitalize(), role, must_change=False), *ODDS[habit])

    def at(self, moment: float, what: Callable[[], None]) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self.heap, (int(moment), next(self.order), what))

    def run(self) -> None:
        """Let the days pass."""
        arrivals = random.Random(self.seed)
        for _ in range(self.number):
            level = arrivals.choices([one for one, _ in MIX], [share for _, share in MIX])[0]
            lawyer = level is Level.HANDOFF and arrivals.random() < LAWYERS
            queue = Queue.LAWYER if lawyer else Queue.HUMAN
            self.at(self.arrival(arrivals), lambda level=level, queue=queue: self.open(level, queue))
        for worker in self.workers:
            self.at(START + self.random.uniform(0, MINUTE), lambda one=worker: self.look(one))
        self.at(START, self.round)
        while self.heap:
            self.now, _, what = heapq.heappop(self.heap)
            if self.now > self.end + AFTER:
                return
            what()

    def arrival(self, arrivals: random.Random) -> float:
        """Return when one case comes: somewhen, or in the peak hour."""
        first, last, share = PEAK
        if arrivals.random() < share:
            return START + arrivals.uniform(first, last)
        return arrivals.uniform(START, self.end)

    def open(self, level: Level, queue: Queue) -> None:
        """Let the conversation ask for a person."""
        wanted = OpenCase(queue, level, ("need.human",), level)
        with self.store.transaction():
            person = persons.find_or_add(self.store, "sim", f"chat {next(self.order)}", self.now)
            to = Recipient(person.ref, "sim", "unknown", level)
            case = desk.open_or_update(self.store, self.content, self.config, to, wanted, State(level=level), self.now)
        if queue in desk.team(self.store, self.config, self.now).away:
            self.out_of_hours.add(case.id)

    def look(self, worker: Worker) -> None:
        """A member looks at the queue: leaves, takes the first case, or looks again later."""
        self.at(self.now + self.random.uniform(20, 60), lambda: self.look(worker))
        on_duty = self.present()
        if worker.member.name not in on_duty or self.now < worker.gone:
            return
        if self.random.random() < worker.leaves:
            worker.gone = self.now + 3 * HOUR
            return
        held = cases.held_by(self.store, worker.member.name)
        owed = [case for case in held if case.since is not None and case.id not in worker.dropped]
        waiting = (case for case in desk.queue_of(self.store, worker.member) if case.status.queued and case.since)
        case = next(waiting, None) if len(owed) < CHATS else None
        if case is not None and desk.claim(self.store, self.content, case, worker.member, self.now):
            worker.dropped.discard(case.id)
            if self.random.random() < worker.silent:
                worker.dropped.add(case.id)
            else:
                turns = self.random.randint(2, 6)
                self.at(self.now + self.random.uniform(30, 120), lambda: self.write(worker, case, turns))

    def write(self, worker: Worker, case: Case, turns: int) -> None:
        """A member answers, unless they have gone; the person writes back, or does not."""
        case = cases.find(self.store, case.id)
        if not desk.holds(case, worker.member) or self.now < worker.gone:
            return
        quiet_long = case.answered is not None and self.now - case.heard > 12 * HOUR
        if turns == 0 or quiet_long:
            outcome = "no_answer" if quiet_long else "advised"
            desk.close(self.store, self.content, case, worker.member, outcome, self.now)
            return
        desk.write(self.store, self.content, case, worker.member, "I am here.", self.now)
        if self.random.random() >= QUIET:
            answers = self.now + self.random.uniform(30, 5 * MINUTE)
            self.at(answers, lambda: self.answer(case))
            self.at(answers + self.random.uniform(60, 150), lambda: self.write(worker, case, turns - 1))

    def answer(self, case: Case) -> None:
        """Let the person write."""
        with self.store.transaction():
            desk.heard(self.store, self.content, self.config, case, self.now)

    def present(self) -> frozenset[str]:
        """Return who is on duty, asked once a minute: shifts begin on the minute."""
        if self.now - self.asked >= MINUTE:
            self.on_duty, self.asked = desk.crew_now(self.store, self.config, self.now).on_duty, self.now
        return self.on_duty

    def round(self) -> None:
        """Two processes walk the queue, at the same moment once a minute; then nothing may be left untold."""
        self.at(self.now + EVERY, self.round)
        together = self.now % MINUTE < EVERY
        for store in self.stores if together else self.stores[:1]:
            if self.walked:
                rounds.walk(store, self.content, self.config, self.now)
        if together:
            self.check()

    def check(self) -> None:
        """Look for cases that nobody knows of; the days end with the last open one."""
        on_duty, found = self.present(), cases.all_open(self.store)
        if not found and self.now > self.end:
            self.heap.clear()
        for case in found:
            due, acted = self.policy.due(case), case.acted or case.opened
            told = max(due or 0, acted) + 2 * EVERY  # a case just taken back is told in the next round
            if case.status.queued and due and self.now > told and case.alerted < Stage.MISSED:
                self.untold += 1
            if case.status.held:
                self.kept_by_away += case.advocate not in on_duty and self.now - acted > self.policy.grace + EVERY
                self.longest_hold = max(self.longest_hold, self.now - max(acted, case.since or self.now))

    def target(self, level: Level, opened: int) -> int:
        """Return until when a case is to be answered."""
        seconds = self.policy.targets[level]
        return self.policy.hours.after(opened, seconds) if level is Level.HANDOFF else opened + seconds

    def found(self, seconds: float) -> Found:
        """Return what happened, read from the database."""
        rows = self.store.rows("select id, level, opened, answered, status from cases")
        events = self.store.rows(
            "select event || case event when 'take_back' then ' ' || detail else '' end what, count(*) n "
            "from case_events where event in ('half', 'missed', 'warn', 'take_back', 'look_again') group by 1"
        )
        doubled = self.store.rows(
            "select case_id from case_events where event in ('half', 'missed', 'warn', 'take_back') "
            "group by case_id, event, at having count(*) > 1"
        )
        waits: dict[tuple[Level, str], list[int]] = {(level, when): [] for when in WHEN for level, _ in MIX}
        missed: Counter[tuple[Level, str]] = Counter()
        for row in rows:
            key = (Level(row["level"]), WHEN[row["id"] in self.out_of_hours])
            if row["answered"] is not None:
                waits[key].append(row["answered"] - row["opened"])
                missed[key] += row["answered"] > self.target(key[0], row["opened"])
        return Found(
            waits=waits, missed=missed, events=Counter({row["what"]: row["n"] for row in events}), opened=len(rows),
            lost=sum(row["status"] != "closed" for row in rows), unseen=sum(row["answered"] is None for row in rows),
            untold=self.untold, kept_by_away=self.kept_by_away, doubled=len(doubled),
            longest_hold=self.longest_hold, seconds=seconds,
        )  # fmt: skip


def simulate(number: int, days: int, seed: int, *, walked: bool) -> Found:
    """Run the days once, with or without the rounds."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        sim = Days(Path(folder), number, days, seed, walked=walked)
        sim.run()
        found = sim.found(time.monotonic() - began)
        for store in sim.stores:
            store.close()
    return found


def show(title: str, found: Found) -> None:
    """Print one run."""
    table = Table("level", "came", "answered", "p50", "p90", "max", "target missed", title=title, title_justify="left")
    for (level, when), waits in found.waits.items():
        cuts = quantiles(waits, n=10, method="inclusive") if len(waits) > 1 else (waits or [0]) * 9
        shown = map(lasting, (cuts[4], cuts[8], max(waits, default=0)))
        table.add_row(level, when, str(len(waits)), *shown, str(found.missed[level, when]))
    console = Console(highlight=False, width=120)
    console.print(table)
    console.print(
        f"{found.opened} cases; lost (not closed) {found.lost}; never answered {found.unseen}; "
        f"waited past the target untold {found.untold}; kept by somebody away {found.kept_by_away}; "
        f"told twice at once {found.doubled}; longest silence of a holder {lasting(found.longest_hold)}"
    )
    console.print(f"{dict(sorted(found.events.items()))}; {found.seconds:.0f} s\n")


def lasting(seconds: float) -> str:
    """Return a stretch of time, short."""
    return f"{seconds / HOUR:.1f} h" if seconds >= 2 * HOUR else f"{seconds / MINUTE:.1f} min"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ours = simulate(options.cases, options.days, options.seed, walked=True)
    show("with the rounds", ours)
    show("without them", simulate(options.cases, options.days, options.seed, walked=False))
    return int(bool(ours.lost or ours.unseen or ours.untold or ours.kept_by_away or ours.doubled))


if __name__ == "__main__":
    sys.exit(main())
