"""Is the child safe? Asked of somebody who helps one; a no is danger, a doubt gets a way to find out and a person."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows import crisis
from bot.dialogue.wording import NO, UNSURE, YES, plain

QUESTION = "child_safe"
KEYS = ("child_safe:yes", "child_safe:no", "child_safe:unsure")
FACTS = frozenset({"age", "country", "platform", "amount"})  # who says one of these puts something else right
BESIDE = frozenset({"need.helping_someone", "need.emotional_support", "urgency.minor"})  # may be read in an answer
DANGER = "urgency.physical_danger"
MOST_WORDS = 12
# The child is in danger.
NOT_SAFE = re.compile(r"\b(?:not|isn'?t|aren'?t|never|don'?t feel) (?:really |very )?safe\b|\bunsafe\b")
# Nobody can tell.
NOT_SURE = re.compile(rf"\b(?:{UNSURE}|not certain|no idea|(?:hope|think) so|can'?t (?:say|tell|reach))\b")
DENIES = re.compile(rf"^(?:{NO}|not really)\b(?! (?:problem|worries|thanks|thank))")  # a bare no, not "no problem"
# The child is safe.
IS_SAFE = re.compile(rf"^(?:{YES}|safe)\b|\b(?:safe|with me|beside me|next to me|okay|ok|fine|asleep)\b")


def say(draft: Draft, card: str) -> None:
    """Say a card for somebody who helps a child, with the question whether the child is safe unless it was asked."""
    draft.pose(QUESTION, card, words=draft.content.phrases.child_safe, keys=KEYS)


def unsure(draft: Draft) -> None:
    """Say how to find out, and wait for what comes of it."""
    draft.say("helper.check", emergency=crisis.emergency(draft))
    draft.change(asking=QUESTION)


def typed(draft: Draft) -> str | None:
    """Read a typed answer; a no that tells nothing else is one, since to miss it would leave a child in danger."""
    words = plain(draft.words)
    told = any(entity.kind in FACTS for entity in draft.reading.entities)
    beside = BESIDE if draft.heard(DANGER) else BESIDE | {DANGER}  # the model alone hears danger in "yes, she is safe"
    if told or draft.reading.labels - beside or len(words.split()) > MOST_WORDS:
        return None
    if NOT_SAFE.search(words):
        return "no"
    if NOT_SURE.search(words):
        return "unsure"
    if IS_SAFE.search(words):
        return "yes"
    return "no" if DENIES.search(words) or draft.reading.act == "deny" else None
