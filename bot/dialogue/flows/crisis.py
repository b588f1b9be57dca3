"""Thoughts of suicide: the country's line first, at most three plain questions, never alone."""

from __future__ import annotations

from bot.dialogue.draft import Draft

NEXT = {"crisis.first": "crisis.plan", "crisis.plan": "crisis.started"}
RISKY = ("yes", "unsure")


def start(draft: Draft) -> None:
    """Answer a hint of self-harm: the first time with the line and the first question, later by staying."""
    if _about_other(draft):
        _say(draft, "crisis.helper")
    elif draft.was_said("crisis.first"):
        stay(draft)
    else:
        _say(draft, "crisis.first")
        draft.change(asking="crisis", asked=(*draft.state.asked, "crisis"))


def answered(draft: Draft, value: str) -> None:
    """Go on after a yes, a no or a not sure; "not sure" counts as yes."""
    following = next((NEXT[card] for card in reversed(draft.state.said) if card in NEXT), None)
    draft.change(asking=None)
    if value not in RISKY:
        _say(draft, "crisis.no")
    elif following and not draft.was_said(following):
        _say(draft, following)
        draft.change(asking="crisis")
    else:
        stay(draft)
    if draft.state.facts.place is None:
        draft.ask("place", "ask.country", pending="crisis")


def stay(draft: Draft) -> None:
    """Stay, with the line of the country now known."""
    _say(draft, "crisis.stay")


def typed(draft: Draft) -> str | None:
    """Read a typed answer; what is neither yes nor no counts as not sure."""
    return {"affirm": "yes", "deny": "no"}.get(draft.reading.act, "unsure" if not draft.reading.labels else None)


def line(draft: Draft) -> str:
    """Return the crisis line of the person's country in words, or the international finder."""
    return draft.content.crisis_line(draft.state.facts.place, draft.state.facts.band)


def emergency(draft: Draft) -> str:
    """Return the emergency number of the person's country in words."""
    return draft.content.emergency(draft.state.facts.place)


def _say(draft: Draft, card: str) -> None:
    # Every card of this flow may name a number: all get them, so that none can lack one.
    draft.say(card, crisis_line=line(draft), emergency=emergency(draft))


def _about_other(draft: Draft) -> bool:
    # A writer's own distress wins over the person they help: better to ask once too often.
    return draft.has("need.helping_someone") and not draft.has("need.emotional_support")
