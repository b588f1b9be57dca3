"""What staff do in their group: claim a case, take words back, and, with the relay on, say words to a person."""

from __future__ import annotations

import re

import structlog
from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.dialogue.effects import Say
from bot.engine import Engine
from bot.errors import NotYours
from bot.handoff import desk
from bot.store import cases, group_topics, group_words, inbox, staff_links
from bot.store.group_topics import Topic
from bot.telegram.group_chat import GroupChat
from bot.telegram.group_view import GroupView
from bot.telegram.relay import Relay

log = structlog.get_logger()
SAY = re.compile(r"/say(?:@(?P<bot>\w+))?(?:\s+(?P<words>.*))?", re.DOTALL | re.IGNORECASE)


class StaffGroup:
    """Takes the updates of the staff group; whatever is not an explicit act of linked staff changes nothing."""

    def __init__(self, engine: Engine, chat: GroupChat, view: GroupView, relay: Relay | None) -> None:
        self.chat, self._engine, self._store, self._view, self._relay = chat, engine, engine.store, view, relay

    async def take(self, update: Update, bot: Bot) -> None:
        """Take one update: the change and the update's "done" are one transaction, the answer comes after it."""
        query, message = update.callback_query, update.message
        answer: Say | None = None
        with self._store.transaction():
            if query is not None and (query.data or "").startswith("claim:"):
                answer = self._claim((query.data or "").partition(":")[2], str(query.from_user.id))
            elif message is not None and message.migrate_to_chat_id:
                self.chat.follow(message.migrate_to_chat_id)
            elif message is not None and self._relay is not None:
                self._words(message, self._relay, bot.username)
            inbox.done(self._store, update.update_id, self._now)
        self._engine.outbox_ready.set()
        if query is not None:
            await self._pop_up(bot, query, answer or await self._undo(query))

    def _claim(self, case_id: str, account: str) -> Say:
        member = staff_links.member_of(self._store, account)
        if member is None:
            return Say("staff.not_linked")
        try:
            case = desk.case_for(self._store, case_id, member)
            if case.status.held and case.advocate == member.name:
                return Say("staff.have_it")
            won = desk.claim(self._store, self._engine.content, case, member, self._now)
        except NotYours:
            return Say("staff.not_yours")
        return Say("staff.claimed" if won else "staff.quicker")

    async def _undo(self, query: CallbackQuery) -> Say:
        if staff_links.member_of(self._store, str(query.from_user.id)) is None:
            return Say("staff.not_linked")
        kind, _, number = (query.data or "").partition(":")
        known = self._relay is not None and kind == "undo" and number.isdigit()
        taken = known and self._relay is not None and await self._relay.take_back(int(number))
        return Say("staff.undone" if taken else "staff.gone_out")

    def _words(self, message: Message, relay: Relay, bot_name: str) -> None:
        topic = group_topics.of_thread(self._store, message.message_thread_id or 0)
        words = words_of(message, topic, bot_name)
        if words is None:
            return
        account = str(message.from_user.id) if message.from_user and not message.sender_chat else ""
        fault = self._keep(words, topic, account)
        if fault is not None:
            relay.note(message.message_thread_id, fault.card, fault.params)

    def _keep(self, words: str, topic: Topic | None, account: str) -> Say | None:
        """Put words on hold for the person, or return why not."""
        member = staff_links.member_of(self._store, account)
        if member is None:
            return Say("staff.not_linked")
        if topic is None or topic.person is None:
            return Say("staff.say_where")
        if not 1 <= len(words) <= desk.LONGEST_REPLY:
            return Say("staff.say_how", {"most": str(desk.LONGEST_REPLY)})
        case = cases.find(self._store, topic.case_id)
        if not case.status.held or case.advocate != member.name:
            return Say("staff.say_not_yours")
        group_words.add(self._store, topic.case_id, topic.person, member.name, words)
        return None

    async def _pop_up(self, bot: Bot, query: CallbackQuery, answer: Say) -> None:
        try:
            await bot.answer_callback_query(query.id, self._view.toast(answer.card, answer.params), show_alert=True)
        except TelegramError as error:  # too old, or Telegram is away: the card shows what came of it
            log.info("tap_not_confirmed", fault=type(error).__name__)

    @property
    def _now(self) -> int:
        return int(self._engine.clock())


def words_of(message: Message, topic: Topic | None, bot_name: str) -> str | None:
    """Return the words that a message of staff means for a person, None for everything that stays inside.

    Only `/say` and a reply to the head of the topic count, written now by the sender and not passed on.
    """
    text = message.text or ""
    if message.forward_origin is not None or message.via_bot is not None:
        return None
    if said := SAY.fullmatch(text):
        to_us = not said["bot"] or said["bot"].lower() == bot_name.lower()
        return (said["words"] or "").strip() if to_us else None
    replied = message.reply_to_message
    if topic is None or topic.card is None or replied is None or replied.message_id != topic.card:
        return None
    return text.strip() if not text.startswith("/") else None
