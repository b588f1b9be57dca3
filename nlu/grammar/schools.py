"""School years of many countries, as ranges of age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .numbers import ORDINALS, number_at
from .tables import table
from .words import Words, words_of

ADULT = frozenset(["university", "uni", "college", "campus", "degree", "masters", "phd", "graduate", "bachelor", "bachelors", "dorm", "undergrad", "med", "law", "medical", "grad"])  # fmt: skip
STAFF_AFTER = frozenset(["teacher", "teachers", "reunion", "ex", "sweetheart", "boyfriend", "girlfriend", "friend", "friends", "crush", "diploma", "musical", "years", "graduate", "dropout", "classmates", "classmate", "principal", "coach", "counselor", "counsellor"])  # fmt: skip
LINKS = frozenset(["in", "am", "is", "are", "a", "my", "her", "his", "our", "their", "into", "doing", "the", "from", "of", "year", "grade", "as", "for", "at", "i'm", "still", "starting", "finishing"])
TYPED = {"st", "nd", "rd", "th"}


@dataclass(frozen=True)
class School:
    """A school stage at words `first:stop`: the ages it means and how sure it is that a pupil is meant."""

    first: int
    stop: int
    low: int
    high: int
    pupil: bool


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]]:
    """Return first word (`#` for the number) → (words, row), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = {}
    for row in table("schools"):
        for phrase in row["like"]:
            words = tuple("#" if part == "N" else "".join(words_of(part).words[:1]) or part for part in phrase.split())
            index.setdefault(words[0], []).append((words, row))
    for rows in index.values():
        rows.sort(key=lambda entry: -len(entry[0]))
    return index


def find(words: Words) -> Iterator[School]:
    """Yield each school stage named; universities, marks and teachers' grades are left out."""
    index, at, row = _index(), 0, words.words
    while at < len(row):
        number = _year_number(row, at)
        for phrase, meaning in index.get("#" if number else row[at], ()):
            school = _match(words, at, phrase, meaning)
            if school and not _adult(words, school):
                yield school
                at = school.stop - 1
                break
        at += 1


def _year_number(row: tuple[str, ...], at: int) -> int:
    """Read "9", "nine" or "ninth" as 9; an ordinal word counts as number and ending."""
    if row[at] in ORDINALS:
        return ORDINALS[row[at]]
    value, took = number_at(row, at)
    return int(value) if took == 1 and value == int(value) and value < 14 else 0


def _match(words: Words, at: int, phrase: tuple[str, ...], meaning: Mapping[str, str]) -> School | None:
    row, here, number = words.words, at, 0
    for index, word in enumerate(phrase):
        if here >= len(row):
            return None
        if word == "#":
            number = _year_number(row, here)
            if not number or not int(meaning["from"]) <= number <= int(meaning["to"]):
                return None
            ordinal_word = row[here] in ORDINALS and row[here] != "#"
            here += 1
            if ordinal_word and (index + 1 >= len(phrase) or phrase[index + 1] not in TYPED):
                return None
        elif word in TYPED and row[here - 1] in ORDINALS:
            continue
        elif row[here] == word:
            here += 1
        else:
            return None
    if meaning.get("linked") and not _linked(words, at, here):
        return None
    return School(at, here, _age(meaning["low"], number), _age(meaning["high"], number), "pupil" in meaning)


def _age(rule: str, number: int) -> int:
    if rule.startswith("+"):
        return int(rule[1:]) + number
    return int(rule[:-1]) - number if rule.endswith("-") else int(rule)


def _linked(words: Words, at: int, stop: int) -> bool:
    row = words.words
    after = row[stop] if stop < len(row) else ""
    return (bool(LINKS & set(row[max(0, at - 2) : at])) and after not in ("%", "/", "old", "olds", "pictures", "years", "of", "weeks")) or (
        after in ("student", "students", "pupil", "pupils", "girl", "girls", "boy", "boys", "kid", "kids", "at", "group", "class"))


def _adult(words: Words, school: School) -> bool:
    row = words.words
    near = row[max(0, school.first - 4) : school.first] + row[school.stop : school.stop + 3]
    if ADULT & set(near) and not {"high", "sixth", "school"} & set(row[school.first : school.stop]):
        return True
    return school.pupil and school.stop < len(row) and row[school.stop] in STAFF_AFTER
