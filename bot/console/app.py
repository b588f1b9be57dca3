"""Builds the console: its routes, its wall, its error pages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.config import Config
from bot.console import case, queue, sign_in
from bot.console.auth import member_of
from bot.console.context import STATIC, Console, console_of
from bot.console.pulse import Pulse
from bot.console.security import Wall
from bot.content import Content
from bot.errors import IllegalMove, NotYours
from bot.store import Store


async def go_home(request: Request) -> Response:
    """GET /: on to the queue."""
    return RedirectResponse("/queue", 303)


async def tell_health(request: Request) -> Response:
    """GET /health: that the console answers, and nothing else."""
    return PlainTextResponse("ok")


OPEN = (  # routes for anybody; all others stand behind auth.staff_only
    Route("/", go_home),
    Route("/health", tell_health),
    Route("/sign-in", sign_in.ask_to_sign_in),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    Mount("/static", StaticFiles(directory=STATIC)),
)
STAFF = (
    Route("/password", sign_in.ask_for_password),
    Route("/password", sign_in.change_password, methods=["POST"]),
    Route("/queue", queue.show_queue),
    Route("/queue/live", queue.watch_queue),
    Route("/cases/{number}", case.show_case),
    Route("/cases/{number}/live", case.watch_case),
    Route("/cases/{number}/claim", case.claim_case, methods=["POST"]),
    Route("/cases/{number}/hand-back", case.hand_back_case, methods=["POST"]),
    Route("/cases/{number}/close", case.close_case, methods=["POST"]),
    Route("/cases/{number}/reply", case.write_reply, methods=["POST"]),
)


def build(
    store: Store, content: Content, config: Config, outbox_ready: asyncio.Event,
    clock: Callable[[], float] = time.time,
) -> Starlette:  # fmt: skip
    """Return the console over an open store; it sets `outbox_ready` after each word it put into the outbox."""
    console = Console(store, content, config, outbox_ready, clock, Pulse(store))
    app = Starlette(
        routes=[*OPEN, *STAFF],
        middleware=[Middleware(Wall, console=console)],
        exception_handlers={NotYours: tell_missing, IllegalMove: tell_moved, HTTPException: tell_refused},
    )
    app.state.console = console
    return app


async def tell_missing(request: Request, error: Exception) -> Response:
    """Say that there is no such page: for a missing case, a forbidden one and a wrong address alike."""
    return console_of(request).notice("missing", 404, member_of(request))


async def tell_moved(request: Request, error: Exception) -> Response:
    """Say that the case has moved on meanwhile."""
    number = request.path_params["number"]
    return console_of(request).notice("moved", 409, member_of(request), path=f"/cases/{number}")


async def tell_refused(request: Request, error: Exception) -> Response:
    """Say what is wrong with a request that no form of ours sends."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return await tell_missing(request, error)
    return console_of(request).notice("refused", error.status_code, member_of(request), headers=error.headers)
