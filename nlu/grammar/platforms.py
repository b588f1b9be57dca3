"""Sites and apps, by the names that responses/platforms.yml gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml

from .entity import Entity
from .tables import LOADER
from .words import Words, words_of

STANDARD = Path(__file__).resolve().parents[2] / "responses" / "platforms.yml"


class Named(Protocol):
    """What the grammar needs of a platform."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Entry:
    """A platform as the grammar reads it from the file."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Platforms:
    """Every name by its first word, longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def standard() -> Platforms:
    """Return the platforms that the bot's own content names."""
    return load(STANDARD)


def load(path: Path) -> Platforms:
    """Read a platforms file: id → {name, aliases, …}."""
    with path.open(encoding="utf-8") as lines:
        content = yaml.load(lines, LOADER)
    return of(Entry(key, row["name"], tuple(row.get("aliases") or ())) for key, row in content.items())


def of(entries: Iterable[Named]) -> Platforms:
    """Index platforms that are already in hand."""
    by_first: dict[str, dict[tuple[str, ...], str]] = {}
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            if row := words_of(name.lower()).words:
                by_first.setdefault(row[0], {}).setdefault(row, entry.id)
    return Platforms({
        first: tuple(sorted(rows.items(), key=lambda item: -len(item[0]))) for first, rows in by_first.items()
    })


def find(words: Words, platforms: Platforms) -> Iterator[Entity]:
    """Yield each platform named, the longest name where several fit."""
    at = 0
    while at < len(words.words):
        for row, name in platforms.by_first.get(words.words[at], ()):
            if words.words[at : at + len(row)] == row:
                start, end = words.spans[at][0], words.spans[at + len(row) - 1][1]
                yield Entity("platform", name, start, end, words.text[start:end])
                at += len(row) - 1
                break
        at += 1
