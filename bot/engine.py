"""The path of one event, step by step; the one place that wires the rooms together."""

from __future__ import annotations

import asyncio
import base64
import json
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.config import Config
from bot.content import Content
from bot.dialogue import effects as fx
from bot.dialogue.events import Incoming
from bot.dialogue.state import CaseView, State
from bot.dialogue.turn import turn
from bot.handoff import desk
from bot.handoff.export import export
from bot.replies import Recipient, queue, say
from bot.store import Store, cases, inbox, messages, outbox, persons
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.reading import Reading
from bot.understanding.understand import Understanding

log = structlog.get_logger()
READ = ("text", "edit")


class Engine:
    """Takes events, one turn and one transaction each; sets `outbox_ready` when there is something to send."""

    def __init__(
        self, store: Store, understanding: Understanding, content: Content, config: Config,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self.store, self.content, self.config, self.clock = store, content, config, clock
        self._understanding = understanding
        self.outbox_ready = asyncio.Event()

    async def handle(self, event: Incoming) -> None:
        """Answer one event: state, words, case and replies are on disk together, or nothing is."""
        now = int(self.clock())
        try:
            reading = await self._understanding.read(event.text) if event.kind in READ else Reading()
            now = int(self.clock())
            erased = self._commit(event, reading, now)
        except Exception as error:
            # A fault of ours must not leave a person without an answer. Its text could quote them: drop it.
            log.error("turn_failed", fault=type(error).__name__, at=_where(error))
            self._apologise(event, now)
            erased = False
        if erased:
            self.store.forget_pages()
        self.outbox_ready.set()

    def _commit(self, event: Incoming, reading: Reading, now: int) -> bool:
        with self.store.transaction():
            person = persons.find_or_add(self.store, event.channel, event.chat, now)
            before = State.model_validate_json(person.state) if person.state else State()
            case = cases.open_of(self.store, person.ref)
            after, effects = turn(before, event, reading, self._view(case), self.content, now)
            if event.kind in READ:
                messages.add(
                    self.store, person.ref, "person", event.text, labels=tuple(sorted(reading.labels)),
                    case_id=case.id if case else None, message_id=event.message_id, now=now,
                )  # fmt: skip
            persons.save_state(self.store, person.ref, after.model_dump_json())
            to = Recipient(person.ref, event.channel, after.facts.image_band, after.level, case.id if case else None)
            erased = self._carry_out(event, effects, to, after, now)
            if case is not None and event.kind in READ:
                cases.touch(self.store, case.id, now)
            if event.update_id is not None:
                inbox.done(self.store, event.update_id, now)
        return erased

    def _carry_out(
        self, event: Incoming, effects: tuple[fx.Effect, ...], to: Recipient, state: State, now: int
    ) -> bool:
        erased = any(isinstance(effect, fx.EraseEverything) for effect in effects)
        if erased:
            to = self._erase(to, event, now)
        # Cases first: what is said from here on belongs to them.
        for effect in effects:
            if isinstance(effect, fx.OpenCase):
                case = desk.open_or_update(self.store, self.content, self.config, to, effect, state, now)
                to = Recipient(to.person, to.channel, to.band, to.level, case.id)
        for order, effect in enumerate(effects):
            self._carry_out_one(effect, event, to, order, now)
        if erased:
            queue(self.store, to, "forget", {}, order=len(effects), now=now)
        return erased

    def _carry_out_one(self, effect: fx.Effect, event: Incoming, to: Recipient, order: int, now: int) -> None:
        match effect:
            case fx.Say():
                say(self.store, self.content, to, effect, order=order, now=now)
            case fx.DeleteIncoming() if event.message_id is not None:
                queue(self.store, to, "delete", {"message_ids": [event.message_id]}, order=order, now=now)
            case fx.HideMessages():
                ids = messages.recent_ids(self.store, to.person, now) + outbox.recent_message_ids(
                    self.store, to.person, now
                )
                queue(self.store, to, "delete", {"message_ids": sorted(ids)}, order=order, now=now)
            case fx.SendExport():
                held = json.dumps(export(self.store, to.person), ensure_ascii=False, indent=1).encode()
                body: dict[str, object] = {"name": "notes.json", "base64": base64.b64encode(held).decode()}
                queue(self.store, to, "document", body, order=order, now=now)
            case fx.ShareConversation(allowed) if to.case_id:
                cases.share(self.store, to.case_id, allowed, now)
            case fx.WithdrawCase() if to.case_id:
                desk.withdraw(self.store, to.case_id, now)
            case fx.GiveFeedback(verdict):
                desk.take_feedback(self.store, to.person, verdict, now)

    def _erase(self, to: Recipient, event: Incoming, now: int) -> Recipient:
        persons.erase(self.store, to.person, now)
        # The last reply needs somewhere to go: an empty shell, gone once that reply is sent.
        shell = persons.find_or_add(self.store, event.channel, event.chat, now)
        return Recipient(shell.ref, event.channel, "unknown", to.level)

    def _apologise(self, event: Incoming, now: int) -> None:
        with self.store.transaction():
            person = persons.find_or_add(self.store, event.channel, event.chat, now)
            to = Recipient(person.ref, event.channel, "unknown", Level.URGENT)
            say(self.store, self.content, to, fx.Say("sorry.error"), order=0, now=now)
            if event.update_id is not None:
                inbox.done(self.store, event.update_id, now)

    def _view(self, case: cases.Case | None) -> CaseView | None:
        if case is None:
            return None
        ahead = max(0, cases.waiting_ahead(self.store, case.level) - 1)
        return CaseView(id=case.id, level=case.level, status=Status(case.status), ahead=ahead)


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
