"""A card: one reviewed piece of wording, in variants by the age band of its reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bot.content.record import Record, read_yaml

Band = Literal["unknown", "minor", "adult"]
Audience = Literal["everyone", "adult", "minor"]
Keys = Annotated[tuple[str, ...], BeforeValidator(lambda held: (held,) if isinstance(held, str) else held)]
PARAM = re.compile(r"\{(\w+)\}")
FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
STEP = re.compile(r"^\d\. ", re.MULTILINE)


class Card(Record):
    """One file of responses/<language>/cards; the plain one is right for everybody, also under 18."""

    id: str
    audience: Audience
    params: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    if_yes: Keys = ()  # buttons, or how they begin, that a typed yes stands for: the first that is shown
    if_no: Keys = ()
    if_unsure: Keys = ()
    plain: bool = False  # only a plain yes counts: an "ok" agrees to nothing
    sources: tuple[str, ...]
    reviewed: str | None
    text: str

    @property
    def file(self) -> str:
        """Return the name its file must have."""
        return f"{self.id}.md" if self.audience == "everyone" else f"{self.id}.{self.audience}.md"

    @property
    def steps(self) -> int:
        """Return how many numbered steps it gives."""
        return len(STEP.findall(self.text))


def read_card(path: Path) -> Card:
    """Read one card file; raise ValueError (pydantic's too) when it is not in form."""
    found = FRONT.match(path.read_text(encoding="utf-8"))
    if not found:
        raise ValueError("must open with front matter between two lines of ---")
    front: Any = read_yaml(found[1])
    if not isinstance(front, dict):
        raise ValueError("front matter must be a table of names and values")
    card = Card.model_validate({**front, "text": found[2].strip()})
    if card.file != path.name:
        raise ValueError(f"holds {card.id} for {card.audience}, so it must be named {card.file}")
    return card
