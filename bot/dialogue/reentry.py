"""Coming back after hours or days: where somebody stopped, in words that do not name the matter."""

from __future__ import annotations

from bot.dialogue import forms
from bot.dialogue.acts import goes_first
from bot.dialogue.draft import Draft
from bot.dialogue.flows import handoff, plan
from bot.dialogue.matters import PEOPLE
from bot.dialogue.topics import FIRST
from bot.triage.levels import Level

AWAY = 6 * 3600  # seconds of silence after which somebody comes back rather than goes on
GOES_FIRST = (
    *(label for labels, _ in FIRST for label in labels),
    *handoff.DISTRESS,
    "urgency.sextortion",
    "urgency.deadline",
    *PEOPLE,
)


def away(draft: Draft) -> bool:
    """Tell whether the person comes back after a long silence."""
    return draft.state.welcomed and draft.now - draft.state.seen > AWAY


def stopped(draft: Draft) -> bool:
    """Say at which step they stopped when something is unfinished and nothing goes first; tell whether it was said."""
    form_step = forms.number(draft)
    step = form_step or plan.next_step(draft.state)
    if step is None or not away(draft) or _goes_first(draft) or forms.fits(draft):
        return False
    if draft.state.asking == "form":
        draft.change(asking=None)  # after so long what is typed is no answer: the form waits for its button
    go = "form:go" if form_step else "plan:go"
    draft.say("back.step", step=str(step), buttons=(go, "other", "human", "safe:no"))
    return True


def _goes_first(draft: Draft) -> bool:
    urgent = draft.has(*GOES_FIRST) or draft.state.level is Level.EMERGENCY
    return draft.held or urgent or goes_first(draft.reading)
