"""What happens to one update: a turn of the engine, a few tries, or put aside."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from telegram import Bot, Chat, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import CallbackContext

from bot.content.render import plain
from bot.dialogue.effects import Say
from bot.engine import Engine
from bot.store import inbox
from bot.telegram.events import events
from bot.telegram.linking import Linking
from bot.telegram.staff_group import StaffGroup

log = structlog.get_logger()
MOST_ATTEMPTS = 3  # by this process and those that died of it
TURN_LIMIT = 60.0  # seconds
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds between attempts
GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)

Context = CallbackContext[Any, Any, Any, Any]


class Handler:
    """The one callback of the application; when it returns, the update is done, set aside, or kept for a restart."""

    def __init__(self, engine: Engine, staff_group: StaffGroup | None, stop: asyncio.Event) -> None:
        self._engine, self._staff_group, self._stop = engine, staff_group, stop
        self._linking = Linking(engine)

    async def on_update(self, update: Update, context: Context) -> None:
        """Handle an update, again after a while if that failed; its chat waits behind it."""
        query = update.callback_query
        if query is not None and not self._is_ours(update.effective_chat):
            context.application.create_task(_stop_spinning(context.bot, query.id))
        wait = FIRST_WAIT
        while not await self._attempt(update, context.bot):
            if await self._stopped_within(wait):
                return
            wait = min(wait * 2, LONGEST_WAIT)

    async def _attempt(self, update: Update, bot: Bot) -> bool:
        store, now = self._engine.store, int(self._engine.clock())
        try:
            if inbox.start_attempt(store, update.update_id) > MOST_ATTEMPTS:
                inbox.set_aside(store, update.update_id, "too many attempts", now)
                log.error("update_set_aside", update_id=update.update_id)
                return True
            async with asyncio.timeout(TURN_LIMIT):
                await self._handle(update, bot)
        except Exception as error:  # its text may quote the person: keep its kind only
            log.error("update_failed", update_id=update.update_id, fault=type(error).__name__)
            return False
        return True

    async def _handle(self, update: Update, bot: Bot) -> None:
        chat = update.effective_chat
        if self._staff_group is not None and self._is_ours(chat):
            await self._staff_group.take(update, bot)
        elif chat is not None and chat.type == ChatType.PRIVATE:
            await self._handle_private(update, chat, bot)
        else:
            if chat is not None and not _is_gone(update) and not await self._has_become_ours(chat):
                await _leave(bot, chat)
            inbox.done(self._engine.store, update.update_id, int(self._engine.clock()))

    async def _handle_private(self, update: Update, chat: Chat, bot: Bot) -> None:
        if said := self._linking.answer(update):
            await self._say_to_staff(bot, chat, said)
            return
        happened = events(update)
        for event in happened:
            await self._engine.handle(event)
        if not happened:
            inbox.done(self._engine.store, update.update_id, int(self._engine.clock()))

    async def _say_to_staff(self, bot: Bot, chat: Chat, said: Say) -> None:
        try:
            await bot.send_message(chat.id, plain(self._engine.content.card(said.card).text, said.params))
        except TelegramError as error:  # the link stands all the same; they see it by sending the command again
            log.warning("link_not_confirmed", fault=type(error).__name__)

    def _is_ours(self, chat: Chat | None) -> bool:
        return chat is not None and self._staff_group is not None and chat.id == self._staff_group.chat.id

    async def _has_become_ours(self, chat: Chat) -> bool:
        return self._staff_group is not None and await self._staff_group.chat.has_become(chat.id)

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stop.wait()
        except TimeoutError:
            return False


def _is_gone(update: Update) -> bool:
    change = update.my_chat_member
    return change is not None and change.new_chat_member.status in GONE


async def _leave(bot: Bot, chat: Chat) -> None:
    """Leave a group without a word: there, our purpose would tell on whoever added us."""
    try:
        await bot.leave_chat(chat.id)
    except (Forbidden, BadRequest):  # thrown out before we could leave
        return
    log.info("group_left")


async def _stop_spinning(bot: Bot, query_id: str) -> None:
    try:
        await bot.answer_callback_query(query_id)
    except TelegramError as error:  # too old, or Telegram is away: only the button's spinner depends on it
        log.info("tap_not_confirmed", fault=type(error).__name__)
