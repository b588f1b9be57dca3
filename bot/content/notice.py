"""A notice: the text a person sends to a site or a regulator, resting on the lever of the same id."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.content.record import Record

Ask = Literal["site", "took", "work", "links", "facts", "tie", "reported", "name", "contact", "address", "phone"]


class Notice(Record):
    """One entry of notices.yml; `{…}` in its texts are what was asked, and what documents/notice.py fills in."""

    title: str
    called: tuple[str, ...] = ()  # how people name it, in small letters
    to: Literal["site", "host", "enforcer"] = "site"
    asks: tuple[Ask, ...] = Field(min_length=1)
    needed: tuple[Ask, ...] = ()  # without these the site has an excuse: named in the preview when left out
    not_of_minors: tuple[Ask, ...] = ()  # not needed when somebody in the picture is under 18
    text: str
    rule: str  # one sentence of the rule, for the reminder and the complaint
    ask_after_hours: int = Field(ge=1, le=24 * 60)  # when we ask whether it is gone
    complain_to: str | None = None  # in a text to the enforcer, where levers.yml speaks to the person
    also_platforms: tuple[str, ...] = ()  # places it reaches from any country
