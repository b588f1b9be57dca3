"""A message as canonical words: lower case, slang and contractions spelled out, each word knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from .tables import table

LETTER = (
    "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0300-\u060b\u0610-\u061a\u0620-\u065f"
    "\u066e-\u06d3\u06d5-\u06ef\u06fa-\u0963\u0971-\u1fff\u200c\u200d\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefe]"
)
LONGEST = 40  # no word of any language we read is longer; it bounds what one pattern step can look at
ENDS = frozenset(".!?\n।؟")
ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
IRREGULAR = {"can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not", "let's": "let us"}
IS_AFTER = frozenset(
    [
        "he",
        "she",
        "it",
        "that",
        "what",
        "who",
        "there",
        "here",
        "where",
        "how",
        "everyone",
        "everything",
        "someone",
        "nothing",
        "one",
    ]
)
LATIN = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
SLANG: dict[str, str] = table("slang")
DIGIT_FIRST = "|".join(word for word in SLANG if word[0].isdigit())  # "2nite" is one word, "2pm" is two
TOKEN, ASCII_TOKEN = (
    re.compile(rf"{letter}+(?:'{letter}+)*|(?i:{DIGIT_FIRST})(?!\w)|\d+(?:[.,:]\d+)*|\n|[^\w\s]")
    for letter in (LETTER, "[A-Za-z]")
)
SPELLED: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Words:
    """Canonical words with `spans` into the text; `line` is them all and a full stop, each followed by one blank."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    line: str = field(repr=False)

    @cached_property
    def where(self) -> Mapping[str, list[int]]:
        """The places of every word, and under `#` those of all numbers in digits."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            where[word].append(at)
        if numbers := [at for word in where if word[0].isdigit() for at in where[word]]:
            where["#"] = sorted({*where.get("#", ()), *numbers})
        return where

    def places(self, wanted: frozenset[str]) -> list[int]:
        """Return where words of `wanted` stand, from left to right."""
        return sorted(at for word in wanted.intersection(self.where) for at in self.where[word])

    @cached_property
    def present(self) -> frozenset[str]:
        """Every word, its first three letters and `*`, and every pair of neighbours; `#` stands for any number."""
        row = [*self.words, "."]
        for at in self.where.get("#", ()):
            row[at] = "#"
        words = self.where.keys() | {"."}
        return frozenset().union(words, map(" ".join, pairwise(row)), [word[:3] + "*" for word in words])

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each word starts in `line`."""
        at, offsets = 1, []
        for word in self.words:
            offsets.append(at)
            at += len(word) + 1
        return tuple(offsets)


def words_of(text: str) -> Words:
    """Split cleaned `text` into its canonical words; linear in its length."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for found in (ASCII_TOKEN if text.isascii() else TOKEN).finditer(text):  # the short list of letters is the faster
        token = found[0].lower()
        spelled = SPELLED.get(token) or spell(token)
        if len(spelled) == 1:
            words.append(spelled[0])
            spans.append(found.span())
        else:
            words += spelled
            spans += [found.span()] * len(spelled)
    return Words(text, tuple(words), tuple(spans), f" {' '.join(words)} . ")


def spell(token: str) -> tuple[str, ...]:
    """Return the canonical words that one lower-case token stands for."""
    spelled = SPELLED.get(token)
    if spelled is None:
        spelled = tuple(_spelled(token if token.isascii() else _folded(token)).split())
        if len(SPELLED) < 20_000:  # words repeat: remembering them halves the time of a message
            SPELLED[token] = spelled
    return spelled


def _folded(token: str) -> str:
    """Drop the accents of a Latin word ("suicidé", "ölmek"); other scripts stay as they are."""
    bare = "".join(c for c in unicodedata.normalize("NFD", token.translate(LATIN)) if not "\u0300" <= c <= "\u036f")
    return bare if bare.isascii() else token


def _spelled(token: str) -> str:
    if token in SLANG:
        return SLANG[token]
    if token in ENDS:
        return "." if token not in "!?" else token
    if token == '"':
        return ""  # quotation marks would only part words that belong together
    if "'" not in token:
        return token[:LONGEST]
    if token in IRREGULAR:
        return IRREGULAR[token]
    for ending, word in ENDINGS.items():
        if token.endswith(ending):
            return f"{token[: -len(ending)][:LONGEST]} {word}"
    if token.endswith("'s"):
        owner = token[:-2][:LONGEST]
        return f"{SLANG.get(owner, owner)} {'is' if owner in IS_AFTER else chr(39) + 's'}"
    return token.replace("'", "")[:LONGEST]
