"""The chat without Telegram: the same engine for a terminal and for JSON lines."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

from bot.dialogue.events import Incoming, Kind
from bot.dialogue.state import State
from bot.engine import Engine
from bot.store import cases, outbox, persons
from bot.store.outbox import Due


class Chat:
    """One person's side of the conversation: says, taps, sends; and takes what the outbox holds for them."""

    def __init__(self, engine: Engine, channel: str, chat: str) -> None:
        self.engine, self.channel, self.chat = engine, channel, chat
        self._message_ids = itertools.count(1)
        self.buttons: list[list[str]] = []  # every [words, key] offered so far, newest last
        self.newest: list[list[str]] = []

    async def send(self, kind: Kind, *, text: str = "", data: str = "", media: str = "") -> int:
        """Send one event; return the message id it got."""
        message_id = next(self._message_ids)
        await self.engine.handle(Incoming(self.channel, self.chat, kind, text, data, media, message_id))
        return message_id

    def take(self) -> list[Due]:
        """Take everything that waits for this channel, oldest first, as delivered."""
        store, now, taken = self.engine.store, int(self.engine.clock()), []
        while rows := outbox.due(store, self.channel, now * 1000 + 999):
            for row in rows:
                if row.kind == "forget":
                    outbox.forget(store, row.id, now)
                    continue
                outbox.sent(store, row.id, None, now)
                taken.append(row)
        shown = [row.body["buttons"] for row in taken if row.kind == "say" and row.body["buttons"]]
        self.buttons += [button for buttons in shown for button in buttons]
        if shown:
            self.newest = [button for buttons in shown for button in buttons]
        return taken

    def key_of(self, words: str) -> str | None:
        """Return the key of the newest button whose words contain `words`, whatever their case."""
        wanted = words.strip().casefold()
        return next((key for label, key in reversed(self.buttons) if wanted in label.casefold()), None)


async def json_lines(engine: Engine, lines: Iterable[str]) -> AsyncIterator[str]:
    """Answer JSON events, a line each, with a JSON line each; a faulty line is answered with its error."""
    persons_so_far = itertools.count(1)
    chat = Chat(engine, "json", f"json-{next(persons_so_far)}-{engine.clock()}")
    for line in lines:
        if not line.strip():
            continue
        try:
            event = json.loads(line)
            if not isinstance(event, dict):
                raise ValueError("an event is a JSON object")
            if event.get("reset"):
                chat = Chat(engine, "json", f"json-{next(persons_so_far)}-{engine.clock()}")
                message_id = None
            else:
                message_id = await _play(chat, event)
        except ValueError as error:  # json.JSONDecodeError is one
            yield json.dumps({"error": str(error).partition(":")[0], **_standing(chat, [], None)}, ensure_ascii=False)
            continue
        yield json.dumps(_standing(chat, chat.take(), message_id), ensure_ascii=False)


async def _play(chat: Chat, event: dict[str, Any]) -> int:
    match event:
        case {"text": str(text)}:
            return await chat.send("command" if text.startswith("/") else "text", text=text)
        case {"command": str(text)}:
            return await chat.send("command", text=text)
        case {"tap": str(words)}:
            key = chat.key_of(words)
            if key is None:
                raise ValueError("no button with these words was offered")
            return await chat.send("tap", data=key)
        case {"photo": _}:
            return await chat.send("media", media="photo")
    raise ValueError("an event has one of text, tap, command, photo, reset")


def _standing(chat: Chat, taken: list[Due], message_id: int | None) -> dict[str, Any]:
    store = chat.engine.store
    person = persons.find(store, chat.channel, chat.chat)
    state = State.model_validate_json(person.state) if person and person.state else State()
    case = cases.latest_of(store, person.ref) if person else None
    deleted = [row.body["message_ids"] for row in taken if row.kind == "delete"]
    return {
        "replies": _replies(taken),
        "level": state.level,
        "case": case and {"id": case.id, "queue": case.queue, "level": case.level, "status": case.status},
        "deleted_incoming": any(message_id in ids for ids in deleted),
    }


def _replies(taken: list[Due]) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for row in taken:
        if row.kind == "say":
            words = [label for label, _ in row.body["buttons"]]
            replies.append({"text": row.body["plain"], "buttons": words, "links": row.body["links"], "documents": []})
        elif row.kind == "document":
            replies.append({"text": "", "buttons": [], "links": [], "documents": [row.body["name"]]})
    return replies
