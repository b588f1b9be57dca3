"""Bringing in a person: what the one who writes is told, and what they may decide."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.effects import AllowLearning, GiveFeedback, OpenCase, ShareConversation, WithdrawCase
from bot.triage.levels import Level, Queue, highest, queue_for, reasons, step_up, triage

CARDS = {
    (Level.EMERGENCY, Queue.HUMAN): "handoff.emergency",
    (Level.URGENT, Queue.HUMAN): "handoff.urgent",
    (Level.HANDOFF, Queue.HUMAN): "handoff.human",
    (Level.HANDOFF, Queue.LAWYER): "handoff.lawyer",
}
TRIAGED = ("urgency.", "abuse.threat_to_share", "need.human", "need.lawyer")
DISTRESS = ("need.emotional_support", "urgency.self_harm", "urgency.physical_danger")
LINES_BESIDE = 2  # that fit beside the rest
MAY_READ = "share:yes"  # offered in an emergency, where nothing but the danger is asked about
AGAIN = "contact.again"  # the reason staff read
AGAIN_FROM, AGAIN_UNTIL = 30 * 60, 24 * 3600  # seconds of silence after which a message is a second contact


def assess(draft: Draft, before: Level, *, quietly: bool = False) -> None:
    """Open a case, or bring the open one up to date, when this turn gives a reason; say so once."""
    case = draft.case
    back = _comes_back(draft, before)
    queue = queue_for(draft.state.level, draft.state.labels)
    if queue is None:
        return
    rises = draft.state.level.rank > before.rank
    if not rises and not back and not _adds_reason(draft):
        return
    why = (*reasons(draft.state.labels), *([AGAIN] if back else []))
    draft.do(OpenCase(queue, draft.state.level, why, highest(triage(draft.reading.labels), back or Level.NONE)))
    if quietly or (case is not None and case.status.held):
        return
    if case is None or not case.open or rises:
        _tell(draft, queue, CARDS[draft.state.level, queue])
    elif draft.has("need.human", "need.lawyer"):
        _tell(draft, queue, "handoff.already")


def withdraw(draft: Draft) -> None:
    """The person does not want anybody now."""
    if draft.case is not None and draft.case.status.queued:
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


def learn(draft: Draft, value: str) -> None:
    """Take whether Alder may learn from what was written; anything but a yes is a no."""
    draft.do(AllowLearning(value == "yes"))
    draft.say("learn.yes" if value == "yes" else "learn.no")


def _tell(draft: Draft, queue: Queue, card: str) -> None:
    level, team, content, facts = draft.state.level, draft.team, draft.content, draft.state.facts
    own = content.card(card).buttons
    if queue in team.away:
        lines = content.support_lines(facts.place, facts.band, LINES_BESIDE)
        may_read = tuple(key for key in own if key == MAY_READ)
        card, own = "handoff.closed_hours", (*may_read, *content.card("handoff.closed_hours").buttons)
        params = {"lines": lines, "back": content.back(team.away[queue])}
    else:
        ahead = draft.case.ahead if draft.case else team.ahead.get(level, 0)
        params = {"wait": content.wait(level, ahead, team.waits.get((level, queue)))}
    draft.say(card, buttons=own, private=False, **params)


def consent(draft: Draft) -> bool:
    """Ask once whether staff who are on their way may read what was written; tell whether it was asked."""
    called = any(isinstance(effect, OpenCase) for effect in draft.effects)
    waits = draft.case.status.queued if draft.case is not None else called
    return waits and draft.ask("share", "handoff.consent")


def _comes_back(draft: Draft, before: Level) -> Level | None:
    """Return the level that somebody rises to who comes back in distress within a day: they may have been missed."""
    state, case = draft.state, draft.case
    if state.perpetrator or (case is not None and case.status.held) or not draft.has(*DISTRESS):
        return None
    if not state.seen or not AGAIN_FROM <= draft.now - state.seen <= AGAIN_UNTIL:
        return None
    level = step_up(case.level if case else before)
    draft.change(level=highest(state.level, level))
    return level


def _adds_reason(draft: Draft) -> bool:
    return any(label.startswith(TRIAGED) for label in draft.reading.labels)
