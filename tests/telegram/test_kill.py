"""kill -9 of the real bot process loses no message and no hand-off, and repeats no more than was in flight."""

import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.telegram.fake import TOKEN
from tests.telegram.waiting import until

ROOT = Path(__file__).resolve().parents[2]
WORDS = "zebra lighthouse"
IN_FLIGHT = 30  # Telegram's limit bounds what can be on its way at once
NOWHERE = "http://127.0.0.1:9"  # nothing listens there: the screen goes on alone


@pytest.fixture
def start(fake, tmp_path):
    """Return a function that starts the real bot as a process."""

    async def starting():
        settings = {
            "ALDER_TELEGRAM_TOKEN": TOKEN, "ALDER_TELEGRAM_API_URL": fake.url, "ALDER_NLU_URL": NOWHERE,
            "ALDER_DATABASE": str(tmp_path / "alder.db"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        polls = await fake.count("getUpdates")
        with (tmp_path / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--no-console",
                cwd=tmp_path, env=os.environ | settings, stdout=log, stderr=log,
            )  # fmt: skip
        await until(lambda: polled(fake, polls, process), within=30)
        return process

    return starting


async def polled(fake, before, process):
    assert process.returncode is None, "the bot did not start"
    return await fake.count("getUpdates") > before


async def end(process, how=signal.SIGTERM):
    if process.returncode is None:
        process.send_signal(how)
    return await asyncio.wait_for(process.wait(), 15)


@asynccontextmanager
async def running(start):
    process = await start()
    try:
        yield process
    finally:
        await end(process, signal.SIGKILL)


async def baseline(fake, start, text):
    """Return what an undisturbed person gets for a first message."""
    async with running(start) as process:
        person = await fake.person()
        await person.says(text)
        await person.replies(within=10)
        await asyncio.sleep(3)  # followed by all that comes with it, one a second
        assert await end(process) == 0
    return await told(fake, person)


async def told(fake, person):
    """Return all that a person read; the waiting time grows with the queue and is left out."""
    replies = await fake.control("replies", chat=person.chat)
    return [re.sub(r"about \d+ (minute|hour)s", "some time", reply["text"]) for reply in replies]


async def test_kills_at_random_moments_lose_nothing(fake, start, tmp_path):
    usual = await baseline(fake, start, WORDS)
    grave = await baseline(fake, start, "I want to kill myself")
    chance, kills = random.Random(7), 5
    calm, urgent = [await fake.person() for _ in range(60)], [await fake.person() for _ in range(20)]
    for round_ in range(kills):
        async with running(start) as process:
            sent = (await fake.stats())["counts"].get("sendMessage", 0)
            for person in calm[round_::kills] + urgent[round_::kills]:
                await person.says("I want to kill myself" if person in urgent else WORDS)
            if round_ % 2:
                await until(lambda sent=sent: sends_beyond(fake, sent), within=10)
            await asyncio.sleep(chance.random() / 3)
            await end(process, signal.SIGKILL)
    async with running(start) as process:
        for person in calm + urgent:
            expected = grave if person in urgent else usual
            await person.replies(len(expected), within=30)
        assert await end(process) == 0
    extra = 0
    for person in calm + urgent:
        texts = await told(fake, person)
        expected = grave if person in urgent else usual
        assert [text for place, text in enumerate(texts) if text not in texts[:place]] == expected
        extra += len(texts) - len(expected)
    assert extra <= kills * IN_FLIGHT
    assert cases(tmp_path) == len(urgent) + 1
    assert WORDS not in (tmp_path / "log").read_text()


async def sends_beyond(fake, count):
    return await fake.count("sendMessage") > count


def cases(folder):
    """Count the hand-offs that wait for a human."""
    with sqlite3.connect(folder / "alder.db") as db:
        return db.execute("select count(*) from cases where level = 'emergency'").fetchone()[0]


async def test_a_kill_while_the_reply_is_on_its_way_repeats_that_reply_alone(fake, start):
    usual = await baseline(fake, start, WORDS)
    person, other = await fake.person(), await fake.person()
    async with running(start) as process:
        await other.says(WORDS)
        await other.replies(len(usual), within=10)
        await fake.fault("latency", method="sendMessage", seconds=1.5)
        await person.says(WORDS)
        await until(lambda: under_way(fake, person), within=10)
        await end(process, signal.SIGKILL)
    async with running(start):
        await person.replies(1 + len(usual), within=15)
        texts = await told(fake, person)
    assert texts == [usual[0], *usual]
    await other.stays_alone(0)


async def under_way(fake, person):
    return "sendMessage" in await fake.control("under_way", chat=person.chat)
