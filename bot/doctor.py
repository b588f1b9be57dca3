"""The doctor: every setting and part, in order or not, and what to do."""

from __future__ import annotations

import asyncio
import socket
import stat
import time
from collections.abc import Callable

from bot import parts
from bot.config import ROOT, Config, host_port
from bot.errors import BotError
from bot.store import heart, staff
from bot.understanding.rasa import Rasa
from bot.understanding.server import missing_parts

Check = Callable[[Config], str]
SILENT_AFTER = 60  # seconds


class Fault(BotError):
    """One thing that is not in order, with what to do."""


def report(config: Config) -> int:
    """Print one line a check; return 1 when one failed."""
    failed = 0
    for name, check in CHECKS.items():
        try:
            print(f"ok    {name}: {check(config)}")
        except BotError as error:
            failed = 1
            print(f"FAULT {name}: {error}")
    return failed


def alive(config: Config) -> int:
    """Print whether the bot gave a sign of life lately; return 1 when it did not."""
    last = heart.last_beat(parts.open_store(config)) if config.database.exists() else None
    if last is None or time.time() - last > SILENT_AFTER:
        print("the bot gives no sign of life: look at its log, then start it again")
        return 1
    print("the bot is alive")
    return 0


def _settings(config: Config) -> str:
    return "Telegram" if config.telegram_token else "no token: the chat opens in the terminal"


def _content(config: Config) -> str:
    content = parts.load_content(config)
    return f"{len(content.platforms)} platforms, {len(content.places)} places"


def _database(config: Config) -> str:
    if not config.database.exists():
        return f"{config.database} will be made at the first start"
    store = parts.open_store(config)
    result = store.row("pragma integrity_check")
    store.close()
    if result is None or result["integrity_check"] != "ok":
        raise Fault("the database is damaged: stop Alder and restore your newest backup")
    return f"{config.database} is whole"


def _key(config: Config) -> str:
    if not config.key_file.exists():
        return "will be made at the first start"
    if stat.S_IMODE(config.key_file.stat().st_mode) & 0o077:
        raise Fault(f"others can read the master key: run `chmod 600 {config.key_file}`")
    return "only you can read it; keep a copy apart from the database"


def _nlu(config: Config) -> str:
    if config.nlu_url is None:
        if faults := missing_parts(ROOT):
            raise Fault("; ".join(faults))
        return "environment and model are here; starts as a child"
    if not asyncio.run(_answers(config)):
        raise Fault(f"no answer from {config.nlu_url}: start it, or check ALDER_NLU_URL and ALDER_NLU_TOKEN")
    return f"{config.nlu_url} answers"


async def _answers(config: Config) -> bool:
    token = config.nlu_token.get_secret_value() if config.nlu_token else None
    rasa = Rasa(config.nlu_url or "", token, config.nlu_timeout)
    try:
        return await rasa.ready()
    finally:
        await rasa.close()


def _console(config: Config) -> str:
    host, port = host_port(config.console_listen)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Fault(f"{config.console_listen} is taken: is Alder running? else set ALDER_CONSOLE_LISTEN") from None
    return f"{config.console_address} is free"


def _staff(config: Config) -> str:
    if not config.database.exists():
        return "the first account is made at the first start"
    store = parts.open_store(config)
    there = staff.any_staff(store)
    store.close()
    if not there:
        raise Fault("no account: run `python -m bot staff add NAME --role admin`")
    return "there are accounts"


CHECKS: dict[str, Check] = {
    "settings": _settings,
    "responses": _content,
    "master key": _key,
    "database": _database,
    "understanding": _nlu,
    "console": _console,
    "staff": _staff,
}
