"""Bringing in a person: what the one who writes is told, and what they may decide."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.draft import Draft
from bot.dialogue.effects import AllowLearning, GiveFeedback, OpenCase, Say, ShareConversation, WithdrawCase
from bot.dialogue.matters import ATTEMPT, PEOPLE
from bot.dialogue.wording import plain
from bot.triage.levels import UNDER_WAY, Level, Queue, highest, queue_for, reasons, step_up, triage

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
PERSON = "person"  # the place in a card for whether a person is on the way
OURS = frozenset({"need.human", "need.information", "need.emotional_support"})  # may be read in a question for the wait
WHO_COMES = re.compile(  # asks whether anybody comes, and when
    r"\b(?:is|are|will|would) (?:any(?:one|body)|some(?:one|body)|a (?:person|human)|they|the person|you guys)"
    r"(?: (?:still|really|actually|even|ever))? (?:com(?:e|ing)|there|join(?:ing)?|writ(?:e|ing)|answer(?:ing)?)\b"
    r"|\b(?:no ?(?:body|one)|no person)(?:'s| is|s)? (?:coming|came|here|writing|there)\b(?! to (?:the|my|our) )"
    r"|\bwhere (?:is|are) (?:the|that|this|your) (?:person|human|team|people)\b"
    r"|\bwhen (?:will|is|does|do) (?:the |a |your )?(?:person|human|someone|somebody|anyone|they)\b"
    r".{0,20}\b(?:come|coming|join|write|here)\b"
)
HOW_LONG = re.compile(  # asks how long it takes, and nothing else
    r"^(?:(?:ok|okay|and|so|but|please|pls),? )*how (?:much )?long(?:er)?(?: (?:more|now))?"
    r"(?: (?:will|does|do|must|should|is|it|this|that|take|i|have|to|wait|the|for|a|person|someone|be|until))*[?! .]*$"
)


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
    why = (*_under_way(draft), *reasons(draft.state.labels), *([AGAIN] if back else []))
    draft.do(OpenCase(queue, draft.state.level, why, highest(triage(draft.reading.labels), back or Level.NONE)))
    if quietly or draft.held:
        return
    if case is None or not case.open or rises:
        _tell(draft, queue, CARDS[draft.state.level, queue])
    elif draft.has(*PEOPLE) and not draft.just_said("handoff."):
        _tell(draft, queue, "handoff.already")


def call(draft: Draft) -> None:
    """Call a person for what cannot wait a minute, also when they were sent away before; one who is called already
    is told once that it has begun."""
    if not _coming(draft) or not _under_way(draft):
        why = (UNDER_WAY, *reasons(draft.state.labels | draft.reading.labels))
        draft.do(OpenCase(Queue.HUMAN, Level.EMERGENCY, why, Level.EMERGENCY))


def asks_wait(draft: Draft) -> bool:
    """Tell whether the words ask when somebody comes, or whether anybody does."""
    if draft.reading.labels - OURS - {label for label in draft.reading.labels if label.startswith("urgency.")}:
        return False
    words = plain(draft.words)
    return bool(WHO_COMES.search(words)) or (draft.queued and bool(HOW_LONG.search(words)))


def told_wait(draft: Draft) -> bool:
    """Answer when somebody comes: the wait of a case, else that nobody was called; tell whether it was asked."""
    if not asks_wait(draft):
        return False
    queue = queue_for(draft.state.level, draft.state.labels)
    if draft.queued:
        _tell(draft, queue or Queue.HUMAN, "handoff.already")
    else:
        draft.say("handoff.none")
    return True


def remind(draft: Draft) -> None:
    """Say again that somebody is on the way, and when."""
    _tell(draft, queue_for(draft.state.level, draft.state.labels) or Queue.HUMAN, "handoff.already")


def tell_truth(draft: Draft) -> None:
    """Fill in whether a person is on the way, in every card of the turn that speaks of it: here and nowhere else."""
    comes = _coming(draft)
    for at, effect in enumerate(draft.effects):
        if not isinstance(effect, Say) or PERSON not in draft.content.card(effect.card).params:
            continue
        own = effect.buttons
        if own is None:
            own = draft.content.card(effect.card, draft.state.facts.image_band).buttons
        added = () if comes or "human" in own else ("human",)
        params = {**effect.params, PERSON: _where_person_is(draft)}
        draft.effects[at] = replace(effect, params=params, buttons=(*own, *added))
        draft.change(offered=(*draft.state.offered, *added))


def _coming(draft: Draft) -> bool:
    """Tell whether a case is open when this turn ends."""
    effects = draft.effects
    opened = any(isinstance(effect, OpenCase) for effect in effects) or (draft.case is not None and draft.case.open)
    return opened and not any(isinstance(effect, WithdrawCase) for effect in effects)


def _where_person_is(draft: Draft) -> str:
    phrases = draft.content.phrases
    if _coming(draft):
        away = (queue_for(draft.state.level, draft.state.labels) or Queue.HUMAN) in draft.team.away
        return phrases.person_here if draft.held else phrases.person_away if away else phrases.person_coming
    said = (card for card in reversed(draft.state.said) if card.startswith("handoff.") and card != "handoff.none")
    return phrases.person_declined if next(said, "") == "handoff.withdrawn" else phrases.person_none


def declined(draft: Draft) -> bool:
    """Hear that nobody is wanted while somebody is on the way: taken at once, but in an emergency only by a tap."""
    if not draft.queued or not draft.heard("sign.no_person"):
        return False
    if draft.state.level is Level.EMERGENCY:
        draft.say("handoff.your_choice")
    else:
        withdraw(draft)
    return True


def withdraw(draft: Draft) -> None:
    """The person does not want anybody now."""
    if draft.queued:
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
    team, content, facts = draft.team, draft.content, draft.state.facts
    level = highest(draft.state.level, draft.case.level) if draft.queued and draft.case else draft.state.level
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
    if state.perpetrator or draft.held or not draft.has(*DISTRESS):
        return None
    if not state.seen or not AGAIN_FROM <= draft.now - state.seen <= AGAIN_UNTIL:
        return None
    level = step_up(case.level if case else before)
    draft.change(level=highest(state.level, level))
    return level


def _under_way(draft: Draft) -> tuple[str, ...]:
    return (UNDER_WAY,) if any(map(draft.was_said, ATTEMPT)) else ()


def _adds_reason(draft: Draft) -> bool:
    return any(label.startswith(TRIAGED) for label in draft.reading.labels)
