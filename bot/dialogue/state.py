"""What a conversation remembers: a frozen value, kept as JSON in the person's row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.documents.entry import Entry
from bot.triage.levels import Level, Queue
from bot.triage.status import Status

Band = Literal["unknown", "minor", "adult"]


class Facts(BaseModel):
    """Facts of the matter, each asked at most once; None and unknown mean that nobody said."""

    model_config = ConfigDict(frozen=True)

    age: int | None = None
    band: Band = "unknown"
    image_minor: bool = False  # the picture shows somebody who was under 18 then
    place: str | None = None  # jurisdiction code, or ISO code of a country we hold no law for
    who: str | None = None  # who did it: stranger, ex, partner, …
    helped: str | None = None  # whom the writer helps: child, friend, pupil, client, …
    phone_seen: bool | None = None  # can the one who did it see this phone?
    safe: bool | None = None  # is it safe to write here?
    platforms: tuple[str, ...] = ()
    amount: str | None = None
    due: int | None = None  # Unix seconds of the deadline named
    zone: str | None = None  # IANA name, as the person said it
    paid: bool = False

    @property
    def image_band(self) -> Band:
        """The age band that image rules go by: the picture's age wins, unknown is treated as under 18."""
        return "minor" if self.image_minor else self.band


class Form(BaseModel):
    """Questions asked one after the other, for a notice, an entry of the log or a check-in."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["notice", "entry", "more", "checkin"]
    subject: str = ""  # id of the notice, number of the entry
    step: str = ""  # the question that is open, empty when all are answered
    answers: dict[str, str] = {}
    begun: int = 0  # Unix seconds


class Clock(BaseModel):
    """A time at which the bot comes back, because the person asked it to."""

    model_config = ConfigDict(frozen=True)

    number: int
    due: int  # Unix seconds
    kind: Literal["notice", "checkin", "tidy"]
    notice: str = ""
    sent: int = 0  # when the notice was sent
    for_other: bool = False
    answers: dict[str, str] = {}  # of the notice, kept only when the person said so


class Written(BaseModel):
    """A notice that was written: which, to what site, when; nothing of what was typed for it."""

    model_config = ConfigDict(frozen=True)

    notice: str
    site: str
    at: int


class FirstHour(BaseModel):
    """The plan for the first hour: its steps in order, and those that are ticked."""

    model_config = ConfigDict(frozen=True)

    steps: tuple[str, ...]
    done: tuple[str, ...] = ()


class State(BaseModel):
    """One conversation between two turns."""

    model_config = ConfigDict(frozen=True)

    labels: frozenset[str] = frozenset()  # everything the conversation has shown, `group.name`
    level: Level = Level.NONE
    facts: Facts = Facts()
    asking: str | None = None  # the question now open
    asked: tuple[str, ...] = ()
    pending: str | None = None  # the need that waits for the answer
    said: tuple[str, ...] = ()  # cards said, newest last
    offered: tuple[str, ...] = ()  # buttons of the last reply, which may also be typed
    puzzled: int = 0  # messages in a row that were not understood
    welcomed: bool = False
    perpetrator: bool = False
    language: str = "en"  # ISO 639-1 code of what the person writes in, `und` when it is none we know by name
    form: Form | None = None
    log: tuple[Entry, ...] = ()
    clocks: tuple[Clock, ...] = ()
    notices: tuple[Written, ...] = ()
    plan: FirstHour | None = None
    numbers: int = 0  # the last number given to an entry or a clock
    seen: int = 0  # Unix seconds of the last turn
    version: int = 1


class CaseView(BaseModel):
    """What a turn may know of the person's case."""

    model_config = ConfigDict(frozen=True)

    id: str
    level: Level
    status: Status
    ahead: int = 0  # cases waiting that are at least as urgent

    @property
    def open(self) -> bool:
        """Is it still worked on?"""
        return self.status is not Status.CLOSED


class Team(BaseModel):
    """What a turn may know of the team: who is away, and how long people wait, in seconds."""

    model_config = ConfigDict(frozen=True)

    away: Mapping[Queue, int | None] = {}  # queues nobody works now, with the time until somebody does if known
    waits: Mapping[tuple[Level, Queue], int] = {}  # from what people really waited lately
    ahead: Mapping[Level, int] = {}  # cases waiting that are at least as urgent
