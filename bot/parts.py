"""The parts of a running Alder, put together and taken apart again in order."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.config import ROOT, Config
from bot.content import Content, load
from bot.engine import Engine
from bot.errors import ConfigError
from bot.handoff.rounds import walk
from bot.store import Store, clocks, exposure, heart, inbox, persons, sessions
from bot.understanding.rasa import Rasa
from bot.understanding.screen import Screen
from bot.understanding.server import NluServer, missing_parts
from bot.understanding.understand import Understanding

log = structlog.get_logger()
READY_WITHIN = 90.0  # seconds the NLU may take to load before the screen goes on alone
DAY, HOUR = 24 * 3600, 3600
BEAT_EVERY = 10
RING_EVERY = 5
WALK_EVERY = 5
EXPOSURE_KEPT = 30 * DAY
INBOX_KEPT = 2 * DAY  # Telegram may repeat an update for 24 hours


def load_content(config: Config) -> Content:
    """Load responses/, or raise ContentError with every fault."""
    return load(ROOT, config.retention_days)


def open_store(config: Config) -> Store:
    """Open the database that the settings name."""
    return Store.open(config.database, config.key_file)


@asynccontextmanager
async def understanding(config: Config, content: Content, *, with_nlu: bool = True) -> AsyncIterator[Understanding]:
    """Yield an Understanding, with the embedded NLU started when no address of one is set."""
    screen = Screen.load(content.platforms.values())
    if not with_nlu:
        yield Understanding(screen, None)
        return
    if config.nlu_url:
        token = config.nlu_token.get_secret_value() if config.nlu_token else None
        rasa = Rasa(config.nlu_url, token, config.nlu_timeout)
        try:
            yield Understanding(screen, rasa)
        finally:
            await rasa.close()
        return
    if faults := missing_parts(ROOT):
        raise ConfigError("\n".join(faults))
    server = NluServer(ROOT)
    rasa = server.client(config.nlu_timeout)
    try:
        await server.start()
        print("Alder: loading the understanding …", file=sys.stderr, flush=True)
        if not await server.wait_ready(rasa, READY_WITHIN):
            log.warning("nlu_not_ready", seconds=READY_WITHIN)
        yield Understanding(screen, rasa)
    finally:
        await rasa.close()
        await server.stop()


async def keep_beating(store: Store) -> None:
    """Leave a sign of life every few seconds: what `doctor --running` looks for."""
    while True:
        heart.beat(store, int(time.time()))
        await asyncio.sleep(BEAT_EVERY)


async def keep_watch(engine: Engine) -> None:
    """Every few seconds do what is due in the queue; a fault is logged and the next round tries again."""
    while True:
        try:
            if walk(engine.store, engine.content, engine.config, int(engine.clock())):
                engine.outbox_ready.set()
        except Exception as error:  # the store may be locked: nobody may wait unseen because of one bad moment
            log.error("round_failed", fault=type(error).__name__)
        await asyncio.sleep(WALK_EVERY)


async def keep_time(engine: Engine) -> None:
    """Every few seconds come back to those who asked for it; what ran out while we were away comes first."""
    while True:
        try:
            ring_due(engine)
        except Exception as error:  # the store may be locked: the clock is still there in the next round
            log.error("clocks_unreadable", fault=type(error).__name__)
        await asyncio.sleep(RING_EVERY)


def ring_due(engine: Engine) -> int:
    """Ring every clock that has run out; return how many there were."""
    due = clocks.due(engine.store, int(engine.clock()))
    for clock in due:
        engine.ring(clock)
    return len(due)


async def keep_house(engine: Engine) -> None:
    """Once an hour erase what is past its days, for ever."""
    while True:
        now = int(engine.clock())
        sweep(engine.store, now, engine.config.retention_days)
        await asyncio.sleep(HOUR)


def sweep(store: Store, now: int, days: int) -> None:
    """Erase conversations idle for `days` without an open case, and updates done long ago."""
    idle = persons.idle_since(store, now - days * DAY)
    for ref in idle:
        persons.erase(store, ref, now)
    inbox.prune(store, now - INBOX_KEPT)
    sessions.prune(store, now)
    exposure.prune(store, now - EXPOSURE_KEPT)
    if idle:
        store.forget_pages()
