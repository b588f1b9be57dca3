"""What can come next when nothing else is to be said: what was just learned is said back, and the ways that fit."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.matters import POSTED, THREATENED
from bot.dialogue.state import Facts

OUT = POSTED | {"abuse.direct_sharing", "abuse.child_image", "abuse.doxxing"}
WAYS: tuple[tuple[str, frozenset[str]], ...] = (  # a button, and the matters that it fits; the first ones are shown
    ("need:stop_threat", THREATENED),
    ("need:removal", OUT),
    ("card:cyberflash.settings", frozenset({"abuse.cyberflashing"})),
    ("need:account_safety", frozenset({"abuse.hidden_recording", "need.account_safety"})),
    ("need:police", frozenset({"abuse.hidden_recording", "abuse.cyberflashing", "need.police"})),
    ("need:evidence", OUT | THREATENED | {"abuse.cyberflashing"}),
)
MOST = 3  # of them, beside those that always fit
ALWAYS = ("need:emotional_support", "menu", "human")
UNKNOWN = ("plan", "need:removal", "need:stop_threat", *ALWAYS)  # while nobody knows what it is about
DID_IT = ("need:lawyer", "menu", "human")  # nothing that is for those who were harmed


def on(draft: Draft) -> None:
    """Say back the facts of this turn, if any are new, and ask what comes next, with the ways that fit the matter."""
    fact = ", ".join(_learned(draft))
    if fact:
        draft.say("noted", buttons=fitting(draft), private=False, fact=fact)
    else:
        draft.say("affirm.what_next", buttons=fitting(draft))


def fitting(draft: Draft) -> tuple[str, ...]:
    """Return the buttons that fit what is known."""
    labels = draft.state.labels
    if draft.state.perpetrator:
        return DID_IT
    found = [key for key, matters in WAYS if matters & labels][:MOST]
    return ("plan", *found, *ALWAYS) if found else UNKNOWN


def _learned(draft: Draft) -> list[str]:
    """Return the facts that this turn brought, in words."""
    content, before, now = draft.content, draft.known.facts, draft.state.facts
    found = []
    place = content.places.get(now.place or "")
    if place and now.place != before.place:
        found.append(place.name)
    fresh = [place for place in now.platforms if place not in before.platforms and place in content.platforms]
    found += [content.platforms[place].name for place in fresh]
    found += [content.words(f"{kind}.{value}") for kind, value in _changed(before, now)]
    return found


def _changed(before: Facts, now: Facts) -> list[tuple[str, str]]:
    pairs = (("band", before.band, now.band), ("relationship", before.who, now.who))
    return [(kind, str(new)) for kind, old, new in pairs if new != old and new not in (None, "unknown")]
