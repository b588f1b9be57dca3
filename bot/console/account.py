"""One's own account: the password, and the phone of the second step."""

from __future__ import annotations

import io

import segno
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import SET_UP, begin_session, staff_only
from bot.console.context import Console, console_of
from bot.console.forms import read_form
from bot.console.sign_in import HOME, LONGEST, keys_of, try_later
from bot.errors import NotYours
from bot.store import audit, second_step, staff, staff_links
from bot.store.staff import Member

SHORTEST = 12  # characters of a password


@staff_only
async def ask_for_password(request: Request, member: Member) -> Response:
    """GET /password: the form to choose a new password."""
    return console_of(request).page("password.html", member, shortest=SHORTEST)


@staff_only
async def change_password(request: Request, member: Member) -> Response:
    """POST /password: keep a new password; every session of the account ends and a new one starts."""
    console, form = console_of(request), await read_form(request)
    old, new = form.get("old", "")[:LONGEST], form.get("new", "")
    fault, keys = fault_of(old, new, form.get("again", ""), member), keys_of(request, member.name)
    if fault:
        return console.page("password.html", member, 422, fault=fault, shortest=SHORTEST)
    wait = console.throttle.begin(keys, console.clock())
    if wait:
        return try_later(console, "password.html", wait, member, shortest=SHORTEST)
    if await staff.check_password(console.store, member.name, old) is None:
        return console.page("password.html", member, 422, fault="wrong_old", shortest=SHORTEST)
    console.throttle.forget(keys)
    await staff.set_password(console.store, member.name, new)
    return begin_session(console, RedirectResponse(HOME, 303), member, "password")


@staff_only
async def show_second_step(request: Request, member: Member) -> Response:
    """GET /second-step: set up the phone, or tell that it is set up."""
    return phone_page(console_of(request), member)


@staff_only
async def show_qr(request: Request, member: Member) -> Response:
    """GET /second-step/qr.svg: the key as a picture for the phone, only while it is being set up."""
    if member.second_step != "missing":
        raise NotYours("no phone is being set up")
    address = second_step.address_of(member.name, second_step.pending_key(console_of(request).store, member.name))
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", scale=6, dark="#000", light="#fff", svgclass=None)
    return Response(picture.getvalue(), media_type="image/svg+xml")


@staff_only
async def confirm_phone(request: Request, member: Member) -> Response:
    """POST /second-step: put the phone into force when its code fits; show the recovery codes, this once."""
    console, form = console_of(request), await read_form(request)
    if member.second_step != "missing":
        return RedirectResponse(SET_UP, 303)
    wait = console.throttle.begin((("code", member.name),), console.clock())
    if wait:
        return try_later(console, "phone.html", wait, member, code=None, **phone_values(console, member))
    codes = second_step.confirm(console.store, member.name, form.get("code", "")[:LONGEST], console.now)
    if codes is None:
        return phone_page(console, member, 422, fault="unfit")
    console.throttle.forget((("code", member.name),))
    audit.note(console.store, member.name, "phone", None, console.now)
    return console.page("recovery.html", member, codes=codes)


@staff_only
async def change_phone(request: Request, member: Member) -> Response:
    """POST /second-step/new: with the password, forget the phone and set up another."""
    console, form, keys = console_of(request), await read_form(request), keys_of(request, member.name)
    wait = console.throttle.begin(keys, console.clock())
    if wait:
        return try_later(console, "phone.html", wait, member, code=None, **phone_values(console, member))
    if await staff.check_password(console.store, member.name, form.get("password", "")[:LONGEST]) is None:
        return phone_page(console, member, 422, fault="wrong_password")
    console.throttle.forget(keys)
    second_step.forget(console.store, member.name)
    return RedirectResponse(SET_UP, 303)


@staff_only
async def show_link_code(request: Request, member: Member) -> Response:
    """POST /telegram: show a code that links one's Telegram account, to be sent to the bot within ten minutes."""
    console = console_of(request)
    code = staff_links.new_code(console.store, member.name, console.now)
    return phone_page(console, member, code=code)


@staff_only
async def end_link(request: Request, member: Member) -> Response:
    """POST /telegram/unlink: end the link to one's Telegram account."""
    console = console_of(request)
    staff_links.unlink(console.store, member.name, member.name, console.now)
    return RedirectResponse(SET_UP, 303)


def phone_page(
    console: Console, member: Member, status: int = 200, fault: str | None = None, code: str | None = None
) -> Response:
    """Return the page of the second step; `code` links a Telegram account and is shown on this page only."""
    return console.page("phone.html", member, status, fault=fault, code=code, **phone_values(console, member))


def phone_values(console: Console, member: Member) -> dict[str, object]:
    """Return what the page of the second step shows; the key only while it is being set up."""
    missing = member.second_step == "missing"
    return {
        "key": second_step.pending_key(console.store, member.name) if missing else None,
        "left": second_step.codes_left(console.store, member.name),
        "linked": staff_links.linked_at(console.store, member.name),
    }


def fault_of(old: str, new: str, again: str, member: Member) -> str | None:
    """Return why a new password will not do, as a key of the page's words; None when it does."""
    if not SHORTEST <= len(new) <= LONGEST:
        return "length"
    if new == old:
        return "same"
    if member.name.casefold() in new.casefold() and len(new) < len(member.name) + SHORTEST:
        return "name"
    return "differ" if new != again else None
