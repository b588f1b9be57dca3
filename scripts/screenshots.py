"""Takes the pictures of the console for docs/: a throw-away database, invented cases, a real browser.

Run it from the project's root: .venv/bin/python -m scripts.screenshots
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pyotp
import uvicorn
from playwright.async_api import Page, ViewportSize, async_playwright

from bot.config import ROOT, Config
from bot.console.app import build
from bot.content import load
from bot.handoff import desk
from bot.store import Store, cases, exposure, messages, notes, persons, second_step, sessions, staff
from bot.triage.levels import Level, Queue

DESKTOP, PHONE = ViewportSize(width=1280, height=940), ViewportSize(width=390, height=844)
NOTHING: dict[str, Any] = {
    "abuse": [], "wants": [], "urgency": [], "where": [], "who": None, "demand": None, "deadline": None,
    "paid": False, "place": None, "age": None, "band": "unknown", "image_minor": False, "helping": None,
    "phone_seen": None, "safe": None, "perpetrator": False, "advised": [],
}  # fmt: skip
SAMPLES: tuple[tuple[Level, Queue, int, tuple[str, ...], dict[str, Any]], ...] = (  # minutes ago
    (Level.EMERGENCY, Queue.HUMAN, 1, ("urgency.physical_danger",), {
        "abuse": ["threat_to_share"], "who": "partner", "band": "adult", "place": "GB-ENG", "phone_seen": True,
    }),
    (Level.URGENT, Queue.HUMAN, 14, ("urgency.sextortion", "urgency.deadline"), {
        "abuse": ["sextortion", "social_media_post"], "who": "ex", "where": ["instagram"], "demand": "500 USD",
        "deadline": 45 * 3600, "place": "US-CA", "band": "adult", "age": 27, "phone_seen": False,
        "wants": ["removal", "stop_threat"], "advised": ["welcome", "explain.sextortion", "threat.partner"],
    }),
    (Level.URGENT, Queue.HUMAN, 9, ("urgency.minor",), {
        "abuse": ["child_image", "direct_sharing"], "who": "classmate", "where": ["snapchat"], "band": "minor",
        "age": 15, "image_minor": True, "wants": ["removal"], "advised": ["minor.first"],
    }),
    (Level.HANDOFF, Queue.LAWYER, 95, ("need.lawyer",), {
        "abuse": ["hidden_recording"], "who": "colleague", "band": "adult", "place": "DE",
    }),
    (Level.URGENT, Queue.HUMAN, 31, ("urgency.minor",), {
        "abuse": ["deepfake"], "helping": "child", "band": "minor", "wants": ["helping_someone"],
    }),
)  # fmt: skip
TALK = (
    ("person", "my ex posted my pictures on instagram and says he will send them to my boss unless i pay him 500"),
    ("bot", "They use a private picture to force you. That is blackmail. It is not your fault.\n\n"
            "1. Don't pay. Don't send anything more.\n2. Stop answering for now.\n3. Delete nothing yet."),
    ("person", "he says i have until friday. i feel sick"),
)  # fmt: skip


async def main(folder: Path, everything: bool) -> None:
    """Write the pictures of docs/, or with `everything` every page in each width and colour."""
    with tempfile.TemporaryDirectory() as place, sample_store(Path(place)) as (store, number):
        async with serving(store) as address, async_playwright() as tool:
            browser = await tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for width, size in (("", DESKTOP), ("-phone", PHONE))[: 2 if everything else 1]:
                for colour in ("light", "dark")[: 2 if everything else 1]:
                    page = await browser.new_page(viewport=size, color_scheme=colour, locale="en-GB")
                    page.on("console", lambda message: print(message.text, file=sys.stderr))
                    mark = f"{width}{'-dark' if colour == 'dark' else ''}"
                    await tour(page, store, address, shots(number, everything), folder, mark)
            await browser.close()


def shots(number: str, everything: bool) -> dict[str, str]:
    """Return the pages to show, by the name of the picture."""
    shown = {"queue": "/queue", "case": f"/cases/{number}?talk=open", "reports": "/reports"}
    if everything:
        shown |= {
            "case-shut": f"/cases/{number}", "team": "/team", "log": "/log", "words": "/words?find=human",
            "accounts": "/accounts", "settings": "/settings", "phone": "/second-step",
        }  # fmt: skip
    return shown


async def tour(page: Page, store: Store, address: str, shown: dict[str, str], folder: Path, mark: str) -> None:
    """Sign in and take a picture of each page that robin, or max who looks after accounts, may open."""
    for path, picture in ((path, name) for name, path in shown.items()):
        who = "max" if picture in ("accounts", "settings") else "robin"
        await page.context.clear_cookies()
        token = sessions.start(store, who, int(time.time()))
        await page.context.add_cookies([{"name": "alder", "value": token, "url": address, "sameSite": "Strict"}])
        await page.goto(f"{address}{path}")
        if picture in ("queue", "case", "case-shut"):
            await page.wait_for_selector(".line[data-state=on]")
        whole = picture not in ("case", "case-shut") or "phone" in mark
        await page.screenshot(path=folder / f"console-{picture}{mark}.png", full_page=whole)


@contextlib.contextmanager
def sample_store(place: Path) -> Iterator[tuple[Store, str]]:
    """Yield a store with invented cases and a member named robin, and the number of robin's case."""
    store, content, now = Store.open(place / "a.db", place / "key"), load(ROOT), int(time.time())
    for name, role in (("robin", "supervisor"), ("sam", "advocate"), ("max", "admin"), ("noor", "lawyer")):
        staff.add(store, name, name.capitalize(), role, now - 90 * 86400)
        code = pyotp.TOTP(second_step.pending_key(store, name)).at(now)
        second_step.confirm(store, name, code, now)
    store.db.execute("update staff set must_change = 0")
    robin, sam = (staff.Member(name, name.capitalize(), "supervisor", False) for name in ("robin", "sam"))
    for index in range(140):
        add_past(store, index, now)
    for minute in range(70):
        exposure.reads(store, "sam", now - 5400 + 60 * minute)
    numbers = [add_case(store, index, now, *sample) for index, sample in enumerate(SAMPLES)]
    ours = cases.find(store, numbers[1])
    desk.claim(store, content, ours, robin, now - 300)
    desk.claim(store, content, cases.find(store, numbers[4]), sam, now - 600)
    notes.add(
        store, ours, "sam", "She works until 17:00 and cannot read before. Do not write in the morning.", now - 200
    )
    desk.write(
        store, content, cases.find(store, ours.id), robin,
        "Hi, I’m Robin. You did the right thing by writing. Please don’t pay, and don’t answer him for now. "
        "We go through it together, one step at a time.", now - 240,
    )  # fmt: skip
    with store.transaction():
        messages.add(store, ours.person or "", "person", "ok. thank you. what do i do first", case_id=ours.id, now=now)
        cases.touch(store, ours.id, now)
    yield store, ours.id
    store.close()


