"""A typed yes or no to the question that a card asked: it means the button that the card names for it."""

from __future__ import annotations

import re

from bot.dialogue.acts import OWN, POLICY
from bot.dialogue.draft import Draft

MORE = (*OWN, "sign.no_person")  # say more than a yes or no does
MOST_WORDS = 6  # more of them say more than yes or no
UNSURE = "unsure"
NOT_SURE = re.compile(
    r"\b(?:not (?:really |so |that )?sure|unsure|not certain|don'?t know|do not know|dunno|idk|no idea|maybe|perhaps"
    r"|can'?t (?:say|tell)|rather not(?: say)?|don'?t want to say|possibly)\b"
)
AGREES = re.compile(  # to agree to something takes a yes and nothing else
    r"(?:yes|yeah|yep|yup|ye|sure|of course|absolutely|definitely|i (?:do|agree)|(?:they|you) (?:can|may)|let them)\b"
    r"(?: (?:please|they|you|can|may|do|read|it|that|them|all|is|ok|okay|fine|sure|thanks|thank|of|course|i|agree))*"
)
REFUSES = re.compile(
    r"(?:no|nope|nah|never|rather not|please don'?t|i don'?t want (?:that|them to))\b"
    r"(?: (?:thanks|thank|you|please|they|can'?t|may|not|don'?t|want|that|only|the|summary|way|i|rather))*"
)


def typed_key(draft: Draft, offered: tuple[str, ...]) -> str | None:
    """Return the button that short typed words stand for, among those `offered` or as the card names it."""
    card = draft.content.cards.get(draft.state.asking or "")
    held = draft.case is not None and draft.case.status.held
    if card is None or held:
        return None
    asked = draft.content.card(draft.state.asking or "", draft.state.facts.image_band)
    answers = {"affirm": asked.if_yes, "deny": asked.if_no, UNSURE: asked.if_unsure}
    keys = answers.get(_said(draft, asked.plain), ())
    shown = (key for begins in keys for key in offered if key == begins or key.startswith(f"{begins}:"))
    return next(shown, keys[0] if keys else None)


def unsure(words: str) -> bool:
    """Tell whether short words say that somebody does not know, or would rather not say."""
    return len(words.split()) <= MOST_WORDS and NOT_SURE.search(words.casefold().replace("\u2019", "'")) is not None


def _said(draft: Draft, plain: bool) -> str:
    reading, words = draft.reading, " ".join(draft.words.casefold().replace("\u2019", "'").replace(",", " ").split())
    if reading.labels or reading.entities or len(words.split()) > MOST_WORDS or any(map(draft.heard, MORE)):
        return ""
    if unsure(words):
        return UNSURE
    if plain:
        bare = words.rstrip(".!")
        return "affirm" if AGREES.fullmatch(bare) else "deny" if REFUSES.fullmatch(bare) else ""
    policy = POLICY.get(reading.act)
    return reading.act if policy is not None and reading.act_confidence >= policy.least else ""
