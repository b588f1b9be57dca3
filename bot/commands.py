"""What each command of the command line does."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot import chat as chats
from bot import doctor as checks
from bot import parts, terminal
from bot.config import ROOT, Config
from bot.content import online
from bot.engine import Engine
from bot.store import audit as audit_log
from bot.store import cases, persons
from bot.store import staff as accounts
from bot.triage.levels import queue_for, reasons, triage
from bot.understanding.reading import Reading
from bot.understanding.understand import Understanding

SHELL = "command line"  # who did it, for the audit log


def run(config: Config, options: argparse.Namespace) -> int:
    """Start everything until it is told to stop."""
    from bot import service  # Telegram and the web server are slow to import and no other command needs them

    asyncio.run(service.run(config, console=not options.no_console))
    return 0


def console(config: Config, options: argparse.Namespace) -> int:
    """Serve the console alone."""
    from bot import service

    asyncio.run(service.console_alone(config))
    return 0


def chat(config: Config, options: argparse.Namespace) -> int:
    """Chat without Telegram and without the console."""
    asyncio.run(_chat(config, options))
    return 0


def classify(config: Config, options: argparse.Namespace) -> int:
    """Answer each message on stdin with its meaning on stdout, in the same order."""
    asyncio.run(_classify(config, options))
    return 0


def doctor(config: Config, options: argparse.Namespace) -> int:
    """Print what is in order and what is not; 1 when something must be done."""
    return checks.alive(config) if options.running else checks.report(config)


def content(config: Config, options: argparse.Namespace) -> int:
    """Print every fault of responses/, or open every link; 1 when something is wrong, 2 when there is no network."""
    if options.what == "check-links":
        return online.main(ROOT / "responses", date.today())
    from bot.content.check import main as content_check  # its reading grades need a library of the dev group

    return content_check()


def staff(config: Config, options: argparse.Namespace) -> int:
    """Add an account or reset its password; print the one-time password."""
    store = parts.open_store(config)
    if options.what == "add":
        password = accounts.add(store, options.name, options.alias or options.name, options.role, _now())
    else:
        password = accounts.reset(store, options.name)
    audit_log.note(store, SHELL, f"account_{options.what}", options.name, _now())
    print(f"{options.name} signs in at {config.console_address} with the one-time password {password}")
    return 0


def audit(config: Config, options: argparse.Namespace) -> int:
    """Walk the audit log; 1 when a line was changed, added, taken out or cut off."""
    store = parts.open_store(config)
    verdict = audit_log.verify(store)
    if verdict.broken is not None:
        print(f"The audit log is broken at line {verdict.broken}: somebody has changed it. Keep the file as it is.")
        return 1
    if options.seen and not audit_log.holds(store, options.seen):
        print("The audit log does not hold that fingerprint: it was written anew, or lines at its end are gone.")
        return 1
    print(f"The audit log holds: {verdict.lines} lines, fingerprint {verdict.head}")
    print("Note the fingerprint somewhere else, and give it later as --seen.")
    return 0


def erase(config: Config, options: argparse.Namespace) -> int:
    """Erase the person behind a case."""
    store = parts.open_store(config)
    case = cases.find(store, options.case)
    if case.person is not None:
        audit_log.note(store, SHELL, "erase_asked", case.id, _now())
        persons.erase(store, case.person, _now())
        store.forget_pages()
    print(f"Everything held of the person of case {case.id} is erased.")
    return 0


async def _chat(config: Config, options: argparse.Namespace) -> None:
    content = parts.load_content(config)
    async with parts.understanding(config, content, with_nlu=not options.without_nlu) as understanding:
        engine = Engine(parts.open_store(config), understanding, content, config)
        if not options.json:
            await terminal.talk(engine, config.database.parent / "documents")
            return
        async for line in chats.json_lines(engine, sys.stdin):
            print(line, flush=True)


async def _classify(config: Config, options: argparse.Namespace) -> None:
    content = parts.load_content(config)
    async with parts.understanding(config, content, with_nlu=not options.without_nlu) as understanding:
        for number, message in _messages():
            answer = await _meaning(understanding, number, message)
            print(json.dumps(answer, ensure_ascii=False), flush=True)


def _messages() -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None


async def _meaning(understanding: Understanding, number: int, message: Any) -> dict[str, Any]:
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return {"id": None, "error": f'line {number} is no JSON object with a "text"'}
    return {"id": message.get("id"), **meaning(await understanding.read(message["text"]))}


def meaning(reading: Reading) -> dict[str, Any]:
    """Return a reading and its triage as the machine interface `classify` shows them."""
    level = triage(reading.labels)
    found: dict[str, list[dict[str, Any]]] = {}
    for entity in reading.entities:
        found.setdefault(entity.kind, []).append({"value": entity.value, "text": entity.text, **entity.extra})
    return {
        **{group: list(reading.names(group)) for group in ("abuse", "need", "urgency")},
        "act": reading.act,
        "level": level,
        "queue": queue_for(level, reading.labels),
        "reasons": [
            *reasons(reading.labels),
            *(f"rule:{rule}" for rule in reading.rules if not rule.startswith("sign.")),
        ],
        "entities": found,
        "confidence": dict(reading.confidence),
    }


def _now() -> int:
    return int(time.time())
