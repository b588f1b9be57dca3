"""Taking back: a reply that has not gone out yet, and everything held of a person who asks for it."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.effects import Say
from bot.handoff.work import unwrite
from bot.replies import Recipient, queue, say
from bot.store import Store, cases, messages, outbox, persons
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level

HOLD = 10  # seconds in which words can be taken back


def seconds_left(store: Store, case: Case, now_ms: int) -> int:
    """Return how long the newest words written on a case can still be taken back; 0 when they have gone."""
    rows = outbox.held(store, case.person, now_ms, HOLD * 1000) if case.person else []
    return -((now_ms - rows[-1][1]) // 1000) if rows else 0


def undo(store: Store, case: Case, member: Member, now_ms: int) -> str | None:
    """Take back the newest words a member wrote and return them; None when they have gone out."""
    if case.person is None:
        return None
    with store.transaction():
        rows = outbox.held(store, case.person, now_ms, HOLD * 1000)
        ours = [
            message for message in messages.of_person(store, case.person)
            if message.case_id == case.id and message.by == member.name
        ]  # fmt: skip
        if not rows or not ours or not outbox.withdraw(store, rows[-1][0], now_ms):
            return None
        messages.remove(store, ours[-1].id)
        unwrite(store, case, member, now_ms // 1000)
    return ours[-1].text


def erase(store: Store, content: Content, case: Case, member: Member, now: int) -> None:
    """Erase everything held of the person of a case for good, and tell them that it is done."""
    if case.person is None:
        return
    channel, chat = persons.channel_of(store, case.person), persons.chat_of(store, case.person)
    with store.transaction():
        cases.add_event(store, case.id, "erase_asked", member.name, now)
        persons.erase(store, case.person, now)
        # The last reply needs somewhere to go: an empty shell, gone once that reply is sent.
        shell = persons.find_or_add(store, channel, chat, now)
        to = Recipient(shell.ref, channel, "unknown", Level.URGENT)
        say(store, content, to, Say("erase.done"), order=0, now=now)
        queue(store, to, "forget", {}, order=1, now=now)
    store.forget_pages()
