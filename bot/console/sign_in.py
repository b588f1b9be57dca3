"""Signing in, signing out, and choosing a password."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import begin_session, end_session, member_of, staff_only
from bot.console.context import Console, console_of
from bot.console.forms import read_form
from bot.console.throttle import Key
from bot.store import staff
from bot.store.staff import Member

HOME = "/queue"
SHORTEST, LONGEST = 12, 200  # characters of a password
LONGEST_NAME = 100
PAGES = re.compile(r"/(queue|cases/[A-Za-z0-9]{1,12})")  # where a sign-in may lead


async def ask_to_sign_in(request: Request) -> Response:
    """GET /sign-in: the form, or the queue for whoever is in already."""
    if member_of(request):
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
    response = end_session(request, RedirectResponse(onward(request), 303))
    return begin_session(console, response, member.name)


async def sign_out(request: Request) -> Response:
    """POST /sign-out: end the session."""
    return end_session(request, RedirectResponse("/sign-in", 303))


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
    return begin_session(console, RedirectResponse(HOME, 303), member.name)


def fault_of(old: str, new: str, again: str, member: Member) -> str | None:
    """Return why a new password will not do, as a key of the page's words; None when it does."""
    if not SHORTEST <= len(new) <= LONGEST:
        return "length"
    if new == old:
        return "same"
    if member.name.casefold() in new.casefold() and len(new) < len(member.name) + SHORTEST:
        return "name"
    return "differ" if new != again else None


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
