"""The screen's rule tables: read, checked and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError
from nlu.grammar.patterns import Pattern, compile_pattern

SURE = 0.9  # how far a rule is trusted that says nothing else
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays a string: "no" is a word here
FIELDS = {  # what a row of a table may hold; the notation of patterns stands in nlu/grammar/patterns.py
    "id": "its name within the table",
    "match": "patterns, one of which must be found",
    "unless": "patterns that excuse a match when they stand near it in its sentence: idioms, other speakers",
    "unless_before": "patterns that excuse a match when they end where it begins: negations",
    "with": "patterns, one of which must be found somewhere in the message",
    "without": "patterns, none of which may be found anywhere in the message",
    "signs": "labels, signs and facts that must have been found before",
    "no_signs": "labels, signs and facts that must not have been found",
    "confidence": "how far it is trusted, when that is not SURE",
    "examples": "messages in which it must fire: its tests",
    "counter_examples": "messages that must not get what it gives: its tests",
}


@dataclass(frozen=True)
class Rule:
    """One row of a table: what must be said, what excuses it, and the label or sign it gives."""

    name: str
    gives: str
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    unless_before: tuple[re.Pattern[str], ...]
    together: tuple[Pattern, ...]
    without: tuple[Pattern, ...]
    signs: frozenset[str]
    no_signs: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    confidence: float


def load_rules(rules_dir: Path) -> tuple[Rule, ...]:
    """Read every table under `rules_dir`; raise ContentError naming each faulty rule at once."""
    rules: list[Rule] = []
    faults: list[str] = []
    lists = _read(rules_dir / "words.yml")
    for path in sorted(set(rules_dir.rglob("*.yml")) - {rules_dir / "words.yml"}):
        for gives, row in _rows(path, faults):
            name = f"{gives}/{row.get('id', '?')}"
            try:
                rules.append(_rule(name, gives, row, lists))
            except (ValueError, KeyError) as error:
                faults.append(f"{path.name}: {name}: {error}")
    names = [rule.name for rule in rules]
    faults += [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    if faults:
        raise ContentError("\n".join(faults))
    return tuple(rules)


def _read(path: Path) -> Any:
    with path.open(encoding="utf-8") as lines:
        return yaml.load(lines, LOADER)


def _rows(path: Path, faults: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what each row gives, and the row; a file holds one table, or a list of them for a language."""
    try:
        content = _read(path)
    except yaml.YAMLError as error:
        faults.append(f"{path.name}: not readable: {getattr(error, 'problem', error)}")
        return
    for table in content if isinstance(content, list) else [content]:
        for row in table["rules"]:
            yield table["gives"], row


def _rule(name: str, gives: str, row: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Rule:
    if unknown := set(row) - set(FIELDS):
        raise ValueError(f"unknown fields {sorted(unknown)}")
    if not row.get("examples"):
        raise ValueError("needs an example")
    if not row.get("match") and not row.get("signs"):
        raise ValueError("needs match or signs")

    def patterns(field: str) -> tuple[Pattern, ...]:
        return tuple(compile_pattern(source, lists) for source in row.get(field, ()))

    return Rule(
        name=name,
        gives=gives,
        match=patterns("match"),
        unless=patterns("unless"),
        unless_before=tuple(re.compile(p.regex.pattern + r"\Z") for p in patterns("unless_before")),
        together=patterns("with"),
        without=patterns("without"),
        signs=frozenset(row.get("signs", ())),
        no_signs=frozenset(row.get("no_signs", ())),
        examples=tuple(row["examples"]),
        counter_examples=tuple(row.get("counter_examples", ())),
        confidence=float(row.get("confidence", SURE)),
    )
