"""What can be spoken about: the urgent matters, the needs, what was learned late, and the one fact that is missing."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import ways
from bot.dialogue.draft import MOST, Draft
from bot.dialogue.entities import values
from bot.dialogue.flows import care, crisis, crisis_so_far, danger, evidence, handoff, legal, minor, removal, threat
from bot.dialogue.matters import EMERGENCY, POSTED, SHARED, THREATENED, THREATS, is_abuse
from bot.dialogue.state import State
from bot.triage.levels import Level

Flow = Callable[[Draft], object]

FIRST: tuple[tuple[tuple[str, ...], Flow], ...] = (  # said first, in this order; the first two stand alone
    (("urgency.self_harm",), crisis.start),
    (("urgency.physical_danger",), danger.start),
    (("urgency.minor", "abuse.child_image"), minor.start),
    (("abuse.sextortion", "abuse.threat_to_share", "need.stop_threat"), threat.start),
)
NEEDS: dict[str, Flow] = {  # in the order they are answered when several are asked
    "removal": removal.start,
    "evidence": evidence.start,
    "account_safety": care.account,
    "police": legal.police,
    "legal_info": legal.law,
    "lawyer": legal.lawyer,
    "emotional_support": care.support,
    "helping_someone": care.helper,
    "information": care.information,
    "stop_threat": threat.start,
}
STAY: tuple[tuple[str, Flow, Flow], ...] = (  # what an emergency gets when nothing else was understood, unless it is
    ("urgency.self_harm", crisis.stay, crisis_so_far.calm),  # calm: the first that holds
    ("urgency.physical_danger", danger.stay, danger.calm),
)
TAKEN_UP: tuple[tuple[str, Flow], ...] = (  # what was told of a step taken, asked or denied in an emergency
    ("urgency.self_harm", crisis.take_up),
    ("urgency.physical_danger", danger.take_up),
)
LATE: tuple[tuple[str, frozenset[str], Flow], ...] = (  # a fact learned now, the matter known before, what it brings
    ("who", THREATENED, threat.fit),
    ("paid", THREATS, threat.fit),
    ("platforms", POSTED, removal.start),
    ("band", SHARED, removal.early),
)
ANY_WAY = frozenset({"information", "stop_threat"})  # needs that "what can I do about it" may mean
OURS = frozenset({"human", "lawyer", "emotional_support"})  # needs that one who did harm may have too


def urgent(draft: Draft) -> None:
    """Say what cannot wait; self-harm or danger leaves no room for other steps."""
    if draft.state.perpetrator and not draft.has(*EMERGENCY):
        return
    in_danger = staying(draft)
    if in_danger and draft.has(*THREATS) and not draft.has(*EMERGENCY):
        in_danger(draft)  # the number stays in sight beside what the threat needs
    for labels, flow in _in_order(draft):
        if draft.has(*labels) and (not draft.full or flow in (crisis.start, danger.start)):
            flow(draft)
            if flow is crisis.start and crisis.faint(draft) and draft.has(*THREATS) and not draft.full:
                threat.start(draft)
            if flow in (crisis.start, danger.start):
                return


def _in_order(draft: Draft) -> tuple[tuple[tuple[str, ...], Flow], ...]:
    # "They will kill me" can look like either: what a rule of the screen heard goes before what only the model sees.
    danger_heard, harm_heard = draft.heard("urgency.physical_danger"), draft.heard("urgency.self_harm")
    return (FIRST[1], FIRST[0], *FIRST[2:]) if danger_heard and not harm_heard else FIRST


def staying(draft: Draft) -> Flow | None:
    """Return how to stay with somebody in an emergency; None when there is none, or they said that they are safe."""
    if draft.state.level is not Level.EMERGENCY:
        return None
    return next((flow for label, flow, calm in STAY if label in draft.state.labels and not calm(draft)), None)


def beside(draft: Draft) -> bool:
    """Keep the number in sight beside what is clearly asked by somebody in danger; tell whether something was."""
    if staying(draft) is not danger.stay or not danger.beside(draft):
        return False
    if danger.asks_about(draft) and ANY_WAY.issuperset(draft.reading.names("need")):
        (removal.start if values(draft.reading, "platform") else ways.on)(draft)
    return True


def stay(draft: Draft) -> bool:
    """Stay with somebody in an emergency, with the number of their country; tell whether it is one."""
    flow = staying(draft)
    if flow is not None:
        flow(draft)
    return flow is not None


def taken_up(draft: Draft) -> bool:
    """Answer in an emergency what was told of a step taken, asked or denied; tell whether it was such a thing."""
    if draft.state.level is not Level.EMERGENCY:
        return False
    return any(take_up(draft) for label, take_up in TAKEN_UP if label in draft.state.labels)


def late(draft: Draft, known: State) -> None:
    """Say what a fact brings that was learned only now; `known` is what was known before this message."""
    for name, labels, flow in LATE:
        if getattr(draft.state.facts, name) != getattr(known.facts, name) and known.labels & labels:
            flow(draft)


def explain(draft: Draft, name: str) -> None:
    """Explain one kind of abuse; where it is, is asked only while nobody said."""
    known = draft.content.platforms
    places = [known[id].name for id in draft.state.facts.platforms if id in known] or removal.sites(draft.words)
    phrases = draft.content.phrases
    draft.say(f"explain.{name}", where=phrases.where_known.format(places=", ".join(places)) if places else
              phrases.where_asked)  # fmt: skip


def question(draft: Draft, emergency: bool) -> None:
    """Ask the one missing fact on which the next step depends, else whether the staff who come may read it all."""
    state = draft.state
    if emergency or state.level is Level.EMERGENCY or state.asking or draft.spoken >= MOST or threat.is_pressed(draft):
        return
    harmed = not state.perpetrator and is_abuse(state.labels)
    if harmed and state.facts.band == "unknown" and draft.ask("age", "ask.age"):
        return
    if harmed and state.facts.who is None and state.labels & THREATS and draft.ask("who", "ask.who"):
        return
    if harmed and state.facts.band == "minor" and state.facts.place is None and draft.ask("place", "ask.country"):
        return  # for the line that listens to the young there
    handoff.consent(draft)
