"""Getting it taken down: the exact route for each place."""

from __future__ import annotations

import re
from difflib import get_close_matches

from bot.dialogue.draft import Draft
from bot.dialogue.entities import kinds, values
from bot.dialogue.flows import refusal, removal_words
from bot.dialogue.matters import is_matter
from bot.understanding.reading import Reading

SHOWN_AT_ONCE = 2
PRIVATE = ("abuse.direct_sharing",)
OUT = frozenset({"abuse.social_media_post", "abuse.porn_site_post", "abuse.direct_sharing", "abuse.deepfake"})
UNKNOWN = "other"  # stands for a place we hold no route for
ADDRESS = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)  # an address and nothing else
SITE = re.compile(  # a site by its domain, among other words
    r"\b(?<!@)(?:[\w-]+\.)+(?:com|net|org|xyz|to|io|tv|co|me|cc|ru|su|cx|vip|club|site|online|fun|pw|ws)\b",
    re.IGNORECASE,
)
CLOSE = 0.8  # how alike a name typed and a name known must be
NAME_WORDS, NO_WORDS = 2, 25  # the longest name of an unknown place, and the longest plain "they said no"
# Words that are in no name of a place.
NO_IDEA = re.compile(r"\b(?:not|no|none|idea|know|idk|dunno|unsure|help|why|what|how|ok|okay|yes|please)\b")
BESIDE = ("need.removal", "need.information", "need.legal_info", "need.stop_threat")  # a plain no may be read so


def start(draft: Draft) -> None:
    """Give the route for every place known, or ask which place it is; what was given leads to what comes after."""
    if draft.just_said("removal."):
        return
    shown, answer = _shown(draft), removal_words.outcome(draft.words)
    if shown and answer:
        refusal.AFTER[answer](draft, _named(draft, shown))
        return
    searched = _searched(draft)
    if searched and not values(draft.reading, "platform"):
        draft.say("removal.search")  # search alone is meant, whatever place was named before
        return
    if _fresh(draft):
        onward(draft)
    if searched and not draft.just_said("removal.search"):
        draft.say("removal.search")
    elif draft.just_said("removal."):
        return
    elif shown and draft.has("need.removal"):
        again(draft, shown[-1])
    elif shown:
        _copies(draft)
    elif removal_words.is_on_paper(draft.words):
        draft.say("removal.paper")
    elif sites(draft.words):
        draft.say("removal.unknown_site")
    elif removal_words.is_called_back(draft.words) or draft.state.labels.intersection(PRIVATE):
        draft.say("removal.direct")
    elif not draft.ask("platform", "removal.ask", pending="removal"):
        draft.say("removal.hash")


def _searched(draft: Draft) -> bool:
    """Tell whether search results are meant; one card tells the way for every search engine."""
    known = draft.content.platforms
    engines = [place for place in _fresh(draft) if place in known and known[place].kind == "search"]
    draft.change(said=(*draft.state.said, *map(_mark, engines)))
    return bool(engines) or removal_words.is_about_search(draft.words)


def _copies(draft: Draft) -> None:
    if not draft.was_said("removal.hash"):
        draft.say("removal.hash")


def onward(draft: Draft) -> None:
    """Give the routes for the next places, or ask for another place when all were given."""
    fresh = _fresh(draft)
    shown = fresh[: min(SHOWN_AT_ONCE, max(1, draft.room - draft.spoken))]
    for number, place in enumerate(shown, start=1):
        show(draft, place, more=len(fresh) > number == len(shown))
    _hide(draft, *shown)
    if not fresh:
        ask_name(draft)


def show(draft: Draft, place: str, *, more: bool = False) -> None:
    """Give the route for one place, or say plainly that we hold no confirmed address; `more` offers the next place."""
    platform = draft.content.platforms.get(place)
    if platform is None:
        draft.say("removal.unknown_site")
        return
    band = draft.state.facts.image_band
    address, steps = platform.address(band), platform.route(band)
    after = (f"refused:{place}", f"silent:{place}") if platform.holds else ()
    further = (*after, *(("removal:next",) if more else ()))
    own = draft.content.card("removal.platform" if address else "removal.no_address", band).buttons
    if address:
        draft.say("removal.platform", platform=platform.name, steps=steps, link=address, buttons=(*further, *own))
    else:
        draft.say("removal.no_address", platform=platform.name, steps=steps, buttons=(*further, *own))
    draft.change(said=(*draft.state.said, _mark(place)))


def again(draft: Draft, place: str) -> None:
    """Ask what came of the route that was given."""
    platform = draft.content.platforms[place]
    address = platform.address(draft.state.facts.image_band)
    keys = (f"refused:{place}", f"silent:{place}", f"platform:{place}", "platform:other", "human")
    draft.say("removal.again", platform=platform.name, link=f"{address}\n\n" if address else "", buttons=keys)


def corrected(draft: Draft, taken_back: set[str]) -> None:
    """Say back which place it is when one was named by mistake."""
    places = [place for place in draft.state.facts.platforms if place in draft.content.platforms]
    if places and any(str(place) not in taken_back for place in values(draft.reading, "platform")):
        draft.say("corrected", fact=", ".join(draft.content.platforms[place].name for place in places))


