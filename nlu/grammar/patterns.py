"""Phrase patterns: the readable notation of every rule table, compiled to linear regular expressions.

    kill myself           these words, one after the other
    want|wish to die      one of several words
    post~                 the word with any ending: posts, posted, posting (and irregular ones)
    suicid*               any word that begins so
    (give up|let go)      one of several phrases: inside brackets | parts phrases, outside it parts words
    [really]              may be missing
    ..                    up to three words of the same sentence; `..6` up to six
    _                     any one word
    <number>              any number in digits
    <image>               a named list of phrases
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .words import Words, spell

PIECE = re.compile(r"\.\.\d*|[()\[\]|]|[^\s()\[\]|]+")
Part = tuple[str, list[frozenset[str]]]  # a regex, and the word sets of which one each must be there
GAP_WORD = "(?:(?![.!?] )[^ ]+ )"
COMMON = frozenset(
    ["i", "a", "the", "to", "and", "of", "my", "me", "is", "it", "in", "that", "he", "she", "for", "on", "am", "was", "have", "has", "not", "do", "so", "with", "this", "but", "they", "you", "his", "her", "be", "will", "are", "or", "if", "at", "all", "just", "up", "what", "want", "from", "him", "about", "can", "out", "when", "like", "by", "them", "get", "got", "how", "we"]
)
IRREGULAR = {
    "send": "send sends sent sending", "tell": "tell tells told telling", "take": "take takes took taken taking",
    "get": "get gets got getting gotten", "give": "give gives gave given giving", "say": "say says said saying",
    "make": "make makes made making", "put": "put puts putting", "show": "show shows showed shown showing",
    "do": "do does did done doing", "go": "go goes went gone going", "pay": "pay pays paid payed paying",
    "have": "have has had having", "be": "be is am are was were been being", "find": "find finds found finding",
    "see": "see sees saw seen seeing", "leave": "leave leaves left leaving", "keep": "keep keeps kept keeping",
    "feel": "feel feels felt feeling", "think": "think thinks thought thinking", "come": "come comes came coming",
    "write": "write writes wrote written writing", "buy": "buy buys bought buying", "hit": "hit hits hitting",
    "cut": "cut cuts cutting", "hurt": "hurt hurts hurting", "die": "die dies died dying", "steal": "steal steals stole stolen stealing",
    "beat": "beat beats beaten beating", "break": "break breaks broke broken breaking", "know": "know knows knew known knowing",
    "hide": "hide hides hid hidden hiding", "spread": "spread spreads spreading", "sell": "sell sells sold selling",
    "ruin": "ruin ruins ruined ruining", "meet": "meet meets met meeting", "sleep": "sleep sleeps slept sleeping",
    "stop": "stop stops stopped stopping", "choke": "choke chokes choked choking", "hold": "hold holds held holding",
    "drag": "drag drags dragged dragging", "grab": "grab grabs grabbed grabbing", "throw": "throw throws threw thrown throwing",
    "lose": "lose loses lost losing", "want": "want wants wanted wanting", "start": "start starts started starting",
    "film": "film films filmed filming", "slap": "slap slaps slapped slapping", "stab": "stab stabs stabbed stabbing",
    "rip": "rip rips ripped ripping", "swear": "swear swears swore sworn swearing", "catch": "catch catches caught catching",
    "run": "run runs ran running", "wake": "wake wakes woke woken waking", "mean": "mean means meant meaning",
    "teach": "teach teaches taught teaching", "fight": "fight fights fought fighting", "read": "read reads reading",
    "drive": "drive drives drove driven driving", "bring": "bring brings brought bringing", "lie": "lie lies lied lying",
    "edit": "edit edits edited editing", "visit": "visit visits visited visiting", "upset": "upset upsets upsetting",
}  # fmt: skip


@dataclass(frozen=True)
class Pattern:
    """One phrase pattern: `regex` over Words.line, and the word sets of which one each must be present."""

    source: str
    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]

    def may_match(self, words: Words) -> bool:
        """Say whether every word set it needs is met: a cheap look before the regex runs."""
        return not any(need.isdisjoint(words.present) for need in self.needs)


def compile_pattern(source: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """Compile one phrase; raise ValueError when it is not well formed."""
    regex, needs = _Parser(source, lists).whole()
    if not regex or source.startswith(("..", "_")):
        raise ValueError(f"a pattern must begin with a word: {source!r}")
    return Pattern(source, re.compile(f"(?<= ){regex}"), tuple(sorted(needs, key=_frequency)))


def inflect(word: str) -> list[str]:
    """Return `word` with its usual endings."""
    if word in IRREGULAR:
        return IRREGULAR[word].split()
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
        """Outside brackets `|` stands between single words."""
        regex, needs = "", []
        while self.pieces:
            choices = [self._element()]
            while self.pieces and self.pieces[-1] == "|":
                self.pieces.pop()
                choices.append(self._element())
            part, need = _either(choices)
            regex, needs = regex + part, needs + need
        return regex, needs

    def _phrases(self, closing: str) -> Part:
        """Inside brackets `|` stands between whole phrases."""
        choices: list[Part] = []
        regex, needs = "", []
        while self.pieces:
            if self.pieces[-1] in ("|", closing):
                choices.append((regex, needs))
                regex, needs = "", []
                if self.pieces.pop() == closing:
                    return _either(choices)
                continue
            part, need = self._element()
            regex, needs = regex + part, needs + need
        raise ValueError(f"a bracket is not closed: {self.source!r}")

    def _element(self) -> Part:
        piece = self.pieces.pop()
        if piece == "(":
            return self._phrases(")")
        if piece == "[":
            return f"(?:{self._phrases(']')[0]})?", []
        if piece in (")", "]", "|"):
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


def _frequency(need: frozenset[str]) -> int:
    """Guess how often one of these words is met: the rarest set is the cheapest first question."""
    return sum(30 if word in COMMON else 1 for word in need)
