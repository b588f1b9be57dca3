"""The long-running service: one loop for the bot, the console and the housekeeping."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Iterator

import uvicorn

from bot import parts, terminal
from bot.config import Config, host_port
from bot.console.app import build
from bot.content import Content
from bot.engine import Engine
from bot.errors import ConfigError
from bot.store import Store, staff
from bot.telegram.application import serve

FIRST = "admin"


async def run(config: Config, *, console: bool = True) -> None:
    """Run until stopped: the bot by Telegram when a token is set, else a chat in the terminal."""
    content, store = parts.load_content(config), parts.open_store(config)
    say_first_account(store, config)
    async with parts.understanding(config, content) as understanding:
        engine = Engine(store, understanding, content, config)
        async with asyncio.TaskGroup() as tasks:
            loops = (
                parts.keep_house(engine),
                parts.keep_watch(engine),
                parts.keep_time(engine),
                parts.keep_beating(store),
            )
            helpers = [tasks.create_task(loop) for loop in loops]
            if console:
                helpers.append(tasks.create_task(serve_console(store, content, config, engine)))
                print(f"Alder: the console is at {config.console_address}", file=sys.stderr, flush=True)
            if config.telegram_token is not None:
                await serve(engine, config)
            elif sys.stdin.isatty():
                await terminal.talk(engine, config.database.parent / "documents")
            else:
                print("Alder: no token and no terminal: the console alone runs", file=sys.stderr, flush=True)
                await asyncio.Event().wait()
            for helper in helpers:
                helper.cancel()


async def console_alone(config: Config) -> None:
    """Serve the console beside a bot in another process."""
    content, store = parts.load_content(config), parts.open_store(config)
    say_first_account(store, config)
    await serve_console(store, content, config, None)


async def serve_console(store: Store, content: Content, config: Config, engine: Engine | None) -> None:
    """Serve the console until cancelled; raise ConfigError when its address is taken."""
    host, port = host_port(config.console_listen)
    app = build(store, content, config, engine.outbox_ready if engine else asyncio.Event())
    server = _Server(uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, lifespan="off"))
    try:
        await server.serve()
    except SystemExit:
        raise ConfigError(f"ALDER_CONSOLE_LISTEN: {config.console_listen} is taken; choose another port") from None
    finally:
        server.should_exit = True


def say_first_account(store: Store, config: Config) -> None:
    """Make the first staff account when there is none, and print its one-time password once."""
    if staff.any_staff(store):
        return
    password = staff.add(store, FIRST, FIRST.capitalize(), "admin", int(time.time()))
    print(
        f"Alder: first start. Sign in to the console at {config.console_address}\n"
        f"       name {FIRST}, one-time password {password}\n"
        f"       The master key is {config.key_file}: back it up, without it nothing can be read.",
        file=sys.stderr,
        flush=True,
    )


class _Server(uvicorn.Server):
    """uvicorn inside our loop: signals are ours, not its."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signal handlers alone."""
        yield
