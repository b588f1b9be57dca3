"""A place where pictures turn up, and the exact way to get them off it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.content.card import Band
from bot.content.phrases import Phrases
from bot.content.record import Record

Kind = Literal[
    "social", "messaging", "video", "adult", "search", "hosting", "cloud", "hash_tool", "helpline", "setting"
]
Partner = Literal["yes", "no", "unknown"]
SITES = ("adult", "hosting")  # kinds of place whose files somebody else may store
HELPS = ("hash_tool", "helpline", "setting")  # kinds that are no place a picture can be


class Platform(Record):
    """One entry of platforms.yml; an address is None when none could be confirmed."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: Kind
    url: str | None = Field(default=None, pattern=r"^https://")
    minor_url: str | None = Field(default=None, pattern=r"^https://")
    confidence: Literal["high", "medium", "none"]
    email: str | None = None
    steps: tuple[str, ...] = Field(min_length=1, max_length=3)
    minor_steps: tuple[str, ...] | None = Field(default=None, min_length=1, max_length=3)
    prepare: tuple[str, ...] = ()
    expected: str | None = None
    if_refused: str | None = None
    stopncii: Partner = "unknown"
    takeitdown: Partner = "unknown"
    source: str
    checked: date
    phrases: Phrases = Field(repr=False)

    def address(self, band: Band) -> str | None:
        """Return the confirmed address of its report form for this age band, or None."""
        return (self.minor_url or self.url) if band == "minor" else self.url

    def steps_for(self, band: Band) -> tuple[str, ...]:
        """Return at most three steps, right for this age band."""
        return self.minor_steps if band == "minor" and self.minor_steps else self.steps

    @property
    def holds(self) -> bool:
        """Tell whether it is a place a picture can be, and so can say no."""
        return self.kind not in HELPS

    @property
    def site(self) -> bool:
        """Tell whether its files may be stored by somebody else, who can be written to."""
        return self.kind in SITES

    def route(self, band: Band) -> str:
        """Return what to have ready, the steps in words, numbered, and how long it usually takes when known."""
        lines = [f"{number}. {step}" for number, step in enumerate(self.steps_for(band), start=1)]
        if self.prepare and band != "minor":  # a child is asked to gather nothing: the link is in the steps
            lines.insert(0, self.phrases.ready.format(ready="; ".join(self.prepare)))
        if self.expected:
            lines.append(self.usual())
        return "\n".join(lines)

    def usual(self) -> str:
        """Return how long it usually takes, or that nobody could tell us."""
        return self.phrases.expected.format(expected=self.expected) if self.expected else self.phrases.expected_unknown

    def refusal(self) -> str:
        """Return what to do when it says no, in words; empty when nothing of its own is known."""
        return self.phrases.refused.format(if_refused=self.if_refused) if self.if_refused else ""
