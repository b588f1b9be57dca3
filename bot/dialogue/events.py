"""What can arrive from a person, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "tap", "command", "media", "edit", "left", "clock"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of one chat: `text` as typed, `data` of a button or clock, `media` the kind of what was sent."""

    channel: str
    chat: str
    kind: Kind
    text: str = ""
    data: str = ""
    media: str = ""
    message_id: int | None = None
    update_id: int | None = None
    language: str = ""
