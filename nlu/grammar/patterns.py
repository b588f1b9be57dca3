"""Phrase patterns: the readable notation of every rule table, compiled to linear regular expressions.

kill myself           these words, one after the other
post~                 the word with any ending: posts, posted, posting (and irregular ones)
suicid*               any word that begins so
(give up|let go)      one of several phrases
[really]              may be missing
..                    up to three words of the same sentence; `..6` up to six
_                     any one word
<start>               (first) only at the beginning of the message
<number>              any number in digits
<image>               a named list of phrases
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod

from .tables import table
from .words import spell

PIECE = re.compile(r"\.\.\d*|[()\[\]|]|[^\s()\[\]|]+")
START = "<start> "
GAP_WORD = "(?:[^ .!?][^ ]* )"  # no word but these three ends a sentence, and none is longer that begins so
COMMON = {word: int(share) for word, share in table("forms")["common"].items()}
SELDOM = 0.5  # what is guessed of a word that stands in no table
MANY = 4  # choices
MOST_PAIRS = 300  # of neighbours: more are met too often to be worth a look
VERBS: dict[str, list[str]] = table("forms")["verbs"]


@dataclass(frozen=True, eq=False)
class Pattern:
    """One phrase pattern: `regex` over Words.line, and the word sets of which one each must be present.

    A match begins with the blank before its first word and ends with the blank after its last.
    """

    source: str
    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    rest: tuple[frozenset[str], ...]  # all but the rarest, for a caller that knows that one to be there

    def may_match(self, present: frozenset[str]) -> bool:
        """Say whether every word set it needs is met: a cheap look before the regex runs."""
        return not any(map(present.isdisjoint, self.needs))


def compile_pattern(source: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """Compile one phrase; raise ValueError when it is not well formed."""
    anchor = r"\A " if source.startswith(START) else " "  # a literal blank: sre skips from word to word by it
    part = _Parser(source.removeprefix(START), lists).whole()
    if not part.regex or source.startswith(("..", "_")):
        raise ValueError(f"a pattern must begin with a word: {source!r}")
    ranked = tuple(sorted(part.needs, key=_frequency))
    return Pattern(source, re.compile(anchor + part.regex), ranked, ranked[1:])


def inflect(word: str) -> list[str]:
    """Return `word` with its usual endings."""
    if word in VERBS:
        return VERBS[word]
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    third = "es" if word.endswith(("sh", "ch", "s", "x", "z")) else "s"
    return [word, word + third, f"{word}ed", f"{word}ing", f"{word}in"]


@dataclass(frozen=True)
class Part:
    """A stretch of a phrase: its regex, its needed word sets, and the words it may begin and end with, if known."""

    regex: str
    needs: tuple[frozenset[str], ...] = ()
    first: frozenset[str] | None = None
    last: frozenset[str] | None = None
    may_miss: bool = False

    def then(self, after: Part) -> Part:
        """Return both, one after the other: where they touch, one of few pairs of neighbours is needed too."""
        return Part(
            self.regex + after.regex,
            (*self.needs, *after.needs, *_pairs(self, after)),
            _union(self.first, after.first) if self.may_miss else self.first,
            _union(self.last, after.last) if after.may_miss else after.last,
            self.may_miss and after.may_miss,
        )


A_NUMBER = frozenset("#")
NOTHING = Part("", first=frozenset(), last=frozenset(), may_miss=True)


class _Parser:
    """Recursive descent over the pieces of one phrase."""

    def __init__(self, source: str, lists: Mapping[str, Sequence[str]]) -> None:
        self.source, self.lists = source, lists
        self.pieces = PIECE.findall(source)[::-1]

    def whole(self) -> Part:
        """Read the whole source; `|` between phrases of several words wants brackets, so that none is misread."""
        part = self._phrases(None)
        if self.pieces:
            raise ValueError(f"a bracket is closed that was not opened: {self.source!r}")
        return part

    def _phrases(self, closing: str | None) -> Part:
        choices: list[Part] = []
        phrase, rows = NOTHING, False
        while self.pieces and self.pieces[-1] != closing:
            if self.pieces[-1] == "|":
                self.pieces.pop()
                choices.append(phrase)
                phrase = NOTHING
                continue
            rows = rows or phrase is not NOTHING
            phrase = phrase.then(self._element())
        if closing is None and choices and rows:
            raise ValueError(f"put brackets round what | parts: {self.source!r}")
        if closing and not self.pieces:
            raise ValueError(f"a bracket is not closed: {self.source!r}")
        if closing:
            self.pieces.pop()
        return _either([*choices, phrase])

    def _element(self) -> Part:
        piece = self.pieces.pop()
        if piece == "(":
            return self._phrases(")")
        if piece == "[":
            inner = self._phrases("]")
            return Part(f"(?:{inner.regex})?", (), inner.first, inner.last, may_miss=True)
        if piece in (")", "]"):
            raise ValueError(f"{piece} out of place: {self.source!r}")
        if piece.startswith(".."):
            return Part(f"{GAP_WORD}{{0,{piece[2:] or 3}}}", may_miss=True)
        if piece == "_":
            return Part(GAP_WORD)
        if piece == "<number>":
            return Part(r"\d[^ ]* ", (A_NUMBER,), A_NUMBER, A_NUMBER)
        if piece.startswith("<"):
            return _either([_Parser(phrase, self.lists).whole() for phrase in self.lists[piece[1:-1]]])
        if piece.endswith("*"):
            stem = spell(piece[:-1])[0]
            return Part(f"{re.escape(stem)}[^ ]* ", (frozenset([stem[:3] + "*"]),) if len(stem) > 2 else ())
        if piece.endswith("~"):
            return _either([_word(form) for form in inflect(piece[:-1])])
        return reduce(Part.then, map(_word, spell(piece)), NOTHING)


def _word(word: str) -> Part:
    only = frozenset([word])
    ends = None if word[0].isdigit() else only  # in pairs of neighbours a number is any number
    return Part(f"{re.escape(word)} ", (only,), ends, ends)


def _either(choices: list[Part]) -> Part:
    if len(choices) == 1:
        return choices[0]
    needs: tuple[frozenset[str], ...] = ()
    if all(part.needs for part in choices):
        needs = (frozenset().union(*(min(part.needs, key=_frequency) for part in choices)),)
    first, last = (reduce(_union, ends) for ends in ([p.first for p in choices], [p.last for p in choices]))
    regex = _by_letter(list(dict.fromkeys(part.regex for part in choices)))
    return Part(f"(?:{regex})", needs, first, last, any(part.may_miss for part in choices))


def _by_letter(regexes: list[str]) -> str:
    """Join choices; of many, those with the same first letter stand together, so that few are tried at a place."""
    if len(regexes) < MANY or not all(regex[:1].isalnum() for regex in regexes):
        return "|".join(regexes)
    rests: dict[str, list[str]] = {}
    for regex in regexes:
        rests.setdefault(regex[0], []).append(regex[1:])
    groups = ((letter, _by_letter(rest), len(rest)) for letter, rest in rests.items())
    return "|".join(letter + (rest if count == 1 else f"(?:{rest})") for letter, rest, count in groups)


def _union(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _pairs(left: Part, right: Part) -> tuple[frozenset[str], ...]:
    """Return the pairs of which one must stand where `left` meets `right`, when they are known and few."""
    if left.may_miss or right.may_miss or left.last is None or right.first is None:
        return ()
    if len(left.last) * len(right.first) > MOST_PAIRS:
        return ()
    return (frozenset(map(" ".join, product(left.last, right.first))),)


def _frequency(need: frozenset[str]) -> float:
    """Guess how often one of these words or pairs is met: the rarest set is the cheapest first question."""
    return sum(prod(COMMON.get(word, SELDOM) / 100 for word in entry.split()) for entry in need)
