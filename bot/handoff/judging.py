"""What staff judge of a case: how urgent it is, and whether it is the same matter as another."""

from __future__ import annotations

from bot.content import Content
from bot.handoff.moves import give, sees, steers
from bot.store import Store, cases, shifts
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level, highest
from bot.triage.status import Status

LEVELS = (Level.HANDOFF, Level.URGENT, Level.EMERGENCY)  # what staff may set
LEVEL_REASONS = ("new_risk", "less_risk", "wrong_fact", "repeat_contact", "other")


def set_level(store: Store, case: Case, member: Member, level: Level, reason: str, now: int) -> bool:
    """Set a level for one of LEVEL_REASONS. Who sees a case may raise it; to lower it takes its holder or a lead."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if level not in LEVELS or reason not in LEVEL_REASONS or fresh.level is level:
            return False
        if not sees(fresh, member) or fresh.status is Status.CLOSED:
            return False
        if level.rank < fresh.level.rank and not steers(fresh, member):
            return False
        cases.set_level(store, fresh, level, member.name, now, reason)
    return True


def merge(store: Store, content: Content, case: Case, into: Case, member: Member, now: int) -> bool:
    """Join two open cases of one matter: one holder, the higher level for both. Each chat keeps its own words.

    False unless the member sees both and steers one. No word ever crosses from one chat to the other: whoever
    pretends to be the person must learn nothing by it.
    """
    with store.transaction():
        double, main = cases.find(store, case.id), cases.find(store, into.id)
        if double.id == main.id or Status.CLOSED in (double.status, main.status):
            return False
        if not (sees(double, member) and sees(main, member)) or not (steers(double, member) or steers(main, member)):
            return False
        group = (double, *cases.twins_of(store, double))
        if main.id in {one.id for one in group}:
            return False
        for one in group:
            cases.update(store, one.id, now, twin_of=main.twin_of or main.id)
        for one, other in ((double, main), (main, double)):
            cases.add_event(store, one.id, "merge", member.name, now, other.id)
            higher = highest(one.level, other.level)
            if higher is not one.level:
                cases.set_level(store, one, higher, member.name, now, "merge")
            if one.status.queued and other.status.held and other.advocate and one.queue is other.queue:
                give(store, content, cases.find(store, one.id), other.advocate, _alias(store, other.advocate), now)
    return True


def part(store: Store, case: Case, member: Member, now: int) -> bool:
    """Undo a merge for one case; False unless the member steers it and it was joined."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not steers(fresh, member) or fresh.twin_of is None:
            return False
        cases.update(store, fresh.id, now, twin_of=None)
        cases.add_event(store, fresh.id, "part", member.name, now, fresh.twin_of)
    return True


def _alias(store: Store, name: str) -> str:
    return next((worker.alias for worker in shifts.workers(store) if worker.name == name), name)
