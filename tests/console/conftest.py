"""A console over a real store: staff who can sign in at once, cases of invented persons, a clock that is set."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pyotp
import pytest
import uvicorn
from argon2 import PasswordHasher
from starlette.applications import Starlette

from bot.config import Config
from bot.console.app import build
from bot.console.auth import cookie_name
from bot.content import Content
from bot.store import Store, cases, messages, outbox, persons, sessions
from bot.store.cases import Case
from bot.triage.levels import Level, Queue
from tests.conftest import NOW

ADDRESS = "http://console.test"
PASSWORD = "quiet river morning"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # real, only quick to check
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOTHING: dict[str, Any] = {
    "abuse": [], "wants": [], "urgency": [], "where": [], "who": None, "demand": None, "deadline": None,
    "paid": False, "place": None, "age": None, "band": "unknown", "image_minor": False, "helping": None,
    "phone_seen": None, "safe": None, "perpetrator": False, "advised": [],
}  # fmt: skip


@dataclass
class Desk:
    """The console under test, and the means to set up what it shows."""

    store: Store
    content: Content
    outbox_ready: asyncio.Event = field(default_factory=asyncio.Event)
    now: float = NOW
    address: str = ADDRESS
    app: Starlette = field(init=False)

    def __post_init__(self) -> None:
        config = Config(_env_file=None, console_url=self.address)
        self.app = build(self.store, self.content, config, self.outbox_ready, clock=lambda: self.now)

    def add_member(self, name: str, role: str = "advocate") -> None:
        """Add a member of staff who has PASSWORD for good and a phone that shows the codes of KEY."""
        self.store.db.table("staff").insert(
            {
                "name": name, "alias": name.capitalize(), "role": role, "password": CHEAP, "must_change": 0,
                "created": 1, "totp": self.store.key.wrap.seal(KEY.encode(), f"totp {name}"),
            }
        )  # fmt: skip

    def code(self, key: str = KEY) -> str:
        """Return what the phone shows now."""
        return pyotp.TOTP(key).at(int(self.now))

    def add_case(
        self, level: Level = Level.URGENT, queue: Queue = Queue.HUMAN, reasons: tuple[str, ...] = (),
        waited: int = 60, chat: str | None = None, **known: Any,
    ) -> Case:  # fmt: skip
        """Add a waiting case that has waited for so many seconds; `known` goes into its summary."""
        at = int(self.now) - waited
        with self.store.transaction():
            person = persons.find_or_add(self.store, "terminal", chat or f"chat {cases.version(self.store)}", at)
            number = cases.open_case(self.store, person.ref, queue, level, "waiting", reasons, {**NOTHING, **known}, at)
        return cases.find(self.store, number)

    def says(self, case: Case, text: str, *, before: bool = False, labels: tuple[str, ...] = ()) -> None:
        """Let the person write, as the engine keeps it; `before` the hand-off or since."""
        with self.store.transaction():
            number = None if before else case.id
            messages.add(self.store, case.person, "person", text, case_id=number, labels=labels, now=int(self.now))
            cases.touch(self.store, case.id, int(self.now))

    def message_of(self, case: Case) -> int:
        """Return the id of the newest message on a case."""
        return messages.of_person(self.store, case.person)[-1].id

    def case(self, case: Case) -> Case:
        """Return a case as it stands now."""
        return cases.find(self.store, case.id)

    def sent(self, after: int = 0) -> list[str]:
        """Return the plain text of everything that goes out by now, or in so many seconds, as persons will read it."""
        found = []
        while rows := outbox.due(self.store, "terminal", (int(self.now) + after) * 1000 + 999):
            for row in rows:
                if row.kind == "say":
                    found.append(row.body["plain"])
                outbox.sent(self.store, row.id, None, int(self.now))
        return found

    def visitor(self, address: str = "203.0.113.5") -> httpx.AsyncClient:
        """Return a browser without a session; use it in `async with`."""
        transport = httpx.ASGITransport(app=self.app, client=(address, 40000))
        return httpx.AsyncClient(transport=transport, base_url=self.address)

    def member(self, name: str) -> httpx.AsyncClient:
        """Return a browser that is signed in."""
        client = self.visitor()
        client.cookies.set(cookie_name(self.app.state.console), sessions.start(self.store, name, int(self.now)))
        return client


@pytest.fixture
def desk(store: Store, content: Content) -> Desk:
    """A console with two advocates, a lawyer, a supervisor and an admin."""
    made = Desk(store, content)
    roles = {"ada": "advocate", "bea": "advocate", "lea": "lawyer", "sue": "supervisor", "max": "admin"}
    for name, role in roles.items():
        made.add_member(name, role)
    return made


@pytest.fixture
def serving() -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[str]]:
    """Serve an app on a free port of this machine, for what needs a real connection."""

    @contextlib.asynccontextmanager
    async def serve(app: Starlette) -> AsyncIterator[str]:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        with socket.create_server(("127.0.0.1", 0)) as door:
            task = asyncio.create_task(server.serve([door]))
            try:
                yield f"http://127.0.0.1:{door.getsockname()[1]}"
            finally:
                server.should_exit = server.force_exit = True
                await task

    return serve


def pages(desk: Desk, case: Case) -> Iterator[str]:
    """Every page a member can open."""
    yield from ("/queue", "/queue?find=NOPE", "/queue?level=urgent&whose=waiting", "/password", "/second-step")
    yield from (
        f"/cases/{case.id}",
        f"/cases/{case.id}?talk=open",
        f"/cases/{case.id}/brief",
        "/cases/NOPE",
        "/nowhere",
    )
    yield from ("/team", "/reports", "/learning", "/words", "/log", "/accounts", "/settings")
