"""A jurisdiction: its law, police, helplines and limits, as far as we hold them with a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from bot.content.phrases import Phrases
from bot.content.record import Record

Trust = Literal["sure", "unsure"]
Cover = Literal[
    "sharing", "threat", "deepfake", "voyeurism", "cyberflashing", "doxxing", "extortion", "child_image", "civil"
]
Group = Literal["adults", "under18", "everyone", "suicide", "domestic_abuse", "lgbt", "men"]

COVERS: dict[str, tuple[Cover, ...]] = {  # which parts of a law speak to which abuse label
    "social_media_post": ("sharing",),
    "porn_site_post": ("sharing",),
    "direct_sharing": ("sharing",),
    "threat_to_share": ("threat",),
    "sextortion": ("extortion", "threat"),
    "doxxing": ("doxxing",),
    "child_image": ("child_image",),
    "deepfake": ("deepfake",),
    "cyberflashing": ("cyberflashing",),
    "hidden_recording": ("voyeurism",),
    "impersonation": (),
}
SHOWN_SURE, SHOWN_UNSURE = 4, 3


class Law(Record):
    """One law; only a `sure` one may be told as a fact."""

    covers: tuple[Cover, ...]
    name: str
    citation: str | None = None
    plain: str
    in_force: str | None = None
    penalty: str | None = None
    note: str | None = None
    confidence: Trust
    needs_human_check: bool
    source: str


class Line(Record):
    """Somebody to call, text or write to."""

    name: str
    phone: str | None = None
    text: str | None = None
    url: str | None = None
    hours: str | None = None
    groups: tuple[Group, ...] = Field(alias="for")
    listens: bool = True  # false for a desk that takes reports or a tool: no help to somebody who needs to talk
    verified: bool
    checked: date | None = None
    source: str
    note: str | None = None

    @property
    def number(self) -> str:
        """Return the digits of its first number, by which one line under two names is known."""
        return re.sub(r"\D", "", re.split(r" or |;|\(", self.phone or "")[0]) or self.name


class Office(Record):
    """A body that takes reports or complaints, or gives legal help."""

    name: str | None = None
    how: str
    url: tuple[str, ...] = ()
    confidence: Trust
    source: str


class Background(Record):
    """What was gathered without a source: for staff to start from, never told to a person."""

    civil_remedies: str | None = None
    time_limits: str | None = None
    anonymity: str | None = None
    notes: str | None = None


class Place(Record):
    """One jurisdiction with what it inherits already put in, its own first."""

    code: str
    name: str
    also_for: tuple[str, ...] = ()
    inherits: str | None = None
    as_of: str
    trust: Literal["high", "medium", "low"]
    emergency: str
    crisis_line: Line | None = None
    child_line: Line | None = None
    laws: tuple[Law, ...] = ()
    lines: tuple[Line, ...] = ()
    police: Office
    regulators: tuple[Office, ...] = ()
    legal_aid: tuple[Office, ...] = ()
    background: Background
    phrases: Phrases = Field(repr=False)

    def laws_for(self, abuse: Iterable[str]) -> tuple[tuple[Law, ...], tuple[Law, ...]]:
        """Return the laws that speak to these abuse labels: the sure ones, and those to be hedged."""
        covers = {cover for name in abuse for cover in COVERS[name]}
        fitting = [law for law in self.laws if covers.intersection(law.covers)]
        sure = tuple(law for law in fitting if law.confidence == "sure")
        return sure, tuple(law for law in fitting if law.confidence == "unsure")

    def laws_in_words(self, abuse: Iterable[str]) -> str:
        """Return what the law here covers for these labels, the unsure part said to be so; empty when nothing."""
        sure, unsure = self.laws_for(abuse)
        said = [self.phrases.law_sure.format(plain=law.plain, name=law.name) for law in sure[:SHOWN_SURE]]
        if unsure:
            said.append(self.phrases.law_unsure_head)
            said += [self.phrases.law_unsure.format(plain=law.plain, name=law.name) for law in unsure[:SHOWN_UNSURE]]
        if len(sure) > SHOWN_SURE or len(unsure) > SHOWN_UNSURE:
            said.append(self.phrases.law_more)
        return "\n".join(said)

    def police_in_words(self) -> str:
        """Return how to report here, hedged when it rests on memory."""
        said = [] if self.police.confidence == "sure" else [self.phrases.police_unsure]
        said.append(self.police.how)
        said += [self.phrases.police_url.format(url=url) for url in self.police.url]
        return "\n".join(said)

    def lines_for(self, *groups: Group) -> tuple[Line, ...]:
        """Return the verified lines that serve one of these groups, in the file's order."""
        return tuple(line for line in self.lines if line.verified and set(groups).intersection(line.groups))

    def line_in_words(self, line: Line) -> str:
        """Return one line in words: who, how to reach them and when."""
        ways = (line.phone, line.text) if line.phone or line.text else (line.url,)
        return self.phrases.contact_in_words(line.name, ways, line.hours)
