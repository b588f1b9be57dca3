"""What one phrase of a message says about a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

KINDS = ("platform", "country", "age", "amount", "deadline", "relationship")
Value = str | int | float
Extra = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Entity:
    """One fact found at `start:end` of the text; `extra` holds what only its kind knows."""

    kind: str
    value: Value
    start: int
    end: int
    text: str
    extra: Mapping[str, Extra] = field(default_factory=lambda: MappingProxyType({}))
