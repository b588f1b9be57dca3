"""What happens to a case: opened by the conversation, worked on by staff, and what the person is told of it.

The one door to the hand-off: other rooms take everything of it from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.config import Config
from bot.content import Content
from bot.dialogue.effects import OpenCase
from bot.dialogue.state import State
from bot.errors import NotYours
from bot.handoff.duty import LEADS, QUEUES, Crew
from bot.handoff.judging import LEVEL_REASONS, LEVELS, merge, part, set_level
from bot.handoff.moves import end, holds, open_again, steers
from bot.handoff.policy import Policy, policy_of
from bot.handoff.summary import summarise
from bot.handoff.team import come, crew_now, go, team, waits
from bot.handoff.telling import alert, max_level
from bot.handoff.watch import in_order
from bot.handoff.work import (
    LONGEST_REPLY,
    claim,
    close,
    hand_back,
    reopen,
    still_here,
    take_back,
    transfer,
    unwrite,
    write,
)
from bot.replies import Recipient
from bot.store import Store, cases, messages
from bot.store.cases import Case
from bot.store.messages import Message
from bot.store.staff import Member
from bot.triage.levels import UNDER_WAY, Level, Queue, highest
from bot.triage.status import Event, Status

__all__ = [
    "LEADS", "LEVELS", "LEVEL_REASONS", "LONGEST_REPLY", "QUEUES", "Crew", "Policy", "alert", "case_for", "claim",
    "close", "come", "conversation", "crew_now", "go", "hand_back", "heard", "holds", "keep_up", "max_level", "merge",
    "open_or_update", "part", "policy_of", "queue_of", "queue_rows", "reopen", "set_level", "steers", "still_here",
    "take_back", "take_feedback", "team", "transfer", "unwrite", "waits", "withdraw", "write",
]  # fmt: skip
FALSE_ALARM = "false_alarm"


def open_or_update(
    store: Store, content: Content, config: Config, to: Recipient, wanted: OpenCase, state: State, now: int
) -> Case:
    """Open a case for a person, or bring theirs up to date; one that has only just been closed opens again.

    A new case, a higher level and an attempt that has begun alert the staff group.
    """
    summary, case = summarise(state), cases.open_of(store, to.person)
    again = None if case else _just_closed(store, config, to.person, now)
    if again is not None:
        open_again(store, again, None, now)
        case = cases.find(store, again.id)
    if case is None:
        number = cases.open_case(
            store, to.person, wanted.queue, wanted.level, Status.WAITING, wanted.reasons, summary, now
        )
        alert(store, content, config, cases.find(store, number))
        return cases.find(store, number)
    level = _level(case, wanted, again)
    cases.assess_again(store, case, _queue(case, wanted, level), level, wanted.reasons, summary, now)
    after = cases.find(store, case.id)
    if UNDER_WAY in after.reasons and UNDER_WAY not in case.reasons:
        alert(store, content, config, after, "staff.worse")
    elif again is not None or level.rank > case.level.rank:
        alert(store, content, config, after)
    return after


def heard(store: Store, content: Content, config: Config, case: Case, now: int) -> None:
    """The person wrote again: whoever has the case sees it; a case that nobody owed a word alerts the staff group."""
    before = cases.find(store, case.id)
    if before.status is Status.CLOSED:  # by these very words
        return
    cases.touch(store, case.id, now)
    if before.status.queued and before.since is None:
        alert(store, content, config, cases.find(store, case.id))


def keep_up(store: Store, case: Case, before: State, after: State, now: int) -> None:
    """Bring the summary of an open case up to date with a turn that changed it."""
    summary = summarise(after)
    if summary != summarise(before):
        cases.keep_summary(store, case, summary, now)


def queue_of(store: Store, member: Member) -> list[Case]:
    """Return the open cases a member may work on: by level, then time left to the target, then age."""
    return in_order(cases.in_queues(store, QUEUES[member.role]))


def queue_rows(store: Store, member: Member) -> list[tuple[Case, dict[str, Any]]]:
    """Return what queue_of returns, each with its summary, at the price of one question to the database."""
    found = {case.id: (case, summary) for case, summary in cases.with_summaries(store, QUEUES[member.role])}
    return [found[case.id] for case in in_order(case for case, _ in found.values())]


def case_for(store: Store, case_id: str, member: Member) -> Case:
    """Return the case if `member` may see it; missing and forbidden both raise NotYours."""
    case = cases.find(store, case_id)
    if case.queue not in QUEUES[member.role]:
        raise NotYours(case_id)
    return case


def withdraw(store: Store, case_id: str, now: int) -> None:
    """The person does not want anybody now: a waiting case closes, one that is worked on stays."""
    case = cases.find(store, case_id)
    if case.status.queued:
        end(store, case, Event.WITHDRAW, None, "withdrawn", now, advocate=None)


def take_feedback(store: Store, person: str, verdict: str, now: int) -> None:
    """Keep a person's verdict on their newest case."""
    case = cases.latest_of(store, person)
    if case is not None:
        cases.add_event(store, case.id, "feedback", None, now, verdict)


def conversation(store: Store, case: Case) -> list[Message]:
    """Return what staff may read: all since the hand-off, and what came before it once the person agreed."""
    if case.person is None:
        return []
    everything: Sequence[Message] = messages.of_person(store, case.person)
    return [message for message in everything if case.share or message.case_id == case.id]


def _just_closed(store: Store, config: Config, person: str, now: int) -> Case | None:
    last = cases.latest_of(store, person)
    if last is None or last.closed is None or now - last.closed >= policy_of(config).reopen:
        return None
    return last


def _level(case: Case, wanted: OpenCase, again: Case | None) -> Level:
    if again is not None:
        return wanted.level if again.outcome == FALSE_ALARM else highest(case.level, wanted.level)
    # A human has looked: from then on only what this very message says can raise it, and nothing lowers it.
    return highest(case.level, wanted.fresh) if case.level_by else wanted.level


def _queue(case: Case, wanted: OpenCase, level: Level) -> Queue:
    untouched = case.status is Status.WAITING and case.acted is None
    rises = case.status.queued and level.rank > case.level.rank
    return wanted.queue if untouched or rises else case.queue
