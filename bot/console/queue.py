"""The queue page: who waits, most urgent first, and who has whom."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import view
from bot.console.auth import staff_only
from bot.console.context import Console, console_of
from bot.console.live import live
from bot.errors import NotYours
from bot.handoff import desk
from bot.store import Store, cases
from bot.store.cases import Case, CaseEvent
from bot.store.staff import Member

PIECES = ("list", "tally")


@staff_only
async def show_queue(request: Request, member: Member) -> Response:
    """GET /queue: the open cases of the reader's queues; with ?find= the case of that number."""
    console, wanted = console_of(request), request.query_params.get("find", "").strip(" #").upper()
    if wanted:
        try:
            case = desk.case_for(console.store, wanted, member)
        except NotYours:
            return page(console, member, 404, missed=True)
        return RedirectResponse(f"/cases/{case.id}", 303)
    return page(console, member)


@staff_only
async def watch_queue(request: Request, member: Member) -> Response:
    """GET /queue/live: the list anew whenever a case changes."""
    console = console_of(request)
    return live(request, PIECES, console.pulse.version, lambda reader: pieces(console, reader))


def page(console: Console, member: Member, status: int = 200, *, missed: bool = False) -> Response:
    """Return the whole page; `missed` when a number was looked for in vain."""
    seen = console.pulse.version()  # read before the cases: what changes in between is sent again
    return console.page("queue.html", member, status, seen=seen, missed=missed, groups=groups(console, member))


def pieces(console: Console, member: Member) -> Mapping[str, str]:
    """Return the parts of the page that change."""
    found = groups(console, member)
    return {
        "list": console.piece("_queue.html", groups=found, member=member),
        "tally": console.piece("_tally.html", groups=found),
    }


def groups(console: Console, member: Member) -> view.Groups:
    """Return the open cases a member may work on, as rows by who has them."""
    store, now = console.store, console.now
    return view.groups(
        view.head(case, cases.summary(store, case), events_if_theirs(store, case, member), member, console.content, now)
        for case in desk.queue_of(store, member)
    )


def events_if_theirs(store: Store, case: Case, member: Member) -> list[CaseEvent]:
    """Return the history of a case that the member has: only there it matters who wrote last."""
    return cases.events(store, case.id) if case.advocate == member.name else []
