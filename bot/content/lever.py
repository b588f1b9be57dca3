"""A lever: the rule that makes a site act, on which a notice rests."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from bot.content.phrases import Phrases
from bot.content.place import Trust
from bot.content.platform import Kind, Platform
from bot.content.record import Record


class Lever(Record):
    """One entry of levers.yml; no `places` means that it can be tried from anywhere."""

    name: str
    places: tuple[str, ...] = ()
    reaches: str
    plain: str
    hours: int | None
    needs: tuple[str, ...] = Field(min_length=1)
    warnings: tuple[str, ...] = ()
    complain: str | None = Field(pattern=r"^https://")
    after_no: str | None = None  # the one step to take once a site said no or nothing
    platforms: tuple[str, ...] = ()  # the only ones it reaches; all when it names none
    kinds: tuple[Kind, ...] = ()  # the same, by kind
    enforcer: str | None
    for_minors: bool
    confidence: Trust
    source: str
    checked: date
    phrases: Phrases = Field(repr=False)

    def reaches_to(self, platform: Platform | None) -> bool:
        """Tell whether it can move this place; a site we do not know is reached by whatever names no places."""
        if not self.platforms and not self.kinds:
            return True
        return platform is not None and (platform.id in self.platforms or platform.kind in self.kinds)

    def step(self) -> str:
        """Return what to do with it after a no, hedged when it rests on memory; empty when it is only for notices."""
        if self.after_no is None or self.confidence == "sure":
            return self.after_no or ""
        return self.phrases.lever_unsure.format(step=self.after_no)

    def fits(self, place: str | None, *, minor: bool) -> bool:
        """Tell whether it can be offered to somebody in this place; `minor` when anybody shown was under 18."""
        country = (place or "").partition("-")[0] if (place or "").startswith("US-") else place
        return (not self.places or country in self.places) and (self.for_minors or not minor)
