"""The relay: a topic a case in the staff group, where words reach the person only by an explicit act, shown first."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from functools import partial

from telegram.error import BadRequest

from bot.engine import Engine
from bot.handoff import desk, undo
from bot.store import cases, group_topics, group_words, messages, staff_links
from bot.store.group_topics import Topic
from bot.store.group_words import Words
from bot.store.messages import Message
from bot.telegram.group_chat import Body, GroupChat, is_gone
from bot.telegram.group_loop import Rank, Task
from bot.telegram.group_view import GroupView
from bot.triage.status import Status

HOLD = 10  # seconds in which words can be taken back, counted from when the preview is in the group
TOPIC_EVERY = 20.0  # seconds; Telegram has banned bots that opened topics in a hurry
MOST_SHOWN = 3500  # characters; leaves room under Telegram's 4,096 for the words around them
MOST_NOTES = 50


class Relay:
    """Compares cases, conversations and words on hold with what the topics show, and asks for what is missing."""

    def __init__(self, chat: GroupChat, engine: Engine, view: GroupView) -> None:
        self._chat, self._engine, self._store, self._view = chat, engine, engine.store, view
        self._notes: deque[tuple[int | None, str, Mapping[str, str]]] = deque(maxlen=MOST_NOTES)
        self._last_topic = -TOPIC_EVERY

    def note(self, thread: int | None, card: str, params: Mapping[str, str]) -> None:
        """Have a short answer to staff sent into a thread; it may be lost in a restart, nothing else is."""
        self._notes.append((thread, card, params))

    async def take_back(self, words_id: int) -> bool:
        """Take back words on hold; False when they have gone out or were taken back before."""
        on_hold = next((words for words in group_words.waiting(self._store) if words.id == words_id), None)
        if on_hold is None or not group_words.take(self._store, words_id):
            return False
        if on_hold.preview is not None:
            await self._chat.delete(on_hold.preview)
        return True

    def tasks(self, free: int) -> list[Task]:
        """Return what is to be done now."""
        topics = {topic.case_id: topic for topic in group_topics.all_topics(self._store)}
        found = [task for topic in topics.values() for task in self._of_topic(topic)]
        found += [task for words in group_words.waiting(self._store) for task in self._of_words(words, topics)]
        if self._notes:
            found.append(Task(f"note:{id(self._notes[0])}", Rank.NOTE, self._say_note))
        if time.monotonic() - self._last_topic >= TOPIC_EVERY:
            found += [
                Task(f"topic:{case_id}", Rank.TOPIC, partial(self._open, case_id))
                for case_id in group_topics.without_topic(self._store)
            ]
        return found

    def _of_topic(self, topic: Topic) -> list[Task]:
        if topic.person is None or topic.status is Status.CLOSED:
            return [Task(f"end:{topic.case_id}", Rank.TOPIC, partial(self._end, topic), free=True)]
        if topic.card is None:
            return [Task(f"head:{topic.case_id}", Rank.TOPIC, partial(self._head, topic))]
        unread = messages.by_people_after(self._store, topic.person, topic.case_id, topic.told)
        return [
            Task(f"tell:{topic.case_id}", Rank.WORDS, partial(self._tell, topic, message))
            for message in unread[:1] if message.author == "person" or self._engine.clock() - message.at > undo.HOLD
        ]  # fmt: skip

    def _of_words(self, words: Words, topics: Mapping[str, Topic]) -> list[Task]:
        topic = topics.get(words.case_id)
        if topic is None:
            return []
        if words.due is None:
            return [Task(f"preview:{words.id}", Rank.WORDS, partial(self._preview, words, topic))]
        if words.due <= self._engine.clock():
            return [Task(f"go:{words.id}", Rank.WORDS, partial(self._go, words, topic), free=True)]
        return []

    async def _open(self, case_id: str) -> None:
        self._last_topic = time.monotonic()
        thread = await self._chat.open_topic(self._engine.content.phrases.group_topic.format(case=case_id))
        group_topics.opened(self._store, case_id, thread)

    async def _head(self, topic: Topic) -> None:
        url = f"{self._engine.config.console_address}/cases/{topic.case_id}"
        params = {"case": topic.case_id, "seconds": str(HOLD), "url": url}
        head = await self._send(topic, "staff.topic", params)
        if head is not None:
            group_topics.carded(self._store, topic.case_id, head)

    async def _tell(self, topic: Topic, message: Message) -> None:
        if message.author == "person":
            card = "staff.person_says" if len(message.text) <= MOST_SHOWN else "staff.person_says_more"
            params = {"text": message.text[:MOST_SHOWN]}
        else:
            card, params = "staff.told", {"name": message.by or "", "text": message.text[:MOST_SHOWN]}
        if await self._send(topic, card, params, secret=True) is not None:
            group_topics.told(self._store, topic.case_id, message.id)

    async def _preview(self, words: Words, topic: Topic) -> None:
        member = staff_links.member_named(self._store, words.by)
        if member is None:
            group_words.take(self._store, words.id)
            return
        params = {"seconds": str(HOLD), "name": member.alias, "text": words.text}
        button = (((self._engine.content.phrases.group_undo, f"undo:{words.id}"),),)
        preview = await self._send(topic, "staff.preview", params, button, secret=True)
        if preview is not None:
            group_words.shown(self._store, words.id, preview, int(self._engine.clock()) + HOLD)

    async def _go(self, words: Words, topic: Topic) -> None:
        """Send words on their way unless they were taken back, or the case is not their writer's any more."""
        member = staff_links.member_named(self._store, words.by)
        case, now = cases.find(self._store, words.case_id), int(self._engine.clock())
        with self._store.transaction():
            if not group_words.take(self._store, words.id):
                return
            sent = member and desk.write(self._store, self._engine.content, case, member, words.text, now)
        if sent:
            self._engine.outbox_ready.set()
        else:
            self.note(topic.thread, "staff.say_not_yours", {})
        if words.preview is not None:
            await self._chat.delete(words.preview)

    async def _end(self, topic: Topic) -> None:
        await self._chat.remove_topic(topic.thread)
        group_topics.gone(self._store, topic.case_id)

    async def _say_note(self) -> None:
        thread, card, params = self._notes.popleft()
        try:
            await self._chat.send(Body(self._view.html(card, params)), thread)
        except BadRequest:  # the topic has gone meanwhile
            return

    async def _send(
        self, topic: Topic, card: str, params: Mapping[str, str], buttons: tuple[tuple[tuple[str, str], ...], ...] = (),
        *, secret: bool = False,
    ) -> int | None:  # fmt: skip
        """Send into a topic; None when staff have deleted it, so that a new one is opened."""
        try:
            return await self._chat.send(Body(self._view.html(card, params), buttons), topic.thread, secret=secret)
        except BadRequest as refusal:
            if not is_gone(refusal):
                raise
        group_topics.gone(self._store, topic.case_id)
        return None
