"""Threats and blackmail: three scripts, since one script for all would put people in danger."""

from __future__ import annotations

from bot.dialogue.draft import Draft

PARTNERS = ("ex", "partner")
KNOWN = ("family", "colleague", "classmate", "teacher", "friend", "other")


def start(draft: Draft) -> None:
    """Say what to do about a threat: by who makes it and what they want; again only what is new."""
    card = _card(draft)
    if not draft.was_said(card):
        draft.say(card)
    elif draft.state.facts.paid and not draft.was_said("threat.paid"):
        draft.say("threat.paid")
    elif draft.has("need.stop_threat") and not draft.was_said("threat.tell_friend"):
        draft.say("threat.tell_friend")


def paid(draft: Draft, value: str) -> None:
    """Take whether they paid already."""
    draft.learn(paid=value == "yes")
    draft.say("threat.paid" if value == "yes" else "affirm.what_next")


def who(draft: Draft, value: str) -> None:
    """Take who did it and give the script that fits."""
    if value != "skip":
        draft.learn(who={"known": "other"}.get(value, value))
    draft.change(asking=None)
    start(draft)
    if not draft.replied:
        draft.say("affirm.what_next")


def _card(draft: Draft) -> str:
    if draft.state.facts.who in PARTNERS:
        return "threat.partner"
    if draft.state.facts.who in KNOWN:
        return "threat.known"
    if "abuse.sextortion" not in draft.state.labels:
        return "threat.no_demand"
    if draft.state.facts.amount or draft.state.facts.who in ("stranger", "online_contact"):
        return "threat.stranger"
    return "threat.more_images" if draft.state.facts.band == "minor" else "threat.stranger"
