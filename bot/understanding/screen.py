"""The screen: a deterministic reader that finds urgency with no network and no model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.understanding.facts import signs_of
from bot.understanding.language import language_of
from bot.understanding.reading import LABELS, Reading
from bot.understanding.tables import Rule, load_rules
from nlu.grammar.extract import facts
from nlu.grammar.hygiene import clean
from nlu.grammar.patterns import Pattern
from nlu.grammar.platforms import Named, Platforms
from nlu.grammar.platforms import of as index
from nlu.grammar.words import Words, words_of

NEAR = 90  # characters of the same sentence on either side in which an idiom excuses a match
JUST_BEFORE = 60
ACT_ORDER = ("perpetrator", "erase", "exit", "report", "out_of_scope", "thanks", "goodbye", "greet", "affirm", "deny")
CONFIDENCE = 0.9  # a rule holds or does not; staff see which one did
RULES = Path(__file__).with_name("rules")
STAGES = ("sign", "abuse", "need", "urgency", "act")  # a rule may ask for what an earlier stage gave


@dataclass(frozen=True)
class Screen:
    """Every rule, and which of them a word of the message can wake."""

    rules: tuple[Rule, ...]
    platforms: Platforms
    by_word: dict[str, tuple[int, ...]]
    by_signs: tuple[int, ...]

    @classmethod
    def load(cls, platforms: Iterable[Named], rules_dir: Path = RULES) -> Screen:
        """Compile the tables of `rules_dir`; raise ContentError when one is faulty."""
        rules = sorted(load_rules(rules_dir), key=lambda rule: STAGES.index(rule.gives.partition(".")[0]))
        by_word: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            for word in {word for pattern in rule.match for word in pattern.needs[0]}:
                by_word.setdefault(word, []).append(number)
        by_signs = tuple(number for number, rule in enumerate(rules) if not rule.match)
        wakes = {word: tuple(numbers) for word, numbers in by_word.items()}
        return cls(tuple(rules), index(platforms), wakes, by_signs)

    def read(self, text: str) -> Reading:
        """Return what the rules find in `text`; the same text on the same day always gives the same Reading."""
        plain = clean(text)
        words = words_of(plain)
        entities = facts(words, self.platforms)
        fired = self._fire(words, signs_of(entities, datetime.now(UTC)))
        given = [self.rules[number].gives for number in fired]
        labels = frozenset(given).intersection(LABELS)
        return Reading(
            labels=labels,
            act=_act(given),
            confidence=dict.fromkeys(labels, CONFIDENCE),
            entities=entities,
            language=language_of(plain),
            readers=frozenset({"screen"}),
            rules=tuple(self.rules[number].name for number in fired),
        )

    def _fire(self, words: Words, signs: set[str]) -> list[int]:
        """Return the numbers of the rules that hold: first those that give signs, then those that need them."""
        awake = {number for word in words.present for number in self.by_word.get(word, ())}
        fired: list[int] = []
        for number in sorted(awake.union(self.by_signs)):
            rule = self.rules[number]
            if rule.signs <= signs and signs.isdisjoint(rule.no_signs) and _holds(rule, words):
                fired.append(number)
                signs.add(rule.gives)
        return fired


def _holds(rule: Rule, words: Words) -> bool:
    if rule.match and not any(_found(pattern, rule, words) for pattern in rule.match):
        return False
    if rule.together and not _anywhere(rule.together, words):
        return False
    return not _anywhere(rule.without, words)


def _anywhere(patterns: tuple[Pattern, ...], words: Words) -> bool:
    return any(pattern.may_match(words) and pattern.regex.search(words.line) for pattern in patterns)


def _found(pattern: Pattern, rule: Rule, words: Words) -> bool:
    """Say whether `pattern` stands somewhere with nothing near that excuses it."""
    if not pattern.may_match(words):
        return False
    if not rule.unless and not rule.unless_before:
        return pattern.regex.search(words.line) is not None
    return any(not _excused(rule, words, found.start(), found.end()) for found in pattern.regex.finditer(words.line))


def _excused(rule: Rule, words: Words, start: int, end: int) -> bool:
    line = words.line
    if any(before.search(line, max(0, start - JUST_BEFORE), start) for before in rule.unless_before):
        return True
    live = [pattern for pattern in rule.unless if pattern.may_match(words)]
    if not live:
        return False
    first = max(max(line.rfind(mark, 0, start) for mark in (" . ", " ! ", " ? ")), start - NEAR, 0)
    last = min(line.find(mark, end - 1) % (len(line) + 1) for mark in (" . ", " ! ", " ? "))
    return any(pattern.regex.search(line, first, min(last + 1, end + NEAR)) for pattern in live)


def _act(given: Iterable[str]) -> str:
    """Return the act: the gravest that a rule gives; a message with any label is a report unless it says otherwise."""
    acts = {name.removeprefix("act.") for name in given if name.startswith("act.")}
    return next((act for act in ACT_ORDER if act in acts), "report")
