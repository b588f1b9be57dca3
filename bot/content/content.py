"""Content: the one object through which all other rooms ask for words and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.card import Audience, Band, Card
from bot.content.lever import Lever
from bot.content.link import Link
from bot.content.notice import Notice
from bot.content.phrases import Phrases
from bot.content.place import Line, Place
from bot.content.platform import Platform
from bot.content.zones import Zones
from bot.errors import ContentError

JOBS = ("crisis", "support", "child", "hotline", "report", "own_acts")  # what international.yml must name a link for
LINES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of responses/, checked for form and for references that lead nowhere."""

    cards: Mapping[str, Mapping[Audience, Card]]
    buttons: Mapping[str, str]
    labels: Mapping[str, str]
    links: Mapping[str, Link]
    platforms: Mapping[str, Platform]
    places: Mapping[str, Place]
    levers: Mapping[str, Lever]
    notices: Mapping[str, Notice]
    documents: Mapping[str, str]
    zones: Zones
    international: Mapping[str, str]
    sources: Mapping[str, str]
    phrases: Phrases
    language_names: tuple[str, ...]
    retention_days: int

    def card(self, id: str, band: Band = "unknown") -> Card:
        """Return the card for this age band; whoever has no variant of their own gets the plain one."""
        if id not in self.cards:
            raise ContentError(f"no card named {id}")
        variants = self.cards[id]
        own = variants.get(band) if band != "unknown" else None
        return own or variants["everyone"]

    def button(self, key: str) -> str:
        """Return the words of a button."""
        if key in self.buttons:
            return self.buttons[key]
        kind, _, value = key.partition(":")
        if kind in ("platform", "site") and value in self.platforms:
            return self.platforms[value].name
        if kind == "place" and value in self.places:
            return self.places[value].name
        if kind == "zone" and value:
            return self.zones.words(value)
        if kind == "law" and f"abuse:{value}" in self.buttons:
            return self.buttons[f"abuse:{value}"]
        if value and f"{kind}:*" in self.buttons:
            return self.buttons[f"{kind}:*"]
        stem, _, number = key.rpartition(":")
        if number.isdigit() and f"{stem}:#" in self.buttons:
            return self.buttons[f"{stem}:#"].format(number=number)
        raise ContentError(f"no words for button {key}")

    def paper(self, key: str, /, **params: str) -> str:
        """Return words of a paper: a heading, a column, a blank, a text."""
        if key not in self.documents:
            raise ContentError(f"no words for {key} in documents.yml")
        return self.documents[key].format(**params).strip("\n")

    def link(self, id: str) -> Link:
        """Return a link of the registry."""
        if id not in self.links:
            raise ContentError(f"no link named {id}")
        return self.links[id]

    def links_of(self, card: Card) -> tuple[Link, ...]:
        """Return a card's links, in its order."""
        return tuple(self.link(id) for id in card.links)

    def parts(self, place: str) -> tuple[Place, ...]:
        """Return the places inside a country that have law of their own, beside the one that stands for it."""
        whole = self.places.get(place)
        return tuple(known for code, known in self.places.items()
                     if code == known.code and code.startswith(f"{place}-") and known is not whole)  # fmt: skip

    def finder(self, job: str) -> Link:
        """Return where to look in any country: for `crisis`, `support`, `child`, `hotline`, `report` or `own_acts`."""
        return self.link(self.international[job])

    def words(self, label: str) -> str:
        """Return the plain words of a label, level, queue, relationship, age band or act."""
        return self.labels.get(label, label)

    @property
    def languages(self) -> str:
        """Return the languages the cards exist in, in words."""
        return ", ".join(self.language_names)

    def emergency(self, place: str | None) -> str:
        """Return the emergency number of a place, or words that do for any."""
        known = self.places.get(place) if place else None
        return known.emergency if known else self.phrases.emergency_unknown

    def crisis_line(self, place: str | None, band: Band = "unknown") -> str:
        """Return the crisis line of a place, for a child its child line too when that is one to talk to."""
        known = self.places.get(place) if place else None
        if known is None or known.crisis_line is None:
            return self.phrases.crisis_unknown.format(url=self.finder("crisis").url)
        lines = [known.crisis_line]
        if band == "minor" and known.child_line and known.child_line.listens:
            lines.append(known.child_line)
        return "\n".join(known.line_in_words(line) for line in lines)

    def child_line(self, place: str | None) -> str:
        """Return the child line of a place, or where to find one."""
        known = self.places.get(place) if place else None
        if known is None or known.child_line is None:
            return self.phrases.child_line_unknown.format(url=self.finder("child").url)
        return known.line_in_words(known.child_line)

    def support_lines(self, place: str | None, band: Band = "unknown", most: int = LINES_SHOWN) -> str:
        """Return a few lines of a place that listen, one a row; adults get the image-abuse line too."""
        known = self.places.get(place) if place else None
        lines = [known.line_in_words(line) for line in _listening(known, band)[:most]] if known else []
        return "\n".join(lines) or self.phrases.lines_unknown.format(url=self.finder("crisis").url)

    def own_acts_line(self, place: str | None, *, child: bool) -> str:
        """Return a line for somebody who worries about what they did, to a child or to an adult, or what else helps."""
        known = self.places.get(place) if place else None
        lines = known.lines_for("own_acts_child" if child else "own_acts") if known else ()
        if known and lines:
            return known.line_in_words(lines[0])
        link = self.finder("own_acts")
        return self.phrases.contact_in_words(link.title, (link.url,), None) if child else self.phrases.own_acts_unknown

    def wait(self, level: str, ahead: int = 0, seconds: int | None = None) -> str:
        """Return an honest waiting time in words: `seconds` when real waits tell it, else the target of a level with
        `ahead` cases before."""
        return self.phrases.wait_in_words(level, ahead, seconds)

    def lasting(self, seconds: int) -> str:
        """Return a stretch of time in words."""
        return self.phrases.lasting(seconds)

    def back(self, seconds: int | None) -> str:
        """Return one sentence that says when somebody is there again; None when nobody knows."""
        return self.phrases.back_in_words(seconds)


def _listening(place: Place, band: Band) -> list[Line]:
    special = place.lines_for("adults") if band == "adult" else ()
    child = place.child_line if band == "minor" else None
    lines = [*filter(None, [child, place.crisis_line]), *special[:1], *place.lines_for("everyone")]
    known: dict[str, Line] = {}
    for line in lines:
        if line.listens:
            known.setdefault(line.number, line)
    return [*known.values()][:LINES_SHOWN]
