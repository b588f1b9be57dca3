"""The staff group as a chat: where it is now, and the few calls that are made in it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.store import Store, group_cards
from bot.telegram.posting import NO_PREVIEW

Buttons = tuple[tuple[tuple[str, str], ...], ...]  # rows of (words, data)
UNCHANGED = "not modified"
GONE = ("not found", "can't be edited", "message_id_invalid", "topic_id_invalid", "topic_deleted")


@dataclass(frozen=True, slots=True)
class Body:
    """What one message of the group shows."""

    html: str
    buttons: Buttons = ()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """Return the buttons as Telegram wants them; None without any."""
        rows = [[InlineKeyboardButton(words, callback_data=data) for words, data in row] for row in self.buttons]
        return InlineKeyboardMarkup(rows) if rows else None


class GroupChat:
    """The staff group of the settings; it is followed when it becomes another chat."""

    def __init__(self, bot: Bot, store: Store, configured: int) -> None:
        self._bot, self._store, self.configured = bot, store, configured

    @property
    def id(self) -> int:
        """Return the group's chat id as it is now."""
        return group_cards.address(self._store, self.configured)

    def follow(self, to: int) -> None:
        """Note that the group has become another chat."""
        group_cards.moved(self._store, self.configured, to)

    async def has_become(self, chat: int) -> bool:
        """Tell whether a chat is the group, asking Telegram whether the group has moved: never leave our own."""
        try:
            await self._bot.send_chat_action(self.id, ChatAction.TYPING)
        except ChatMigrated as error:
            self.follow(error.new_chat_id)
        except TelegramError:
            pass
        return self.id == chat

    async def send(self, body: Body, thread: int | None = None, *, secret: bool = False) -> int:
        """Send a message and return its id; a `secret` one cannot be forwarded or saved."""
        message = await self._bot.send_message(
            self.id, body.html, ParseMode.HTML, message_thread_id=thread, reply_markup=body.keyboard,
            link_preview_options=NO_PREVIEW, protect_content=secret,
        )  # fmt: skip
        return message.message_id

    async def edit(self, message_id: int, body: Body) -> bool:
        """Make a message show this; False when it is not there any more."""
        try:
            await self._bot.edit_message_text(
                body.html, self.id, message_id, parse_mode=ParseMode.HTML, reply_markup=body.keyboard,
                link_preview_options=NO_PREVIEW,
            )  # fmt: skip
        except BadRequest as refusal:
            if UNCHANGED in refusal.message.lower():
                return True
            if is_gone(refusal):
                return False
            raise
        return True

    async def delete(self, message_id: int) -> None:
        """Take a message away; one that is gone, or too old for a bot to delete, stays as it is."""
        try:
            await self._bot.delete_message(self.id, message_id)
        except BadRequest:
            return

    async def open_topic(self, name: str) -> int:
        """Open a forum topic and return its thread."""
        return (await self._bot.create_forum_topic(self.id, name)).message_thread_id

    async def remove_topic(self, thread: int) -> None:
        """Delete a topic with all that was written in it."""
        try:
            await self._bot.delete_forum_topic(self.id, thread)
        except BadRequest as refusal:
            if not is_gone(refusal):
                raise


def is_gone(refusal: BadRequest) -> bool:
    """Tell whether Telegram refused because the message or topic is not there any more."""
    words = refusal.message.lower()
    return "chat not found" not in words and any(sign in words for sign in GONE)
