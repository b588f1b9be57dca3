"""Many chats at once, each of them in order."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.inbox import MOST_HELD, Inbox

AT_ONCE = 32


class Processor(BaseUpdateProcessor):
    """Runs up to AT_ONCE updates, one a chat; once `stop` is set the rest stay for the next start."""

    def __init__(self, queue: Inbox, stop: asyncio.Event) -> None:
        # The library's own bound counts updates that wait for their chat, too: one flooder would use it up.
        super().__init__(MOST_HELD)
        self._queue, self._stop = queue, stop
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then handle the update."""
        chat = update.effective_chat if isinstance(update, Update) else None
        lock = asyncio.Lock() if chat is None else self._chats.setdefault(chat.id, asyncio.Lock())
        try:
            async with lock, self._at_once:
                await self._handle(coroutine)
        finally:
            if isinstance(update, Update):
                self._queue.let_go(update.update_id)

    async def _handle(self, coroutine: Awaitable[Any]) -> None:
        if not self._stop.is_set():
            await coroutine
        elif inspect.iscoroutine(coroutine):
            coroutine.close()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
