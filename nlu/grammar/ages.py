"""Ages: how old, whose age, and whether now, then, or in the image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import schools
from .entity import Entity
from .numbers import number_at
from .people import EITHER, HELPED, NOUNS, OFFENDER, PRONOUNS, WRITER, noun_role, owner
from .tables import table
from .words import Words

TABLE = table("ages")
COPULA = frozenset(TABLE["copula"])
HEDGES = frozenset(TABLE["hedges"])
TURNING = frozenset(TABLE["turning"])
SOON = frozenset(TABLE["soon"])
PAST = frozenset(TABLE["past"])
NOT_YEARS = frozenset(TABLE["not_years"])
GENDERS = frozenset(TABLE["genders"])
KIN = frozenset(TABLE["kin"])
IMAGE = frozenset(TABLE["image"])
MADE = frozenset(TABLE["made"])
TOGETHER = frozenset(TABLE["together"])
LOWEST, HIGHEST = 4, 99


@dataclass
class Age:
    """An age while it is being read: words `first:stop`, range, and how it was said."""

    first: int
    stop: int
    low: int
    high: int
    whose: str = ""
    when: str = "now"


def find(words: Words) -> Iterator[Entity]:
    """Yield each age or school stage, left to right."""
    found = [*_numbers(words), *_stages(words)]
    for age in sorted(found, key=lambda age: age.first):
        start, end = words.spans[age.first][0], words.spans[age.stop - 1][1]
        extra = {"high": age.high, "whose": age.whose, "when": age.when}
        yield Entity("age", age.low, start, end, words.text[start:end], extra)


def _numbers(words: Words) -> Iterator[Age]:
    at = 0
    last: Age | None = None
    while at < len(words.words):
        value, took = number_at(words.words, at)
        age = None
        if took and 0 < value <= HIGHEST and value == int(value):
            age = _read(words, at, at + took, int(value)) or _listed(words, at, at + took, int(value), last)
        if age:
            yield age
            last = age
        at = max(age.stop, at + took) if age else at + max(took, 1)


def _read(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Try every way in which a number can be an age, the surest first."""
    row = words.words
    old = _old_after(row, stop)
    if old:
        return _placed(words, Age(at, old, value, value))
    if value < LOWEST or (stop < len(row) and (row[stop] in NOT_YEARS or row[stop] in ("%", "$", "€", "£", "+"))):
        return None
    for way in (_tagged, _limit, _turning, _said, _after_kin, _began):
        if age := way(words, at, stop, value):
            return age
    return None


def _old_after(row: tuple[str, ...], stop: int) -> int:
    """Return where "years old", "y/o", "yr old" or "years of age" ends, or 0."""
    rest = [word for word in row[stop : stop + 7]]
    here = 0
    while here < len(rest) and rest[here] in ("-", "and", "a", "half"):
        here += 1
    if rest[here : here + 2] == ["years", "old"] and here + 2:
        return stop + here + 2
    if here < len(rest) and rest[here] in ("years", "year", "y", "yrs"):
        here += 1
        while here < len(rest) and rest[here] in ("-", "/", "."):
            here += 1
        if here < len(rest) and rest[here] in ("old", "olds", "o", "aged"):
            return stop + here + 1
        if rest[here : here + 2] == ["of", "age"]:
            return stop + here + 2
    return 0


