"""The case page: what is known, what was said, and everything a member may do with a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import facts, view
from bot.console.auth import staff_only
from bot.console.context import Console, console_of
from bot.console.forms import length, read_form, tidy
from bot.console.live import live
from bot.console.words import OUTCOMES
from bot.errors import IllegalMove
from bot.handoff import desk
from bot.store import cases
from bot.store.cases import Case
from bot.store.staff import Member

PIECES = ("head", "facts", "history", "talk")
LOOK_ONCE_IN = 15 * 60  # seconds; a look soon after another is the same look


@staff_only
async def show_case(request: Request, member: Member) -> Response:
    """GET /cases/{number}: the case; that it was looked at goes into its history."""
    console, case = console_of(request), case_of(request, member)
    note_look(console, case, member)
    return page(console, case, member)


@staff_only
async def watch_case(request: Request, member: Member) -> Response:
    """GET /cases/{number}/live: its parts anew whenever they change."""
    console, number = console_of(request), case_of(request, member).id

    def stamp() -> str:
        return stamp_of(console, cases.find(console.store, number))

    def pieces_now(reader: Member) -> Mapping[str, str]:
        case = desk.case_for(console.store, number, reader)
        shown = values(console, case, reader)
        return {name: console.piece(f"_{name}.html", member=reader, **shown) for name in PIECES}

    return live(request, PIECES, stamp, pieces_now)


@staff_only
async def claim_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/claim: take a waiting case; the person is told who has joined."""
    return act(request, member, desk.claim, "#text")


@staff_only
async def hand_back_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/hand-back: give a case back to the queue; the person is told."""
    return act(request, member, desk.hand_back, None)


@staff_only
async def close_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/close: end a case with one of OUTCOMES; the person is told."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    outcome = form.get("outcome", "")
    if outcome not in OUTCOMES:
        return page(console, case, member, 422, fault="outcome")
    if not desk.close(console.store, console.content, case, member, outcome, console.now):
        raise IllegalMove(f"close case {case.id}")
    console.outbox_ready.set()
    return RedirectResponse("/queue", 303)


@staff_only
async def write_reply(request: Request, member: Member) -> Response:
    """POST /cases/{number}/reply: send words to the person, or show them again when they cannot go."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    text = tidy(form.get("text", ""))
    if not 1 <= length(text) <= desk.LONGEST_REPLY:
        return page(console, case, member, 422, fault="long" if text else "empty", text=text)
    if not desk.write(console.store, console.content, case, member, text, console.now):
        return page(console, case, member, 409, fault="not_yours", text=text)
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}#text", 303)


def case_of(request: Request, member: Member) -> Case:
    """Return the case of the address; missing and forbidden raise the same NotYours."""
    return desk.case_for(console_of(request).store, request.path_params["number"], member)


def act(request: Request, member: Member, what: Callable[..., bool], then: str | None) -> Response:
    """Do one thing with a case and show it again, or the queue when `then` is None; raise IllegalMove when
    somebody was quicker."""
    console, case = console_of(request), case_of(request, member)
    if not what(console.store, console.content, case, member, console.now):
        raise IllegalMove(f"{request.url.path} on case {case.id}")
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}{then}" if then else "/queue", 303)


def page(
    console: Console, case: Case, member: Member, status: int = 200, *, fault: str | None = None, text: str = ""
) -> Response:
    """Return the whole page; a refused reply comes back in `text`, with the `fault` that refused it."""
    seen, shown = stamp_of(console, case), values(console, case, member)
    return console.page(
        "case.html", member, status, seen=seen, fault=fault, text=text, outcomes=OUTCOMES,
        longest=desk.LONGEST_REPLY, **shown,
    )  # fmt: skip


def values(console: Console, case: Case, member: Member) -> dict[str, Any]:
    """Return what the pieces of the page show."""
    store, content, now = console.store, console.content, console.now
    summary, past = cases.summary(store, case), cases.events(store, case.id)
    return {
        "case": view.head(case, summary, past, member, content, now),
        "facts": facts.facts_of(summary, content, now),
        "care": facts.care(summary),
        "erased": case.person is None,
        "consent": facts.consent(case, past),
        "history": view.history(past, member, content),
        "lines": view.conversation(desk.conversation(store, case), member),
    }


def stamp_of(console: Console, case: Case) -> str:
    """Return a word that changes when the case does; erasing changes a case without an event."""
    return f"{console.pulse.version()}-{case.changed}-{case.status}"


def note_look(console: Console, case: Case, member: Member) -> None:
    """Write into the history that a member opened the case."""
    by_them = [event.at for event in cases.events(console.store, case.id) if event.by == member.name]
    if not by_them or console.now - by_them[-1] >= LOOK_ONCE_IN:
        with console.store.transaction():
            cases.add_event(console.store, case.id, "look", member.name, console.now)