def copies(draft: Draft) -> None:
    """Say how copies can be stopped; who knows it already gets the way for the place."""
    if draft.was_said("removal.hash"):
        start(draft)
    else:
        draft.say("removal.hash")


def search(draft: Draft) -> None:
    """Say how to have it left out of the results of search engines."""
    draft.say("removal.search")


def where(draft: Draft) -> None:
    """Ask where something is that leaked, while nothing else is known."""
    if not is_matter(draft.state.labels) and not draft.replied:
        draft.say("leaked.where")


def early(draft: Draft) -> None:
    """Say to an adult, once their age is known, how copies can be stopped before anybody puts them up."""
    waits = draft.state.pending or draft.full or draft.was_said("removal.hash") or draft.has("need.removal")
    if draft.state.facts.image_band == "adult" and draft.state.labels & OUT and not waits:
        draft.say("removal.hash")


def report(draft: Draft) -> None:
    """Show where to report what is up: in the app, when it is on one."""
    shown = _shown(draft)
    if shown and not _fresh(draft):
        again(draft, shown[-1])
    else:
        start(draft)


def chosen(draft: Draft, value: str) -> None:
    """Take the place the person tapped or typed; another one is asked for by name first."""
    typed = draft.state.asking == "platform" and bool(draft.words)
    draft.change(asking=None, pending=None)
    if value == UNKNOWN and not typed:
        ask_name(draft)
        return
    if value in draft.content.platforms and value not in draft.state.facts.platforms:
        draft.learn(platforms=(*draft.state.facts.platforms, value))
    show(draft, value, more=any(place != value for place in _fresh(draft)))
    _hide(draft, value)


def _hide(draft: Draft, *places: str) -> None:
    # A site is found through search: the page can be hidden there while the site makes up its mind.
    known, full = draft.content.platforms, draft.full
    site = any(known[place].site for place in places if place in known)
    if site and not full and not draft.was_said("removal.search"):
        draft.say("removal.search")


def ask_name(draft: Draft) -> None:
    """Ask which app or site it is; any name can be typed."""
    draft.say("removal.other")
    draft.change(asking="platform", pending="removal")


def named(draft: Draft) -> str | None:
    """Read a typed place: one we know, also misspelt, or `other` for a name or address that we do not know."""
    found = values(draft.reading, "platform")
    if found:
        return str(found[0])
    words = draft.words.strip().casefold().rstrip(".!?")
    known = {name.casefold(): id for id, platform in draft.content.platforms.items()
             for name in (id, platform.name, *platform.aliases)}  # fmt: skip
    close = get_close_matches(words, known, n=1, cutoff=CLOSE)
    if close:
        return known[close[0]]
    if ADDRESS.match(words):
        return UNKNOWN
    plain = not draft.reading.labels and len(words.split()) <= NAME_WORDS and not NO_IDEA.search(words)
    return UNKNOWN if plain and words and draft.reading.act == "report" else None


def sites(words: str) -> list[str]:
    """Return the sites named by their address, without the path."""
    return list(dict.fromkeys(found.lower() for found in SITE.findall(words)))[:SHOWN_AT_ONCE]


def typed_key(draft: Draft, text: str) -> str | None:
    """Return the button that "they said no" or "no answer" stands for, in the matter of a picture that is out,
    if nothing more was said."""
    answer, reading = removal_words.outcome(text), draft.reading
    shown = _shown(draft) or [place for place in _told(draft) if place in draft.content.platforms]
    plain = reading.act != "exit" and len(text.split()) <= NO_WORDS and not _more(reading, shown)
    unknown = draft.state.labels & OUT and not _shown(draft)
    if not answer or draft.held or not plain or not (shown or unknown):
        return None
    return f"{answer}:{_named(draft, shown, text) if shown else UNKNOWN}"


def _more(reading: Reading, shown: list[str]) -> bool:
    named = set(map(str, values(reading, "platform")))
    told = kinds(reading) - {"platform", "deadline"}
    meant = any(label not in BESIDE and not label.startswith("abuse.") for label in reading.labels)
    return bool(told) or meant or not named.issubset(shown)


def _named(draft: Draft, shown: list[str], text: str = "") -> str:
    words = (text or draft.words).casefold()
    names = ((place, draft.content.platforms[place]) for place in reversed(shown))
    return next((place for place, known in names if known.name.casefold() in words or
                 any(alias in words.split() for alias in known.aliases)), shown[-1])  # fmt: skip


def _told(draft: Draft) -> list[str]:
    """Return the places that were named, in this message too."""
    return [*draft.state.facts.platforms, *map(str, values(draft.reading, "platform"))]


def _fresh(draft: Draft) -> list[str]:
    return [place for place in draft.state.facts.platforms if not draft.was_said(_mark(place))]


def _shown(draft: Draft) -> list[str]:
    marks = (name.removeprefix("removal:") for name in draft.state.said if name.startswith("removal:"))
    return [place for place in marks if place in draft.content.platforms]


def _mark(place: str) -> str:
    return f"removal:{place}"
