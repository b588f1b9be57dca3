"""Telegram's HTML: whether it is valid, the text a person reads, and the links in it."""

import html
import re
from dataclasses import dataclass

PLAIN_TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler",
}  # fmt: skip
TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:\s[^<>]*)?)>")
ATTRIBUTES = {
    "a": re.compile(r"""\s+href=("[^"<>]*"|'[^'<>]*')\s*"""),
    "span": re.compile(r"""\s+class=["']tg-spoiler["']\s*"""),
    "blockquote": re.compile(r"\s+expandable\s*"),
    "code": re.compile(r"""\s+class=["']language-[^"<>]+["']\s*"""),
}


class CannotParse(Exception):
    """Telegram would refuse this text; the words are the ones it answers with."""


@dataclass(frozen=True)
class Parsed:
    text: str
    links: list[str]


def parse(source: str) -> Parsed:
    """Return what a person reads of `source`, or raise CannotParse as Telegram would answer 400."""
    opened: list[str] = []
    links: list[str] = []
    text = ""
    place = 0
    for match in TAG.finditer(source):
        text += _words(source[place : match.start()])
        place = match.end()
        closing, name, attributes = match[1], match[2].lower(), match[3]
        if closing:
            if not opened or opened.pop() != name:
                raise CannotParse(f"can't parse entities: Unmatched end tag {name}")
            continue
        _check_tag(name, attributes)
        opened.append(name)
        if name == "a":
            links.append(html.unescape(attributes.split("=", 1)[1].strip()[1:-1]))
    text += _words(source[place:])
    if opened:
        raise CannotParse(f"can't parse entities: Can't find end tag corresponding to start tag {opened[-1]}")
    return Parsed(text.strip(), links)


def _check_tag(name: str, attributes: str) -> None:
    known = ATTRIBUTES.get(name)
    if attributes.strip():
        if known is None or not known.fullmatch(attributes):
            raise CannotParse(f"can't parse entities: Bad attributes in tag {name}")
    elif name not in PLAIN_TAGS:
        raise CannotParse(f'can\'t parse entities: Unsupported start tag "{name}"')


def _words(part: str) -> str:
    if "<" in part:
        raise CannotParse("can't parse entities: Unexpected < in the text")
    return html.unescape(part)
