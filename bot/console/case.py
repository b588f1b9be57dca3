"""The case page: what is known first, then what was said, for whoever opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.console import facts, mood, ready, view
from bot.console.auth import allowed
from bot.console.context import Console, console_of
from bot.console.live import live
from bot.console.words import LEVEL_REASONS, MARKS, OUTCOMES
from bot.errors import IllegalMove
from bot.handoff import checkins, desk, undo
from bot.handoff.brief import brief_file
from bot.store import cases, exposure, notes, reviews
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Queue
from bot.triage.status import Status

PIECES = ("head", "facts", "history", "talk", "notes")
LOOK_ONCE_IN = 15 * 60  # seconds; a look soon after another is the same look
OPEN = "open"


@allowed("cases")
async def show_case(request: Request, member: Member) -> Response:
    """GET /cases/{number}: the case, with ?talk=open its conversation; that it was opened goes into its history."""
    console, case, opened = console_of(request), case_of(request, member), is_open(request)
    note_look(console, case, member, "look")
    if opened:
        note_look(console, case, member, "read")
        exposure.reads(console.store, member.name, console.now)
    return page(console, case, member, opened=opened)


@allowed("cases")
async def watch_case(request: Request, member: Member) -> Response:
    """GET /cases/{number}/live: its parts anew whenever they change."""
    console, number, opened = console_of(request), case_of(request, member).id, is_open(request)

    def stamp() -> str:
        return stamp_of(console, cases.find(console.store, number))

    def pieces_now(reader: Member) -> Mapping[str, str]:
        case = desk.case_for(console.store, number, reader)
        shown = values(console, case, reader, opened)
        return {name: console.piece(f"_{name}.html", member=reader, **shown) for name in PIECES}

    return live(request, PIECES, stamp, pieces_now)


@allowed("cases")
async def show_brief(request: Request, member: Member) -> Response:
    """GET /cases/{number}/brief: one page for a lawyer: what is known, and none of the conversation."""
    console, case = console_of(request), case_of(request, member)
    note_look(console, case, member, "look")
    return console.page("brief.html", member, **values(console, case, member, opened=False))


@allowed("cases")
async def download_brief(request: Request, member: Member) -> Response:
    """GET /cases/{number}/brief.pdf: the brief to take along, with the person's log only when they agreed."""
    console, case = console_of(request), case_of(request, member)
    file = brief_file(console.store, console.content, case, console.now)
    if file is None:
        raise IllegalMove(f"brief of case {case.id}")
    with console.store.transaction():
        cases.add_event(console.store, case.id, "brief", member.name, console.now)
    headers = {"Content-Disposition": f'attachment; filename="brief-{case.id}.pdf"'}
    return Response(file.data, media_type="application/pdf", headers=headers)


@allowed("cases")
async def note_reading(request: Request, member: Member) -> Response:
    """POST /cases/{number}/reading: the page says that its conversation is on a screen that is being used."""
    case_of(request, member)
    exposure.reads(console_of(request).store, member.name, console_of(request).now)
    return Response(status_code=204)


def case_of(request: Request, member: Member) -> Case:
    """Return the case of the address; missing and forbidden raise the same NotYours."""
    return desk.case_for(console_of(request).store, request.path_params["number"], member)


def is_open(request: Request) -> bool:
    """Tell whether the address asks for the conversation too."""
    return request.query_params.get("talk") == OPEN


def page(
    console: Console, case: Case, member: Member, status: int = 200, *, fault: str | None = None, text: str = "",
    note: str = "", preview: str | None = None, opened: bool = True,
) -> Response:  # fmt: skip
    """Return the whole page; refused words come back in `text` or `note`, with the `fault` that refused them."""
    seen, shown = stamp_of(console, case), values(console, case, member, opened)
    summary = cases.summary(console.store, case)
    zone = checkins.zone(console.content, summary)
    return console.page(
        "case.html", member, status, seen=seen, fault=fault, text=text, note=note, preview=preview,
        outcomes=OUTCOMES, longest=desk.LONGEST_REPLY, longest_note=notes.LONGEST, level_reasons=LEVEL_REASONS,
        levels=[(level, console.content.words(f"level.{level}")) for level in desk.LEVELS],
        ready=ready.replies(console.content, summary, member) if shown["case"].mine else (),
        marks=MARKS, zone=console.content.zones.words(zone) if zone else None, days=checkins.days(console.now, zone),
        **shown,
    )  # fmt: skip


def values(console: Console, case: Case, member: Member, opened: bool) -> dict[str, Any]:
    """Return what the pieces of the page show; the conversation only when it was opened."""
    store, content, now = console.store, console.content, console.now
    summary, past = cases.summary(store, case), cases.events(store, case.id)
    said = desk.conversation(store, case)
    return {
        "case": view.head(case, summary, member, content, console.policy, now),
        "facts": facts.facts_of(summary, content, now),
        "care": facts.care(summary),
        "erased": case.person is None,
        "consent": facts.consent(case, past),
        "offer": facts.offer(summary, content, past),
        "history": view.history(past, member, content),
        "opened": opened,
        "mood": mood.of(said, content),
        "lines": view.conversation(said, member, content) if opened else (),
        "undo": undo.seconds_left(store, case, int(console.clock() * 1000)) if case.advocate == member.name else 0,
        "notes": view.notes(notes.of_case(store, case), member),
        "learning": reviews.consent(store, case.id),
        "steers": desk.steers(case, member),
        "leads": member.role in desk.LEADS,
        "other_queue": content.words(f"queue.{Queue.HUMAN if case.queue is Queue.LAWYER else Queue.LAWYER}"),
        "twins": [twin.id for twin in cases.twins_of(store, case)],
        "closed": case.status is Status.CLOSED,
    }


def stamp_of(console: Console, case: Case) -> str:
    """Return a word that changes when the case does; erasing changes a case without an event."""
    return f"{console.pulse.version()}-{case.changed}-{case.status}"


def note_look(console: Console, case: Case, member: Member, what: str) -> None:
    """Write into the history that a member opened the case, or its conversation."""
    by_them = [
        event.at for event in cases.events(console.store, case.id) if event.by == member.name
        and (event.event == what or what == "look")
    ]  # fmt: skip
    if not by_them or console.now - by_them[-1] >= LOOK_ONCE_IN:
        with console.store.transaction():
            cases.add_event(console.store, case.id, what, member.name, console.now)
