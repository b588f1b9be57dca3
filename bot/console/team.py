"""The team page: who is here and how much they carry, what waits longest, and whether targets are met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import view
from bot.console.auth import allowed
from bot.console.context import Console, console_of
from bot.console.figures import bars, speeds
from bot.console.forms import read_form
from bot.console.words import TAKEN_BACK
from bot.handoff import desk
from bot.store import cases, exposure, reports, shifts
from bot.store.cases import Case
from bot.store.exposure import Exposure
from bot.store.staff import Member

WEEK = 7 * 24 * 3600
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Load:
    """What one member carries now."""

    name: str
    alias: str
    role: str
    on_duty: bool
    held: tuple[Case, ...]
    owed: int
    spent: Exposure


@allowed("team")
async def show_team(request: Request, member: Member) -> Response:
    """GET /team: the team as it stands now."""
    return team_page(console_of(request), member)


@allowed("cases")
async def say_duty(request: Request, member: Member) -> Response:
    """POST /duty: come to work, or go; whoever goes gives what they hold back to the queue."""
    console, form = console_of(request), await read_form(request)
    if form.get("here") == "yes":
        desk.come(console.store, console.config, member, console.now)
    else:
        desk.go(console.store, console.content, console.config, member, console.now)
        console.outbox_ready.set()
    return RedirectResponse("/queue", 303)


def team_page(console: Console, member: Member, status: int = 200, fault: str | None = None) -> Response:
    """Return the page; `fault` tells why a shift was not taken."""
    store, content, now = console.store, console.content, console.now
    console.pulse.version(fresh=True)
    waiting = [row for row in console.board.rows(member) if row[0].status.queued]
    oldest = sorted(waiting, key=lambda row: row[0].since or row[0].opened)[:5]
    taken = reports.events(store, now - WEEK)["take_back"]
    return console.page(
        "team.html", member, status, loads=loads(console), fault=fault, days=DAYS, plan=shifts.plan(store),
        zone=console.config.zone, waiting=len(waiting),
        oldest=[view.head(case, known, member, content, console.policy, now) for case, known in oldest],
        speed_rows=speeds(reports.figures(store, now - WEEK), console.policy, content.words),
        taken_back=bars(Counter(taken), lambda key: TAKEN_BACK.get(key, key)), taken=sum(taken.values()),
    )  # fmt: skip


def loads(console: Console) -> list[Load]:
    """Return what each member carries, those on duty first."""
    crew = desk.crew_now(console.store, console.config, console.now)
    held: dict[str, list[Case]] = {}
    for case in cases.all_open(console.store):
        if case.status.held and case.advocate:
            held.setdefault(case.advocate, []).append(case)
    found = [
        Load(
            worker.name, worker.alias, worker.role, worker.name in crew.on_duty, tuple(held.get(worker.name, ())),
            sum(case.since is not None for case in held.get(worker.name, ())),
            exposure.of(console.store, worker.name, console.now),
        )
        for worker in crew.workers
    ]  # fmt: skip
    return sorted(found, key=lambda load: (not load.on_duty, load.name))
