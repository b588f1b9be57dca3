"""The webhook: secret checked, body bounded, and 200 only once the update is in the store."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, Update
from telegram.error import NetworkError

from bot.telegram.inbox import Inbox
from bot.telegram.request import Sieve

SECRET = "X-Telegram-Bot-Api-Secret-Token"
MAX_BODY = 256 * 1024  # bytes; a full message with entities is under 100 kB


class Webhook:
    """Receives updates from Telegram and from nobody else."""

    def __init__(self, queue: Inbox, bot: Bot, sieve: Sieve, secret: str) -> None:
        self._queue, self._bot, self._sieve, self._secret = queue, bot, sieve, secret.encode()

    async def receive(self, request: web.Request) -> web.Response:
        """POST of one update: 403 without the secret, 413 when too long, 503 while the store fails."""
        if not hmac.compare_digest(request.headers.get(SECRET, "").encode(), self._secret):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        try:
            if self._sieve(raw):
                await self._queue.put(Update.de_json(raw, self._bot))
        except NetworkError:  # Telegram tries again
            return web.Response(status=503)
        return web.Response()


@asynccontextmanager
async def listening(webhook: Webhook, url: str, host: str, port: int) -> AsyncIterator[None]:
    """Listen on host and port under the path of `url`."""
    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post(urlsplit(url).path or "/", webhook.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()
