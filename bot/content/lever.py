"""A lever: the rule that makes a site act, on which a notice rests."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from bot.content.place import Trust
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
    enforcer: str | None
    for_minors: bool
    confidence: Trust
    source: str
    checked: date

    def fits(self, place: str | None, *, minor: bool) -> bool:
        """Tell whether it can be offered to somebody in this place; `minor` when anybody shown was under 18."""
        country = (place or "").partition("-")[0] if (place or "").startswith("US-") else place
        return (not self.places or country in self.places) and (self.for_minors or not minor)
