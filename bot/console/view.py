"""From a case to what the templates show of it: pure, every word already chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bot.console.facts import Summary, label_words
from bot.console.times import lasting
from bot.console.words import ENDS, EVENTS, FEEDBACK, OUTCOMES
from bot.content import Content
from bot.store.cases import Case, CaseEvent
from bot.store.messages import Message
from bot.store.staff import Member
from bot.triage.status import Status


@dataclass(frozen=True, slots=True)
class Head:
    """A case in one row: who waits how long for what, and who has it."""

    id: str
    level: str
    level_words: str
    queue_words: str
    status: str
    standing: str
    mine: bool
    since: int
    lasting: str
    reasons: tuple[str, ...]
    abuse: tuple[str, ...]
    band: str
    outcome: str | None
    answer_due: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One message or reply of the conversation."""

    author: str
    who: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history; the same thing done over and over is told once."""

    words: str
    at: int
    times: int


@dataclass(frozen=True, slots=True)
class Groups:
    """The queue page: who waits, what the reader has, what others have."""

    waiting: tuple[Head, ...]
    mine: tuple[Head, ...]
    others: tuple[Head, ...]


def head(case: Case, summary: Summary, events: Iterable[CaseEvent], member: Member, content: Content, now: int) -> Head:
    """Return one case as its row and page head show it."""
    mine = case.status == Status.CLAIMED and case.advocate == member.name
    return Head(
        id=case.id, level=case.level, level_words=content.words(f"level.{case.level}"),
        queue_words=content.words(f"queue.{case.queue}"), status=case.status,
        standing=_standing(case, member), mine=mine,
        since=case.opened, lasting=lasting((case.closed or now) - case.opened),
        reasons=label_words(content, "", case.reasons), abuse=label_words(content, "abuse", summary.get("abuse", ())),
        band=content.words(f"band.{summary.get('band', 'unknown')}"),
        outcome=outcome_words(case.outcome),
        answer_due=[event.event for event in events if event.event in ("message", "write")][-1:] == ["message"],
    )  # fmt: skip


def groups(heads: Iterable[Head]) -> Groups:
    """Sort rows by who has them; the order within a group stays the queue's."""
    heads = tuple(heads)
    return Groups(
        waiting=tuple(one for one in heads if one.status == Status.WAITING),
        mine=tuple(one for one in heads if one.mine),
        others=tuple(one for one in heads if one.status == Status.CLAIMED and not one.mine),
    )


def history(events: Iterable[CaseEvent], member: Member, content: Content) -> tuple[Past, ...]:
    """Return what happened to a case, newest first."""
    told = [(_told(event, member, content), event.at) for event in events]
    runs = [(words, [at for _, at in run]) for words, run in groupby(told, key=lambda one: one[0])]
    return tuple(Past(words, times[-1], len(times)) for words, times in reversed(runs))


def conversation(messages: Iterable[Message], member: Member) -> tuple[Line, ...]:
    """Return the conversation as it reads, oldest first."""
    return tuple(
        Line(message.author, _you(message.by, member) if message.by else "", message.text, message.at)
        for message in messages
    )


def outcome_words(outcome: str | None) -> str | None:
    """Return an outcome in words."""
    return {**OUTCOMES, **ENDS}.get(outcome, outcome) if outcome else None


def _told(event: CaseEvent, member: Member, content: Content) -> str:
    details: dict[str, str | None] = {
        "level": content.words(f"level.{event.detail}"),
        "close": outcome_words(event.detail),
        "feedback": FEEDBACK.get(event.detail or "", event.detail),
    }
    words = EVENTS.get(event.event, event.event)
    by = _you(event.by, member) if event.by else "Alder"
    told = words.format(by=by, detail=details.get(event.event) or "")
    return told[:1].upper() + told[1:]


def _standing(case: Case, member: Member) -> str:
    if case.status == Status.CLAIMED and case.advocate:
        return f"With {_you(case.advocate, member)}"
    return "Waiting" if case.status == Status.WAITING else "Closed"


def _you(name: str, member: Member) -> str:
    return "you" if name == member.name else name