def _tagged(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "15f", "f15", "(16)", "16 / m", "m 16" in brackets."""
    row, spans = words.words, words.spans
    before, after = row[at - 1] if at else "", row[stop] if stop < len(row) else ""
    beyond = row[stop + 1] if stop + 1 < len(row) else ""
    glued_after = after in GENDERS and spans[stop][0] == spans[stop - 1][1]
    glued_before = before in GENDERS and spans[at - 1][1] == spans[at][0] and value >= 10
    if glued_after and value >= 10 and not (after == "m" and _is_length(row, at)):
        first, end = at, stop + 1
    elif glued_before:
        first, end = at - 1, stop
    elif after == "/" and beyond in GENDERS:
        first, end = at, stop + 2
    elif before in ("(", "[") and (after in (")", "]", ",") or after in GENDERS):
        first, end = at, stop + (after in GENDERS)
    elif before in GENDERS and at > 1 and row[at - 2] in ("(", "["):
        first, end = at - 1, stop
    else:
        return None
    return _placed(words, Age(first, end, value, value), default="writer")


def _is_length(row: tuple[str, ...], at: int) -> bool:
    return bool({"in", "within", "for", "about", "ago", "only"} & set(row[max(0, at - 2) : at]))


def _limit(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "under 18", "not 18 yet", "over 18"."""
    row = words.words
    before = row[at - 1] if at else ""
    if not 10 <= value <= 25:
        return None
    if before in ("under", "below") or (before == "than" and at > 1 and row[at - 2] in ("younger", "less")):
        return _placed(words, Age(at - 1, stop, 0, value - 1))
    if before in ("over", "above") or (stop < len(row) and row[stop] == "+"):
        return _placed(words, Age(at - 1, stop, value, HIGHEST))
    near = row[max(0, at - 3) : at]
    if "not" in near and set(near) <= COPULA | HEDGES | {"not", "even", "yet", "quite"} | WRITER | set(PRONOUNS):
        return _placed(words, Age(at, stop, 0, value - 1))
    return None


def _turning(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "turned 14", "turning 18 in march", "i'll be 16 in june", "almost 17"."""
    row = words.words
    near = row[max(0, at - 4) : at]
    if stop < len(row) and row[stop] in ("o'clock", "am", "pm", ":"):
        return None
    if (near and near[-1] == "turned") or (len(near) > 1 and near[-1] in HEDGES and "turned" in near[-2:]):
        return _placed(words, Age(at, stop, value, value))
    ahead = bool(SOON & set(near)) or near[-2:] == ("will", "be") or (_date_follows(row, stop) and bool(COPULA & set(near[-2:])))
    if (near and (near[-1] in TURNING or (near[-1] in HEDGES and TURNING & set(near)))) or (ahead and _is_said(words, at)):
        if _date_follows(row, stop) or TURNING & set(near) or SOON & set(near) or "will" in near:
            return _placed(words, Age(at, stop, value - 1, value - 1))
    return None


def _date_follows(row: tuple[str, ...], stop: int) -> bool:
    rest = row[stop : stop + 4]
    return bool(rest) and (
        (rest[0] in ("in", "on", "next", "this", "soon", "tomorrow") and bool(set(TABLE["dates"]) & set(rest))) or rest[0] in ("soon", "tomorrow")
    )


def _is_said(words: Words, at: int) -> bool:
    """Say whether a person and a form of "be" stand right before."""
    row, back = words.words, at - 1
    while back >= 0 and row[back] in HEDGES:
        back -= 1
    if back < 0 or row[back] not in COPULA:
        return False
    while back >= 0 and (row[back] in COPULA or row[back] in HEDGES or row[back] in ("will", "about", "to", "only", "both", "not")):
        back -= 1
    return back >= 0 and (row[back] in WRITER or row[back] in PRONOUNS or row[back] in NOUNS or row[back] in KIN or row[back] == ")")


def _said(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "i am 15", "she was only 14", "age 13", "aged 13", "at 14 i"."""
    row = words.words
    before = row[at - 1] if at else ""
    if _is_said(words, at):
        return _placed(words, Age(at, stop, value, value))
    if before in ("aged", "age", "ages") or (before in (":", "is", "was", "of") and at > 1 and row[at - 2] in ("age", "aged")):
        return _placed(words, Age(at - 1, stop, value, value), default="writer")
    after = row[stop] if stop < len(row) else ""
    if before in ("at", "from", "since") and 10 <= value <= 17 and after in ("i", "she", "he", "when", "and", "."):
        return _placed(words, Age(at, stop, value, value, when="past"), default="writer")
    if before in ("a", "an") and after in GENDERS | EITHER | {"teen"} and value >= 10:
        return _placed(words, Age(at, stop, value, value))
    if after in ("female", "male", "girl", "boy", "here", "nb", "trans") and 10 <= value <= 80:
        return _placed(words, Age(at, stop, value, value), default="writer")
    return None


def _after_kin(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "my daughter, 13", "my sister 15", "my son - 14"."""
    row, back = words.words, at - 1
    if back >= 0 and row[back] in (",", "-", "(", ":"):
        back -= 1
    if back < 0 or row[back] not in HELPED | EITHER | OFFENDER | {"me", "myself"} or value > 40:
        return None
    if back == at - 1 and stop < len(row) and row[stop] not in ".,)!?-;" and row[stop] not in ("and", "is", "was", "who", "has", "got", "years"):
        return None
    return _placed(words, Age(at, stop, value, value))


def _began(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read a number that opens the message ("15, scared", "16 and live in kenya") or is all of it."""
    row = words.words
    if at or not 8 <= value <= 80:
        return None
    if stop == len(row) or (stop + 1 == len(row) and row[stop] in ".!?"):
        return Age(at, stop, value, value, "unknown")
    if (row[stop] in (",", ".", "/") and value >= 10) or (row[stop] == "and" and row[stop + 1 : stop + 2] in (("i",), ("scared",), ("live",), ("a",))):
        return Age(at, stop, value, value, "writer")
    return None


def _listed(words: Words, at: int, stop: int, value: int, last: Age | None) -> Age | None:
    """Read the second age of "14 and 16" or "15 or 16": it belongs to whom the first did."""
    if last is None or not LOWEST <= value <= HIGHEST or not 0 < at - last.stop <= 2:
        return None
    between = words.words[last.stop : at]
    if not set(between) <= {"and", "or", ",", "-", "to", "&", "/"} or (stop < len(words.words) and words.words[stop] in NOT_YEARS):
        return None
    return Age(at, stop, value, value, last.whose, last.when)


def _stages(words: Words) -> Iterator[Age]:
    for stage in schools.find(words):
        age = _placed(words, Age(stage.first, stage.stop, stage.low, stage.high), default="")
        if not age.whose or age.whose == "unknown":
            age.whose = "writer" if set(words.words) & {"i", "my", "me", "we"} else "unknown"
        yield age


def _placed(words: Words, age: Age, default: str = "unknown") -> Age:
    """Fill in whose the age is and when."""
    age.whose = age.whose or _whose(words, age)
    if age.whose == "unknown":
        age.whose = default
    age.when = _when(words, age)
    return age


def _whose(words: Words, age: Age) -> str:
    row = words.words
    left = row[max(0, age.first - 4) : age.first]
    if {"i", "me", "myself", "we"} & set(left[-4:]) and not set(left[-2:]) & (NOUNS | set(PRONOUNS)) and _own(left):
        return "writer"
    right = row[age.stop : age.stop + 3]
    for on, word in enumerate(right):
        if word in NOUNS:
            if word in ("girl", "boy", "teen", "kid") and "as" in left:
                return "writer"
            return noun_role(words, age.stop + on)
        if word in (",", ".", "and", "is", "was", "who", "i"):
            break
    if "my" in left[-2:] or "our" in left[-2:] or "'s" in left[-1:]:
        return "subject"
    return owner(words, age.first)


def _own(left: tuple[str, ...]) -> bool:
    """Say whether only small words stand between "i" and the age."""
    last = max(at for at, word in enumerate(left) if word in ("i", "me", "myself", "we"))
    return all(word in COPULA or word in HEDGES or word in TURNING or word in SOON or word in PAST or len(word) < 3
               or word in ("aged", "turned", "only", "still", "when", "both", "will", "not") for word in left[last + 1 :])  # fmt: skip


def _when(words: Words, age: Age) -> str:
    row = words.words
    left = row[max(0, age.first - 5) : age.first]
    here = len(left) - 1
    while here >= 0 and left[here] not in (".", "!", "?"):
        if left[here] in ("am", "is", "are", "turned", "turning", "turn", "turns"):
            return age.when
        if left[here] in PAST:
            return "image" if _in_image(words, age) else "past"
        here -= 1
    if age.when == "past" or left[-1:] == ("at",) or row[age.first] == "at":
        return "image" if _in_image(words, age) else "past"
    return "now"


def _in_image(words: Words, age: Age) -> bool:
    """Say whether a past age is the age in an image: the making of one stands close, and not only a relationship."""
    row = words.words
    left, right = row[max(0, age.first - 12) : age.first], row[age.stop : age.stop + 9]
    stops = [at for at, word in enumerate(left) if word in (".", "!", "?")]
    left = left[stops[-1] + 1 :] if stops else left
    if (MADE & set(right)) and not (TOGETHER & set(right[:3])):
        return True
    if TOGETHER & set(left[-6:]):
        return False
    return bool((MADE | IMAGE) & set(left)) or bool(IMAGE & set(right[:6]))
