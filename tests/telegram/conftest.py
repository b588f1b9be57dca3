"""A fake Telegram, and a real bot that talks to it, for every test that asks for one."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import parts
from bot.config import Config
from bot.content import Content
from bot.engine import Engine
from bot.store import Store
from bot.telegram.application import serve_until
from bot.telegram.limits import Limits
from tests.telegram.fake import TOKEN, FakeTelegram

os.environ.setdefault("PTB_TIMEDELTA", "1")  # as bot/telegram does; without it every 429 warns
MANY = (100_000, 1.0)


@dataclass
class Alder:
    """A running bot: its engine, its store, and the switch that stops it."""

    engine: Engine
    store: Store
    stop: asyncio.Event
    task: "asyncio.Task[None]"


Run = Callable[..., AbstractAsyncContextManager[Alder]]


@pytest.fixture(scope="session")
def content() -> Content:
    return parts.load_content(Config(_env_file=None))


@pytest.fixture
def run(fake: FakeTelegram, content: Content, tmp_path: Path) -> Run:
    """Return a context manager that runs the real bot, with the screen alone, against the fake."""

    @asynccontextmanager
    async def running(limits: Limits | None = None, **settings: Any) -> AsyncIterator[Alder]:
        config = Config(
            _env_file=None, telegram_token=TOKEN, telegram_api_url=fake.url, database=tmp_path / "alder.db",
            **settings,
        )  # fmt: skip
        store, stop = parts.open_store(config), asyncio.Event()
        async with parts.understanding(config, content, with_nlu=False) as understanding:
            engine = Engine(store, understanding, content, config)
            unhurried = limits or Limits(MANY, MANY, MANY)
            task = asyncio.create_task(serve_until(stop, engine, config, unhurried))
            try:
                yield Alder(engine, store, stop, task)
            finally:
                stop.set()
                await task
                store.close()

    return running
