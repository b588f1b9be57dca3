"""Server-sent events: pieces of a page, sent anew whenever they have changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.console.auth import watcher_of
from bot.console.context import console_of
from bot.console.pulse import EVERY
from bot.errors import NotYours
from bot.store.staff import Member

LOOK_AGAIN = 20  # seconds; waiting times grow, and a change may bring no event
STILL_HERE = b": still here\n\n"

Pieces = Callable[[Member], Mapping[str, str]]


def live(request: Request, names: tuple[str, ...], stamp: Callable[[], str], pieces: Pieces) -> StreamingResponse:
    """Stream the named pieces that changed since the page with this stamp was made, for as long as its reader
    may see them; then clear the screen."""
    return StreamingResponse(
        events(request, names, stamp, pieces), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def events(
    request: Request, names: tuple[str, ...], stamp: Callable[[], str], pieces: Pieces
) -> AsyncIterator[bytes]:
    """Yield events until the session has ended or the case is no longer the reader's."""
    yield STILL_HERE  # the browser learns at once that the line is open
    try:
        async for piece in changes(request, stamp, pieces):
            yield piece
    except NotYours:
        pass  # it went to another queue meanwhile: as good as signed out
    for name in names[1:]:
        yield event(name, "")
    yield event(names[0], console_of(request).piece("_over.html"))
    yield event("over", "")


async def changes(request: Request, stamp: Callable[[], str], pieces: Pieces) -> AsyncIterator[bytes]:
    """Yield each piece whenever it differs from what was sent before; each round asks again who is there."""
    shown: Mapping[str, str] = {}
    seen, rounds = request.query_params.get("seen", ""), 0
    while member := watcher_of(request):
        rounds += 1
        if stamp() != seen or rounds * EVERY >= LOOK_AGAIN:
            seen, rounds = stamp(), 0
            found = pieces(member)
            for name, html in found.items():
                if html != shown.get(name):
                    yield event(name, html)
            shown = found
            yield STILL_HERE
        await asyncio.sleep(EVERY)


def event(name: str, html: str) -> bytes:
    """Return one event; HTML may run over many lines."""
    data = "".join(f"data: {line}\n" for line in html.splitlines() or [""])
    return f"event: {name}\n{data}\n".encode()
