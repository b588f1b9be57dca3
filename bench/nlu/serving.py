"""Rasa servers on loopback, asked over HTTP: answers, waiting times, throughput, memory."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bench.nlu.project import Project

READY = 300.0  # seconds
SERVE = ("-m", "rasa", "run", "--enable-api", "--interface", "127.0.0.1", "--port")


class Served:
    """Some models that are asked as one: a message is read when all of them have answered."""

    def __init__(self, parts: Sequence[str], ports: Sequence[int], pids: Sequence[int], http: aiohttp.ClientSession):
        self._addresses = {
            part: f"http://127.0.0.1:{port}/model/parse" for part, port in zip(parts, ports, strict=True)
        }
        self._pids, self._http = pids, http

    async def read(self, text: str) -> dict[str, Any]:
        """Return the answer of every model."""
        answers = await asyncio.gather(*(self._ask(address, text) for address in self._addresses.values()))
        return dict(zip(self._addresses, answers, strict=True))

    def memory(self) -> float:
        """Return the resident memory of all servers in megabytes."""
        return sum(_resident(pid) for pid in self._pids) / 1e6

    async def _ask(self, address: str, text: str) -> Any:
        async with self._http.post(address, json={"text": text}) as answer:
            answer.raise_for_status()
            return await answer.json()


@asynccontextmanager
async def served(project: Project, parts: Sequence[str], models: Sequence[Path]) -> AsyncIterator[tuple[Served, float]]:
    """Serve models until the end of the block; yield them and the seconds until all were ready."""
    ports = [_free_port() for _ in models]
    started = time.monotonic()
    servers = [project.start(*SERVE, str(port), "--model", str(m)) for m, port in zip(models, ports, strict=True)]
    try:
        async with aiohttp.ClientSession() as http:
            for port in ports:
                await _until_ready(http, port)
            yield Served(parts, ports, [server.pid for server in servers], http), time.monotonic() - started
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


async def waits(model: Served, texts: Sequence[str]) -> list[float]:
    """Return how many milliseconds each message took, one after the other."""
    found = []
    for text in texts:
        started = time.perf_counter()
        await model.read(text)
        found.append((time.perf_counter() - started) * 1000)
    return found


async def throughput(model: Served, texts: Sequence[str], clients: int) -> float:
    """Return how many messages a second so many clients get read."""
    waiting, started = iter(texts), time.perf_counter()

    async def client() -> None:
        for text in waiting:
            await model.read(text)

    await asyncio.gather(*(client() for _ in range(clients)))
    return len(texts) / (time.perf_counter() - started)


async def _until_ready(http: aiohttp.ClientSession, port: int) -> None:
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline:
        try:
            async with http.get(f"http://127.0.0.1:{port}/status") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.2)
    raise TimeoutError(f"Rasa on port {port} was not ready within {READY:.0f} s")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _resident(pid: int) -> int:
    fields = Path(f"/proc/{pid}/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
