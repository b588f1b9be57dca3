"""Time zones by name: those of each place, and the words by which people name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from zoneinfo import available_timezones

from bot.content.record import Record

OFFSET = re.compile(r"^(?:utc|gmt)\s*([+-]\s*\d{1,2})?(?::?00)?$")
WEST, EAST = -12, 14


class Zones(Record):
    """zones.yml: IANA names with their words, the zones of places, and other words for a zone."""

    names: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    also: Mapping[str, str]
    common: tuple[str, ...]  # offered to somebody whose place is not known

    def of_place(self, place: str | None) -> tuple[str, ...]:
        """Return the zones of a place, the commonest first; none when it is not known."""
        code = place or ""
        return self.places.get(code) or self.places.get(code.partition("-")[0]) or ()

    def only(self, said: str | None, place: str | None) -> str | None:
        """Return the zone somebody said, or the only one of their place; None when there are several or none."""
        of_place = self.of_place(place)
        return said or (of_place[0] if len(of_place) == 1 else None)

    def words(self, zone: str) -> str:
        """Return the words for a zone: its own, or its city."""
        return self.names.get(zone) or zone.rpartition("/")[2].replace("_", " ")

    def find(self, text: str) -> str | None:
        """Return the IANA name for what somebody typed: a city, a zone, UTC+2; None when it is none."""
        typed = re.sub(r"[\s_]+", " ", text.strip().casefold()).removesuffix(" time")
        offset = OFFSET.match(typed)
        if offset:
            hours = int((offset[1] or "0").replace(" ", ""))
            return _fixed(hours)
        return self._by_words.get(typed)

    @cached_property
    def _by_words(self) -> dict[str, str]:
        known = {zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix"))}
        found: dict[str, str] = {}
        for zone in sorted(known):
            found[zone.casefold().replace("_", " ")] = zone
            found.setdefault(zone.rpartition("/")[2].casefold().replace("_", " "), zone)
        found |= {words.casefold().removesuffix(" time"): zone for zone, words in self.names.items()}
        return found | {words.casefold(): zone for words, zone in self.also.items()}


def _fixed(hours: int) -> str | None:
    if not WEST <= hours <= EAST:
        return None
    return "Etc/UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"  # POSIX turns the sign
