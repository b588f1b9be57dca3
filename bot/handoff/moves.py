"""The moves of a case that staff and the rounds share: each in the caller's transaction, as the table allows."""

from __future__ import annotations

from typing import Any

from bot.content import Content
from bot.dialogue.effects import Say
from bot.handoff.duty import LEADS, QUEUES
from bot.handoff.telling import tell
from bot.store import Store, cases
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level
from bot.triage.status import Event, move

TOLD_ANEW: dict[str, Any] = {"alerted": 0, "alerted_at": None, "warned": None}  # what staff were told counts no more


def holds(case: Case, member: Member) -> bool:
    """Tell whether a member has a case now."""
    return case.status.held and case.advocate == member.name


def steers(case: Case, member: Member) -> bool:
    """Tell whether a member decides what becomes of a case: who holds it, and leads."""
    return sees(case, member) and (holds(case, member) or member.role in LEADS)


def sees(case: Case, member: Member) -> bool:
    """Tell whether a case is in one of a member's queues."""
    return case.queue in QUEUES[member.role]


def make(
    store: Store, case: Case, event: Event, by: str | None, now: int, detail: str | None = None, **values: Any
) -> None:
    """Make one move and set columns with it; raise IllegalMove when the table lacks it."""
    cases.update(store, case.id, now, status=move(case.status, event), **values)
    cases.add_event(store, case.id, event, by, now, detail)


def give(store: Store, content: Content, case: Case, name: str, alias: str, now: int) -> None:
    """Give a waiting case to a member; the person is told who has joined."""
    make(store, case, Event.CLAIM, name, now, advocate=name, acted=now, **TOLD_ANEW)
    tell(store, content, case, Say("human.joined", {"name": alias}), now)


def return_to_queue(
    store: Store, content: Content, case: Case, event: Event, by: str | None, now: int, reason: str | None = None
) -> None:
    """Let a held case wait again, in a transaction; the person is told that somebody else will go on."""
    restart = case.since is None and (event is not Event.TAKE_BACK or case.level is Level.EMERGENCY)
    since = now if restart else case.since
    make(store, case, event, by, now, reason, advocate=None, since=since, **TOLD_ANEW)
    tell(store, content, case, Say("human.left" if since is None else "human.changed"), now)


def look_again(store: Store, case: Case, now: int) -> None:
    """Bring a quiet case back into sight, in a transaction: its clock runs until somebody has looked."""
    make(store, case, Event.LOOK_AGAIN, None, now, advocate=None, since=now, **TOLD_ANEW)


def open_again(store: Store, case: Case, by: str | None, now: int) -> None:
    """Let a closed case wait again."""
    fresh: dict[str, Any] = {"advocate": None, "outcome": None, "closed": None, "acted": None, **TOLD_ANEW}
    make(store, case, Event.REOPEN, by, now, since=now, ranked=now, heard=now, **fresh)


def end(store: Store, case: Case, event: Event, by: str | None, outcome: str, now: int, **values: Any) -> None:
    """Close a case with its outcome."""
    make(store, case, event, by, now, outcome, outcome=outcome, closed=now, since=None, **values)
