"""Writing: to the person, with a look before and ten seconds after; and to the team, by a road that ends there."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import allowed
from bot.console.case import case_of, page
from bot.console.context import Console, console_of
from bot.console.forms import length, read_form, tidy
from bot.content.render import plain
from bot.handoff import desk, typing, undo
from bot.store import exposure, notes
from bot.store.cases import Case
from bot.store.staff import Member


@allowed("cases")
async def write_reply(request: Request, member: Member) -> Response:
    """POST /cases/{number}/reply: send words to the person in ten seconds, or show them again when they cannot go."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    text = tidy(form.get("text", ""))
    refusal = refused(console, case, member, text)
    if refusal:
        return refusal
    if not desk.write(console.store, console.content, case, member, text, console.now, hold=undo.HOLD):
        return page(console, case, member, 409, fault="not_yours", text=text)
    exposure.reads(console.store, member.name, console.now)
    console.outbox_ready.set()
    return RedirectResponse(f"/cases/{case.id}?talk=open#text", 303)


@allowed("cases")
async def preview_reply(request: Request, member: Member) -> Response:
    """POST /cases/{number}/preview: show words as the person will see them; nothing is sent."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    text = tidy(form.get("text", ""))
    refusal = refused(console, case, member, text)
    if refusal:
        return refusal
    card = console.content.card("human.says")
    return page(console, case, member, text=text, preview=plain(card.text, {"name": member.alias, "text": text}))


@allowed("cases")
async def undo_reply(request: Request, member: Member) -> Response:
    """POST /cases/{number}/undo: take the newest words back while they have not gone out, and give them back."""
    console, case = console_of(request), case_of(request, member)
    text = undo.undo(console.store, case, member, int(console.clock() * 1000))
    if text is None:
        return page(console, case, member, 409, fault="gone")
    return page(console, desk.case_for(console.store, case.id, member), member, text=text)


@allowed("cases")
async def tell_typing(request: Request, member: Member) -> Response:
    """POST /cases/{number}/typing: let the person see that somebody is writing."""
    console, case = console_of(request), case_of(request, member)
    if typing.tell(console.store, case, member, console.now):
        console.outbox_ready.set()
    return Response(status_code=204)


@allowed("cases")
async def write_note(request: Request, member: Member) -> Response:
    """POST /cases/{number}/note: keep a note for the team; no road leads from here to the person."""
    form, console, case = await read_form(request), console_of(request), case_of(request, member)
    note = tidy(form.get("note", ""))
    if case.person is None or not 1 <= length(note) <= notes.LONGEST:
        fault = "erased_note" if case.person is None else "long_note" if note else "empty_note"
        return page(console, case, member, 422, fault=fault, note=note, opened=False)
    notes.add(console.store, case, member.name, note, console.now)
    return RedirectResponse(f"/cases/{case.id}#notes", 303)


def refused(console: Console, case: Case, member: Member, text: str) -> Response | None:
    """Return the page that gives back words that cannot go out: none, or too many."""
    if 1 <= length(text) <= desk.LONGEST_REPLY:
        return None
    return page(console, case, member, 422, fault="long" if text else "empty", text=text)
