"""Thoughts of suicide: the country's line first, at most three plain questions, never alone."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft

NEXT = {"crisis.first": "crisis.plan", "crisis.plan": "crisis.started"}
STEPS = (*NEXT, "crisis.started", "crisis.no", "crisis.helper")  # how far it is shows by the last of them said
RISKY = ("yes", "unsure")
LEADS_ON = (  # what is asked for instead of an answer
    "need.human", "need.lawyer", "need.police", "need.legal_info", "need.removal", "need.evidence",
    "need.account_safety", "need.information",
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
NO = frozenset({"no", "nope", "nah", "non", "nein", "nahi", "nahin", "não", "nao", "hindi", "hayır", "нет", "ні", "لا",
                "नहीं", "tidak"})  # fmt: skip
BESIDE_NO = frozenset({"not", "at", "all", "i", "i'm", "im", "am", "won't", "wont", "thanks", "thank", "you", "never"})


def start(draft: Draft) -> None:
    """Answer a hint of self-harm: the first time with the line and the first question, later by staying."""
    card = "crisis.helper" if _about_other(draft) else "crisis.first"
    if draft.was_said(card):
        stay(draft)
    else:
        _say(draft, card)
        draft.change(asking="crisis", asked=(*draft.state.asked, "crisis"))


def answered(draft: Draft, value: str) -> None:
    """Go on after a yes, a no or a not sure; "not sure" counts as yes. The country is asked once, for its line."""
    draft.change(asking=None)
    if _next(draft) and value in RISKY and _asks_where(draft):
        return
    if value in RISKY or _for_other(draft):
        _go_on(draft)
    else:
        _say(draft, "crisis.no")
    if draft.state.facts.place is None:
        draft.ask("place", "ask.country", pending="crisis")


def placed(draft: Draft, value: str) -> None:
    """Take the country, if there is one, and go on where its question stood in between."""
    draft.change(asking=None, pending=None)
    if value not in ("skip", "other", "ask"):
        draft.learn(place=value)
    _go_on(draft)


def stay(draft: Draft) -> None:
    """Stay, with the line of the country now known; a question that waited for the country waits no longer."""
    if draft.state.pending == "crisis":
        placed(draft, "skip")
    else:
        _stay(draft)


def typed(draft: Draft) -> str | None:
    """Read a typed answer: only a short and clear no is one; what is neither yes nor no counts as not sure."""
    words = WORD.findall(draft.words.casefold())
    if any(word in NO for word in words) and all(word in NO | BESIDE_NO for word in words):
        return "no"
    return None if draft.has(*LEADS_ON) else "unsure"


def line(draft: Draft) -> str:
    """Return the crisis line of the person's country in words, or the international finder."""
    return draft.content.crisis_line(draft.state.facts.place, draft.state.facts.band)


def emergency(draft: Draft) -> str:
    """Return the emergency number of the person's country in words."""
    return draft.content.emergency(draft.state.facts.place)


def _go_on(draft: Draft) -> None:
    following = _next(draft)
    if following is None:
        _stay(draft)
        return
    _say(draft, following)
    draft.change(asking="crisis")


def _next(draft: Draft) -> str | None:
    return NEXT.get(_last(draft))


def _last(draft: Draft) -> str:
    return next((card for card in reversed(draft.state.said) if card in STEPS), "")


def _asks_where(draft: Draft) -> bool:
    if draft.state.facts.place is not None or "place" in draft.state.asked:
        return False
    _say(draft, "crisis.where")
    draft.change(asking="place", asked=(*draft.state.asked, "place"), pending="crisis")
    return True


def _stay(draft: Draft) -> None:
    _say(draft, "crisis.helper_stay" if _for_other(draft) else "crisis.stay")
    if _next(draft):  # the question before was not answered: what is written next goes on from it
        draft.change(asking="crisis")


def _say(draft: Draft, card: str) -> None:
    # Every card of this flow may name a number: all get them, so that none can lack one.
    draft.say(card, crisis_line=line(draft), emergency=emergency(draft))


def _for_other(draft: Draft) -> bool:
    return _last(draft) == "crisis.helper"


def _about_other(draft: Draft) -> bool:
    # A writer's own distress wins over the person they help: better to ask once too often.
    return draft.has("need.helping_someone") and not draft.has("need.emotional_support")
