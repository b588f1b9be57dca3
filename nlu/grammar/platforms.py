"""Sites and apps, by the names that responses/platforms.yml gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml

from .entity import Entity
from .phrases import Phrases
from .tables import LOADER
from .words import Words

STANDARD = Path(__file__).resolve().parents[2] / "responses" / "platforms.yml"
Platforms = Phrases[str]  # every name, with the id of its platform
WORDS_TOO = frozenset({"signal", "threads", "hinge", "mega"})  # names that are words as well
# Before such a word: then it is no app.
NO_APP = frozenset({"no", "any", "of", "hardly", "phone", "mobile", "weak", "bad", "good", "without", "a", "the"})


class Named(Protocol):
    """What the grammar needs of a platform."""

    @property
    def id(self) -> str:
        """Its key in platforms.yml."""

    @property
    def name(self) -> str:
        """What it calls itself."""

    @property
    def aliases(self) -> Sequence[str]:
        """What people type."""


@dataclass(frozen=True)
class Entry:
    """A platform as the grammar reads it from the file."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


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
    return Phrases((name, entry.id) for entry in entries for name in (entry.name, *entry.aliases))


def find(words: Words, platforms: Platforms) -> Iterator[Entity]:
    """Yield each platform named, the longest name where several fit."""
    for at, stop, name in platforms.find(words, _is_named):
        start, end = words.spans[at][0], words.spans[stop - 1][1]
        yield Entity("platform", name, start, end, words.text[start:end])


def _is_named(words: Words, at: int, stop: int, name: str) -> bool:
    """Say whether a name that is a word too is meant as one: "no signal" and "a mega problem" name no app."""
    return stop - at > 1 or not at or words.words[at] not in WORDS_TOO or words.words[at - 1] not in NO_APP
