"""An address we offer, with where we have it from and when it was checked."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.content.record import Record

Confidence = Literal["high", "medium"]  # lower than that is never offered


class Link(Record):
    """One entry of links.yml; `country` is None when it serves everywhere."""

    title: str
    url: str = Field(pattern=r"^https://")
    country: str | None = None
    purpose: str = Field(alias="for")
    confidence: Confidence
    source: str
    checked: date
