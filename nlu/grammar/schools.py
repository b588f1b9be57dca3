"""School years of many countries, as ranges of age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .numbers import ORDINALS, WORDS, number_at
from .tables import table
from .words import Words, words_of

TABLE = table("schools")
ADULT = frozenset(TABLE["adult"])
NOT_AFTER = frozenset(TABLE["not_after"])
MET = frozenset(TABLE["met"])
NOT_BEFORE = frozenset(TABLE["not_before"])
LINKS = frozenset(TABLE["links"])
BESIDE = frozenset(TABLE["beside"])
NOT_STAGE = frozenset(TABLE["not_stage"])
PUNCTUATION = frozenset(".,!?;()-")
TYPED = ("st", "nd", "rd", "th")


@dataclass(frozen=True)
class School:
    """A school stage at words `first:stop`: its ages, whether a pupil is meant, whether only a child spoken of."""

    first: int
    stop: int
    low: int
    high: int
    pupil: bool
    named: bool


@cache
def _index() -> dict[str, dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]]]:
    """Return first word → second word → (words, row), longest first; `#` is the number, "" no second word."""
    index: dict[str, dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]]] = {}
    for row in TABLE["stages"]:
        for phrase in row["like"]:
            words = tuple("#" if part == "N" else "".join(words_of(part).words[:1]) or part for part in phrase.split())
            index.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append((words, row))
    for seconds in index.values():
        for rows in seconds.values():
            rows.sort(key=lambda entry: -len(entry[0]))
    return index


@cache
def _starts() -> frozenset[str]:
    return frozenset([*_index(), *ORDINALS, *WORDS, "#"])


def find(words: Words) -> Iterator[School]:
    """Yield each school stage named; universities, marks and teachers' grades are left out."""
    index, row, after = _index(), words.words, 0
    for at in words.places(_starts()):
        word = row[at]
        if at < after:
            continue
        found = _candidates(index[word], row, at + 1, ()) if word in index else []
        if _year_number(row, at):
            found += _candidates(index["#"], row, at + 1, TYPED if word in ORDINALS else ())
        for phrase, meaning in found:
            school = _match(words, at, phrase, meaning)
            if school and not _adult(words, school):
                yield school
                after = school.stop
                break


def _candidates(
    seconds: Mapping[str, list[tuple[tuple[str, ...], Mapping[str, str]]]],
    row: tuple[str, ...],
    at: int,
    typed: tuple[str, ...],
) -> list[tuple[tuple[str, ...], Mapping[str, str]]]:
    """Return the phrases that the word at `at` can go on; "ninth" stands for the number and its ending."""
    at += at < len(row) and row[at] == "-"
    second = row[at] if at < len(row) else ""
    found = [*seconds.get(second, ())]
    if second and "#" in seconds and _year_number(row, at):
        found += seconds["#"]
    for ending in typed:
        found += seconds.get(ending, ()) if ending != second else ()
    if second:
        found += seconds.get("", ())
    return found


def _year_number(row: tuple[str, ...], at: int) -> int:
    """Read "9", "nine" or "ninth" as 9; an ordinal word counts as number and ending."""
    word = row[at]
    if word in ORDINALS:
        return ORDINALS[word]
    value, took = number_at(row, at)
    return int(value) if took == 1 and value == int(value) and value < 14 else 0


def _match(words: Words, at: int, phrase: tuple[str, ...], meaning: Mapping[str, str]) -> School | None:
    row, here, number = words.words, at, 0
    for index, word in enumerate(phrase):
        if word in TYPED and index and row[here - 1] in ORDINALS:
            continue  # "ninth" is its own ending
        here += here < len(row) and row[here] == "-" != word  # "7th-grader"
        if here >= len(row):
            return None
        if word == "#":
            number = _year_number(row, here)
            if not number or not int(meaning["from"]) <= number <= int(meaning["to"]):
                return None
            ordinal_word = row[here] in ORDINALS
            here += 1
            if ordinal_word and (index + 1 >= len(phrase) or phrase[index + 1] not in TYPED):
                return None
        elif row[here] == word:
            here += 1
        else:
            return None
    if meaning.get("linked") and not _linked(words, at, here):
        return None
    low, high = _age(meaning["low"], number), _age(meaning["high"], number)
    return School(at, here, low, high, "pupil" in meaning, "named" in meaning)


def _age(rule: str, number: int) -> int:
    if rule.startswith("+"):
        return int(rule[1:]) + number
    return int(rule[:-1]) - number if rule.endswith("-") else int(rule)


def _linked(words: Words, at: int, stop: int) -> bool:
    """Say whether what could be any year or class is a school's: by the words around, or by standing alone."""
    row = words.words
    before, after = row[at - 1] if at else "", row[stop] if stop < len(row) else ""
    if after in BESIDE or row[at] == "in":
        return after not in NOT_STAGE
    if after in NOT_STAGE:
        return False
    alone = not before or (before in PUNCTUATION and (not after or after in PUNCTUATION))
    return alone or bool(LINKS & set(row[max(0, at - 2) : at]))


def _adult(words: Words, school: School) -> bool:
    row = words.words
    before, after = row[max(0, school.first - 4) : school.first], row[school.stop : school.stop + 3]
    if NOT_BEFORE & set(before) or (
        school.pupil and ADULT & words.present and "high" not in row[school.first : school.stop]
    ):
        return True
    teaches = ("a", "teacher") in pairwise(before) and "my" not in before
    if teaches or (before[-1:] == ("from",) and row[school.stop - 1] in MET):
        return True
    return bool(NOT_AFTER & set(after[:1])) or bool(ADULT & {*before, *after})
