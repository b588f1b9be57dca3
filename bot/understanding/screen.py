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
SENTENCE_ENDS = (" . ", " ! ", " ? ")
ACT_ORDER = ("perpetrator", "erase", "exit", "report", "out_of_scope", "thanks", "goodbye", "greet", "affirm", "deny")
RULES = Path(__file__).with_name("rules")
STAGES = ("sign", "abuse", "urgency", "need", "act")  # a rule may ask for what an earlier stage gave


@dataclass(frozen=True)
class Screen:
    """Every rule, and which pattern of which rule a word of the message can wake."""

    rules: tuple[Rule, ...]
    platforms: Platforms
    by_word: dict[str, frozenset[tuple[int, Pattern]]]
    by_signs: tuple[int, ...]

    @classmethod
    def load(cls, platforms: Iterable[Named], rules_dir: Path = RULES) -> Screen:
        """Compile the tables of `rules_dir`; raise ContentError when one is faulty."""
        rules = sorted(load_rules(rules_dir), key=lambda rule: STAGES.index(rule.gives.partition(".")[0]))
        by_word: dict[str, list[tuple[int, Pattern]]] = {}
        for number, rule in enumerate(rules):
            for pattern in rule.match:
                for word in pattern.needs[0]:
                    by_word.setdefault(word, []).append((number, pattern))
        by_signs = tuple(number for number, rule in enumerate(rules) if not rule.match)
        wakes = {word: frozenset(patterns) for word, patterns in by_word.items()}
        return cls(tuple(rules), index(platforms), wakes, by_signs)

    def read(self, text: str) -> Reading:
        """Return what the rules find in `text`; the same text on the same day always gives the same Reading."""
        words = words_of(clean(text))
        entities = facts(words, self.platforms)
        fired = self._fire(words, signs_of(words, entities, datetime.now(UTC)))
        given = [self.rules[number].gives for number in fired]
        labels = frozenset(given).intersection(LABELS)
        sureness = self._sureness(fired)
        return Reading(
            labels=labels,
            act=(act := _act(given)),
            act_confidence=sureness.get(f"act.{act}", 1.0),
            confidence={label: sureness[label] for label in labels},
            entities=entities,
            language=language_of(words),
            readers=frozenset({"screen"}),
            rules=tuple(self.rules[number].name for number in fired),
        )

    def _sureness(self, fired: list[int]) -> dict[str, float]:
        """Return how far the surest rule of each thing given is trusted."""
        sureness: dict[str, float] = {}
        for rule in (self.rules[number] for number in fired):
            sureness[rule.gives] = max(rule.confidence, sureness.get(rule.gives, 0.0))
        return sureness

    def _fire(self, words: Words, signs: set[str]) -> list[int]:
        """Return the numbers of the rules that hold: first those that give signs, then those that need them."""
        awake: dict[int, list[Pattern]] = {number: [] for number in self.by_signs}
        present = words.present
        lacks = present.isdisjoint
        woken = map(self.by_word.__getitem__, present & self.by_word.keys())
        for number, pattern in frozenset().union(*woken):
            for need in pattern.rest:  # a plain loop: this is asked some hundred times a message
                if lacks(need):
                    break
            else:
                awake.setdefault(number, []).append(pattern)
        fired: list[int] = []
        for number in sorted(awake):
            rule = self.rules[number]
            if rule.signs <= signs and signs.isdisjoint(rule.no_signs) and _holds(rule, awake[number], words):
                fired.append(number)
                signs.add(rule.gives)
        return fired


def _holds(rule: Rule, awake: list[Pattern], words: Words) -> bool:
    for pattern in awake:  # plain loops again
        if _found(pattern, rule, words):
            break
    else:
        if rule.match:
            return False
    if rule.together and not _anywhere(rule.together, words):
        return False
    return not (rule.without and _anywhere(rule.without, words))


def _anywhere(patterns: tuple[Pattern, ...], words: Words) -> bool:
    return any(pattern.may_match(words.present) and pattern.regex.search(words.line) for pattern in patterns)


def _found(pattern: Pattern, rule: Rule, words: Words) -> bool:
    """Say whether `pattern` stands somewhere with nothing near that excuses it."""
    found = pattern.regex.search(words.line)
    while found and _excused(rule, words, found.start(), found.end()):
        found = pattern.regex.search(words.line, found.end() - 1)
    return found is not None


def _excused(rule: Rule, words: Words, start: int, end: int) -> bool:
    line = words.line
    if any(before.search(line, max(0, start - JUST_BEFORE), start + 1) for before in rule.unless_before):
        return True
    live = [pattern for pattern in rule.unless if pattern.may_match(words.present)]
    if not live:
        return False
    first, last = max(0, start - NEAR), min(len(line), end + NEAR)
    first = max(first, *(line.rfind(mark, first, start + 1) for mark in SENTENCE_ENDS))
    last = min(last, *(found + 1 for mark in SENTENCE_ENDS if (found := line.find(mark, end - 1, last)) >= 0), last)
    return any(pattern.regex.search(line, first, last) for pattern in live)


def _act(given: Iterable[str]) -> str:
    """Return the act: the gravest that a rule gives; a message with any label is a report unless it says otherwise."""
    acts = {name.removeprefix("act.") for name in given if name.startswith("act.")}
    return next((act for act in ACT_ORDER if act in acts), "report")
