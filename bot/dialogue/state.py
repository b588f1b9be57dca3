"""What a conversation remembers: a frozen value, kept as JSON in the person's row."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.triage.levels import Level
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
    paid: bool = False

    @property
    def image_band(self) -> Band:
        """The age band that image rules go by: the picture's age wins, unknown is treated as under 18."""
        return "minor" if self.image_minor else self.band


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
    guesses: tuple[str, ...] = ()
    puzzled: int = 0  # messages in a row that were not understood
    welcomed: bool = False
    perpetrator: bool = False
    seen: int = 0  # Unix seconds of the last turn
    version: int = 1


class CaseView(BaseModel):
    """What a turn may know of the person's case."""

    model_config = ConfigDict(frozen=True)

    id: str
    level: Level
    status: Status
    ahead: int = 0  # cases waiting that are at least as urgent
    staffed: bool = True  # is somebody on shift?

    @property
    def open(self) -> bool:
        """Is it still worked on?"""
        return self.status is not Status.CLOSED
