"""An update becomes events that know nothing of Telegram; media is named, never fetched."""

from __future__ import annotations

import re

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus

from bot.dialogue.events import Incoming, Kind

CHANNEL = "telegram"
COMMAND = re.compile(r"/[A-Za-z]\w*(@\w+)?(\s|$)")
MEDIA = (  # first match wins: Telegram gives an animation a document too, a venue a location
    "photo", "animation", "video", "video_note", "voice", "audio", "document", "sticker", "contact", "venue",
    "location", "poll", "dice", "game", "story", "paid_media", "checklist", "invoice", "passport_data",
)  # fmt: skip


def events(update: Update) -> tuple[Incoming, ...]:
    """Return what a person did, none for what concerns nobody; words under a photo are words, too."""
    if update.callback_query is not None:
        return _tap(update.callback_query, update.update_id)
    if update.edited_message is not None:
        return _edit(update.edited_message, update.update_id)
    if update.message is not None:
        return _message(update.message, update.update_id)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, update.update_id)
    return ()


def _message(message: Message, update_id: int) -> tuple[Incoming, ...]:
    media = next((kind for kind in MEDIA if getattr(message, kind)), "")
    if media:
        shown = _incoming(message, update_id=None if message.caption else update_id, kind="media", media=media)
        return (shown, _words(message, message.caption, update_id)) if message.caption else (shown,)
    return (_words(message, message.text, update_id),) if message.text else ()


def _words(message: Message, text: str, update_id: int) -> Incoming:
    command = message.forward_origin is None and COMMAND.match(text)
    return _incoming(message, update_id=update_id, kind="command" if command else "text", text=text)


def _edit(message: Message, update_id: int) -> tuple[Incoming, ...]:
    text = message.text or message.caption
    return (_incoming(message, update_id=update_id, kind="edit", text=text),) if text else ()


def _tap(query: CallbackQuery, update_id: int) -> tuple[Incoming, ...]:
    if query.message is None or not isinstance(query.data, str):
        return ()
    return (
        Incoming(
            CHANNEL, str(query.message.chat.id), "tap", data=_sound(query.data), message_id=query.message.message_id,
            update_id=update_id, language=query.from_user.language_code or "",
        ),
    )  # fmt: skip


def _membership(change: ChatMemberUpdated, update_id: int) -> tuple[Incoming, ...]:
    if change.new_chat_member.status not in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT):
        return ()
    return (Incoming(CHANNEL, str(change.chat.id), "left", update_id=update_id),)


def _incoming(message: Message, *, update_id: int | None, kind: Kind, text: str = "", media: str = "") -> Incoming:
    language = message.from_user.language_code if message.from_user else None
    return Incoming(
        CHANNEL, str(message.chat.id), kind, text=_sound(text), media=media, message_id=message.message_id,
        update_id=update_id, language=language or "",
    )  # fmt: skip


def _sound(text: str) -> str:
    """Replace halves of a character pair: no file or database can hold them."""
    return text.encode("utf-8", "replace").decode()
