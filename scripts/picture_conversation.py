"""Make docs/conversation.png: a real conversation, answered by the real engine, drawn as a chat.

Run it from the project's root after `make train`: .venv/bin/python -m scripts.picture_conversation
"""

from __future__ import annotations

import asyncio
import tempfile
from html import escape
from pathlib import Path

from playwright.async_api import async_playwright

from bot import parts
from bot.chat import Chat
from bot.config import ROOT, Config
from bot.engine import Engine

SAID = ("my ex posted my nudes on instagram and says he will send them to my boss unless i pay him 500 by friday",)
TARGET = ROOT / "docs" / "conversation.png"
STYLE = """
body { margin: 0; width: 430px; font: 15px/1.4 system-ui, sans-serif; background: #dfe7dc; color: #14211c }
main { padding: 14px; display: flex; flex-direction: column; gap: 8px }
p { margin: 0; padding: 9px 13px; border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 86% }
p.me { align-self: flex-end; background: #d6f0c4 } p.bot { background: #fff }
div { display: flex; flex-wrap: wrap; gap: 6px; max-width: 90% }
span { background: #ffffffb0; border-radius: 9px; padding: 6px 11px; font-size: 14px; color: #1e5b4b }
"""


async def conversation() -> str:
    """Return the conversation as HTML bubbles."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(_env_file=None, database=Path(folder) / "alder.db")
        content, bubbles = parts.load_content(config), []
        async with parts.understanding(config, content) as understanding:
            chat = Chat(Engine(parts.open_store(config), understanding, content, config), "picture", "1")
            for text in SAID:
                bubbles.append(f'<p class="me">{escape(text)}</p>')
                await chat.send("text", text=text)
                for row in chat.take():
                    buttons = "".join(f"<span>{escape(words)}</span>" for words, _ in row.body["buttons"])
                    bubbles.append(f'<p class="bot">{row.body["html"]}</p><div>{buttons}</div>')
    return "\n".join(bubbles)


async def main() -> None:
    """Draw the conversation and take its picture."""
    page_html = f"<style>{STYLE}</style><main>{await conversation()}</main>"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 430, "height": 400})
        await page.set_content(page_html)
        await page.screenshot(path=TARGET, full_page=True)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
