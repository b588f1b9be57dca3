"""The sender: what waits in the outbox goes out in order, within Telegram's limits, and again after a failure."""

from __future__ import annotations

import asyncio
import datetime as dtm
import random
import time
from collections.abc import Callable
from contextlib import suppress

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.store import Store, outbox
from bot.store.outbox import Due
from bot.telegram.events import CHANNEL
from bot.telegram.limits import Limits
from bot.telegram.posting import PACED, post

log = structlog.get_logger()
LOOK_EVERY = 0.5  # seconds; the console writes to the outbox from another process
AT_ONCE = 64
LOOK_AT = 64  # rows; Telegram's limits keep at most 30 chats from their turn, so others are always among these
LONGEST_BACKOFF = 60.0  # seconds
STORE_WAIT = 1.0  # seconds before a mark that the store refused is tried again


class Sender:
    """Sends until cancelled; `ready` wakes it, and a row is marked before the next of its chat is looked at."""

    def __init__(
        self, bot: Bot, store: Store, ready: asyncio.Event, limits: Limits,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._bot, self._store, self._ready, self._limits, self._clock = bot, store, ready, limits, clock
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._held: dict[str, float] = {}  # chats that Telegram told to wait, until when

    async def run(self) -> None:
        """Send what is due, for ever."""
        while True:
            self._ready.clear()
            wait = LOOK_EVERY
            try:
                if not self._start_due():
                    wait = min(wait, self._limits.next_free(time.monotonic()))
            except Exception as error:  # the store may be locked or the disk full: what is due stays due
                log.error("outbox_unreadable", fault=type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._ready.wait()

    async def finish(self, seconds: float) -> None:
        """Let what is under way come to its end, for so long."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=seconds)

    def _start_due(self) -> bool:
        """Start what may start; False when the limits alone held something back."""
        if self._all_held():
            return True
        if self._limits.is_full(time.monotonic()):
            return False
        free, now_ms = True, int(self._clock() * 1000)
        for row in outbox.due(self._store, CHANNEL, now_ms, LOOK_AT):
            if len(self._under_way) >= AT_ONCE:
                break
            if row.chat in self._under_way or row.chat in self._held:
                continue
            if self._has_slot(row):
                self._under_way[row.chat] = asyncio.create_task(self._send(row))
            else:
                free = False
        return free

    def _has_slot(self, row: Due) -> bool:
        return row.kind not in PACED or self._limits.take(row.chat, group=False, now=time.monotonic())

    def _all_held(self) -> bool:
        """Two chats told to wait at once means that the bot as a whole is too fast."""
        now = time.monotonic()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        return len(self._held) > 1

    async def _send(self, row: Due) -> None:
        try:
            await self._mark(await self._outcome(row))
        finally:
            if row.kind in PACED:
                self._limits.give_back(row.chat, group=False, now=time.monotonic())
            del self._under_way[row.chat]
            self._ready.set()

    async def _outcome(self, row: Due) -> Callable[[int], None]:
        """Send a row and return the mark it earned."""
        if row.kind == "forget":
            return lambda now: outbox.forget(self._store, row.id, now)
        try:
            message_id = await post(self._bot, row, int(row.chat))
        except RetryAfter as error:
            return self._told_to_wait(row, seconds_of(error.retry_after))
        except Forbidden:
            return self._blocked(row)
        except BadRequest:
            return self._failed(row, "refused by Telegram")
        except TelegramError as error:
            log.warning("row_delayed", row=row.id, fault=type(error).__name__, attempts=row.attempts)
            return self._again(row, backoff(row.attempts))
        except Exception as error:  # a row of another version: it must not hold up what comes after it
            return self._failed(row, type(error).__name__)
        return lambda now: outbox.sent(self._store, row.id, message_id, now)

    def _told_to_wait(self, row: Due, seconds: float) -> Callable[[int], None]:
        log.warning("told_to_wait", row=row.id, seconds=seconds)
        self._held[row.chat] = time.monotonic() + seconds
        return self._again(row, seconds)

    def _again(self, row: Due, seconds: float) -> Callable[[int], None]:
        return lambda now: outbox.retry(self._store, row.id, int((self._clock() + seconds) * 1000))

    def _blocked(self, row: Due) -> Callable[[int], None]:
        return lambda now: outbox.blocked(self._store, row.id, now)

    def _failed(self, row: Due, reason: str) -> Callable[[int], None]:
        (log.info if row.kind == "delete" else log.error)("row_failed", row=row.id, reason=reason)
        return lambda now: outbox.failed(self._store, row.id, reason, now)

    async def _mark(self, mark: Callable[[int], None]) -> None:
        """Write the mark down, however often it takes: without it the row would be sent again."""
        while True:
            try:
                mark(int(self._clock()))
            except Exception as error:
                log.error("outbox_failed", fault=type(error).__name__)
                await asyncio.sleep(STORE_WAIT)
            else:
                return


def backoff(attempts: int) -> float:
    """Return for how many seconds to wait after so many attempts."""
    return min(2.0 ** min(attempts, 10), LONGEST_BACKOFF) * random.uniform(0.75, 1.25)


def seconds_of(value: int | dtm.timedelta) -> float:
    """Return a duration of python-telegram-bot in seconds."""
    return value.total_seconds() if isinstance(value, dtm.timedelta) else float(value)
