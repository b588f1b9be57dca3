"""Checks of the words themselves: length, steps, reading grade, lock-screen preview, words to avoid."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import textstat

from bot.config import ROOT
from bot.content.card import PARAM, Card
from bot.content.content import Content
from bot.content.load import load
from bot.content.record import read_yaml
from bot.content.render import html, plain
from bot.errors import ContentError

MOST_CHARACTERS, MOST_STEPS, PREVIEW, MOST_ON_BUTTON, MOST_KEY_BYTES = 600, 3, 40, 30, 64
HIGHEST_GRADE = 7.0
BAND_OF = {"everyone": "unknown", "adult": "adult", "minor": "minor"}
NAMES = re.compile(
    r"https?://\S+|/[a-z]+\b|@\w+|\b(?:StopNCII|CyberTipline|Telegram|Instagram|Cloudflare|Google|ICANN)\b"
)


class Avoid:
    """avoid.yml: words that no card, no card for everybody, or no lock screen may show."""

    def __init__(self, path: Path) -> None:
        raw: Any = read_yaml(path.read_text(encoding="utf-8"))
        self.never, self.adult_only, self.preview = (_pattern(raw[key]) for key in ("never", "adult_only", "preview"))


def faults(content: Content, avoid: Avoid) -> list[str]:
    """Return everything that is wrong with the words, each with the file it stands in."""
    found = [f"{card.file}: {fault}" for variants in content.cards.values() for card in variants.values()
             for fault in card_faults(card, content, avoid)]  # fmt: skip
    found += [f"buttons.yml: {key}: {fault}" for key in _keys(content) for fault in _button(content, key)]
    found += [f"platforms.yml: {fault}" for fault in platform_faults(content, avoid)]
    found += [f"jurisdictions: {fault}" for fault in place_faults(content, avoid)]
    found += [f"levers.yml: {fault}" for fault in lever_faults(content, avoid)]
    return found


def card_faults(card: Card, content: Content, avoid: Avoid) -> Iterator[str]:
    """Yield what is wrong with one card."""
    if len(card.text) > MOST_CHARACTERS:
        yield f"{len(card.text)} characters, at most {MOST_CHARACTERS}"
    if card.steps > MOST_STEPS:
        yield f"{card.steps} steps, at most {MOST_STEPS}"
    first = plain(card.text, dict.fromkeys(card.params, "{}"))[:PREVIEW]
    if "{}" in first:
        yield f"a parameter within the first {PREVIEW} characters could show anything on a lock screen"
    yield from (f"{word!r} in the lock-screen preview" for word in _hits(avoid.preview, first))
    yield from (f"{word!r} is on the avoid list" for word in _hits(avoid.never, card.text))
    if card.audience != "adult" and not card.id.startswith("staff."):
        yield from (f"{word!r} is for adult cards only" for word in _hits(avoid.adult_only, card.text))
    if grade(card.text) > HIGHEST_GRADE:
        yield f"reading grade {grade(card.text):.1f}, at most {HIGHEST_GRADE:g}"
    if not card.sources:
        yield "names no source"
    yield from _markup(card, content)


def grade(text: str) -> float:
    """Return the US school grade (Flesch-Kincaid) of a text without links, proper names and markup."""
    words = PARAM.sub("it", NAMES.sub("it", plain(text, dict.fromkeys(PARAM.findall(text), "it"))))
    lines = [line if line.rstrip().endswith((".", "!", "?")) else f"{line}." for line in words.split("\n") if line]
    return float(textstat.flesch_kincaid_grade(" ".join(re.sub(r"^\d\. ", "", line) for line in lines)))


def platform_faults(content: Content, avoid: Avoid) -> Iterator[str]:
    """Yield addresses without confidence, shared aliases, and steps a child must not be given."""
    owners: dict[str, str] = {}
    for id, platform in content.platforms.items():
        if (platform.confidence == "none") != (platform.url is None):
            yield f"{id}: an address needs confidence high or medium, and no address has none"
        for alias in platform.aliases:
            if owners.setdefault(alias.casefold(), id) != id:
                yield f"{id}: the alias {alias!r} also stands for {owners[alias.casefold()]}"
        for step in (*platform.steps, *(platform.minor_steps or ()), *platform.prepare, platform.refusal()):
            yield from (f"{id}: {word!r} in a step" for word in _hits(avoid.adult_only, step))


def place_faults(content: Content, avoid: Avoid) -> Iterator[str]:
    """Yield laws and offices told as sure without a source, and words to avoid in what is told of a place."""
    for code, place in content.places.items():
        for law in place.laws:
            if law.confidence == "sure" and law.source.startswith("general knowledge"):
                yield f"{code}: {law.name}: sure, but without a source"
            yield from (f"{code}: {law.name}: {word!r} is on the avoid list" for word in _hits(avoid.never, law.plain))
        yield from (f"{code}: police: {word!r} is on the avoid list" for word in _hits(avoid.never, place.police.how))
        for office in (office for office in (*place.regulators, *place.legal_aid) if office.sure):
            if office.source.startswith("general knowledge"):
                yield f"{code}: {office.name}: sure, but without a source"
            yield from (
                f"{code}: {office.name}: {word!r} is on the avoid list" for word in _hits(avoid.never, office.how)
            )


def lever_faults(content: Content, avoid: Avoid) -> Iterator[str]:
    """Yield words to avoid in the steps after a no; a step that children get too may not speak of captures either."""
    for id, lever in content.levers.items():
        found = (
            *_hits(avoid.never, lever.step()),
            *(_hits(avoid.adult_only, lever.step()) if lever.for_minors else ()),
        )
        yield from (f"{id}: {word!r} is on the avoid list" for word in found)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("b", "a"):
            self.wrong.append(f"<{tag}> is not ours")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")


def _markup(card: Card, content: Content) -> Iterator[str]:
    tags = _Tags()
    shown = html(card.text, dict.fromkeys(card.params, "<&>"), content.links_of(card))
    tags.feed(shown)
    yield from tags.wrong
    if tags.open or "**" in shown:
        yield "bold is opened but not closed"
    if re.search(r"^\s*[-*#>] |`|\]\(", card.text, re.MULTILINE):
        yield "markup other than **bold** and numbered steps"


def _button(content: Content, key: str) -> Iterator[str]:
    if len(key.encode()) > MOST_KEY_BYTES:
        yield f"key longer than {MOST_KEY_BYTES} bytes"
    if len(content.button(key)) > MOST_ON_BUTTON:
        yield f"{len(content.button(key))} characters, at most {MOST_ON_BUTTON}"


def _keys(content: Content) -> list[str]:
    return [
        *content.buttons,
        *(f"platform:{id}" for id in content.platforms),
        *(f"place:{id}" for id in content.places),
    ]


def _pattern(words: list[str]) -> re.Pattern[str]:
    forms = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _hits(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted({hit.lower() for hit in pattern.findall(text)})


def main() -> int:
    """Print every fault of responses/; return 1 when there is one."""
    try:
        found = faults(load(ROOT), Avoid(ROOT / "responses" / "en" / "avoid.yml"))
    except ContentError as error:
        found = str(error).split("\n")
    print("\n".join(found) if found else "responses/ is in order.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
