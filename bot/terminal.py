"""The chat in the terminal: replies appear by themselves, buttons are numbers."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from bot.chat import Chat
from bot.engine import Engine
from bot.store.outbox import Due

LOOK_EVERY = 0.5  # seconds; the console may write from another process
CHANNEL, CHAT = "terminal", "this terminal"
WIDTH = 78


async def talk(engine: Engine, folder: Path) -> None:
    """Chat with the engine until the person ends it with Ctrl-D; documents are put into `folder`."""
    chat = Chat(engine, CHANNEL, CHAT)
    session: PromptSession[str] = PromptSession("you › ")
    with patch_stdout(raw=True):
        console = Console(width=WIDTH, force_terminal=True)
        listener = asyncio.create_task(_listen(chat, console, folder))
        try:
            await chat.send("command", text="/start")
            while True:
                await _one(chat, (await session.prompt_async()).strip())
        except (EOFError, KeyboardInterrupt):
            return
        finally:
            listener.cancel()


async def _one(chat: Chat, typed: str) -> None:
    if not typed:
        return
    if typed.startswith("/"):
        await chat.send("command", text=typed)
    elif typed.isdigit() and 1 <= int(typed) <= len(chat.newest):
        await chat.send("tap", data=chat.newest[int(typed) - 1][1])
    else:
        await chat.send("text", text=typed)


async def _listen(chat: Chat, console: Console, folder: Path) -> None:
    while True:
        number = 0
        for row in chat.take():
            number = _show(row, console, folder, number)
        try:
            await asyncio.wait_for(chat.engine.outbox_ready.wait(), LOOK_EVERY)
        except TimeoutError:
            continue
        chat.engine.outbox_ready.clear()


def _show(row: Due, console: Console, folder: Path, number: int) -> int:
    if row.kind == "say":
        buttons = row.body["buttons"]
        choices = "\n".join(
            f"[bold cyan]{number + place}[/] {escape(words)}" for place, (words, _) in enumerate(buttons, 1)
        )
        text = escape(row.body["plain"]) + (f"\n\n{choices}" if choices else "")
        console.print(Panel(text, border_style="green", title="Alder", title_align="left"))
        return number + len(buttons)
    if row.kind == "document":
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / Path(row.body["name"]).name
        path.write_bytes(base64.b64decode(row.body["base64"]))
        console.print(f"[dim]A file was saved: {escape(str(path))}[/]")
    elif row.kind == "delete":
        console.print("[dim](messages were removed from the chat)[/]")
    return number
