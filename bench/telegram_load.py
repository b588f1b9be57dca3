"""Load over Telegram's protocol: how many messages a second, how long a person waits, and at what cost.

Run `python -m bench.telegram_load messages.jsonl`. A fake Bot API on loopback plays 200 persons who write 5 messages
each; Alder runs as in production (real NLU, encryption, durable queues), beside it a bare echo bot in the same run.
At a given rate the fake enforces Telegram's limits; at full speed each person writes on as soon as they are answered
and nobody enforces anything.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from tests.telegram.fake import TOKEN, FakeTelegram, Person, connected

PERSONS, EACH = 200, 5
RATES = (10.0, 30.0)
FULL = 0.0
NEVER = 120.0  # seconds after which a message counts as unanswered
START_WITHIN = 150.0


@dataclass(frozen=True)
class Result:
    """One load on one bot."""

    bot: str
    rate: float
    answered: int
    seconds: float
    waits: list[float]
    replies: int
    cpu_ms: float
    nlu_cpu_ms: float
    memory_mb: float
    nlu_memory_mb: float
    limited: int


class Meter:
    """Processor time and memory of a process, and of its children apart."""

    def __init__(self, pid: int) -> None:
        self.process = psutil.Process(pid)

    def read(self) -> tuple[float, float, float, float]:
        """Return processor seconds and megabytes, of the process and then of its children."""
        children = self.process.children(recursive=True)
        return *_usage([self.process]), *_usage(children)


def _usage(processes: list[psutil.Process]) -> tuple[float, float]:
    times = [process.cpu_times() for process in processes]
    memory = sum(process.memory_info().rss for process in processes)
    return sum(time.user + time.system for time in times), memory / 2**20


@asynccontextmanager
async def fake_process() -> AsyncIterator[FakeTelegram]:
    """A fake Bot API in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram.fake", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with connected((await process.stdout.readline()).decode().strip()) as fake:
            await fake.control("log", on=False)
            yield fake
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def bot_process(fake: FakeTelegram, folder: Path, *command: str) -> AsyncIterator[Meter]:
    """A bot in a process of its own, once it has begun to poll."""
    settings = {
        "ALDER_TELEGRAM_TOKEN": TOKEN, "ALDER_TELEGRAM_API_URL": fake.url,
        "ALDER_DATABASE": str(folder / f"{random.randrange(10**9)}.db"),
    }  # fmt: skip
    before = await fake.count("getUpdates")
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", *command, env=os.environ | settings)
    try:
        async with asyncio.timeout(START_WITHIN):
            while await fake.count("getUpdates") == before:
                assert process.returncode is None, f"{command[0]} did not start"
                await asyncio.sleep(0.2)
        yield Meter(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def load(name: str, fake: FakeTelegram, meter: Meter, texts: list[str], rate: float) -> Result:
    """Let 200 new persons write 5 messages each at `rate`, or as fast as they are answered."""
    await fake.limits(rate != FULL)
    persons = [await fake.person() for _ in range(PERSONS)]
    seen, stats, used = len(await fake.control("timings")), await fake.stats(), meter.read()
    began = time.monotonic()
    await (_at_once(persons, texts) if rate == FULL else _paced(persons, texts, rate))
    rows = await _answered(fake, seen)
    after, spent = await fake.stats(), meter.read()
    waits = sorted(end - start for start, end in rows if end)
    last = max((end for _, end in rows), default=0.0)
    return Result(
        bot=name, rate=rate, answered=len(waits), waits=waits, replies=_sends(after) - _sends(stats),
        seconds=last - min(start for start, _ in rows) if waits else time.monotonic() - began,
        cpu_ms=(spent[0] - used[0]) * 1000 / len(rows), nlu_cpu_ms=(spent[2] - used[2]) * 1000 / len(rows),
        memory_mb=spent[1], nlu_memory_mb=spent[3], limited=after["limited"] - stats["limited"],
    )  # fmt: skip


async def _paced(persons: list[Person], texts: list[str], rate: float) -> None:
    """Messages arrive at a steady rate, whether or not earlier ones are answered."""
    began = time.monotonic()
    for number, text in enumerate(texts):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        await persons[number % PERSONS].says(text)


async def _at_once(persons: list[Person], texts: list[str]) -> None:
    async def talk(person: Person, mine: list[str]) -> None:
        for text in mine:
            await person.says(text)
            await person.replies(1, within=NEVER)

    await asyncio.gather(*(talk(person, texts[place::PERSONS]) for place, person in enumerate(persons)))


async def _answered(fake: FakeTelegram, seen: int) -> list[list[float]]:
    deadline = time.monotonic() + NEVER
    while True:
        rows: list[list[float]] = (await fake.control("timings"))[seen:]
        if all(end for _, end in rows) or time.monotonic() > deadline:
            await asyncio.sleep(3)  # follow-ups, so that the next load starts with empty queues
            return rows
        await asyncio.sleep(0.5)


def _sends(stats: dict[str, Any]) -> int:
    return int(stats["counts"].get("sendMessage 200", 0))


def texts_of(path: Path) -> list[str]:
    """Return 1,000 messages: those of the file, shuffled, as often as it takes."""
    own = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    random.Random(1).shuffle(own)
    return [own[number % len(own)] for number in range(PERSONS * EACH)]


async def measure(path: Path) -> list[Result]:
    """Run every load on Alder and on the echo bot."""
    texts, results = texts_of(path), []
    runs: list[tuple[str, tuple[str, ...], tuple[float, ...]]] = [
        ("echo", ("bench.echo_bot",), (*RATES, FULL)),
        ("Alder", ("bench.alder_bot",), RATES),
        ("Alder", ("bench.alder_bot", "--unlimited"), (FULL,)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, command, rates in runs:
            async with fake_process() as fake, bot_process(fake, Path(folder), *command) as meter:
                for rate in rates:
                    print(f"{name}, {told(rate)} …", file=sys.stderr, flush=True)
                    results.append(await load(name, fake, meter, texts, rate))
    return results


def told(rate: float) -> str:
    return f"{rate:.0f}/s" if rate else "full speed"


def percentile(waits: list[float], part: float) -> str:
    return f"{waits[min(len(waits) - 1, int(len(waits) * part))] * 1000:.0f}" if waits else "–"


def table(results: list[Result]) -> Table:
    """Return the results as a table."""
    shown = Table(title=f"{PERSONS} persons × {EACH} messages; waiting for the first reply in ms", title_justify="left")
    for head in (
        "bot", "load", "answered", "updates/s", "p50", "p95", "p99",
        "replies", "CPU ms", "NLU CPU ms", "MB", "NLU MB", "429s",
    ):  # fmt: skip
        shown.add_column(head, justify="left" if head in ("bot", "load") else "right")
    for result in results:
        shown.add_row(
            result.bot, told(result.rate), f"{result.answered}/{PERSONS * EACH}",
            f"{result.answered / result.seconds:.1f}",
            *(percentile(result.waits, part) for part in (0.5, 0.95, 0.99)), str(result.replies),
            f"{result.cpu_ms:.1f}", f"{result.nlu_cpu_ms:.1f}", f"{result.memory_mb:.0f}",
            f"{result.nlu_memory_mb:.0f}", str(result.limited),
        )  # fmt: skip
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("messages", type=Path, help='JSON lines, each with a "text"')
    results = asyncio.run(measure(parser.parse_args().messages))
    Console(width=150).print(table(results))


if __name__ == "__main__":
    main()
