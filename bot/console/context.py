"""What every route of the console needs, in one value, and how a page is made of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.config import Config
from bot.console.board import Board
from bot.console.care import care_note
from bot.console.pulse import Pulse
from bot.console.rights import pages_of
from bot.console.throttle import Throttle
from bot.console.times import clock_time, lasting, machine_time
from bot.content import Content
from bot.handoff.policy import Policy
from bot.store import Store, exposure
from bot.store.staff import Member

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@dataclass(frozen=True)
class Console:
    """The parts of a running console; a route finds it in `request.app.state.console`."""

    store: Store
    content: Content
    config: Config
    outbox_ready: asyncio.Event
    clock: Callable[[], float]
    pulse: Pulse
    board: Board
    policy: Policy
    throttle: Throttle = field(default_factory=Throttle)
    templates: Environment = field(default_factory=lambda: environment())

    @property
    def now(self) -> int:
        """The time in Unix seconds."""
        return int(self.clock())

    @property
    def https(self) -> bool:
        """Do staff reach the console by https?"""
        return self.config.console_address.startswith("https:")

    def page(self, name: str, /, member: Member | None = None, status: int = 200, **values: Any) -> Response:
        """Return one whole page; `member` is who reads it, None when nobody is signed in."""
        return HTMLResponse(self.piece(name, **self._top(member), **values), status)

    def piece(self, name: str, /, **values: Any) -> str:
        """Return one template as HTML, with everything in it escaped."""
        return self.templates.get_template(name).render(now=self.now, **values)

    def notice(
        self, kind: str, status: int, member: Member | None = None, headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> Response:  # fmt: skip
        """Return a short page that says kindly why something did not happen; `kind` is one of notice.html's."""
        return HTMLResponse(self.piece("notice.html", kind=kind, **self._top(member), **values), status, headers)

    def _top(self, member: Member | None) -> dict[str, Any]:
        """Return what the top of a page shows: nothing to go to before the sign-in is whole."""
        whole = member is not None and member.second_step == "done" and not member.must_change
        shown: dict[str, Any] = {"member": member, "pages": (), "care_note": None, "today": 0}
        if member is None or not whole:
            return shown
        spent = exposure.of(self.store, member.name, self.now)
        return {**shown, "pages": pages_of(member), "today": spent.today, "care_note": care_note(spent)}


def console_of(request: Request) -> Console:
    """Return the console a request belongs to."""
    console: Console = request.app.state.console
    return console


def environment() -> Environment:
    """Return the templates: everything escaped, a missing value an error instead of an empty spot."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        auto_reload=False, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(clock_time=clock_time, lasting=lasting, machine_time=machine_time)
    digests = {path.name: sha256(path.read_bytes()).hexdigest()[:12] for path in STATIC.iterdir()}
    # The digest lets a browser keep the file for long and still get a new one at once.
    made.globals["static"] = lambda name: f"/static/{name}?v={digests[name]}"
    return made
