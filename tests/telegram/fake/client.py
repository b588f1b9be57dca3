"""The fake as a test speaks to it: persons who say, tap and send, and what reached them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import aiohttp

from tests.telegram.fake.server import running

TOKEN = "12345:fake-token-fake-token-fake"


@dataclass(frozen=True)
class Reply:
    """One message of the bot, as the person has it on the screen."""

    message_id: int
    text: str
    source: str
    buttons: list[str]
    links: list[str]
    document: dict[str, Any] | None
    deleted: bool
    edits: int
    at: float
    thread: int
    protected: bool


class FakeTelegram:
    """A client of one fake, in this process or another."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url, self._session = url, session

    async def control(self, verb: str, **fields: Any) -> Any:
        """Ask one control verb; a refusal is an AssertionError, as it is the test's mistake."""
        async with self._session.post(f"{self.url}/control/{verb}", json=fields) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def person(self, language: str = "en") -> "Person":
        """Return a new person with an empty chat."""
        return Person(self, (await self.control("person", language=language))["chat"])

    async def group(self, title: str = "A group", chat: int = 0, forum: bool = False) -> "Person":
        """Return a new group; what is said in it is said by a member."""
        return Person(self, (await self.control("group", title=title, chat=chat, forum=forum))["chat"])

    async def fault(self, kind: str, **fields: Any) -> None:
        """Order a fault, such as fault("429", method="sendMessage", seconds=1)."""
        await self.control("fault", kind=kind, **fields)

    async def limits(self, on: bool = True) -> None:
        """Turn Telegram's limits on."""
        await self.control("limits", on=on)

    async def calls(self, method: str = "") -> list[dict[str, Any]]:
        """Return the calls the bot made."""
        return list(await self.control("calls", method=method))

    async def stats(self) -> dict[str, Any]:
        """Return the fake's counts."""
        return dict(await self.control("stats"))

    async def count(self, method: str) -> int:
        """Return how often a method was called."""
        return int((await self.stats())["counts"].get(method, 0))


class Person:
    """One chat of the fake; `replies` hands out each of the bot's messages once."""

    def __init__(self, fake: FakeTelegram, chat: int) -> None:
        self.fake, self.chat, self.seen = fake, chat, 0
        self.last_message = 0

    async def _do(self, verb: str, **fields: Any) -> dict[str, Any]:
        answer = dict(await self.fake.control(verb, chat=self.chat, **fields))
        self.last_message = answer.get("message_id") or self.last_message
        return answer

    async def says(self, text: str, **how: Any) -> Self:
        """Write a text or command; forwarded=True passes on somebody else's words."""
        await self._do("says", text=text, **how)
        return self

    async def sends(self, kind: str, caption: str = "", album: str = "") -> Self:
        """Send media of a kind in attachments.py."""
        await self._do("sends", kind=kind, caption=caption, album=album)
        return self

    async def taps(self, words: str, **how: Any) -> Self:
        """Tap the newest button whose label holds the words; by=ID in a group."""
        await self._do("taps", words=words, **how)
        return self

    async def edits(self, text: str) -> Self:
        """Change the message sent last."""
        await self._do("edits", message_id=self.last_message, text=text)
        return self

    async def does(self, verb: str, **fields: Any) -> Self:
        """Do anything else: blocks, returns, adds, presses, raw."""
        await self._do(verb, **fields)
        return self

    async def replies(self, count: int = 1, within: float = 5) -> list[Reply]:
        """Return all new messages of the bot, at least `count` of them."""
        found = await self.fake.control("replies", chat=self.chat, after=self.seen, count=count, seconds=within)
        assert len(found) >= count, f"{len(found)} of {count} replies within {within} s"
        self.seen += len(found)
        return [Reply(**reply) for reply in found]

    async def reply(self, within: float = 5) -> Reply:
        """Return the next message of the bot, exactly one."""
        found = await self.replies(1, within)
        assert len(found) == 1, f"{len(found)} replies instead of one"
        return found[0]

    async def stays_alone(self, seconds: float = 0.3) -> None:
        """Nothing comes for this long."""
        found = await self.fake.control("replies", chat=self.chat, after=self.seen, count=1, seconds=seconds)
        assert not found, f"{len(found)} replies where none was due"

    async def room(self) -> dict[str, Any]:
        """Return the whole chat."""
        return dict(await self.fake.control("room", chat=self.chat))


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[FakeTelegram]:
    """A client of a fake that already runs, perhaps in another process."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120)) as session:
        yield FakeTelegram(url, session)


@asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    """A fake of one's own; at the end every call must have kept to the published API."""
    async with running() as (server, url), connected(url) as fake:
        yield fake
        assert server.world.mistakes == []
