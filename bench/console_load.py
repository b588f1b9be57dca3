"""Load on the console: 500 open cases, 20 members who watch live and open pages, a bot that writes meanwhile.

Run `python -m bench.console_load`. The console runs in a process of its own over a database in a temporary folder; this
process is the browsers, and the bot that changes cases.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import httpx
import psutil
import uvicorn
from rich.console import Console
from rich.table import Table

from bot.config import ROOT, Config
from bot.console.app import build
from bot.content import load
from bot.store import Store, cases, messages, persons, sessions, staff
from bot.triage.levels import Level, Queue
from bot.understanding.reading import ABUSE
from bot.understanding.server import free_port

CASES, MEMBERS, SECONDS = 500, 20, 30.0
PAUSE = 0.5  # seconds that a member reads before the next page
CHANGE_EVERY = 0.5  # seconds between two changes of the bot
PAGE_TARGET, SEEN_TARGET = 0.2, 1.0
PAGES = ("/queue", "/queue?page=2", "/queue?level=urgent", "/cases/{}", "/cases/{}?talk=open")


@dataclass
class Seen:
    """What the browsers measured, in seconds."""

    pages: list[float] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    missed: int = 0
    busy: float = 0.0  # of one core
    changed: dict[str, float] = field(default_factory=dict)  # words written → when
    shown: dict[str, int] = field(default_factory=dict)


def filled(folder: Path, now: int) -> list[str]:
    """Make a database with the cases and members; return the numbers of the cases."""
    store, dice = Store.open(folder / "alder.db", folder / "master.key"), random.Random(1)
    for index in range(MEMBERS):
        staff.add(store, f"member{index}", f"Member {index}", "advocate" if index % 4 else "supervisor", now)
    store.db.execute("update staff set must_change = 0, totp = x'00'")
    numbers = []
    for index in range(CASES):
        level, at = dice.choice(list(Level)[1:]), now - dice.randrange(7200)
        summary = {
            "abuse": dice.sample(ABUSE, 2), "wants": ["removal"], "urgency": [], "where": ["instagram"], "who": "ex",
            "demand": None, "deadline": None, "paid": False, "place": "GB-ENG", "age": None, "band": "adult",
            "image_minor": False, "helping": None, "phone_seen": None, "safe": None, "perpetrator": False,
            "advised": [],
        }  # fmt: skip
        with store.transaction():
            person = persons.find_or_add(store, "terminal", str(index), at).ref
            number = cases.open_case(store, person, Queue.HUMAN, level, "waiting", ("urgency.minor",), summary, at)
            for _ in range(20):
                messages.add(store, person, "person", "what shall I do now " * 5, case_id=number, now=at)
        numbers.append(number)
    store.close()
    return numbers


def serve(folder: Path, port: int) -> None:
    """Be the console."""
    store = Store.open(folder / "alder.db", folder / "master.key")
    config = Config(_env_file=None, console_listen=f"127.0.0.1:{port}")
    app = build(store, load(ROOT), config, asyncio.Event())
    uvicorn.run(app, port=port, log_level="error", lifespan="off")


@asynccontextmanager
async def console(folder: Path) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Run the console in a process of its own."""
    port = free_port()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.console_load", "--serve", str(folder), "--port", str(port)
    )
    try:
        address = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(60):
            while True:
                try:
                    await http.get(f"{address}/health")
                    break
                except httpx.HTTPError:
                    await asyncio.sleep(0.1)
        yield address, psutil.Process(child.pid)
    finally:
        child.terminate()
        await child.wait()


async def watch(http: httpx.AsyncClient, seen: Seen) -> None:
    """Keep the first page of the queue open and note when each new case is on it."""
    page = (await http.get("/queue")).text
    stamp = re.search(r'seen=([^"]+)"', page)
    async with http.stream("GET", "/queue/live", params={"seen": stamp[1] if stamp else ""}, timeout=60) as answer:
        known: set[str] = set()
        async for chunk in answer.aiter_raw():  # lines would cost the browsers more than the console spends on them
            for number in [number for number in seen.changed if number not in known]:
                if f'id="open-{number}"'.encode() in chunk:
                    known.add(number)
                    seen.updates.append(time.monotonic() - seen.changed[number])
                    seen.shown[number] = seen.shown.get(number, 0) + 1


