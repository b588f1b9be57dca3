"""The path of one event, step by step; the one place that wires the rooms together."""

from __future__ import annotations

import asyncio
import base64
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog

from bot.config import Config
from bot.content import Content
from bot.dialogue import effects as fx
from bot.dialogue.events import Incoming
from bot.dialogue.state import CaseView, State
from bot.dialogue.turn import turn
from bot.documents.papers import File, Paper, make
from bot.handoff import checkins, desk, learning
from bot.handoff.export import files as export_files
from bot.replies import Recipient, queue, render, say
from bot.store import Store, cases, clocks, inbox, messages, outbox, persons
from bot.triage.levels import Level
from bot.understanding.reading import Reading
from bot.understanding.understand import Understanding

log = structlog.get_logger()
READ = ("text", "edit")
TEAM = frozenset({"wait", "person"})  # places in a card whose words depend on who of the team is there


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

    def ring(self, clock: clocks.Due) -> None:
        """Do what a clock that ran out was set for; once, however many processes look at it."""
        event = Incoming(clock.channel, clock.chat, "clock", data=str(clock.number))
        now = int(self.clock())
        try:
            with self.store.transaction():
                if clocks.stop(self.store, clock.person, clock.number):
                    self._commit(event, Reading(), now)
        except Exception as error:
            log.error("clock_failed", fault=type(error).__name__, at=_where(error))
            with self.store.transaction():
                clocks.stop(self.store, clock.person, clock.number)
        self.outbox_ready.set()

    def _commit(self, event: Incoming, reading: Reading, now: int) -> bool:
        with self.store.transaction():
            person = persons.find_or_add(self.store, event.channel, event.chat, now)
            before = State.model_validate_json(person.state) if person.state else State()
            case = cases.open_of(self.store, person.ref)
            after, effects = turn(before, event, reading, self._view(case), self.content, now)
            if any(isinstance(effect, fx.Say) and TEAM & effect.params.keys() for effect in effects):
                # A turn is pure, so it may be thought twice: only one that tells of the team has to look at it.
                team = desk.team(self.store, self.config, now)
                after, effects = turn(before, event, reading, self._view(case), self.content, now, team)
            if event.kind in READ:
                words = self.content.paper("not_kept") if fx.ForgetWords() in effects else event.text
                messages.add(
                    self.store, person.ref, "person", words, labels=tuple(sorted(reading.labels)),
                    case_id=case.id if case else None, message_id=event.message_id, now=now,
                )  # fmt: skip
            persons.save_state(self.store, person.ref, after.model_dump_json())
            to = Recipient(person.ref, event.channel, after.facts.image_band, after.level, case.id if case else None)
            erased = self._carry_out(event, effects, to, after, now)
            if case is not None and not erased:
                desk.keep_up(self.store, case, before, after, now)
            if case is not None and event.kind in READ:
                desk.heard(self.store, self.content, self.config, case, now)
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
                kept = self._without_params(effect, to) if effect.private else None
                say(self.store, self.content, to, effect, order=order, now=now, kept=kept)
            case fx.SendDocument(paper, then):
                self._send_paper(paper, then, to, order, now)
            case fx.StartClock(number, due):
                clocks.start(self.store, to.person, number, due)
            case fx.StopClock(number):
                clocks.stop(self.store, to.person, number)
            case fx.DeleteIncoming() if event.message_id is not None:
                queue(self.store, to, "delete", {"message_ids": [event.message_id]}, order=order, now=now)
            case fx.HideMessages():
                ids = messages.recent_ids(self.store, to.person, now) + outbox.recent_message_ids(
                    self.store, to.person, now
                )
                queue(self.store, to, "delete", {"message_ids": sorted(ids)}, order=order, now=now)
            case fx.SendExport():
                self._send_files(export_files(self.store, self.content, to.person, now), to, order, now)
            case fx.ShareConversation(allowed) if to.case_id:
                cases.share(self.store, to.case_id, allowed, now)
            case fx.WithdrawCase() if to.case_id:
                desk.withdraw(self.store, to.case_id, now)
            case fx.AllowLearning(allowed):
                learning.answer(self.store, to.person, allowed, now)
            case fx.GiveFeedback(verdict):
                desk.take_feedback(self.store, to.person, verdict, now)
            case fx.AnswerOffer():
                checkins.answered(self.store, to.person, effect, now)

    def _send_paper(self, paper: Paper, then: str | None, to: Recipient, order: int, now: int) -> None:
        files = make(self.content, paper, now)
        self._send_files(files, to, order, now)
        if then is not None:
            hashes = "\n\n".join(f"{file.name}\n{file.sha256}" for file in files)
            say(self.store, self.content, to, fx.Say(then, {"hashes": hashes}), order=order, now=now)

    def _send_files(self, files: Iterable[File], to: Recipient, order: int, now: int) -> None:
        for file in files:
            body: dict[str, object] = {"name": file.name, "base64": base64.b64encode(file.data).decode()}
            queue(self.store, to, "document", body, order=order, now=now)

    def _without_params(self, card: fx.Say, to: Recipient) -> str:
        blank = fx.Say(card.card, dict.fromkeys(card.params, "…"), card.buttons)
        return str(render(self.content, blank, to.band)["plain"])

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
        ahead = max(0, cases.waiting_ahead(self.store, case.level) - case.status.queued)
        return CaseView(id=case.id, level=case.level, status=case.status, ahead=ahead)


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
