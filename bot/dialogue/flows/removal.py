"""Getting it taken down: the exact route for each place, and what comes after a no."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from bot.content.lever import Lever
from bot.content.platform import Platform
from bot.dialogue import facts
from bot.dialogue.draft import Draft
from bot.dialogue.effects import Say
from bot.understanding.reading import Reading

SHOWN_AT_ONCE = 2
MOST_CARDS = 3  # a turn
MOST_STEPS, STEPS_ROOM = 3, 440  # of the offices in one card
PRIVATE = ("abuse.direct_sharing",)
UNKNOWN = "other"  # stands for a place we hold no route for
ADDRESS = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
CLOSE = 0.8  # how alike a name typed and a name known must be
NAME_WORDS, NO_WORDS = 2, 25  # the longest name of an unknown place, and the longest plain "they said no"
NO_IDEA = re.compile(r"\b(?:not|no|none|idea|know|idk|dunno|unsure|help|why|what|how|ok|okay|yes|please)\b")
WHO_ELSE = re.compile(
    r"\b(?:who|anyone|anybody|someone|somebody) else (?:who )?(?:can|could|to) "
    r"(?:help|make|force|remove|delete|get|take)\b"
    r"|\bwho (?:can|could) (?:make|force) (?:them|it|the site)\b"
    r"|\b(?:can|could) (?:anyone|anybody|someone) (?:make|force) them\b"
)
NO = re.compile(
    r"\b(?:said|says?|told me|answered|wrote(?: back)?|got a|it'?s a|was a) no\b|\brefus(?:e[sd]?|al|ing)\b"
    r"|\breject(?:ed|s|ion)?\b|\bdenied\b|\bdeclined?\b|\bturned (?:it|me|us) down\b"
    r"|\b(?:left|leaving|keep(?:ing)?|kept) it up\b"
    r"|\b(?:won'?t|will not|wouldn'?t|didn'?t|did not|don'?t|not going to|decided not to|choose not to)"
    r" (?:(?:be|want to|even|just) )?(?:tak(?:e|ing)|remov(?:e|ing)|delet(?:e|ing))\b"
    r"|\bdid(?:n'?t| not) (?:work|help)\b"
    r"|\b(?:can'?t|cannot|unable to) (?:remove|delete|take (?:it|them|that|this|the \w+) (?:down|off))\b"
    r"|\bno (?:violation|breach)\b|\bnothing (?:wrong with|against)\b|\bfound nothing\b"
    r"|\b(?:does(?:n'?t|nt| not)|did(?:n'?t|nt| not)|is(?:n'?t|nt| not)|was(?:n'?t|nt| not)|'s not|not) (?:a )?"
    r"(?:(?:go(?:ing)? )?against|violat\w+|break(?:ing)?|breach\w*)\b(?! (?:the |any |a )?laws?\b)"
    r"|\b(?:within|follows|meets|(?:fine|ok(?:ay)?|allowed) (?:under|with|by)) (?:their|the|our) "
    r"(?:own )?(?:rules|guidelines|policy|policies|terms|standards)\b"
)
SILENT = re.compile(
    r"\bno (?:answer|reply|response)\b|\b(?:didn'?t|did not|don'?t|never|haven'?t|hasn'?t|not) (?:yet )?"
    r"(?:answer|repl|respond|heard)\w*|\bignor(?:ed?|ing|es)\b|\bstill (?:up|there|online)\b|\bnothing happened\b"
)
SOMEBODY = r"\b(?:he|she|ex|boyfriend|girlfriend|husband|wife|mum|mom|dad|school|police|boss|friend)(?:'ll)? (?:\w+ )?"
OTHERS = re.compile(  # who is no site: what they refuse, or what I leave without an answer, is another matter
    rf"{SOMEBODY}(?:{NO.pattern}|{SILENT.pattern})|\bi(?:'m)? (?:\w+ )?(?:{NO.pattern})"
    r"|\bi (?:just )?(?:didn'?t|did not|don'?t|never|haven'?t) (?:answer|repl|respond)\w*"
)
ANSWERS = (("further:office", WHO_ELSE), ("refused", NO), ("silent", SILENT))  # the key of each; the first found counts
BESIDE = ("need.removal", "need.information", "need.legal_info", "need.stop_threat")  # a plain no may be read so
SEARCHED = re.compile(
    r"\b(?:on|off|of|from|in) (?:google|bing|duckduckgo|yandex)\b"
    r"(?! (?:drive|photos?|docs?|maps|play|meet|account|reviews?|chat|forms?))"
    r"|\b(?:google|bing) (?:images?|search|results?|still|to (?:stop|hide|drop|remove|forget|block)|at least)\b"
    r"|\bgoogl(?:e[sd]?|ing) (?:me|us|my|her|his|our)\b|\bsearch(?:es|ed|ing)? (?:for )?(?:me|(?:my|her|his) name)\b"
    r"|\bsearch (?:engines?|results?)\b"
)


def start(draft: Draft) -> None:
    """Give the route for every place known, or ask which place it is; what was given leads to what comes after."""
    if _just_said(draft, "removal."):
        return
    shown, answer = _shown(draft), _answer(draft.words)
    if shown and answer:
        AFTER[answer](draft, _named(draft, shown))
        return
    searched = _searched(draft)
    if _fresh(draft):
        onward(draft)
    if searched and not _just_said(draft, "removal.search"):
        draft.say("removal.search")
    elif _just_said(draft, "removal."):
        return
    elif shown and draft.has("need.removal"):
        again(draft, shown[-1])
    elif shown:
        _copies(draft)
    elif draft.state.labels.intersection(PRIVATE):
        draft.say("removal.direct")
    elif not draft.ask("platform", "removal.ask", pending="removal"):
        draft.say("removal.hash")


def _just_said(draft: Draft, name: str) -> bool:
    return any(isinstance(effect, Say) and effect.card.startswith(name) for effect in draft.effects)


def _searched(draft: Draft) -> bool:
    """Tell whether search results are meant; one card tells the way for every search engine."""
    known = draft.content.platforms
    engines = [place for place in _fresh(draft) if place in known and known[place].kind == "search"]
    draft.change(said=(*draft.state.said, *map(_mark, engines)))
    return bool(engines) or SEARCHED.search(draft.words.casefold()) is not None


def _copies(draft: Draft) -> None:
    if not draft.was_said("removal.hash"):
        draft.say("removal.hash")


def onward(draft: Draft) -> None:
    """Give the routes for the next places, or ask for another place when all were given."""
    fresh = _fresh(draft)
    for number, place in enumerate(fresh[:SHOWN_AT_ONCE], start=1):
        show(draft, place, more=len(fresh) > number == min(SHOWN_AT_ONCE, len(fresh)))
    _hide(draft, *fresh[:SHOWN_AT_ONCE])
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
    name = draft.content.platforms[place].name
    keys = (f"refused:{place}", f"silent:{place}", f"platform:{place}", "platform:other", "human")
    draft.say("removal.again", platform=name, buttons=keys)


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
    known, full = draft.content.platforms, sum(isinstance(effect, Say) for effect in draft.effects) >= MOST_CARDS
    site = any(known[place].site for place in places if place in known)
    if site and not full and not draft.was_said("removal.search"):
        draft.say("removal.search")


def ask_name(draft: Draft) -> None:
    """Ask which app or site it is; any name can be typed."""
    draft.say("removal.other")
    draft.change(asking="platform", pending="removal")


def named(draft: Draft) -> str | None:
    """Read a typed place: one we know, also misspelt, or `other` for a name or address that we do not know."""
    found = facts.values(draft.reading, "platform")
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


def typed_key(draft: Draft, text: str) -> str | None:
    """Return the button that "they said no" or "no answer" stands for, once a route was given and if nothing more
    was said."""
    shown, answer, reading = _shown(draft), _answer(text), draft.reading
    held = draft.case is not None and draft.case.status.held  # then a person answers
    plain = reading.act != "exit" and len(text.split()) <= NO_WORDS and not _more(reading, shown)
    if not shown or not answer or held or not plain:
        return None
    return f"{answer}:{_named(draft, shown, text)}"


def _more(reading: Reading, shown: list[str]) -> bool:
    named = {str(entity.value) for entity in reading.entities if entity.kind == "platform"}
    told = {entity.kind for entity in reading.entities} - {"platform", "deadline"}
    meant = any(label not in BESIDE and not label.startswith("abuse.") for label in reading.labels)
    return bool(told) or meant or not named.issubset(shown)


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
    draft.change(asking=None, pending=None)
    if value not in ("skip", "other"):
        draft.learn(place=value)
    further(draft, pending.removeprefix("further:"))
    return True


def _appeal(draft: Draft, place: str) -> bool:
    platform = draft.content.platforms.get(place)
    keys = _after(draft, "removal.refused", "office", place)
    if platform and platform.if_refused:
        draft.say("removal.appeal", platform=platform.name, appeal=platform.refusal(), buttons=keys)
    else:
        draft.say("removal.refused", buttons=keys)
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
    # What is sure comes first, and what is of the person's own country before what can be tried from anywhere.
    fitting = [lever for id, lever in draft.content.levers.items()
               if lever.step() and lever.reaches_to(platform) and _fits(draft, id, lever, place)]  # fmt: skip
    steps: list[str] = []
    for lever in sorted(fitting, key=lambda lever: (lever.confidence != "sure", not lever.places)):
        if len(steps) < MOST_STEPS and sum(map(len, steps)) + len(lever.step()) <= STEPS_ROOM:
            steps.append(lever.step())
    return steps


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


def _answer(text: str) -> str | None:
    words = OTHERS.sub(" ", text.casefold().replace("\u2019", "'"))
    return next((key for key, said in ANSWERS if said.search(words)), None)


def _named(draft: Draft, shown: list[str], text: str = "") -> str:
    words = (text or draft.words).casefold()
    names = ((place, draft.content.platforms[place]) for place in reversed(shown))
    return next((place for place, known in names if known.name.casefold() in words or
                 any(alias in words.split() for alias in known.aliases)), shown[-1])  # fmt: skip


def _fresh(draft: Draft) -> list[str]:
    return [place for place in draft.state.facts.platforms if not draft.was_said(_mark(place))]


def _shown(draft: Draft) -> list[str]:
    marks = (name.removeprefix("removal:") for name in draft.state.said if name.startswith("removal:"))
    return [place for place in marks if place in draft.content.platforms]


def _mark(place: str) -> str:
    return f"removal:{place}"
