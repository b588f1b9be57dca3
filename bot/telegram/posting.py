"""One row of the outbox becomes one call of the Bot API."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import BulkRequestLimit, ParseMode
from telegram.error import BadRequest

from bot.store.outbox import Due

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a preview would show on the screen what the link is about
PACED = ("say", "document")  # Telegram's limits count messages, not deletions or "typing"


async def post(bot: Bot, row: Due, chat: int) -> int | None:
    """Send a row; return the id of the message it became, None when it became none."""
    match row.kind:
        case "say":
            return await _say(bot, row.body, chat)
        case "document":
            file = InputFile(base64.b64decode(row.body["base64"]), row.body["name"])
            message = await bot.send_document(
                chat, file, caption=row.body.get("caption") or None, parse_mode=ParseMode.HTML
            )
            return message.message_id
        case "delete":
            for batch in _batches(row.body["message_ids"], BulkRequestLimit.MAX_LIMIT):
                await bot.delete_messages(chat, batch)
            return None
        case "chat_action":
            await bot.send_chat_action(chat, row.body["action"])
            return None
    raise ValueError(f"no such kind of row: {row.kind}")


async def _say(bot: Bot, body: dict[str, Any], chat: int) -> int:
    buttons = keyboard(body["buttons"])
    try:
        message = await bot.send_message(
            chat, body["html"], ParseMode.HTML, reply_markup=buttons, link_preview_options=NO_PREVIEW
        )
    except BadRequest as refusal:
        if "parse entities" not in refusal.message:
            raise
        # A slip in a card's markup must not leave a person without the words.
        message = await bot.send_message(chat, body["plain"], reply_markup=buttons, link_preview_options=NO_PREVIEW)
    return message.message_id


def keyboard(buttons: Sequence[Sequence[str]]) -> InlineKeyboardMarkup | None:
    """Return one button a row, since words must not be cut off; None without buttons."""
    rows = [[InlineKeyboardButton(words, callback_data=data)] for words, data in buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _batches(ids: Sequence[int], size: int) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
