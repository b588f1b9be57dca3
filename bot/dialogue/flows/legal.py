"""Law, police, offices and lawyers: no country, no law."""

from __future__ import annotations

from collections.abc import Callable

from bot.content import Place
from bot.content.place import Law
from bot.dialogue import places, ways
from bot.dialogue.draft import Draft
from bot.dialogue.flows import crisis
from bot.understanding.reading import ABUSE

ABOUT_LAW = ("legal.", "police.")
ASKS_MATTER = "legal.ask_matter"
LATELY = 4  # cards back to which the talk is still about the same
LINES_BESIDE = 2  # that fit beside the offices; the rest is one tap away


def law(draft: Draft) -> None:
    """Say what the law covers for the person's matter where they are, or where they ask about; what is missing for
    that is asked first."""
    _where_asked(draft, _law)


def resumed(draft: Draft) -> bool:
    """Go on with law or police for a place named only now, when the talk was about them; tell whether it did."""
    named = draft.state.facts.place != draft.known.facts.place or places.elsewhere(draft)
    last = next((card for card in reversed(draft.known.said[-LATELY:]) if card.startswith(ABOUT_LAW)), "")
    if not named or not last or last == ASKS_MATTER:
        return False
    (police if last.startswith("police.") or draft.known.pending == "police" else law)(draft)
    return True


def _law(draft: Draft) -> None:
    place = _place(draft, "legal_info")
    if place is None:
        return
    abuse = _abuse(draft)
    if not abuse:
        draft.say(ASKS_MATTER)
        draft.change(asking="matter")
        return
    parts = _parts(draft, abuse)
    beside = draft.room - draft.spoken > 1 + bool(parts)  # else the offices are a tap away
    more = () if beside else ("law:help",)
    if place.law_pages(abuse, _told(draft, place)):
        _page(draft, place, 1, more)
    else:
        own = draft.content.card("legal.none_sure", draft.state.facts.image_band).buttons
        draft.say("legal.none_sure", place=place.name, buttons=(*more, *own))
    if beside:
        offices(draft)
    _mark(draft, place)
    if parts and not draft.full:
        draft.say("legal.part", buttons=(*(f"place:{code}" for code in parts), "skip"))
        draft.change(asking="place", pending="legal_info")


def tapped(draft: Draft, value: str) -> None:
    """Give a further page of the law, or who can help here."""
    kind, _, number = value.partition(":")
    if value == "help":
        offices(draft)
    elif kind == "page" and number.isdigit():
        place = _place(draft, "legal_info")
        if place is not None:
            _page(draft, place, int(number))
    else:
        draft.say("nothing_here")


def offices(draft: Draft) -> None:
    """Name the offices, the free legal help and the lines of the person's place that we are sure of."""
    place = _place(draft, "legal_info")
    if place is None:
        return
    lines = draft.content.support_lines(place.code, draft.state.facts.band, LINES_BESIDE)
    draft.say("legal.help", place=place.name, offices=place.offices_in_words(), lines=lines)


def police(draft: Draft) -> None:
    """Say how to report where the person is, or where they ask about."""
    _where_asked(draft, _police)


def _where_asked(draft: Draft, say: Callable[[Draft], None]) -> None:
    # To ask about the law of a place moves nobody there.
    home, there = draft.state.facts.place, places.elsewhere(draft)
    if there:
        draft.learn(place=there)
    say(draft)
    if there:
        draft.learn(place=home)


def _police(draft: Draft) -> None:
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
        if need in ("legal_info", "police"):
            draft.say("legal.unsupported")  # what works from anywhere
            draft.change(pending=need)  # a place named later goes on with it
        else:
            ways.on(draft)
        return None
    if value == "ask":
        _ask_country(draft, "legal_info")
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


def _ask_country(draft: Draft, pending: str) -> None:
    draft.say("legal.ask_country")
    draft.change(asking="place", pending=pending)


def _abuse(draft: Draft) -> tuple[str, ...]:
    return tuple(name for name in ABUSE if f"abuse.{name}" in draft.state.labels)


def _page(draft: Draft, place: Place, number: int, more: tuple[str, ...] = ()) -> None:
    pages = place.law_pages(_abuse(draft), _told(draft, place))
    if not 1 <= number <= len(pages):
        draft.say("nothing_here")
        return
    further = (f"law:page:{number + 1}",) if number < len(pages) else ()
    own = draft.content.card("legal.place", draft.state.facts.image_band).buttons
    draft.say(
        "legal.place", place=place.name, laws=pages[number - 1], as_of=place.as_of, buttons=(*further, *more, *own)
    )


def _told(draft: Draft, place: Place) -> tuple[Law, ...]:
    # Once the law of the whole country was told, only what its part adds is new.
    if place.inherits and draft.was_said(f"law:{place.inherits}"):
        return draft.content.places[place.inherits].laws
    return ()


def _mark(draft: Draft, place: Place) -> None:
    draft.change(said=(*draft.state.said, f"law:{place.code}"))


def _parts(draft: Draft, abuse: tuple[str, ...]) -> list[str]:
    # The state is asked only where a law of its own speaks to this matter, and only once.
    country = draft.state.facts.place or ""
    whole = draft.content.places[country].laws
    if draft.was_said("legal.part") or draft.state.asking:
        return []
    return [part.code for part in draft.content.parts(country) if any(part.laws_for(abuse, whole))]
