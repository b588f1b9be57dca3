"""Takes out of a text what points to somebody; a first pass, after which a human looks."""

from __future__ import annotations

import re
from collections.abc import Collection

PATTERNS = (  # in this order: an address holds what looks like a name or a number
    (
        re.compile(r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|me|ru|to|tv|co)\b(?:/\S*)?"),
        "[link]",
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "[mail]"),
    (re.compile(r"(?<!\w)@\w+"), "[handle]"),
    (re.compile(r"\+?\d(?:[\s()/.-]?\d){5,}"), "[number]"),
    (re.compile(r"\b\d{1,4}[a-z]? [A-Z]\w+ (?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Close)\b"), "[address]"),
)
WORD = re.compile(r"(?<![\w\[])[^\W\d_][\w'’-]*")
OPENS = re.compile(r"(?:^|[.!?…\n]\s*[\"'“(]*)$")
PLAIN = frozenset(
    {"I", "I'm", "I’m", "I've", "I’ve", "I'll", "I’ll", "I'd", "I’d", "OK", "AI", "PM", "AM", "TV", "DM", "DMs"}
)


def strip(text: str, known: Collection[str]) -> str:
    """Return a text without links, addresses, handles, numbers, and capitalised words inside a sentence; `known`
    words, such as names of platforms, stay."""
    for pattern, word in PATTERNS:
        text = pattern.sub(word, text)
    kept = PLAIN | {word for name in known for word in name.split()}

    def name(found: re.Match[str]) -> str:
        word = found[0]
        inside = not OPENS.search(text[: found.start()])
        return "[name]" if inside and word[0].isupper() and word not in kept else word

    return re.sub(r"\[name\](?: \[name\])+", "[name]", WORD.sub(name, text))
