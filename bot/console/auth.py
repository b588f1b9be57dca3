"""Who is asking: the session cookie, and the guard that every route of staff stands behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.context import Console, console_of
from bot.console.forms import read_form
from bot.store import staff
from bot.store.staff import Member

IDLE_LIMIT, LIMIT = 30 * 60, 12 * 3600  # seconds
CHANGE_PASSWORD = "/password"

Handler = Callable[[Request], Awaitable[Response]]
StaffHandler = Callable[[Request, Member], Awaitable[Response]]


def staff_only(handler: StaffHandler) -> Handler:
    """Guard a route: nobody gets in without a session, nor before a one-time password was changed."""

    async def guarded(request: Request) -> Response:
        member = member_of(request)
        if member is None:
            return await sign_in_first(request)
        if member.must_change and request.url.path != CHANGE_PASSWORD:
            return RedirectResponse(CHANGE_PASSWORD, 303)
        return await handler(request, member)

    guarded.__name__, guarded.__doc__ = handler.__name__, handler.__doc__
    return guarded


def member_of(request: Request) -> Member | None:
    """Return who is signed in, and count the request as use of the session."""
    console = console_of(request)
    token = request.cookies.get(cookie_name(console))
    return staff.member_of_session(console.store, token, console.now, IDLE_LIMIT, LIMIT) if token else None


def watcher_of(request: Request) -> Member | None:
    """Return who is signed in, but do not count it as use: a page that only stays open ends its session too."""
    console = console_of(request)
    token = request.cookies.get(cookie_name(console))
    return staff.member_of_session(console.store, token, console.now, IDLE_LIMIT, LIMIT, use=False) if token else None


async def sign_in_first(request: Request) -> Response:
    """Send a reader to sign in and then back; show a writer what they wrote, so that it is not lost."""
    console, path = console_of(request), request.url.path
    if request.method not in ("GET", "HEAD"):
        return console.notice("signed_out", 401, text=(await read_form(request)).get("text", ""), path="/queue")
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A strict cookie does not come along from a link elsewhere, such as the staff group's: ask once more.
        return console.page("again.html", path=path)
    return RedirectResponse(f"/sign-in?next={quote(path)}", 303)


def begin_session(console: Console, response: Response, name: str) -> Response:
    """Start a session and give its cookie to the browser."""
    token = staff.start_session(console.store, name, console.now)
    response.set_cookie(
        cookie_name(console), token, max_age=LIMIT, path="/", httponly=True, samesite="strict", secure=console.https
    )
    return response


def end_session(request: Request, response: Response) -> Response:
    """End the session of a request, if it has one, and take its cookie back."""
    console = console_of(request)
    token = request.cookies.get(cookie_name(console))
    if token:
        staff.end_session(console.store, token)
    response.delete_cookie(cookie_name(console), path="/", httponly=True, samesite="strict", secure=console.https)
    return response


def cookie_name(console: Console) -> str:
    """Return the cookie's name; with https one that no other host may set."""
    return "__Host-alder" if console.https else "alder"
