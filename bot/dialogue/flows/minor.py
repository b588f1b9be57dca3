"""Somebody under 18, now or in the picture: practice.md section 2."""

from __future__ import annotations

from bot.dialogue import ages, people
from bot.dialogue.draft import Draft
from bot.dialogue.flows import child_safety, told
from bot.dialogue.matters import THREATS

FOR_HELPERS = ("minor.helper", "helper.teacher")  # end in the question whether the child is safe

PARENTS = ("minor.parents", "minor.outside", "minor.tell_adult")


def start(draft: Draft) -> None:
    """Say that they are not in trouble, what to do and which tools are for under-18s."""
    card = _card(draft)
    if draft.was_said(card):
        return
    if card in FOR_HELPERS:
        child_safety.say(draft, card)
    else:
        draft.say(card, child_line=child_line(draft))


def parents(draft: Draft) -> None:
    """Tell somebody under 18 that it is theirs to say who hears of it, and that it need not be a parent; to others the
    question is another one."""
    said = draft.just_said("minor.parents") or draft.state.facts.helped is not None
    if draft.state.facts.band == "minor" and not said:
        draft.say(told.in_turn(draft, PARENTS))


def hears_place(draft: Draft) -> bool:
    """Give the lines of a country that is named only now to whom a child's matter is about; tell whether it did."""
    facts = draft.state.facts
    if facts.band != "minor" or facts.place is None or facts.place == draft.known.facts.place:
        return False
    draft.say("support.line", lines=draft.content.support_lines(facts.place, "minor"))
    return True


def child_line(draft: Draft) -> str:
    """Return the child line of the country in words, or where to find one."""
    return draft.content.child_line(draft.state.facts.place)


def _card(draft: Draft) -> str:
    facts = draft.state.facts
    asks = draft.has("need.helping_someone") or draft.heard("sign.helper_asks") or any(map(draft.was_said, FOR_HELPERS))
    of_other = asks or people.names_other(draft) or not people.names_self(draft)
    if facts.helped is not None and of_other and not ages.is_young_writer(draft):
        # Staff of a school have duties of their own; against blackmail the general card says more.
        return "helper.teacher" if facts.helped == "pupil" and not draft.has(*THREATS) else "minor.helper"
    if facts.band == "adult" and facts.image_minor:
        return "minor.past"
    if not draft.has("abuse.child_image", *THREATS) and draft.has("abuse.cyberflashing"):
        return "minor.received"
    return "minor.first"
