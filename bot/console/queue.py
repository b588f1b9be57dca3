"""The queue page: who waits, most urgent first, and who has whom; narrowed by filters, found by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import view
from bot.console.auth import allowed
from bot.console.board import Row
from bot.console.context import Console, console_of
from bot.console.live import live
from bot.errors import NotYours
from bot.handoff import desk
from bot.store.staff import Member
from bot.triage.levels import Level, Queue
from bot.understanding.reading import ABUSE

PIECES = ("list", "tally")
SHOWN = 60  # rows a page
PRESSING = (Level.EMERGENCY, Level.URGENT)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows somebody wants to see; empty fields mean all."""

    level: str = ""
    queue: str = ""
    kind: str = ""
    whose: str = ""
    page: int = 1

    @property
    def address(self) -> str:
        """Return the filter as the end of an address, without what is not set."""
        fields = {name: getattr(self, name) for name in ("level", "queue", "kind", "whose")}
        return urlencode({name: value for name, value in fields.items() if value})

    def keeps(self, row: Row, member: Member) -> bool:
        """Tell whether a row is wanted."""
        case, summary = row
        holds = {
            "waiting": case.status.queued,
            "mine": case.status.held and case.advocate == member.name,
            "others": case.status.held and case.advocate != member.name,
        }
        return (
            self.level in ("", case.level)
            and self.queue in ("", case.queue)
            and (not self.kind or self.kind in summary.get("abuse", ()))
            and holds.get(self.whose, True)
        )


@allowed("cases")
async def show_queue(request: Request, member: Member) -> Response:
    """GET /queue: the open cases of the reader's queues; with ?find= the case of that number."""
    console, wanted = console_of(request), request.query_params.get("find", "").strip(" #").upper()
    if wanted:
        try:
            case = desk.case_for(console.store, wanted, member)
        except NotYours:
            return page(console, member, Filter(), 404, missed=True)
        return RedirectResponse(f"/cases/{case.id}", 303)
    return page(console, member, filter_of(request), freed="freed" in request.query_params)


@allowed("cases")
async def watch_queue(request: Request, member: Member) -> Response:
    """GET /queue/live: the list anew whenever a case changes."""
    console, wanted = console_of(request), filter_of(request)
    return live(request, PIECES, console.pulse.version, lambda reader: pieces(console, reader, wanted))


def filter_of(request: Request) -> Filter:
    """Return the filter of an address; what makes no sense in it is as if it were not there."""
    asked = request.query_params
    number = asked.get("page", "")
    return Filter(
        level=asked.get("level", "") if asked.get("level") in list(Level) else "",
        queue=asked.get("queue", "") if asked.get("queue") in list(Queue) else "",
        kind=asked.get("kind", "") if asked.get("kind") in ABUSE else "",
        whose=asked.get("whose", "") if asked.get("whose") in ("waiting", "mine", "others") else "",
        page=int(number) if number.isascii() and number.isdigit() and 1 <= len(number) <= 4 and int(number) else 1,
    )


def page(
    console: Console, member: Member, wanted: Filter, status: int = 200, *, missed: bool = False, freed: bool = False
) -> Response:
    """Return the whole page; `missed` when a number was looked for in vain, `freed` after a case was handed over."""
    seen = console.pulse.version(fresh=True)  # read before the cases: what changes in between is sent again
    return console.page(
        "queue.html", member, status, seen=seen, missed=missed, freed=freed,
        kinds=[(name, console.content.words(f"abuse.{name}")) for name in ABUSE], here=is_here(console, member),
        **values(console, member, wanted),
    )  # fmt: skip


def is_here(console: Console, member: Member) -> bool:
    """Tell whether a member is on duty now."""
    return member.name in desk.crew_now(console.store, console.config, console.now).on_duty


def pieces(console: Console, member: Member, wanted: Filter) -> Mapping[str, str]:
    """Return the parts of the page that change."""
    shown = values(console, member, wanted)
    return {name: console.piece(f"_{name}.html", member=member, **shown) for name in PIECES}


def values(console: Console, member: Member, wanted: Filter) -> dict[str, Any]:
    """Return what the list shows: one page of the rows that the filter keeps, and how many there are of all."""
    rows = console.board.rows(member)
    kept = [row for row in rows if wanted.keeps(row, member)]
    last = max(1, -(-len(kept) // SHOWN))
    wanted = replace(wanted, page=min(wanted.page, last))
    part = kept[(wanted.page - 1) * SHOWN : wanted.page * SHOWN]
    heads = [view.head(case, known, member, console.content, console.policy, console.now) for case, known in part]
    waiting = [case for case, _ in rows if case.status.queued]
    return {
        "groups": view.groups(heads), "filter": wanted, "last": last, "kept": len(kept),
        "waiting": len(waiting), "pressing": sum(case.level in PRESSING for case in waiting),
    }  # fmt: skip