def add_past(store: Store, index: int, now: int) -> None:
    """Add an invented case that is over, for the reports."""
    dice = random.Random(index)
    levels = (Level.EMERGENCY, Level.URGENT, Level.URGENT, Level.HANDOFF)
    kinds = ("sextortion", "sextortion", "social_media_post", "child_image", "deepfake", "direct_sharing", "doxxing")
    level, at = dice.choice(levels), now - dice.randrange(86400, 29 * 86400) // 7200 * 7200
    took = int(dice.expovariate(1 / {Level.EMERGENCY: 70, Level.URGENT: 420, Level.HANDOFF: 5400}[level])) + 20
    known = {
        "abuse": [dice.choice(kinds)], "place": dice.choice(("GB-ENG", "US", "US", "IN", "DE", None)),
        "band": dice.choice(("adult", "adult", "minor", "unknown")),
    }  # fmt: skip
    with store.transaction():
        person = persons.find_or_add(store, "terminal", f"past {index}", at).ref
        number = cases.open_case(store, person, Queue.HUMAN, level, "waiting", (), {**NOTHING, **known}, at)
        outcome = dice.choice(("advised", "advised", "removed", "reported", "false_alarm", "no_answer"))
        over = at + took + 3000
        cases.move(store, number, "waiting", "closed", "close", None, over, advocate="sam", outcome=outcome)
        cases.update(store, number, over, answered=at + took, since=None)
        cases.add_event(store, number, "feedback", None, at + took + 3100, dice.choice(("good", "good", "ok", "bad")))


def add_case(
    store: Store, index: int, now: int, level: Level, queue: Queue, minutes: int, reasons: tuple[str, ...],
    known: dict[str, Any],
) -> str:  # fmt: skip
    """Add an invented person with a case."""
    at = now - 60 * minutes
    summary = {**NOTHING, **known}
    if summary["deadline"]:
        summary["deadline"] += now
    with store.transaction():
        person = persons.find_or_add(store, "terminal", f"sample {index}", at).ref
        for author, text in TALK:
            labels = ("abuse.sextortion", "urgency.deadline") if author == "person" else ()
            messages.add(store, person, author, text, labels=labels, now=at)
        number = cases.open_case(store, person, queue, level, "waiting", reasons, summary, at)
        cases.share(store, number, True, at)
    return number


@contextlib.asynccontextmanager
async def serving(store: Store) -> AsyncIterator[str]:
    """Serve the console on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(
        build(store, load(ROOT), Config(), asyncio.Event()), log_level="error", lifespan="off"
    ))  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as door:  # listens at once: nobody comes too early
        task = asyncio.create_task(server.serve([door]))
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = server.force_exit = True
        await task


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs")
    options.add_argument("--everything", action="store_true", help="each page also at phone width and in the dark")
    chosen = options.parse_args()
    asyncio.run(main(chosen.folder, chosen.everything))
