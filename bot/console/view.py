"""From a case to what the templates show of it: pure, every word already chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bot.console.facts import Summary, label_words, language
from bot.console.times import clock_time, lasting
from bot.console.words import ENDS, EVENTS, FEEDBACK, LEVEL_REASONS, OFFERS, OUTCOMES, STANDINGS
from bot.content import Content
from bot.handoff.policy import Policy
from bot.store.cases import Case, CaseEvent
from bot.store.messages import Message
from bot.store.notes import Note
from bot.store.staff import Member
from bot.triage.status import Status


@dataclass(frozen=True, slots=True)
class Head:
    """A case in one row: who waits how long for what, and who has it."""

    id: str
    level: str
    level_words: str
    queue_words: str
    waits: bool
    held: bool
    standing: str
    mine: bool
    since: int
    lasting: str
    reasons: tuple[str, ...]
    abuse: tuple[str, ...]
    band: str
    language: str | None
    outcome: str | None
    answer_due: bool
    target: Target | None


@dataclass(frozen=True, slots=True)
class Target:
    """The time that a person may wait for a word: how much of it is gone in percent, and what is left in words."""

    gone: int
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message or reply of the conversation; `id` names a message of the person's that may be marked."""

    author: str
    who: str
    text: str
    at: int
    id: int = 0
    labels: tuple[str, ...] = ()


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


def head(case: Case, summary: Summary, member: Member, content: Content, policy: Policy, now: int) -> Head:
    """Return one case as its row and page head show it."""
    mine = case.status.held and case.advocate == member.name
    return Head(
        id=case.id, level=case.level, level_words=content.words(f"level.{case.level}"),
        target=target(case, policy, now),
        queue_words=content.words(f"queue.{case.queue}"), waits=case.status.queued, held=case.status.held,
        standing=_standing(case, member), mine=mine,
        since=case.opened, lasting=lasting((case.closed or now) - case.opened),
        reasons=label_words(content, "", case.reasons), abuse=label_words(content, "abuse", summary.get("abuse", ())),
        band=content.words(f"band.{summary.get('band', 'unknown')}"),
        language=language(summary, content),
        outcome=outcome_words(case.outcome),
        answer_due=mine and case.since is not None,
    )  # fmt: skip


def groups(heads: Iterable[Head]) -> Groups:
    """Sort rows by who has them; the order within a group stays the queue's."""
    heads = tuple(heads)
    return Groups(
        waiting=tuple(one for one in heads if one.waits),
        mine=tuple(one for one in heads if one.mine),
        others=tuple(one for one in heads if one.held and not one.mine),
    )


def history(events: Iterable[CaseEvent], member: Member, content: Content) -> tuple[Past, ...]:
    """Return what happened to a case, newest first."""
    told = [(_told(event, member, content), event.at) for event in events]
    runs = [(words, [at for _, at in run]) for words, run in groupby(told, key=lambda one: one[0])]
    return tuple(Past(words, times[-1], len(times)) for words, times in reversed(runs))


def conversation(messages: Iterable[Message], member: Member, content: Content) -> tuple[Line, ...]:
    """Return the conversation as it reads, oldest first."""
    return tuple(
        Line(
            message.author, _you(message.by, member) if message.by else "", message.text, message.at,
            message.id, label_words(content, "", message.labels),
        )
        for message in messages
    )  # fmt: skip


def notes(found: Iterable[Note], member: Member) -> tuple[Line, ...]:
    """Return the team's notes, newest first."""
    return tuple(Line("note", _you(note.by, member), note.text, note.at) for note in reversed(list(found)))


def outcome_words(outcome: str | None) -> str | None:
    """Return an outcome in words."""
    return {**OUTCOMES, **ENDS}.get(outcome, outcome) if outcome else None


def _told(event: CaseEvent, member: Member, content: Content) -> str:
    details: dict[str, str | None] = {
        "level": _level(event.detail or "", content),
        "transfer": content.words(f"queue.{event.detail}"),
        "merge": event.detail,
        "part": event.detail,
        "mark": event.detail,
        "learning": event.detail,
        "close": outcome_words(event.detail),
        "feedback": FEEDBACK.get(event.detail or "", event.detail),
    }
    if event.event in OFFERS:
        details[event.event] = clock_time(int(event.detail or 0))
    words = EVENTS.get(event.event, event.event)
    by = _you(event.by, member) if event.by else "Alder"
    told = words.format(by=by, detail=details.get(event.event) or "")
    return told[:1].upper() + told[1:]


def target(case: Case, policy: Policy, now: int) -> Target | None:
    """Return how a case stands against its target; None when nobody owes the person a word."""
    due = policy.due(case)
    if due is None or case.since is None or case.status is Status.CLOSED:
        return None
    start = max(case.since, case.ranked)
    gone = min(100, max(0, 100 * (now - start) // max(1, due - start)))
    if now >= due:
        return Target(100, f"{lasting(now - due)} late", "late")
    return Target(gone, f"{lasting(due - now)} left", "half" if gone >= 50 else "good")


def _standing(case: Case, member: Member) -> str:
    words = STANDINGS[case.status]
    return words.format(by=_you(case.advocate, member) if case.advocate else "nobody")


def _level(detail: str, content: Content) -> str:
    level, _, reason = detail.partition(" ")
    words = content.words(f"level.{level}")
    return f"{words}: {LEVEL_REASONS.get(reason, reason)}" if reason else words


def _you(name: str, member: Member) -> str:
    return "you" if name == member.name else name
