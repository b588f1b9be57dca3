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

from .tables import table
from .words import spell

PIECE = re.compile(r"\.\.\d*|[()\[\]|]|[^\s()\[\]|]+")
Part = tuple[str, list[frozenset[str]]]  # a regex, and the word sets of which one each must be there
START = "<start> "
GAP_WORD = "(?:(?![.!?] )[^ ]+ )"
COMMON = {word: int(share) for word, share in table("forms")["common"].items()}
VERBS: dict[str, list[str]] = table("forms")["verbs"]


@dataclass(frozen=True)
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
    regex, needs = _Parser(source.removeprefix(START), lists).whole()
    if not regex or source.startswith(("..", "_")):
        raise ValueError(f"a pattern must begin with a word: {source!r}")
    ranked = tuple(sorted(needs, key=_frequency))
    return Pattern(source, re.compile(anchor + regex), ranked, ranked[1:])


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


class _Parser:
    """Recursive descent over the pieces of one phrase; gives a regex and its needed word sets."""

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
        regex, needs, rows = "", list[frozenset[str]](), False
        while self.pieces and self.pieces[-1] != closing:
            if self.pieces[-1] == "|":
                self.pieces.pop()
                choices.append((regex, needs))
                regex, needs = "", []
                continue
            part, need = self._element()
            regex, needs, rows = regex + part, needs + need, rows or bool(regex)
        if closing is None and choices and rows:
            raise ValueError(f"put brackets round what | parts: {self.source!r}")
        if closing and not self.pieces:
            raise ValueError(f"a bracket is not closed: {self.source!r}")
        if closing:
            self.pieces.pop()
        return _either([*choices, (regex, needs)])

    def _element(self) -> Part:
        piece = self.pieces.pop()
        if piece == "(":
            return self._phrases(")")
        if piece == "[":
            return f"(?:{self._phrases(']')[0]})?", []
        if piece in (")", "]"):
            raise ValueError(f"{piece} out of place: {self.source!r}")
        if piece.startswith(".."):
            return f"{GAP_WORD}{{0,{piece[2:] or 3}}}", []
        if piece == "_":
            return GAP_WORD, []
        if piece == "<number>":
            return r"\d[^ ]* ", [frozenset("#")]
        if piece.startswith("<"):
            return _either([_Parser(phrase, self.lists).whole() for phrase in self.lists[piece[1:-1]]])
        if piece.endswith("*"):
            stem = spell(piece[:-1])[0]
            return f"{re.escape(stem)}[^ ]* ", [frozenset([stem[:3] + "*"])] if len(stem) > 2 else []
        if piece.endswith("~"):
            return _either([(f"{re.escape(form)} ", [frozenset([form])]) for form in inflect(piece[:-1])])
        return "".join(f"{re.escape(word)} " for word in spell(piece)), [frozenset([word]) for word in spell(piece)]


def _either(choices: list[Part]) -> Part:
    if len(choices) == 1:
        return choices[0]
    regex = "|".join(dict.fromkeys(regex for regex, _ in choices))
    if not all(needs for _, needs in choices):
        return f"(?:{regex})", []
    best = [min(needs, key=_frequency) for _, needs in choices]
    return f"(?:{regex})", [frozenset().union(*best)]


def _frequency(need: frozenset[str]) -> float:
    """Guess how often one of these words is met: the rarest set is the cheapest first question."""
    return sum(COMMON.get(word, 0.5) for word in need)
