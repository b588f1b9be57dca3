"""Loads responses/: all of it or nothing, with every fault named at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from bot.content.card import Audience, Card, read_card
from bot.content.content import Content
from bot.content.lever import Lever
from bot.content.link import Link
from bot.content.notice import Notice
from bot.content.phrases import Phrases
from bot.content.place import Place
from bot.content.platform import Platform
from bot.content.record import Record, read_yaml
from bot.content.references import references
from bot.content.zones import Zones
from bot.errors import ContentError

R = TypeVar("R", bound=Record)
ADDED = ("laws", "lines", "regulators", "legal_aid")  # what a place gets on top of its own from where it inherits
FILLED = ("crisis_line", "child_line")  # what it gets when it has none


def load(root: Path, retention_days: int = 30, language: str = "en") -> Content:
    """Return the Content of `root`/responses, or raise ContentError naming every fault."""
    loader = Loader(root / "responses", language)
    content = loader.read(retention_days)
    if content is None or loader.faults:
        raise ContentError("\n".join(loader.faults))
    return content


class Loader:
    """Reads the files and gathers what is wrong with them."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.own = folder, folder / language
        self.faults: list[str] = []

    def read(self, retention_days: int) -> Content | None:
        """Read everything; None when the phrases or zones, on which the rest stands, cannot be read."""
        phrases = self.record(self.own / "phrases.yml", Phrases, self.table(self.own / "phrases.yml"))
        zones = self.record(self.folder / "zones.yml", Zones, self.table(self.folder / "zones.yml"))
        if phrases is None or zones is None:
            return None
        content = Content(
            cards=self.cards(),
            buttons=self.texts(self.own / "buttons.yml"),
            labels=self.texts(self.own / "labels.yml"),
            links=dict(self.entries("links.yml", Link)),
            platforms=dict(self.entries("platforms.yml", Platform, phrases=phrases)),
            places=dict(self.places(phrases)),
            levers=dict(self.entries("levers.yml", Lever, phrases=phrases)),
            notices=dict(self.entries(f"{self.own.name}/notices.yml", Notice)),
            documents=self.texts(self.own / "documents.yml"),
            zones=zones,
            international=self.texts(self.folder / "international.yml"),
            sources=self.texts(self.folder / "sources.yml"),
            phrases=phrases,
            language_names=self.language_names(),
            retention_days=retention_days,
        )
        self.faults += references(content)
        return content

    def language_names(self) -> tuple[str, ...]:
        """Return what each language that has a folder calls itself."""
        paths = sorted(self.folder.glob("*/phrases.yml"))
        return tuple(str(self.table(path).get("language", path.parent.name)) for path in paths)

    def cards(self) -> dict[str, dict[Audience, Card]]:
        """Read every card file."""
        cards: dict[str, dict[Audience, Card]] = {}
        for path in sorted((self.own / "cards").glob("*.md")):
            try:
                card = read_card(path)
            except ValidationError as error:
                self.report(path, error)
            except (ValueError, yaml.YAMLError) as error:
                self.faults.append(f"{path.name}: {error}")
            else:
                cards.setdefault(card.id, {})[card.audience] = card
        return cards

    def entries(self, name: str, kind: type[R], **more: Any) -> Iterator[tuple[str, R]]:
        """Read a file that is a table of records of one kind; `more` is put into each."""
        for id, raw in self.table(self.folder / name).items():
            own = {"id": id} if "id" in kind.model_fields else {}
            fields = raw if isinstance(raw, dict) else {}
            record = self.record(self.folder / name, kind, {**own, **fields, **more}, str(id))
            if record:
                yield str(id), record

    def places(self, phrases: Phrases) -> Iterator[tuple[str, Place]]:
        """Read every jurisdiction, with what it inherits put in; other codes it serves lead to it too."""
        raws = {path.stem: self.table(path) for path in sorted((self.folder / "jurisdictions").glob("*.yml"))}
        for code, raw in raws.items():
            path = self.folder / "jurisdictions" / f"{code}.yml"
            parent = raw.get("inherits")
            if parent is not None and parent not in raws:
                self.faults.append(f"{path.name}: inherits from {parent}, which has no file")
                continue
            whole = inherit(raw, raws[parent]) if parent else raw
            place = self.record(path, Place, {"code": code, **whole, "phrases": phrases})
            if place:
                yield from ((key, place) for key in (code, *place.also_for))

    def texts(self, path: Path) -> dict[str, str]:
        """Read a file of names and words."""
        table = self.table(path)
        for key, words in table.items():
            if not isinstance(key, str) or not isinstance(words, str):
                self.faults.append(f"{path.name}: {key}: write words in quotes")
        return {key: words for key, words in table.items() if isinstance(key, str) and isinstance(words, str)}

    def table(self, path: Path) -> dict[str, Any]:
        """Read a YAML table; a file that is none counts as empty and is a fault."""
        try:
            raw = read_yaml(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            self.faults.append(f"{path.name}: {type(error).__name__}: {error}")
            return {}
        if not isinstance(raw, dict):
            self.faults.append(f"{path.name}: must be a table of names and values")
            return {}
        return raw

    def record(self, path: Path, kind: type[R], raw: Any, name: str = "") -> R | None:
        """Turn a raw table into its record, or note what is wrong with it."""
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            self.report(path, error, name)
            return None

    def report(self, path: Path, error: ValidationError, name: str = "") -> None:
        """Note every fault of one record."""
        for item in error.errors(include_url=False, include_input=False):
            where = ".".join(str(part) for part in (name, *item["loc"]) if part != "")
            self.faults.append(f"{path.name}: {where}: {item['msg']}")


def inherit(own: dict[str, Any], parent: dict[str, Any]) -> dict[str, Any]:
    """Return a place's table with its parent's laws, lines and offices after its own."""
    added = {key: [*own.get(key, ()), *parent.get(key, ())] for key in ADDED}
    filled = {key: own.get(key) or parent.get(key) for key in FILLED}
    return {**own, **added, **filled}
