"""A hundred cases in a minute: how soon the staff group shows each, with Telegram's limits enforced.

`python -m bench.staff_group` runs the real bot against the fake Bot API, prints one line of JSON, and returns 1 when a
case did not reach the group or a limit was broken. It takes about a minute and a half.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bot import logs, parts
from bot.config import Config
from bot.engine import Engine
from bot.store import Store, cases, persons, staff
from bot.telegram.application import serve_until
from bot.triage.levels import Level, Queue
from tests.telegram.fake import TOKEN, FakeTelegram, fake_telegram

GROUP = -1004004
LEVELS = (Level.EMERGENCY, Level.URGENT, Level.URGENT, Level.URGENT, Level.HANDOFF)
LONGEST = 120.0  # seconds after the last case
CLAIM_EVERY = 3  # each third case is followed by a claim, and so by an edit of a card


class Watch:
    """When each case was opened, and when the group first showed it."""

    def __init__(self) -> None:
        self.opened: dict[str, float] = {}
        self.seen: dict[str, float] = {}

    async def run(self, fake: FakeTelegram, count: int) -> None:
        """Look until `count` cases were shown."""
        while len(self.seen) < count:
            text = " ".join(card["text"] for card in await fake.control("replies", chat=GROUP) if not card["deleted"])
            for number in self.opened.keys() - self.seen.keys():
                if number in text:
                    self.seen[number] = time.monotonic()
            await asyncio.sleep(0.1)

    def waits(self, numbers: set[str]) -> dict[str, float]:
        """Return how long these cases took to be shown, in seconds."""
        waits = sorted(self.seen[number] - self.opened[number] for number in numbers & self.seen.keys())
        at = {"p50": len(waits) // 2, "p95": len(waits) * 95 // 100, "max": len(waits) - 1}
        return {name: round(waits[place], 1) for name, place in at.items()} if waits else {}


async def measure(count: int, seconds: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        async with fake_telegram() as fake:
            await fake.group(chat=GROUP)
            await fake.limits()
            config = Config(
                _env_file=None, telegram_token=TOKEN, telegram_api_url=fake.url, staff_group=GROUP,
                database=Path(folder) / "alder.db",
            )  # fmt: skip
            store, stop, content = parts.open_store(config), asyncio.Event(), parts.load_content(config)
            staff.add(store, "sam", "Sam", "advocate", int(time.time()))
            async with parts.understanding(config, content, with_nlu=False) as understanding:
                bot = asyncio.create_task(serve_until(stop, Engine(store, understanding, content, config), config))
                found = await pour(fake, store, count, seconds)
                stop.set()
                await bot
            store.close()
    return found


async def pour(fake: FakeTelegram, store: Store, count: int, seconds: float) -> dict[str, Any]:
    watch, emergencies, chance = Watch(), set(), random.Random(1)
    watching = asyncio.create_task(watch.run(fake, count))
    for place in range(count):
        level = chance.choice(LEVELS)
        number = open_case(store, str(1000 + place), level)
        watch.opened[number] = time.monotonic()
        if level is Level.EMERGENCY:
            emergencies.add(number)
        if place % CLAIM_EVERY == 0 and watch.seen:
            claim(store, list(watch.seen)[-1])
        await asyncio.sleep(seconds / count)
    await asyncio.wait([watching], timeout=LONGEST)
    watching.cancel()
    stats = await fake.stats()
    return {
        "cases": count, "seconds": seconds, "reached": len(watch.seen), "refused_by_limit": stats["limited"],
        "messages": stats["counts"].get("sendMessage", 0), "edits": stats["counts"].get("editMessageText", 0),
        "wait": watch.waits(set(watch.opened)), "wait_emergency": watch.waits(emergencies),
    }  # fmt: skip


def open_case(store: Store, chat: str, level: Level) -> str:
    now = int(time.time())
    with store.transaction():
        ref = persons.find_or_add(store, "telegram", chat, now).ref
        return cases.open_case(store, ref, Queue.HUMAN, level, "waiting", (), {}, now)


def claim(store: Store, number: str) -> None:
    case, now = cases.find(store, number), int(time.time())
    cases.move(store, number, case.status, "claimed", "claim", "sam", now, advocate="sam")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0, help="0 opens them all at once")
    options = parser.parse_args()
    logs.set_up("ERROR")
    found = asyncio.run(measure(options.cases, options.seconds))
    print(json.dumps(found))
    return 0 if found["reached"] == found["cases"] and not found["refused_by_limit"] else 1


if __name__ == "__main__":
    sys.exit(main())
