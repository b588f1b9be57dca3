"""What Telegram knows: persons, chats, their messages, and the updates that wait for the bot."""

import asyncio
import itertools
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.fake import attachments
from tests.telegram.fake.spec import Spec

Json = dict[str, Any]
BOT_ID = 990000001
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Fake", "username": "fake_bot"}


@dataclass
class Kept:
    """One message of a chat as Telegram keeps it, with what the person reads of it."""

    message_id: int
    from_bot: bool
    text: str = ""
    source: str = ""
    buttons: list[list[Json]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    document: Json | None = None
    deleted: bool = False
    edits: int = 0
    at: float = 0.0
    thread: int = 0
    protected: bool = False

    def as_json(self) -> Json:
        words = [button["text"] for row in self.buttons for button in row]
        return {
            "message_id": self.message_id, "text": self.text, "source": self.source, "buttons": words,
            "links": self.links, "document": self.document, "deleted": self.deleted, "edits": self.edits,
            "at": self.at, "thread": self.thread, "protected": self.protected,
        }  # fmt: skip


@dataclass
class Room:
    """One chat: who is in it and all that was said."""

    chat: Json
    language: str = "en"
    blocked: bool = False
    left: bool = False
    messages: dict[int, Kept] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def replies(self) -> list[Kept]:
        """The bot's messages, oldest first, deleted ones too."""
        return [kept for kept in self.messages.values() if kept.from_bot]


class World:
    """All state of the fake; every method is one thing that people do."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.rooms: dict[int, Room] = {}
        self.pending: dict[int, Json] = {}
        self.allowed: list[str] = []
        self.changed = asyncio.Condition()
        self.mistakes: list[str] = []
        self.timings: dict[int, tuple[float, float]] = {}
        self._unanswered: dict[int, list[int]] = defaultdict(list)
        self._update_ids = itertools.count(700001)
        self._callbacks = itertools.count(1)
        self._people = itertools.count(500001)

    # what people do
    async def person(self, language: str = "en") -> Json:
        """A new person opens the chat."""
        chat = next(self._people)
        self.rooms[chat] = Room({"id": chat, "type": "private", "first_name": f"P{chat}"}, language)
        return {"chat": chat}

    async def group(self, title: str = "A group", chat: int = 0, forum: bool = False) -> Json:
        """A new group, with topics if it is a forum, with the bot as a member of it."""
        chat = chat or -next(self._people)
        kind = {"type": "supergroup", "is_forum": True} if forum else {"type": "group"}
        self.rooms[chat] = Room({"id": chat, "title": title} | kind)
        return {"chat": chat}

    async def says(
        self, chat: int, text: str, forwarded: bool = False, reply_to: int = 0, thread: int = 0, by: int = 0
    ) -> Json:
        """Somebody writes a text, in a topic or not; words that start with / are a command."""
        message = self._message(chat, by=by) | {"text": text}
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            # In a topic, whatever is no reply to a message is one to the topic's own beginning.
            opening = {"name": self.rooms[chat].topics.get(thread, ""), "icon_color": 7322096}
            began = {"message_id": thread, "chat": self.rooms[chat].chat, "date": 1, "forum_topic_created": opening}
            message["reply_to_message"] = began
        if text.startswith("/"):
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        if forwarded:
            origin = {"type": "hidden_user", "sender_user_name": "Someone", "date": message["date"] - 60}
            message["forward_origin"] = origin
        if reply_to:
            message["reply_to_message"] = self._shown(chat, reply_to)
        self._keep(chat, message, text)
        return await self._update("message", message, chat)

    async def sends(self, chat: int, kind: str, caption: str = "", album: str = "") -> Json:
        """Somebody sends a photo, document, voice message, sticker, contact, location and so on."""
        message = self._message(chat) | attachments.KINDS[kind]
        if caption:
            message["caption"] = caption
        if album:
            message["media_group_id"] = album
        self._keep(chat, message, caption)
        return await self._update("message", message, chat)

    async def edits(self, chat: int, message_id: int, text: str) -> Json:
        """Somebody changes an earlier message."""
        message = self._message(chat, message_id) | {"text": text, "edit_date": int(time.time())}
        self.rooms[chat].messages[message_id].text = text
        return await self._update("edited_message", message, chat)

    async def taps(self, chat: int, words: str, by: int = 0) -> Json:
        """Somebody taps the newest button whose label holds `words`."""
        found = [
            (kept, button)
            for kept in reversed(self.rooms[chat].replies)
            if not kept.deleted
            for row in kept.buttons
            for button in row
            if words.lower() in button["text"].lower()
        ]
        if not found:
            raise LookupError("no button of the chat holds these words")
        kept, button = found[0]
        return await self.presses(chat, kept.message_id, button["callback_data"], by)

    async def presses(self, chat: int, message_id: int, data: str, by: int = 0) -> Json:
        """A button of one message is pressed, whatever it carries."""
        query = {
            "id": str(next(self._callbacks)), "from": self._user(chat, by), "chat_instance": str(chat),
            "message": self._shown(chat, message_id), "data": data,
        }  # fmt: skip
        return await self._update("callback_query", query, chat)

    async def removes(self, chat: int, message_id: int) -> Json:
        """Somebody with the right to do so deletes a message."""
        self.rooms[chat].messages[message_id].deleted = True
        return {}

    async def ends_topic(self, chat: int, thread: int) -> Json:
        """Somebody with the right to do so deletes a topic with all its messages."""
        room = self.rooms[chat]
        del room.topics[thread]
        for kept in room.messages.values():
            kept.deleted = kept.deleted or kept.thread == thread
        return {}

    async def blocks(self, chat: int) -> Json:
        """Somebody blocks the bot (or throws it out of the group)."""
        self.rooms[chat].blocked = True
        return await self._membership(chat, "member", "kicked")

    async def returns(self, chat: int) -> Json:
        """Somebody unblocks the bot."""
        self.rooms[chat].blocked = False
        return await self._membership(chat, "kicked", "member")

    async def adds(self, chat: int) -> Json:
        """The bot is added to a group."""
        return await self._membership(chat, "left", "member")

    async def raw(self, update: Json, chat: int = 0) -> Json:
        """Any update, unchecked: for what a later Telegram or a fault may send."""
        return await self._enqueue({"update_id": next(self._update_ids)} | update, chat)

    # what the bot did
    def reply(self, chat: int, kept: Kept) -> None:
        """Keep one message of the bot, and note which update it answers."""
        kept.at = time.monotonic()
        self.rooms[chat].messages[kept.message_id] = kept
        for update_id in self._unanswered.pop(chat, []):
            self.timings[update_id] = (self.timings[update_id][0], kept.at)

    async def wake(self) -> None:
        """Tell everybody who waits that something has changed."""
        async with self.changed:
            self.changed.notify_all()

    def shown(self, chat: int, kept: Kept) -> Json:
        """Return a message as the Bot API shows it."""
        message: Json = {
            "message_id": kept.message_id, "date": int(time.time()), "chat": self.rooms[chat].chat,
            "from": BOT if kept.from_bot else self._user(chat),
        }  # fmt: skip
        if kept.document:
            message["document"] = {"file_id": "f", "file_unique_id": "u", "file_name": kept.document["name"]}
            message["document"]["file_size"] = kept.document["size"]
            message |= {"caption": kept.text} if kept.text else {}
        else:
            message["text"] = kept.text
        if kept.buttons:
            message["reply_markup"] = {"inline_keyboard": kept.buttons}
        return message

    def _shown(self, chat: int, message_id: int) -> Json:
        kept = self.rooms[chat].messages.get(message_id)
        if kept is None or kept.deleted:
            return {"message_id": message_id, "chat": self.rooms[chat].chat, "date": 0}
        return self.shown(chat, kept)

    def _user(self, chat: int, by: int = 0) -> Json:
        room, number = self.rooms[chat], by or abs(chat)
        who = {"id": number, "is_bot": False, "first_name": f"P{number}"}
        return who | ({"language_code": room.language} if room.language else {})

    def _message(self, chat: int, message_id: int = 0, by: int = 0) -> Json:
        room = self.rooms[chat]
        number = message_id or next(room.ids)
        return {"message_id": number, "date": int(time.time()), "chat": room.chat, "from": self._user(chat, by)}

    def _keep(self, chat: int, message: Json, text: str) -> None:
        number = message["message_id"]
        self.rooms[chat].messages[number] = Kept(number, from_bot=False, text=text)

    async def _membership(self, chat: int, old: str, new: str) -> Json:
        change = {"chat": self.rooms[chat].chat, "from": self._user(chat), "date": int(time.time())}
        change["old_chat_member"] = self._member(old)
        change["new_chat_member"] = self._member(new)
        return await self._update("my_chat_member", change, chat)

    @staticmethod
    def _member(status: str) -> Json:
        return {"status": status, "user": BOT} | ({"until_date": 0} if status == "kicked" else {})

    async def _update(self, kind: str, body: Json, chat: int) -> Json:
        update = {"update_id": next(self._update_ids), kind: body}
        self.mistakes += self.spec.check(update, ["Update"], "update")
        if self.allowed and kind not in self.allowed:
            return {"update_id": 0}
        return await self._enqueue(update, chat) | {"message_id": body.get("message_id", 0)}

    async def _enqueue(self, update: Json, chat: int) -> Json:
        update_id = update["update_id"]
        self.pending[update_id] = update
        self.timings[update_id] = (time.monotonic(), 0.0)
        if chat:
            self._unanswered[chat].append(update_id)
        await self.wake()
        return {"update_id": update_id}
