"""Thoughts of suicide: the country's line first, at most three plain questions, never alone."""

from __future__ import annotations

from bot.dialogue.draft import Draft

NEXT = {"crisis.first": "crisis.plan", "crisis.plan": "crisis.started"}
RISKY = ("yes", "unsure")


def start(draft: Draft) -> None:
    """Answer a hint of self-harm: the first time with the line and the first question, later by staying."""
    if _about_other(draft):
        draft.say("crisis.helper", crisis_line=line(draft), emergency=emergency(draft))
    elif draft.was_said("crisis.first"):
        draft.say("crisis.stay", crisis_line=line(draft))
    else:
        draft.say("crisis.first", crisis_line=line(draft))
        draft.change(asking="crisis", asked=(*draft.state.asked, "crisis"))


def answered(draft: Draft, value: str) -> None:
    """Go on after a yes, a no or a not sure; "not sure" counts as yes."""
    following = next((NEXT[card] for card in reversed(draft.state.said) if card in NEXT), None)
    draft.change(asking=None)
    if value not in RISKY:
        draft.say("crisis.no")
    elif following and not draft.was_said(following):
        draft.say(following)
        draft.change(asking="crisis")
    else:
        draft.say("crisis.stay", crisis_line=line(draft))
    if draft.state.asking is None and draft.state.facts.place is None:
        draft.ask("place", "ask.country", pending="crisis")


def stay(draft: Draft) -> None:
    """Stay, with the line of the country now known."""
    draft.say("crisis.stay", crisis_line=line(draft))


def typed(draft: Draft) -> str | None:
    """Read a typed answer; what is neither yes nor no counts as not sure."""
    return {"affirm": "yes", "deny": "no"}.get(draft.reading.act, "unsure" if not draft.reading.labels else None)


def line(draft: Draft) -> str:
    """Return the crisis line of the person's country in words, or the international finder."""
    return draft.content.crisis_line(draft.state.facts.place, draft.state.facts.band)


def emergency(draft: Draft) -> str:
    """Return the emergency number of the person's country in words."""
    return draft.content.emergency(draft.state.facts.place)


def _about_other(draft: Draft) -> bool:
    # A writer's own distress wins over the person they help: better to ask once too often.
    return draft.has("need.helping_someone") and not draft.has("need.emotional_support")
