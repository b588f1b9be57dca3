"""The control API: what a test or a benchmark asks of the fake, as POST /control/<verb> with JSON."""

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.telegram.fake.world import Json

if TYPE_CHECKING:
    from tests.telegram.fake.server import Server

PEOPLE = {
    "person",
    "group",
    "says",
    "sends",
    "edits",
    "taps",
    "presses",
    "removes",
    "ends_topic",
    "blocks",
    "returns",
    "adds",
    "raw",
}


class Control:
    """One method a verb; everything people do is passed on to the world."""

    def __init__(self, server: "Server") -> None:
        self.server = server

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one control call; a verb's mistake is a 400 with its words."""
        verb, fields = request.match_info["verb"], await request.json()
        act = getattr(self.server.world if verb in PEOPLE else self, verb)
        try:
            return web.json_response(await act(**fields))
        except (LookupError, ValueError, TypeError) as error:
            return web.Response(status=400, text=f"{type(error).__name__}: {error}")

    async def fault(self, **fields: Any) -> Json:
        """Order a fault; see faults.py."""
        self.server.faults.order(**fields)
        return {}

    async def limits(self, on: bool) -> Json:
        """Turn Telegram's sending limits on or off."""
        self.server.limits.on = on
        return {}

    async def log(self, on: bool) -> Json:
        """Keep every call, or only counts (for long loads)."""
        self.server.log_calls = on
        return {}

    async def replies(self, chat: int, after: int = 0, count: int = 0, seconds: float = 0) -> list[Json]:
        """Return the bot's messages of a chat beyond the first `after`; wait until there are `count`."""
        room = self.server.world.rooms[chat]

        def there() -> bool:
            return len(room.replies) >= after + count

        try:
            async with asyncio.timeout(seconds), self.server.world.changed:
                await self.server.world.changed.wait_for(there)
        except TimeoutError:
            pass
        return [kept.as_json() for kept in room.replies[after:]]

    async def room(self, chat: int) -> Json:
        """Return one chat: whether the bot left it, and all messages."""
        room = self.server.world.rooms[chat]
        messages = [kept.as_json() | {"from_bot": kept.from_bot} for kept in room.messages.values()]
        return {"left": room.left, "blocked": room.blocked, "messages": messages}

    async def calls(self, method: str = "") -> list[Json]:
        """Return the logged calls, of one method or all."""
        return [entry for entry in self.server.calls if method in ("", entry["method"])]

    async def under_way(self, chat: int) -> list[str]:
        """Return the methods called for a chat and not answered yet."""
        return [entry["method"] for entry in self.server.under_way if entry["fields"].get("chat_id") == str(chat)]

    async def stats(self) -> Json:
        """Return counts of calls, what waits, refusals by limit, mistakes, pushes and settings."""
        server = self.server
        return {
            "counts": dict(server.counts), "pending": len(server.world.pending),
            "limited": server.limits.refused, "mistakes": server.world.mistakes,
            "pushes": server.delivery.pushes, "settings": server.methods.settings,
            "answered": len(server.methods.answered), "webhook": server.delivery.webhook,
            "replies": {str(chat): len(room.replies) for chat, room in server.world.rooms.items()},
        }  # fmt: skip

    async def timings(self) -> list[list[float]]:
        """Return for each update when it came in and when the next reply in its chat went out (0: not yet)."""
        return [list(pair) for pair in self.server.world.timings.values()]
