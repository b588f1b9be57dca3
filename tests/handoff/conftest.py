"""A queue over a real store: staff, shifts, persons and a clock that is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest

from bot.config import Config
from bot.content import Content
from bot.dialogue.effects import OpenCase
from bot.dialogue.state import State
from bot.handoff import desk, rounds
from bot.replies import Recipient
from bot.store import Store, cases, outbox, persons
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level, Queue
from tests.conftest import NOW

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


@dataclass
class Office:
    """The queue under test, and the means to set up what happens in it."""

    store: Store
    content: Content
    config: Config = field(default_factory=lambda: Config(_env_file=None))
    now: int = NOW
    members: dict[str, Member] = field(default_factory=dict)
    chats: count = field(default_factory=lambda: count(1))

    def add_member(self, name: str, role: str = "advocate") -> Member:
        self.store.db.table("staff").insert(
            {"name": name, "alias": name.capitalize(), "role": role, "password": "-", "must_change": 0, "created": 1}
        )
        self.members[name] = Member(name, name.capitalize(), role, must_change=False)
        return self.members[name]

    def person(self, chat: str | None = None) -> str:
        with self.store.transaction():
            return persons.find_or_add(self.store, "test", chat or f"chat {next(self.chats)}", self.now).ref

    def opens(
        self, level: Level = Level.URGENT, queue: Queue = Queue.HUMAN, person: str | None = None,
        reasons: tuple[str, ...] = ("need.human",),
    ) -> Case:  # fmt: skip
        """Let the conversation ask for a person."""
        person = person or self.person()
        to = Recipient(person, "test", "unknown", level)
        wanted = OpenCase(queue, level, reasons, level)
        with self.store.transaction():
            return desk.open_or_update(self.store, self.content, self.config, to, wanted, State(level=level), self.now)

    def writes(self, case: Case) -> None:
        """Let the person write."""
        with self.store.transaction():
            desk.heard(self.store, self.content, self.config, case, self.now)

    def claim(self, case: Case, name: str = "ada") -> bool:
        return desk.claim(self.store, self.content, case, self.members[name], self.now)

    def answer(self, case: Case, name: str = "ada") -> bool:
        return desk.write(self.store, self.content, case, self.members[name], "I am here.", self.now)

    def close(self, case: Case, name: str = "ada", outcome: str = "advised") -> bool:
        return desk.close(self.store, self.content, case, self.members[name], outcome, self.now)

    def later(self, seconds: int) -> int:
        """Let time pass, then walk one round; return how much was due."""
        self.now += seconds
        return rounds.walk(self.store, self.content, self.config, self.now)

    def case(self, case: Case) -> Case:
        return cases.find(self.store, case.id)

    def history(self, case: Case) -> list[str]:
        return [event.event for event in cases.events(self.store, case.id)]

    def told(self) -> list[str]:
        """Return the cards that went to persons, oldest first."""
        found = []
        while rows := outbox.due(self.store, "test", (self.now + DAY) * 1000):
            for row in rows:
                found.append(row.body["card"])
                outbox.sent(self.store, row.id, None, self.now)
        return found


@pytest.fixture
def office(store: Store, content: Content) -> Office:
    """A queue with two advocates, a lawyer and a supervisor, at work at all hours."""
    made = Office(store, content)
    for name, role in (("ada", "advocate"), ("bea", "advocate"), ("lea", "lawyer"), ("sue", "supervisor")):
        made.add_member(name, role)
    return made
