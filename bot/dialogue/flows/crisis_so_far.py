"""How far a crisis is, as what was said shows: whom it is about, what was asked, agreed to or done, and how to stay."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows import told
from bot.dialogue.matters import ATTEMPT

NEXT = {"crisis.first": "crisis.plan", "crisis.plan": "crisis.started"}
ASKING = (*NEXT, "crisis.started")
STEPS = (*ASKING, *ATTEMPT, "crisis.no", "crisis.helper", "crisis.rang")  # how far it is, by the last of them said
OPENS = ("crisis.first", "crisis.helper", *ATTEMPT)  # the last of them shows whom it is about
CALM = ("crisis.no", "crisis.misread")
STAYS = ("crisis.stay", "crisis.here", "crisis.slow")
HELPER_STAYS = ("crisis.helper_stay", "crisis.helper_here", "crisis.helper_slow")
NOW_STAYS = ("crisis.now_stay", "crisis.now_here")
RANG = ("crisis.rang", "crisis.coming", "crisis.arrived")
RANG_STAYS = ("crisis.waiting", "crisis.waiting_on")  # after an attempt, once help was rung
HELPER_NOW_STAYS = ("crisis.helper_now_stay", "crisis.helper_now")
AGREED = "crisis:yes"  # beside the questions asked: that one was not answered by a no
SOON = "crisis:soon"  # beside them too: when it may be was told


def calm(draft: Draft) -> bool:
    """Tell whether it was a misreading, and said so: then other matters are spoken of again, at the same level."""
    return told.newest(draft, "crisis.") in CALM and not agreed(draft)


def for_other(draft: Draft) -> bool:
    """Tell whether the crisis is that of somebody whom the writer helps."""
    opened = next((card for card in reversed(draft.state.said) if card in OPENS), "")
    return opened.startswith("crisis.helper")


def attempted(draft: Draft) -> bool:
    """Tell whether something was done already, as far as was said."""
    return any(map(draft.was_said, ATTEMPT))


def agreed(draft: Draft) -> bool:
    """Tell whether a question was answered by anything but a no, or something was done."""
    return AGREED in draft.state.asked or attempted(draft)


def next_question(draft: Draft) -> str | None:
    """Return the card with the next question, if one is left."""
    following = NEXT.get(last_step(draft))
    return "crisis.started" if following and SOON in draft.state.asked else following  # never asks what it knows


def last_step(draft: Draft) -> str:
    """Return the last step that was said, or nothing."""
    return next((card for card in reversed(draft.state.said) if card in STEPS), "")


def staying(draft: Draft) -> str:
    """Return the card that stays with them, never in the words said last."""
    if attempted(draft) and not for_other(draft):
        return told.in_turn(draft, RANG_STAYS if any(map(draft.was_said, RANG)) else NOW_STAYS)
    if for_other(draft) and last_step(draft) in ATTEMPT:
        return told.in_turn(draft, HELPER_NOW_STAYS)
    if for_other(draft):
        return told.in_turn(draft, HELPER_STAYS)
    return told.staying(draft, "crisis", STAYS)
