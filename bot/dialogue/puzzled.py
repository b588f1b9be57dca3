"""What to say when it was not understood."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows import handoff, privacy
from bot.dialogue.matters import is_matter
from bot.understanding.reading import ABUSE, NEED, Reading

GUESSES = 3


def puzzled(draft: Draft) -> None:
    """Say that it was not understood, with three guesses; the second time a person comes first."""
    count = draft.state.puzzled + 1
    draft.change(puzzled=count)
    if draft.reading.language != "en":
        privacy.language(draft)
    elif count > 1 and draft.queued:
        handoff.remind(draft)
    elif count > 1 and (draft.case is None or not draft.case.open):
        draft.say("fallback.second", buttons=("human", *guesses(draft.reading), "menu"))
    elif is_matter(draft.state.labels):
        draft.say("fallback.here", buttons=("next", *guesses(draft.reading), "human"))
    else:
        draft.say("fallback.first", buttons=(*guesses(draft.reading), "human"))


def guesses(reading: Reading) -> tuple[str, ...]:
    """Return the keys of the three likeliest meanings, or the commonest when the NLU is silent."""
    known = [f"abuse.{name}" for name in ABUSE] + [f"need.{name}" for name in NEED if name != "human"]
    ranked = sorted(known, key=lambda label: -reading.confidence.get(label, 0.0))
    return tuple(label.replace(".", ":", 1) for label in ranked[:GUESSES])
