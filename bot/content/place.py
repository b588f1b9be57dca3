"""A jurisdiction: its law, police, helplines and limits, as far as we hold them with a source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from bot.content.phrases import Phrases
from bot.content.record import Record

Trust = Literal["sure", "unsure"]
Cover = Literal[
    "sharing", "threat", "deepfake", "voyeurism", "cyberflashing", "doxxing", "extortion", "child_image", "civil"
]
Group = Literal[
    "adults", "under18", "everyone", "suicide", "domestic_abuse", "lgbt", "men",
    "own_acts", "own_acts_child",  # whoever worries about what they did themselves, to an adult or to a child
]  # fmt: skip

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
LAW_ROOM, HELP_ROOM = 375, 220  # characters that a card leaves for laws, and for offices


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

    @property
    def sure(self) -> bool:
        """Tell whether it may be named: its source is one that somebody can open."""
        return self.confidence == "sure"


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

    def laws_for(self, abuse: Iterable[str], told: Collection[Law] = ()) -> tuple[tuple[Law, ...], tuple[Law, ...]]:
        """Return the laws that speak to these abuse labels and were not told: the sure, and those to be hedged."""
        covers = {cover for name in abuse for cover in COVERS[name]}
        fitting = [law for law in self.laws if covers.intersection(law.covers) and law not in told]
        sure = tuple(law for law in fitting if law.confidence == "sure")
        return sure, tuple(law for law in fitting if law.confidence == "unsure")

    def law_pages(self, abuse: Iterable[str], told: Collection[Law] = ()) -> tuple[str, ...]:
        """Return what the law here covers for these labels, a message each, every unsure part said to be so."""
        sure, unsure = self.laws_for(abuse, told)
        pages = _pages([self.phrases.law_sure.format(plain=law.plain, name=law.name) for law in sure], "")
        hedged = [self.phrases.law_unsure.format(plain=law.plain, name=law.name) for law in unsure]
        return (*pages, *_pages(hedged, self.phrases.law_unsure_head))

    def offices_in_words(self) -> str:
        """Return the offices and the free legal help that we are sure of, as many as one message holds."""
        offices = [self.phrases.office.format(name=office.name, how=office.how, url=office.url[0])
                   for office in self.regulators if office.sure and office.url]  # fmt: skip
        aid = [self.phrases.aid.format(name=office.name, url=office.url[0])
               for office in self.legal_aid if office.sure and office.url]  # fmt: skip
        said: list[str] = []
        for line in (*offices[:1], *aid, *offices[1:]):
            if sum(map(len, said)) + len(line) <= HELP_ROOM:
                said.append(line)
        return "\n".join(said if aid else [*said, self.phrases.aid_unknown])

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


def _pages(lines: Iterable[str], head: str) -> list[str]:
    pages: list[str] = []
    for line in lines:
        longer = f"{pages[-1]}\n{line}" if pages else ""
        if longer and len(longer) <= LAW_ROOM:
            pages[-1] = longer
        else:
            pages.append(f"{head}\n{line}" if head else line)
    return pages
