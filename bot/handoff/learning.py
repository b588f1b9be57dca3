"""May Alder learn from what a person wrote? Asked by staff when the time is right, answered by one tap."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.effects import Say
from bot.errors import IllegalMove
from bot.replies import Recipient, say
from bot.store import Store, cases, persons, reviews
from bot.store.cases import Case
from bot.store.staff import Member


def ask(store: Store, content: Content, case: Case, member: Member, now: int) -> None:
    """Ask the person, once a case and only by whoever has it; raise IllegalMove otherwise."""
    if case.person is None or case.advocate != member.name or not case.status.held:
        raise IllegalMove(f"ask about learning on case {case.id}")
    with store.transaction():
        if reviews.consent(store, case.id) != "unasked":
            raise IllegalMove(f"asked already on case {case.id}")
        cases.add_event(store, case.id, "ask_learning", member.name, now)
        to = Recipient(case.person, persons.channel_of(store, case.person), "unknown", case.level, case.id)
        say(store, content, to, Say("learn.ask"), order=0, now=now)


def answer(store: Store, person: str, allowed: bool, now: int) -> None:
    """Keep a person's answer for their newest case."""
    case = cases.latest_of(store, person)
    if case is not None:
        reviews.allow(store, case.id, allowed, now)