async def open_pages(http: httpx.AsyncClient, numbers: list[str], seen: Seen, dice: random.Random) -> None:
    """Open one page after another, as somebody at work does."""
    while True:
        path = dice.choice(PAGES).format(dice.choice(numbers))
        began = time.monotonic()
        answer = await http.get(path)
        seen.pages.append(time.monotonic() - began)
        assert answer.status_code == 200, answer.status_code
        await asyncio.sleep(PAUSE * dice.uniform(0.5, 1.5))


async def change(store: Store, seen: Seen) -> None:
    """Open an emergency every moment, as the bot does: it must come up on the first page of everybody."""
    index = 0
    while True:
        await asyncio.sleep(CHANGE_EVERY)
        now, index = int(time.time()), index + 1
        with store.transaction():
            person = persons.find_or_add(store, "terminal", f"new {index}", now).ref
            # Opened long ago, so that it is the first of its level and not on a later page.
            number = cases.open_case(store, person, Queue.HUMAN, Level.EMERGENCY, "waiting", (), {}, now - 90_000)
        seen.changed[number] = time.monotonic()


async def measure(folder: Path, numbers: list[str]) -> Seen:
    """Let the members work for SECONDS."""
    seen, store = Seen(), Store.open(folder / "alder.db", folder / "master.key")
    async with console(folder) as (address, process):
        clients = []
        for index in range(MEMBERS):
            token = sessions.start(store, f"member{index}", int(time.time()))
            client = httpx.AsyncClient(base_url=address, trust_env=False, cookies={"alder": token}, timeout=30)
            clients.append(client)
        jobs = [asyncio.create_task(watch(client, seen)) for client in clients]
        await asyncio.sleep(2)
        used, began = sum(process.cpu_times()[:2]), time.monotonic()
        work = [open_pages(client, numbers, seen, random.Random(index)) for index, client in enumerate(clients)]
        jobs += [asyncio.create_task(job) for job in (*work, change(store, seen))]
        await asyncio.sleep(SECONDS)
        seen.busy = (sum(process.cpu_times()[:2]) - used) / (time.monotonic() - began)
        jobs.pop().cancel()
        await asyncio.sleep(2)
        for job in jobs:
            if job.done():
                job.result()
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        for client in clients:
            await client.aclose()
    seen.missed = sum(MEMBERS - seen.shown.get(number, 0) for number in seen.changed)
    store.close()
    return seen


def report(seen: Seen) -> bool:
    """Print the figures; tell whether both targets are met and nothing was missed."""
    table = Table(title=f"{CASES} open cases, {MEMBERS} members, {SECONDS:.0f} s")
    for column in ("what", "count", "p50 ms", "p95 ms", "max ms", "target"):
        table.add_column(column, justify="left" if column == "what" else "right")
    fine = True
    for what, values, target in (
        ("page", seen.pages, PAGE_TARGET), ("update seen", seen.updates, SEEN_TARGET),
    ):  # fmt: skip
        cuts = quantiles(values, n=20)
        fine &= cuts[18] <= target
        figures = (f"{value * 1000:.0f}" for value in (cuts[9], cuts[18], max(values), target))
        table.add_row(what, str(len(values)), *figures)
    Console().print(table, f"updates missed: {seen.missed}; the console used {seen.busy:.0%} of a core")
    return fine and not seen.missed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.serve:
        serve(chosen.serve, chosen.port)
        return 0
    with tempfile.TemporaryDirectory() as place:
        numbers = filled(Path(place), int(time.time()))
        return 0 if report(asyncio.run(measure(Path(place), numbers))) else 1


if __name__ == "__main__":
    sys.exit(main())
