"""Who is asking, and what they may: the session cookie, and the guards that every route of staff stands behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.context import Console, console_of
from bot.console.forms import read_form
from bot.console.rights import may
from bot.errors import NotYours
from bot.store import audit, sessions
from bot.store.staff import Member

CODE, CHANGE_PASSWORD, SET_UP = "/sign-in/code", "/password", "/second-step"

Handler = Callable[[Request], Awaitable[Response]]
StaffHandler = Callable[[Request, Member], Awaitable[Response]]


def allowed(right: str) -> Callable[[StaffHandler], Handler]:
    """Guard a route: only for members whose sign-in is whole and whose role has this right; to others the page does
    not exist."""

    def guard(handler: StaffHandler) -> Handler:
        async def guarded(request: Request) -> Response:
            member = member_of(request)
            if member is None:
                return await sign_in_first(request)
            duty = duty_of(member)
            if duty and not request.url.path.startswith(duty):
                return RedirectResponse(duty, 303)
            if not may(member, right):
                raise NotYours(f"{member.role} at {right}")
            return await handler(request, member)

        guarded.__name__, guarded.__doc__ = handler.__name__, handler.__doc__
        return guarded

    return guard


staff_only = allowed("own account")


def duty_of(member: Member) -> str | None:
    """Return the page that a member must go through first; None when their sign-in is whole."""
    if member.second_step == "due":
        return CODE
    if member.must_change:
        return CHANGE_PASSWORD
    return SET_UP if member.second_step == "missing" else None


def member_of(request: Request) -> Member | None:
    """Return who is signed in, and count the request as use of the session."""
    console = console_of(request)
    token = request.cookies.get(cookie_name(console))
    return sessions.member(console.store, token, console.now) if token else None


def watcher_of(request: Request) -> Member | None:
    """Return who is signed in, but do not count it as use: a page that only stays open ends its session too."""
    console = console_of(request)
    token = request.cookies.get(cookie_name(console))
    member = sessions.member(console.store, token, console.now, use=False) if token else None
    return member if member and duty_of(member) is None else None


async def sign_in_first(request: Request) -> Response:
    """Send a reader to sign in and then back; show a writer what they wrote, so that it is not lost."""
    console, path = console_of(request), request.url.path
    if request.method not in ("GET", "HEAD"):
        return console.notice("signed_out", 401, text=(await read_form(request)).get("text", ""), path="/queue")
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A strict cookie does not come along from a link elsewhere, such as the staff group's: ask once more.
        return console.page("again.html", path=path)
    return RedirectResponse(f"/sign-in?next={quote(path)}", 303)


def begin_session(console: Console, response: Response, member: Member, how: str) -> Response:
    """Start a session, whole when the second step is not due, and give its cookie to the browser; `how` is logged."""
    passed = member.second_step != "due"
    token = sessions.start(console.store, member.name, console.now, passed=passed)
    if passed:
        audit.note(console.store, member.name, how, None, console.now)
    response.set_cookie(
        cookie_name(console), token, max_age=sessions.LIMIT, path="/", httponly=True, samesite="strict",
        secure=console.https,
    )  # fmt: skip
    return response


def end_session(request: Request, response: Response) -> Response:
    """End the session of a request, if it has one, and take its cookie back."""
    console = console_of(request)
    token = request.cookies.get(cookie_name(console))
    if token:
        sessions.end(console.store, token)
    response.delete_cookie(cookie_name(console), path="/", httponly=True, samesite="strict", secure=console.https)
    return response


def cookie_name(console: Console) -> str:
    """Return the cookie's name; with https one that no other host may set."""
    return "__Host-alder" if console.https else "alder"
