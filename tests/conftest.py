"""What many tests need: a store of their own, real content and model, a fake Telegram, a clock that stands."""

from __future__ import annotations

import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.content import Content, load
from bot.store import Store
from bot.understanding.server import free_port, how_to_start
from tests.telegram.fake import FakeTelegram, fake_telegram

ROOT = Path(__file__).resolve().parent.parent
NOW = 1_764_000_000


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """A fresh fake on a random port; the test fails when a call leaves the published Bot API."""
    async with fake_telegram() as telegram:
        yield telegram


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def content() -> Content:
    return load(ROOT)


@dataclass(frozen=True)
class Nlu:
    """A running Rasa server with the trained model."""

    url: str
    token: str
    pid: int


@pytest.fixture(scope="session")
def nlu() -> Iterator[Nlu]:
    """The real Rasa server with the really trained model, started once for the whole run."""
    port, token = free_port(), "test-token"
    command, env = how_to_start(ROOT, port, token)
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as it:
        try:
            wait_for_model(f"http://127.0.0.1:{port}/status?token={token}", it)
            yield Nlu(f"http://127.0.0.1:{port}", token, it.pid)
        finally:
            it.terminate()


def wait_for_model(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the Rasa server ended: run `make train`, then look at its output"
        try:
            if httpx.get(address, trust_env=False).json().get("model_file"):
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError("the Rasa server was not ready in two minutes")
