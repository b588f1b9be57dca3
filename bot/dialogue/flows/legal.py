"""Law, police and lawyers: no country, no law."""

from __future__ import annotations

from bot.content import Place
from bot.dialogue.draft import Draft
from bot.dialogue.flows import crisis


def law(draft: Draft) -> None:
    """Say what the law of the person's place covers for their matter, or ask for the place first."""
    place = _place(draft, "legal_info")
    if place is None:
        return
    abuse = tuple(label.partition(".")[2] for label in draft.state.labels if label.startswith("abuse."))
    laws = place.laws_in_words(abuse)
    if laws:
        draft.say("legal.place", place=place.name, laws=laws, as_of=place.as_of)
    else:
        draft.say("legal.none_sure", place=place.name)


def police(draft: Draft) -> None:
    """Say how to report where the person is."""
    place = _place(draft, "police")
    if place is not None:
        draft.say("police.place", place=place.name, police=place.police_in_words(), emergency=crisis.emergency(draft))


def lawyer(draft: Draft) -> None:
    """Say what a lawyer can do; the hand-off itself follows from the label."""
    if not draft.was_said("lawyer.first"):
        draft.say("lawyer.first")


def place_named(draft: Draft, value: str) -> str | None:
    """Take the place the person tapped or typed; return the need that waited for it."""
    need = draft.state.pending
    draft.change(asking=None, pending=None)
    if value == "skip":
        draft.say("affirm.what_next")
        return None
    if value == "other":
        draft.say("legal.unsupported")
        return None
    draft.learn(place=value)
    return need


def _place(draft: Draft, pending: str) -> Place | None:
    code = draft.state.facts.place
    if code is None:
        if not draft.ask("place", "legal.ask_country", pending=pending):
            draft.say("legal.unsupported")
        return None
    place = draft.content.places.get(code)
    if place is None:
        draft.say("legal.unsupported")
    return place
