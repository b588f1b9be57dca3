"""The audit log for reading: who opened, wrote and changed what."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.console.auth import allowed
from bot.console.context import console_of
from bot.console.words import ACTIONS
from bot.store import audit
from bot.store.staff import Member

SHOWN = 100


@allowed("log")
async def show_log(request: Request, member: Member) -> Response:
    """GET /log: a page of the log, newest first; ?by= and ?about= narrow it, ?before= goes on; and whether the chain
    holds."""
    console, asked = console_of(request), request.query_params
    by, about, before = (
        asked.get("by", "").strip()[:40],
        asked.get("about", "").strip(" #")[:40],
        asked.get("before", ""),
    )
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    about = about.upper() if len(about) == 6 and about.isalnum() else about
    found = audit.entries(console.store, before=start, by=by, subject=about, limit=SHOWN)
    return console.page(
        "log.html", member, entries=found, words=ACTIONS, by=by, about=about,
        older=found[-1].id if len(found) == SHOWN else None, verdict=audit.verify(console.store),
    )  # fmt: skip
