"""The command line: run · chat · classify · console · staff · content · audit · erase · doctor."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable

from bot import commands, logs
from bot.config import Config, read_config
from bot.errors import BotError
from bot.store.staff import ROLES

Command = Callable[[Config, argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code. A fault we know is told in a line, without a traceback."""
    options = parser().parse_args(arguments)
    try:
        config = read_config()
        logs.set_up(config.log_level)
        command: Command = options.command
        return command(config, options)
    except BotError as error:
        print(f"Alder cannot go on:\n{error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130


def parser() -> argparse.ArgumentParser:
    """Build the parser of every command."""
    top = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    sub = top.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        child = sub.add_parser(name, help=text, description=text)
        child.set_defaults(command=command)
        return child

    run = add("run", commands.run, "start everything: NLU, console, and Telegram or a chat in the terminal")
    run.add_argument("--no-console", action="store_true", help="leave the console to another process")
    chat = add("chat", commands.chat, "chat in the terminal, or by JSON lines")
    chat.add_argument("--json", action="store_true", help="JSON lines of events on stdin, of replies on stdout")
    chat.add_argument("--without-nlu", action="store_true", help="use the screen alone")
    classify = add("classify", commands.classify, "JSON lines of messages on stdin, of their meaning on stdout")
    classify.add_argument("--without-nlu", action="store_true", help="use the screen alone")
    add("console", commands.console, "start the staff console alone")
    doctor = add("doctor", commands.doctor, "check every setting and part, and say what to do")
    doctor.add_argument("--running", action="store_true", help="only tell whether the bot is alive now")
    content = add("content", commands.content, "check every card and fact, or open every link")
    content.add_argument("what", choices=["check", "check-links"])
    staff = add("staff", commands.staff, "add a staff account, or give one a new one-time password")
    staff.add_argument("what", choices=["add", "reset"])
    staff.add_argument("name", help="the name to sign in with")
    staff.add_argument("--alias", help="the first name or alias that persons see (default: the name)")
    staff.add_argument("--role", choices=ROLES, default="advocate")
    audit = add("audit", commands.audit, "walk the audit log and tell whether anybody has changed it")
    audit.add_argument("what", choices=["verify"])
    audit.add_argument("--seen", metavar="FINGERPRINT", help="an earlier fingerprint that must still be in the chain")
    erase = add("erase", commands.erase, "erase for good everything held of the person of a case")
    erase.add_argument("case", help="the case number")
    return top


if __name__ == "__main__":
    sys.exit(main())
