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
from bot.console import (
    account,
    accounts,
    acts,
    case,
    log,
    marks,
    queue,
    reports,
    settings,
    shifts,
    sign_in,
    team,
    wording,
    writing,
)  # fmt: skip
from bot.console.auth import member_of
from bot.console.board import Board
from bot.console.context import STATIC, Console, console_of
from bot.console.pulse import Pulse
from bot.console.security import Wall
from bot.content import Content
from bot.errors import IllegalMove, NotYours
from bot.handoff import desk
from bot.store import Store


async def go_home(request: Request) -> Response:
    """GET /: on to the queue."""
    return RedirectResponse("/queue", 303)


async def tell_health(request: Request) -> Response:
    """GET /health: that the console answers, and nothing else."""
    return PlainTextResponse("ok")


async def find_icon(request: Request) -> Response:
    """GET /favicon.ico: where browsers look before they have read the page."""
    return RedirectResponse("/static/icon.svg", 301)


OPEN = (  # routes for anybody
    Route("/", go_home),
    Route("/health", tell_health),
    Route("/favicon.ico", find_icon),
    Route("/sign-in", sign_in.ask_to_sign_in),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    Mount("/static", StaticFiles(directory=STATIC)),
)
GETS = {
    "/password": account.ask_for_password,
    "/second-step": account.show_second_step,
    "/second-step/qr.svg": account.show_qr,
    "/sign-in/code": sign_in.ask_for_code,
    "/queue": queue.show_queue,
    "/queue/live": queue.watch_queue,
    "/cases/{number}": case.show_case,
    "/cases/{number}/live": case.watch_case,
    "/cases/{number}/brief": case.show_brief,
    "/cases/{number}/brief.pdf": case.download_brief,
    "/cases/{number}/mark": marks.ask_what_was_wrong,
    "/team": team.show_team,
    "/reports": reports.show_reports,
    "/reports/cases.csv": reports.download,
    "/learning": marks.show_marks,
    "/learning/candidates.yml": marks.download,
    "/words": wording.show_words,
    "/accounts": accounts.show_accounts,
    "/log": log.show_log,
    "/settings": settings.show_settings,
}
POSTS = {
    "/password": account.change_password,
    "/second-step": account.confirm_phone,
    "/second-step/new": account.change_phone,
    "/telegram": account.show_link_code,
    "/telegram/unlink": account.end_link,
    "/sign-in/code": sign_in.take_code,
    "/duty": team.say_duty,
    "/cases/{number}/claim": acts.claim_case,
    "/cases/{number}/hand-back": acts.hand_back_case,
    "/cases/{number}/take-back": acts.take_back_case,
    "/cases/{number}/still-here": acts.stay_with_case,
    "/cases/{number}/transfer": acts.transfer_case,
    "/cases/{number}/level": acts.set_level,
    "/cases/{number}/merge": acts.merge_case,
    "/cases/{number}/part": acts.part_case,
    "/cases/{number}/close": acts.close_case,
    "/cases/{number}/reopen": acts.reopen_case,
    "/cases/{number}/erase": acts.erase_person,
    "/cases/{number}/ask-learning": acts.ask_learning,
    "/cases/{number}/check-in": acts.offer_checkin,
    "/cases/{number}/mark": marks.mark_wrong,
    "/cases/{number}/reply": writing.write_reply,
    "/cases/{number}/preview": writing.preview_reply,
    "/cases/{number}/undo": writing.undo_reply,
    "/cases/{number}/typing": writing.tell_typing,
    "/cases/{number}/reading": case.note_reading,
    "/cases/{number}/note": writing.write_note,
    "/learning/decide": marks.decide,
    "/accounts/add": accounts.add_account,
    "/accounts/change": accounts.change_account,
    "/accounts/reset": accounts.reset_account,
    "/shifts/add": shifts.add_shift,
    "/shifts/remove": shifts.remove_shift,
}
STAFF = (  # each stands behind auth.allowed
    *(Route(path, route) for path, route in GETS.items()),
    *(Route(path, route, methods=["POST"]) for path, route in POSTS.items()),
)


def build(
    store: Store, content: Content, config: Config, outbox_ready: asyncio.Event,
    clock: Callable[[], float] = time.time,
) -> Starlette:  # fmt: skip
    """Return the console over an open store; it sets `outbox_ready` after each word it put into the outbox."""
    pulse = Pulse(store)
    console = Console(store, content, config, outbox_ready, clock, pulse, Board(store, pulse), desk.policy_of(config))
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
