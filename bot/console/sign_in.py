"""Signing in by name and password, then by a code; signing out."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import CODE, begin_session, duty_of, end_session, member_of, staff_only
from bot.console.context import Console, console_of
from bot.console.forms import read_form
from bot.console.throttle import Key
from bot.store import audit, second_step, staff
from bot.store.staff import Member

HOME = "/queue"
LONGEST = 200  # characters of a password
LONGEST_NAME = 100
PAGES = re.compile(r"/(queue|cases/[A-Za-z0-9]{1,12})")  # where a sign-in may lead


async def ask_to_sign_in(request: Request) -> Response:
    """GET /sign-in: the form, or the queue for whoever is in already."""
    member = member_of(request)
    if member and duty_of(member) is None:
        return RedirectResponse(HOME, 303)
    return console_of(request).page("sign_in.html", onward=onward(request))


async def sign_in(request: Request) -> Response:
    """POST /sign-in: start a session when name and password fit; say the same whatever does not."""
    console, form = console_of(request), await read_form(request)
    name, password = form.get("name", "").strip()[:LONGEST_NAME], form.get("password", "")[:LONGEST]
    keys = keys_of(request, name)
    wait = console.throttle.begin(keys, console.clock())
    if wait:
        return try_later(console, "sign_in.html", wait, onward=onward(request), name=name)
    member = await staff.check_password(console.store, name, password)
    if member is None:
        return console.page("sign_in.html", status=401, onward=onward(request), name=name, fault="unfit")
    console.throttle.forget(keys)
    then = f"{CODE}?next={onward(request)}" if member.second_step == "due" else onward(request)
    return begin_session(console, end_session(request, RedirectResponse(then, 303)), member, "sign_in")


@staff_only
async def ask_for_code(request: Request, member: Member) -> Response:
    """GET /sign-in/code: the form for the code from the phone."""
    if member.second_step != "due":
        return RedirectResponse(HOME, 303)
    return console_of(request).page("code.html", onward=onward(request))


@staff_only
async def take_code(request: Request, member: Member) -> Response:
    """POST /sign-in/code: a code from the phone, or a recovery code, makes the session whole."""
    console, form = console_of(request), await read_form(request)
    if member.second_step != "due":
        return RedirectResponse(HOME, 303)
    keys: tuple[Key, ...] = (("code", member.name), keys_of(request, "")[1])
    wait = console.throttle.begin(keys, console.clock())
    if wait:
        return try_later(console, "code.html", wait, onward=onward(request))
    how = second_step.passes(console.store, member.name, form.get("code", "")[:LONGEST], console.now)
    if how is None:
        audit.note(console.store, member.name, "wrong_code", None, console.now)
        return console.page("code.html", status=401, onward=onward(request), fault="unfit")
    console.throttle.forget(keys)
    response = end_session(request, RedirectResponse(onward(request), 303))
    whole = replace(member, second_step="done")
    return begin_session(console, response, whole, "sign_in" if how == "code" else "sign_in_recovery")


async def sign_out(request: Request) -> Response:
    """POST /sign-out: end the session."""
    return end_session(request, RedirectResponse("/sign-in", 303))


def try_later(console: Console, page: str, wait: int, member: Member | None = None, **values: object) -> Response:
    """Return the page again with how long to wait."""
    response = console.page(page, member, 429, fault="wait", wait=wait, **values)
    response.headers["Retry-After"] = str(wait)
    return response


def keys_of(request: Request, name: str) -> tuple[Key, Key]:
    """Return what tries are counted by."""
    return ("name", name.casefold()), ("address", request.client.host if request.client else "")


def onward(request: Request) -> str:
    """Return where to go after the sign-in: a page of ours, whatever the address says."""
    wanted = request.query_params.get("next", "")
    return wanted if PAGES.fullmatch(wanted) else HOME
