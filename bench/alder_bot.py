"""The real bot, as `python -m bot run` starts it, with Telegram's sending limits or without any."""

import asyncio
import sys

from bot import logs, parts
from bot.config import read_config
from bot.engine import Engine
from bot.telegram.application import serve_until
from bot.telegram.limits import Limits

NONE = (1_000_000, 1.0)


async def main(*, unlimited: bool) -> None:
    config = read_config()
    logs.set_up("ERROR")
    content, store = parts.load_content(config), parts.open_store(config)
    async with parts.understanding(config, content) as understanding:
        engine = Engine(store, understanding, content, config)
        limits = Limits(NONE, NONE, NONE) if unlimited else Limits()
        await serve_until(asyncio.Event(), engine, config, limits)


if __name__ == "__main__":
    asyncio.run(main(unlimited="--unlimited" in sys.argv))
