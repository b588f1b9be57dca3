"""The person sees that somebody is writing to them."""

from __future__ import annotations

from bot.replies import Recipient, queue
from bot.store import Store, outbox, persons
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level

KIND = "chat_action"


def tell(store: Store, case: Case, member: Member, now: int) -> bool:
    """Queue the sign, unless one waits or the case is not the member's; True when it was queued."""
    if case.person is None or case.advocate != member.name or not case.status.held:
        return False
    if outbox.waits(store, case.person, KIND):
        return False
    with store.transaction():
        to = Recipient(case.person, persons.channel_of(store, case.person), "unknown", Level.URGENT, case.id)
        queue(store, to, KIND, {"action": "typing"}, order=0, now=now)
    return True
