"""After a no or silence: appeal, office, host, search engines, a person, in this order."""

from __future__ import annotations

from collections.abc import Callable

from bot.content.lever import Lever
from bot.content.platform import Platform
from bot.dialogue import places
from bot.dialogue.draft import Draft

MOST_STEPS, STEPS_ROOM = 3, 440  # of the offices in one card


def refused(draft: Draft, place: str) -> None:
    """Say what to do first when a place says no."""
    further(draft, f"appeal:{place}")


def silent(draft: Draft, place: str) -> None:
    """Say what to do first when a place does not answer."""
    platform = draft.content.platforms.get(place)
    phrases = draft.content.phrases
    name, usual = (platform.name, platform.usual()) if platform else (phrases.site_unknown, phrases.expected_unknown)
    draft.say("removal.silent", platform=name, usual=usual, buttons=_after(draft, "removal.silent", "office", place))


def further(draft: Draft, value: str) -> None:
    """Say the next thing to try: `value` is a rung of LADDER and the place; a rung that has nothing is passed by."""
    rung, _, place = value.partition(":")
    names = [name for name, _ in LADDER]
    if rung not in names or not place:
        draft.say("nothing_here")
        return
    for _, say in LADDER[names.index(rung) :]:
        if say(draft, place):
            return


def went_on(draft: Draft, value: str) -> bool:
    """Take the country when the ladder waited for it, and go on; tell whether it did."""
    pending = draft.state.pending or ""
    if not pending.startswith("further:"):
        return False
    places.answered(draft, value)
    further(draft, pending.removeprefix("further:"))
    return True


def _appeal(draft: Draft, place: str) -> bool:
    platform = draft.content.platforms.get(place)
    keys = _after(draft, "removal.refused", "office", place)
    if platform and platform.if_refused:
        draft.say("removal.appeal", platform=platform.name, appeal=platform.refusal(), buttons=keys)
    else:
        name = platform.name if platform else draft.content.phrases.site_unknown
        draft.say("removal.refused", platform=name, buttons=keys)
    return True


def _office(draft: Draft, place: str) -> bool:
    if draft.state.facts.place is None and draft.ask("place", "legal.ask_country", pending=f"further:office:{place}"):
        return True
    steps = _steps(draft, draft.content.platforms.get(place), place)
    if not steps:
        return False
    known = draft.content.places.get(draft.state.facts.place or "")
    name = known.name if known else draft.content.phrases.place_unknown
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    draft.say("removal.office", place=name, offices=numbered, buttons=_after(draft, "removal.office", "host", place))
    return True


def _steps(draft: Draft, platform: Platform | None, place: str) -> list[str]:
    # What is sure comes first: of the person's own country, then from anywhere, then what another country offers.
    fitting = [lever for id, lever in draft.content.levers.items()
               if lever.step() and lever.reaches_to(platform) and _fits(draft, id, lever, place)]  # fmt: skip
    steps: list[str] = []
    for lever in sorted(fitting, key=lambda lever: (lever.confidence != "sure", _distance(draft, lever))):
        if len(steps) < MOST_STEPS and sum(map(len, steps)) + len(lever.step()) <= STEPS_ROOM:
            steps.append(lever.step())
    return steps


def _distance(draft: Draft, lever: Lever) -> int:
    own = draft.state.facts.place or ""
    if not lever.places:
        return 1
    return 0 if own in lever.places or own.partition("-")[0] in lever.places else 2


def _fits(draft: Draft, id: str, lever: Lever, place: str) -> bool:
    minor = draft.state.facts.image_band != "adult"  # whoever may have been under 18 gets only what is made for that
    known = draft.content.places.get(draft.state.facts.place or "")
    notice = draft.content.notices.get(id)
    anywhere = notice is not None and place in notice.also_platforms and (lever.for_minors or not minor)
    return anywhere or lever.fits(known.code if known else draft.state.facts.place, minor=minor)


def _host(draft: Draft, place: str) -> bool:
    platform = draft.content.platforms.get(place)
    if platform is not None and not platform.site:
        return False  # a large service is its own host
    draft.say("removal.host", buttons=_after(draft, "removal.host", "search", place))
    return True


def _search(draft: Draft, place: str) -> bool:
    draft.say("removal.search", buttons=_after(draft, "removal.search", "person", place))
    return True


def _person(draft: Draft, place: str) -> bool:
    draft.say("removal.person")
    return True


LADDER: tuple[tuple[str, Callable[[Draft, str], bool]], ...] = (  # after a no, in this order
    ("appeal", _appeal),
    ("office", _office),
    ("host", _host),
    ("search", _search),
    ("person", _person),
)


AFTER: dict[str, Callable[[Draft, str], None]] = {
    "refused": refused,
    "silent": silent,
    "further:office": lambda draft, place: further(draft, f"office:{place}"),
}


def _after(draft: Draft, card: str, rung: str, place: str) -> tuple[str, ...]:
    own = draft.content.card(card, draft.state.facts.image_band).buttons
    return (f"further:{rung}:{place}", *(key for key in own if not key.startswith("further:")))
