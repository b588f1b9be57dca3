"""Bringing in a person: what the one who writes is told, and what they may decide."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.effects import GiveFeedback, OpenCase, ShareConversation, WithdrawCase
from bot.triage.levels import Level, Queue, queue_for, reasons
from bot.triage.status import Status

CARDS = {
    (Level.EMERGENCY, Queue.HUMAN): "handoff.emergency",
    (Level.URGENT, Queue.HUMAN): "handoff.urgent",
    (Level.HANDOFF, Queue.HUMAN): "handoff.human",
    (Level.HANDOFF, Queue.LAWYER): "handoff.lawyer",
}
TRIAGED = ("urgency.", "abuse.threat_to_share", "need.human", "need.lawyer")


def assess(draft: Draft, before: Level, *, quietly: bool = False) -> None:
    """Open a case, or bring the open one up to date, when this turn gives a reason; say so once."""
    state, case = draft.state, draft.case
    queue = queue_for(state.level, state.labels)
    if queue is None:
        return
    rises = state.level.rank > before.rank
    if case is not None and case.open:
        if rises or _adds_reason(draft):
            draft.do(OpenCase(queue, state.level, reasons(state.labels)))
        if quietly or case.status is Status.CLAIMED:
            return
        if rises:
            _tell(draft, queue)
        elif draft.has("need.human", "need.lawyer"):
            draft.say("handoff.already", wait=draft.content.wait(state.level, case.ahead))
        return
    if not rises and not _adds_reason(draft):
        return
    draft.do(OpenCase(queue, state.level, reasons(state.labels)))
    if not quietly:
        _tell(draft, queue)


def withdraw(draft: Draft) -> None:
    """The person does not want anybody now."""
    if draft.case is not None and draft.case.status is Status.WAITING:
        draft.do(WithdrawCase())
    draft.say("handoff.withdrawn")


def share(draft: Draft, value: str) -> None:
    """Take whether staff may read what was written before."""
    if draft.case is None or not draft.case.open:
        draft.say("nothing_here")
        return
    draft.do(ShareConversation(value == "yes"))
    draft.say("handoff.shared" if value == "yes" else "handoff.kept_private")


def feedback(draft: Draft, value: str) -> None:
    """Keep a verdict and thank for it."""
    draft.do(GiveFeedback(value))
    draft.say("feedback.thanks")


def _tell(draft: Draft, queue: Queue) -> None:
    level = draft.state.level
    ahead = draft.case.ahead if draft.case else 0
    draft.say(CARDS[level, queue], wait=draft.content.wait(level, ahead))


def _adds_reason(draft: Draft) -> bool:
    return any(label.startswith(TRIAGED) for label in draft.reading.labels)
