"""Getting it taken down: the exact route for each place."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.effects import Say

SHOWN_AT_ONCE = 2
SITES = ("abuse.porn_site_post",)
PRIVATE = ("abuse.direct_sharing",)


def start(draft: Draft) -> None:
    """Give the route for every place known, or ask which place it is."""
    if any(isinstance(effect, Say) and effect.card.startswith("removal.") for effect in draft.effects):
        return
    fresh = [place for place in draft.state.facts.platforms if not draft.was_said(_mark(place))]
    for place in fresh[:SHOWN_AT_ONCE]:
        show(draft, place)
    if fresh:
        return
    if draft.state.labels.intersection(PRIVATE) and not draft.state.facts.platforms:
        draft.say("removal.direct")
    elif not draft.ask("platform", "removal.ask", pending="removal"):
        draft.say("removal.hash")


def show(draft: Draft, place: str) -> None:
    """Give the route for one place, or say plainly that we hold no confirmed address."""
    platform = draft.content.platforms.get(place)
    if platform is None:
        draft.say("removal.unknown_site")
        return
    band = draft.state.facts.image_band
    address, steps = platform.address(band), platform.route(band)
    if address:
        draft.say("removal.platform", platform=platform.name, steps=steps, link=address)
    else:
        draft.say("removal.no_address", platform=platform.name, steps=steps)
    draft.change(said=(*draft.state.said, _mark(place)))


def chosen(draft: Draft, value: str) -> None:
    """Take the place the person tapped or typed."""
    draft.change(asking=None, pending=None)
    if value == "other":
        draft.say("removal.unknown_site")
        return
    if value in draft.content.platforms and value not in draft.state.facts.platforms:
        draft.learn(platforms=(*draft.state.facts.platforms, value))
    show(draft, value)


def _mark(place: str) -> str:
    return f"removal:{place}"
