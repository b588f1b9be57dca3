"""Check-ins that staff offer: the person is asked, and only their yes sets one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.content import Content
from bot.dialogue.effects import AnswerOffer, Say
from bot.dialogue.flows.checkin import REACH, buttons, in_reach
from bot.documents.times import moment_words, parse, utc_of, zone_of
from bot.handoff.moves import holds
from bot.handoff.telling import tell
from bot.store import Store, cases
from bot.store.cases import Case, CaseEvent
from bot.store.staff import Member

OFFER, YES, NO = "checkin_offer", "checkin_yes", "checkin_no"  # in the history, with the Unix seconds as detail


def offer(store: Store, content: Content, case: Case, member: Member, due: int, now: int) -> bool:
    """Ask the person whether we may write first at `due`; False unless the case is the member's and the time in
    reach."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not holds(fresh, member) or fresh.person is None or not in_reach(due, now):
            return False
        when = words(due, zone(content, cases.summary(store, fresh)))
        cases.update(store, fresh.id, now, acted=now, warned=None)
        cases.add_event(store, fresh.id, OFFER, member.name, now, str(due))
        tell(store, content, fresh, Say("checkin.offer_by_staff", {"when": when}, buttons(due)), now)
    return True


def answered(store: Store, person: str, answer: AnswerOffer, now: int) -> None:
    """Keep a person's answer on the case on which they were asked; an answer to what nobody asked is none."""
    for case in reversed(cases.all_of(store, person)):
        past = cases.events(store, case.id)
        if any(event.event == OFFER and event.detail == str(answer.due) for event in past):
            cases.add_event(store, case.id, YES if answer.agreed else NO, None, now, str(answer.due))
            return


def newest(events: Iterable[CaseEvent]) -> tuple[str, int] | None:
    """Return how the offer made last stands, OFFER, YES or NO, and its time; None when there is none."""
    found = [(event.event, int(event.detail or 0)) for event in events if event.event in (OFFER, YES, NO)]
    return found[-1] if found else None


def zone(content: Content, summary: Mapping[str, Any]) -> str | None:
    """Return the person's time zone: as they said, or the only one of their country; None when it is not known."""
    return content.zones.only(summary.get("zone"), summary.get("place"))


def words(due: int, zone: str | None) -> str:
    """Return a time in words, in the person's zone or UTC."""
    return moment_words(due, zone)


def read(day: str, hour: str, zone: str | None, now: int) -> int | None:
    """Return the Unix seconds of `YYYY-MM-DD` and `HH:MM` on the person's wall; None when it is no time in reach."""
    for moment in utc_of(f"{day.strip()} {hour.strip()}", zone or "UTC"):
        there = parse(moment)
        if there is not None and in_reach(due := int(there.replace(tzinfo=UTC).timestamp()), now):
            return due
    return None


def days(now: int, zone: str | None) -> tuple[date, date]:
    """Return the first and the last day on which a check-in may be offered, where the person is."""
    there = zone_of(zone) or UTC
    return datetime.fromtimestamp(now, there).date(), datetime.fromtimestamp(now + REACH, there).date()
