"""The addresses of responses/ as they stand in their files, so that a new date changes the date and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

FILES = ("links.yml", "platforms.yml", "levers.yml", "jurisdictions/*.yml")
NOT_SHOWN = ("source",)  # where we have it from: nobody is sent there
ADDRESS = re.compile(r"https?://\S+")
NUMBERS = ("phone", "text")  # an entry with a number is only checked by somebody who dials it
EMPTY = ("", "null", "~")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record with addresses; `date` is where its `checked` stands, None when it has none that may be renewed."""

    file: Path
    line: int
    urls: tuple[str, ...]
    date: tuple[int, int] | None


def entries(folder: Path) -> list[Entry]:
    """Return every record under `folder` (responses/) that shows an address, in the order of the files."""
    paths = [path for pattern in FILES for path in sorted(folder.glob(pattern))]
    return [entry for path in paths for entry in _in_file(path)]


def renew(found: Collection[Entry], good: Collection[str], today: date) -> int:
    """Write today into `checked` of every entry whose addresses are all good; return how many were renewed."""
    places: dict[Path, list[tuple[int, int]]] = {}
    for entry in found:
        if entry.date is not None and set(entry.urls) <= set(good):
            places.setdefault(entry.file, []).append(entry.date)
    for path, spans in places.items():
        text = _read(path)
        for start, end in sorted(spans, reverse=True):
            text = text[:start] + today.isoformat() + text[end:]
        path.write_text(text, encoding="utf-8", newline="")
    return sum(len(spans) for spans in places.values())


def _in_file(path: Path) -> Iterator[Entry]:
    root = yaml.compose(_read(path), Loader=yaml.SafeLoader)  # the C loader's marks carry no index
    if root is not None:
        yield from _entries(path, root)


def _entries(path: Path, node: Node) -> Iterator[Entry]:
    if isinstance(node, SequenceNode):
        for child in node.value:
            yield from _entries(path, child)
    elif isinstance(node, MappingNode):
        fields = {key.value: value for key, value in node.value}
        shown = (words for key, value in fields.items() if key not in NOT_SHOWN for words in _scalars(value))
        urls = tuple(words for words in shown if ADDRESS.fullmatch(words))
        if urls:
            yield Entry(path, node.start_mark.line + 1, tuple(dict.fromkeys(urls)), _date(fields))
        for child in fields.values():
            yield from _entries(path, child)


def _scalars(node: Node | None) -> list[str]:
    values = node.value if isinstance(node, SequenceNode) else [node]
    return [str(each.value) for each in values if isinstance(each, ScalarNode) and each.value not in EMPTY]


def _date(fields: Mapping[str, Node]) -> tuple[int, int] | None:
    checked = fields.get("checked")
    dialled = any(re.search(r"\d", words) for name in NUMBERS for words in _scalars(fields.get(name)))
    if dialled or not isinstance(checked, ScalarNode) or checked.value in EMPTY:
        return None
    quote = 1 if checked.style else 0
    return checked.start_mark.index + quote, checked.end_mark.index - quote


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")
