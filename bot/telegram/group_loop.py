"""The one way into the staff group: the most pressing call first, within Telegram's limits, again after a failure."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.group_chat import GroupChat
from bot.telegram.limits import Limits
from bot.telegram.sender import backoff, seconds_of

log = structlog.get_logger()
LOOK_EVERY = 0.5  # seconds; the console changes cases from another process
REFUSED_WAIT = 30.0  # seconds before a group that refuses us is tried again


class Rank(IntEnum):
    """What goes first."""

    EMERGENCY = 0
    CASE = 1
    WORDS = 2
    NOTE = 3
    STATE = 4
    TOPIC = 5
    WAIT = 6


PLENTY, SCARCE = 12, 6  # of the 20 messages a minute
KEPT = {  # so many must be left after a task of this rank; what is kept is for cases that nobody has seen
    Rank.EMERGENCY: 0, Rank.CASE: 0, Rank.WORDS: SCARCE, Rank.NOTE: SCARCE, Rank.STATE: SCARCE, Rank.TOPIC: SCARCE,
    Rank.WAIT: PLENTY,
}  # fmt: skip
CASE_GAP, LONG_GAP = 3.0, 6.0  # seconds between cards of new cases, so that a wave never uses the minute up


@dataclass(frozen=True, slots=True)
class Task:
    """One call to the group.

    `key` names it from one look to the next. Telegram does not count `free` ones; a `full` card waits for no others.
    """

    key: str
    rank: Rank
    do: Callable[[], Awaitable[None]]
    free: bool = False
    full: bool = False


Source = Callable[[int], Iterable[Task]]  # asked with how many messages the group may still get


class GroupLoop:
    """Does what its sources ask for, one call after the other, until `stop` is set."""

    def __init__(
        self, chat: GroupChat, limits: Limits, sources: Sequence[Source], stop: asyncio.Event
    ) -> None:  # fmt: skip
        self._chat, self._limits, self._sources, self._stop = chat, limits, sources, stop
        self._last_case = 0.0
        self._held_until = 0.0
        self._failures = 0
        self._later: dict[str, tuple[int, float]] = {}  # refused tasks: how often, and when to try again

    async def run(self) -> None:
        """Work until stopped; what is not done by then is asked for again after the next start."""
        while not self._stop.is_set():
            if await self._step():
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._stop.wait()

    async def _step(self) -> bool:
        """Do the first task that may be done now; False when there is none."""
        if time.monotonic() < self._held_until:
            return False
        try:
            tasks = sorted(
                (task for source in self._sources for task in source(self._free())), key=lambda task: task.rank
            )
        except Exception as error:  # the store may be locked or the disk full: what is due stays due
            log.error("group_unreadable", fault=type(error).__name__)
            return False
        self._later = {task.key: self._later[task.key] for task in tasks if task.key in self._later}
        task = next((task for task in tasks if self._may(task)), None)
        if task is None:
            return False
        try:
            await self._do(task)
        finally:
            self._give_back(task)
        return True

    def _may(self, task: Task) -> bool:
        now = time.monotonic()
        if self._later.get(task.key, (0, 0.0))[1] > now:
            return False
        if task.free:
            return True
        if self._free() <= KEPT[task.rank] or now - self._last_case < self._gap(task):
            return False
        return self._limits.take(self._name, group=True, now=now)

    def _gap(self, task: Task) -> float:
        """Return for how many seconds after the last card this one has to wait for others to share it."""
        if task.rank > Rank.CASE or task.full or self._free() > PLENTY:
            return 0.0
        if self._free() > SCARCE:
            return 0.0 if task.rank is Rank.EMERGENCY else CASE_GAP
        return LONG_GAP

    def _give_back(self, task: Task) -> None:
        if task.free:
            return
        now = time.monotonic()
        self._limits.give_back(self._name, group=True, now=now)
        if task.rank <= Rank.CASE:
            self._last_case = now

    def _free(self) -> int:
        return self._limits.free_in_group(self._name, time.monotonic())

    async def _do(self, task: Task) -> None:
        try:
            await task.do()
        except RetryAfter as error:
            self._hold(seconds_of(error.retry_after), "told_to_wait")
        except ChatMigrated as error:
            self._chat.follow(error.new_chat_id)
            log.warning("staff_group_has_a_new_id")
        except Forbidden:
            self._hold(REFUSED_WAIT, "staff_group_refuses_us")
        except BadRequest:
            self._put_off(task, "refused by Telegram")
        except TelegramError as error:
            self._failures += 1
            self._hold(backoff(self._failures), type(error).__name__)
        except Exception as error:  # one case must not hold up the others
            self._put_off(task, type(error).__name__)
        else:
            self._failures = 0
            self._later.pop(task.key, None)

    def _hold(self, seconds: float, reason: str) -> None:
        log.warning("group_held", reason=reason, seconds=seconds)
        self._held_until = time.monotonic() + seconds

    def _put_off(self, task: Task, reason: str) -> None:
        count = self._later.get(task.key, (0, 0.0))[0] + 1
        log.error("group_task_failed", reason=reason, attempts=count)
        self._later[task.key] = count, time.monotonic() + backoff(count)

    @property
    def _name(self) -> str:
        return str(self._chat.configured)
