"""What a member does with a case besides writing: take it, pass it on, judge it, end it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import allowed
from bot.console.case import case_of, page
from bot.console.context import console_of
from bot.console.forms import read_form
from bot.console.words import LEVEL_REASONS, OUTCOMES
from bot.errors import IllegalMove, NotYours
from bot.handoff import checkins, desk, learning, undo
from bot.store import cases
from bot.store.staff import Member
from bot.triage.levels import Level, Queue


@allowed("cases")
async def claim_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/claim: take a waiting case; the person is told who has joined."""
    return act(request, member, desk.claim, "#text")


@allowed("cases")
async def hand_back_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/hand-back: give a case back to the queue; the person is told, and nobody asks why."""
    return act(request, member, desk.hand_back, None)


@allowed("cases")
async def transfer_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/transfer: give a case to the other queue: to the lawyers, or back to the advocates."""
    other = Queue.HUMAN if case_of(request, member).queue is Queue.LAWYER else Queue.LAWYER
    return act(
        request, member, lambda store, content, case, by, now: desk.transfer(store, content, case, by, other, now), None
    )


@allowed("cases")
async def take_back_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/take-back: a lead puts a case that somebody has back into the queue."""
    return act(request, member, desk.take_back, "")


@allowed("cases")
async def reopen_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/reopen: let a closed case wait again."""
    return act(request, member, lambda store, _, *rest: desk.reopen(store, *rest), "")


@allowed("cases")
async def stay_with_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/still-here: the holder is at work on it though they write nothing yet."""
    return act(request, member, lambda store, _, *rest: desk.still_here(store, *rest), "")


@allowed("cases")
async def merge_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/merge: join it with another case of the same matter; each chat keeps its own words."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    try:
        into = desk.case_for(console.store, form.get("into", "").strip(" #").upper(), member)
    except NotYours:
        return page(console, case, member, 422, fault="merge", opened=False)
    if not desk.merge(console.store, console.content, case, into, member, console.now):
        return page(console, case, member, 422, fault="merge", opened=False)
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}", 303)


@allowed("cases")
async def part_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/part: undo a merge for this case."""
    return act(request, member, lambda store, _, *rest: desk.part(store, *rest), "")


@allowed("cases")
async def close_case(request: Request, member: Member) -> Response:
    """POST /cases/{number}/close: end a case with one of OUTCOMES; the person is told."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    outcome = form.get("outcome", "")
    if outcome not in OUTCOMES:
        return page(console, case, member, 422, fault="outcome", opened=False)
    if not desk.close(console.store, console.content, case, member, outcome, console.now):
        raise IllegalMove(f"close case {case.id}")
    console.outbox_ready.set()
    return RedirectResponse("/queue", 303)


@allowed("cases")
async def set_level(request: Request, member: Member) -> Response:
    """POST /cases/{number}/level: set another level for one of LEVEL_REASONS."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    level, reason = form.get("level", ""), form.get("reason", "")
    if level not in desk.LEVELS or reason not in LEVEL_REASONS:
        return page(console, case, member, 422, fault="level", opened=False)
    if not desk.set_level(console.store, case, member, Level(level), reason, console.now):
        raise IllegalMove(f"level of case {case.id}")
    return RedirectResponse(f"/cases/{case.id}", 303)


@allowed("cases")
async def erase_person(request: Request, member: Member) -> Response:
    """POST /cases/{number}/erase: erase everything of the person for good, once the number was typed to confirm."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    if not desk.steers(case, member):
        raise IllegalMove(f"erase the person of case {case.id}")
    if form.get("confirm", "").strip(" #").upper() != case.id:
        return page(console, case, member, 422, fault="erase", opened=False)
    undo.erase(console.store, console.content, case, member, console.now)
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}", 303)


@allowed("cases")
async def ask_learning(request: Request, member: Member) -> Response:
    """POST /cases/{number}/ask-learning: ask the person whether Alder may learn from their words."""
    console, case = console_of(request), case_of(request, member)
    learning.ask(console.store, console.content, case, member, console.now)
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}?talk=open", 303)


@allowed("cases")
async def offer_checkin(request: Request, member: Member) -> Response:
    """POST /cases/{number}/check-in: ask the person whether Alder may write first at a time; only their yes sets it."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    zone = checkins.zone(console.content, cases.summary(console.store, case))
    due = checkins.read(form.get("day", ""), form.get("hour", ""), zone, console.now)
    if due is None:
        return page(console, case, member, 422, fault="checkin", opened=False)
    if not checkins.offer(console.store, console.content, case, member, due, console.now):
        raise IllegalMove(f"check-in on case {case.id}")
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}", 303)


def act(request: Request, member: Member, what: Callable[..., bool], then: str | None) -> Response:
    """Do one thing with a case and show it again, or the queue when `then` is None; raise IllegalMove when
    somebody was quicker."""
    console, case = console_of(request), case_of(request, member)
    if not what(console.store, console.content, case, member, console.now):
        raise IllegalMove(f"{request.url.path} on case {case.id}")
    console.outbox_ready.set()
    return RedirectResponse("/queue?freed=1" if then is None else f"/cases/{case.id}{then}", 303)
