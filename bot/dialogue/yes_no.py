"""A typed yes or no to the question that a card asked: it means the button that the card names for it."""

from __future__ import annotations

import re

from bot.dialogue.acts import OWN, POLICY
from bot.dialogue.draft import Draft
from bot.dialogue.flows import danger
from bot.dialogue.wording import NO, UNSURE, YES, plain

MORE = (*OWN, "sign.no_person", "sign.hopeless")  # say more than a yes or no does
MOST_WORDS = 6  # more of them say more than yes or no
NOT_SURE = re.compile(  # does not know, or would rather not say
    rf"\b(?:{UNSURE}|not (?:really|so|that) sure|not certain|no (?:idea|clue)|perhaps|possibly|can'?t (?:say|tell)"
    r"|(?:rather|prefer) not(?: to)?(?: say)?|(?:don'?t want to|won'?t|not going to) (?:say|tell))\b"
)
AGREES = re.compile(  # to agree to something takes a yes and nothing else
    rf"(?:{YES}|ye|sure|of course|absolutely|definitely|i (?:do|agree)|(?:they|you) (?:can|may)|let them)\b"
    r"(?: (?:please|they|you|can|may|do|read|it|that|them|all|is|ok|okay|fine|sure|thanks|thank|of|course|i|agree))*"
)
REFUSES = re.compile(  # a no and nothing else
    rf"(?:{NO}|never|rather not|please don'?t|i don'?t want (?:that|them to))\b"
    r"(?: (?:thanks|thank|you|please|they|can'?t|may|not|don'?t|want|that|only|the|summary|way|i|rather))*"
)


def typed_key(draft: Draft, offered: tuple[str, ...]) -> str | None:
    """Return the button that short typed words stand for, among those `offered` or as the card names it."""
    card = draft.content.cards.get(draft.state.asking or "")
    if card is None or draft.held:
        return None
    asked = draft.content.card(draft.state.asking or "", draft.state.facts.image_band)
    answers = {"affirm": asked.if_yes, "deny": asked.if_no, "unsure": asked.if_unsure}
    keys = answers.get(_said(draft, asked.plain), ())
    shown = (key for begins in keys for key in offered if key == begins or key.startswith(f"{begins}:"))
    return next(shown, keys[0] if keys else None)


def unsure(words: str) -> bool:
    """Tell whether short words say that somebody does not know, or would rather not say."""
    return len(words.split()) <= MOST_WORDS and NOT_SURE.search(plain(words)) is not None


def _said(draft: Draft, strict: bool) -> str:
    reading, words = draft.reading, plain(draft.words.replace(",", " "))
    if reading.labels or reading.entities or len(words.split()) > MOST_WORDS or any(map(draft.heard, MORE)):
        return ""
    if unsure(words):
        return "unsure"
    if (draft.state.asking or "").startswith("danger.") and danger.says_safe(draft):
        return "affirm"  # "no, he would not hurt me"
    if strict:
        bare = words.rstrip(".!")
        return "affirm" if AGREES.fullmatch(bare) else "deny" if REFUSES.fullmatch(bare) else ""
    policy = POLICY.get(reading.act)
    return reading.act if policy is not None and reading.act_confidence >= policy.least else ""
