"""The durable update queue: an update is in the store before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import structlog
from telegram import Bot, Update
from telegram.error import NetworkError

from bot.store import Store, inbox
from bot.store.inbox import Received

log = structlog.get_logger()
MOST_HELD = 256  # updates in memory; beyond that put() waits and Telegram keeps the rest


class Inbox(asyncio.Queue[object]):
    """python-telegram-bot's update queue, whose put() commits first and waits while too much is under way."""

    def __init__(self, store: Store, clock: Callable[[], float], most_held: int = MOST_HELD) -> None:
        super().__init__()
        self._store, self._clock, self._most_held = store, clock, most_held
        self._held: set[int] = set()
        self._left = asyncio.Event()

    async def put(self, item: object) -> None:
        """Commit an update, then queue it unless it is done or queued already; raise NetworkError otherwise."""
        if not isinstance(item, Update):  # the library's own signal to stop
            await super().put(item)
            return
        await self._until(lambda: len(self._held) < self._most_held)
        if item.update_id not in self._held and self._receive(item):
            await self._hold(item)

    def let_go(self, update_id: int) -> None:
        """Say that an update is no longer under way, whether it is done or waits for the next start."""
        self._held.discard(update_id)
        self._left.set()

    def drop(self) -> None:
        """Forget what nobody has begun; it waits in the store for the next start."""
        while not self.empty():
            item = self.get_nowait()
            self.task_done()
            if isinstance(item, Update):
                self.let_go(item.update_id)

    async def replay(self, bot: Bot) -> None:
        """Queue what an earlier process left undone; what it had begun comes first and alone.

        One of those may have killed it: alone, it cannot take others with it a second time.
        """
        left = inbox.waiting(self._store)
        for received in (row for row in left if row.attempts):
            await self._replay(received, bot)
            await self._gone(received.update_id)
        for received in (row for row in left if not row.attempts):
            await self._until(lambda: len(self._held) < self._most_held)
            await self._replay(received, bot)
        if left:
            log.info("inbox_replayed", count=len(left))

    async def _replay(self, received: Received, bot: Bot) -> None:
        if received.update_id in self._held:
            return
        try:
            update = Update.de_json(json.loads(received.body), bot)
        except Exception as error:  # stored by another version of the library
            inbox.set_aside(self._store, received.update_id, type(error).__name__, int(self._clock()))
            return
        await self._hold(update)

    def _receive(self, update: Update) -> bool:
        try:
            return inbox.receive(self._store, update.update_id, update.to_json(), int(self._clock()))
        except Exception as error:
            # Any other error would end the library's polling silently; this one makes Telegram send again.
            log.error("inbox_failed", fault=type(error).__name__)
            raise NetworkError(type(error).__name__) from None

    async def _hold(self, update: Update) -> None:
        self._held.add(update.update_id)
        await super().put(update)

    async def _gone(self, update_id: int) -> None:
        await self._until(lambda: update_id not in self._held)

    async def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            self._left.clear()
            await self._left.wait()
