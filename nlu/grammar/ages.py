"""Ages: how old, whose age, and whether now, then, or in the image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from . import schools
from .age_context import denial_follows, denial_precedes, is_height, is_said, number_beside, old_after, when, whose
from .entity import Entity, Extra
from .numbers import number_at, numbers_in
from .people import EITHER, HELPED, OFFENDER
from .tables import table
from .words import Words

TABLE = table("ages")
COPULA = frozenset(TABLE["copula"])
HEDGES = frozenset(TABLE["hedges"])
HAD = {tuple(lead.split()): unit for lead, unit in TABLE["had"].items()}
TURNING = frozenset(TABLE["turning"])
SOON = frozenset(TABLE["soon"])
DATES = frozenset(TABLE["dates"])
NOT_YEARS = frozenset(TABLE["not_years"])
GENDERS = frozenset(TABLE["genders"])
AFTER_AT = frozenset(TABLE["after_at"])
OPENS = frozenset(TABLE["after_opening_number"])
PEOPLE = HELPED | EITHER | OFFENDER | {"me", "myself"}
AGELESS = frozenset(TABLE["ageless"])
AFTER_SLIP = frozenset(TABLE["after_slip"])
SLIPS = frozenset({"typo", "wrong", "mistake"})
DENIALS = SLIPS | {"not"}
NOT_YET = COPULA | {"not", "turned", "even", "yet", "quite", "only"}
UNTIL = ("til", "till", "until", "for")
BEGINS = ("", ".", ",", "!", "?", ";", "both")
CLOSES = ("", ".", ",", "!", "?", ";", "f", "m", "btw", "pls", "please", "lol", "ans", "too")
LOWEST, ADULT, HIGHEST = 4, 18, 99
TEENS = range(9, 18)


@dataclass(frozen=True)
class Age:
    """An age while it is being read: words `first:stop`, its range, and what is known of it."""

    first: int
    stop: int
    low: int
    high: int
    whose: str = ""
    when: str = ""
    school: bool = False


def find(words: Words) -> Iterator[Entity]:
    """Yield each age or school stage, left to right."""
    stages = list(_stages(words))
    taken = {at for stage in stages for at in range(stage.first, stage.stop)}
    numbers = (age for age in _numbers(words) if age.first not in taken)
    for age in sorted([*stages, *numbers], key=lambda age: age.first):
        start, end = words.spans[age.first][0], words.spans[age.stop - 1][1]
        extra: dict[str, Extra] = {"high": age.high, "whose": age.whose, "when": age.when, "school": age.school}
        yield Entity("age", age.low, start, end, words.text[start:end], extra)


def _numbers(words: Words) -> Iterator[Age]:
    last: Age | None = None
    for at, value, took in numbers_in(words):
        if not 0 < value <= HIGHEST or value != int(value) or (last and at < last.stop):
            continue
        age = _read(words, at, at + took, int(value)) or _listed(words, at, at + took, int(value), last)
        if age:
            yield age
            last = age


def _read(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Try every way in which a number can be an age, the surest first."""
    if age := _denied(words, at, stop, value) or _had(words, at, stop, value):
        return age
    if end := old_after(words.words, stop):
        return _placed(words, Age(at, end, value, value))
    if _next(words, stop) in ("-", "to", "or") and stop + 1 < len(words.words):
        higher, took = number_at(words.words, stop + 1)
        if value < higher <= HIGHEST and (end := old_after(words.words, stop + 1 + took)):
            return _placed(words, Age(at, end, value, int(higher)))
    birthday = _next(words, stop) == "th" and _next(words, stop + 1) == "birthday"
    if value < LOWEST or (_next(words, stop) in NOT_YEARS and not birthday) or is_height(words, stop):
        return None
    return next((age for way in WAYS if (age := way(words, at, stop, value))), None)


def _next(words: Words, at: int) -> str:
    return words.words[at] if at < len(words.words) else ""


def _before(words: Words, at: int) -> str:
    return words.words[at - 1] if at > 0 else ""


def _denied(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read the two ages of "19 not 16", "26 sorry not 16", "not 16, 19", "16 was a typo": one is said, one denied."""
    if value < min(TEENS) or DENIALS.isdisjoint(words.present) or _next(words, stop) in NOT_YEARS:
        return None
    row = words.words
    slip = _next(words, stop) in ("is", "was") and SLIPS & set(row[stop + 1 : stop + 3])
    if slip or (_before(words, at) == "not" and number_beside(row, at, stop)):
        return _placed(words, Age(at, stop, value, value, when="denied"))
    begins = _before(words, at) in (*BEGINS, *AFTER_SLIP)
    if begins and (denial_follows(row, stop) or denial_precedes(row, at)):
        return _placed(words, Age(at, stop, value, value, when="now"))
    return None


def _had(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "i am 15yrs", and "i have 30 years", as half of Europe and all of Brazil says it, in its own words too."""
    near, after = words.words[max(0, at - 4) : at], _next(words, stop + 1)
    if any(near[-len(lead) :] == lead and _next(words, stop) == unit for lead, unit in HAD.items()) and after != "de":
        return Age(at, stop, value, value, "writer", "now")
    if _next(words, stop) != "years" or after not in (*CLOSES, "and", "but"):
        return None
    if near[-2:] == ("i", "have") and after in CLOSES:
        return Age(at, stop, value, value, "writer", "now")
    whole = value >= min(TEENS) and AGELESS.isdisjoint(near) and is_said(words, at)
    return _placed(words, Age(at, stop + 1, value, value)) if whole else None


def _tagged(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "15f", "f15", "16 f", "f 16", "(16)", "16 / m", "(m 16)", "(both 16)"."""
    before, after, spans = _before(words, at), _next(words, stop), words.spans
    bracketed = any(_opens(words, back) for back in range(max(0, at - 2), at))
    if value >= 10 and after in GENDERS and spans[stop][0] == spans[stop - 1][1]:
        if after == "m" and {"in", "within", "for", "about", "only"} & set(words.words[max(0, at - 2) : at]):
            return None
        first, end = at, stop + 1
    elif value >= 10 and before in GENDERS and spans[at - 1][1] == spans[at][0]:
        first, end = at - 1, stop
    elif not before and value >= 13 and after in ("f", "m") and _next(words, stop + 1) in ("", ",", "."):
        first, end = at, stop + 1
    elif at == 1 and before in ("f", "m") and value >= 13 and after in ("", ",", "."):
        first, end = at - 1, stop
    elif after == "/" and _next(words, stop + 1) in GENDERS:
        first, end = at, stop + 2
    elif bracketed and (before in ("(", "[", "both") or before in GENDERS) and after in (")", "]", ",", *GENDERS):
        first, end = at - (before in GENDERS), stop + (after in GENDERS)
    else:
        return None
    age = _placed(words, Age(first, end, value, value))
    return replace(age, whose="writer") if age.whose == "unknown" else age


def _opens(words: Words, at: int) -> bool:
    """Say whether word `at` is a bracket that does not stick to the word before, as in "range(10)"."""
    return words.words[at] in ("(", "[") and (not at or words.spans[at - 1][1] < words.spans[at][0])


def _limit(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "under 18", "under-16s", "not 18 yet", "over 18"."""
    row = words.words
    back = at - 1 if _before(words, at) == "-" else at
    if not 10 <= value <= 25:
        return None
    squad = at > 0 and words.text[words.spans[at - 1][0] : words.spans[at][0]].lower() == "u"  # "the u15 team"
    if squad or _before(words, back) in ("under", "below") or row[max(0, back - 2) : back] == ("younger", "than"):
        return _placed(words, Age(back - 1, stop, 0, value - 1))
    if _before(words, at) in ("over", "above"):
        return _placed(words, Age(at - 1, stop, value, HIGHEST))
    near = row[max(0, at - 4) : at]
    short_of = near[-1:] == ("not",) and _next(words, stop) in ("", ".", ",", "yet", *UNTIL)
    if short_of or ("not" in near[-3:] and (set(near[-2:]) <= NOT_YET or is_said(words, at))):
        return _placed(words, Age(at, stop, 0, value - 1, when="now"))
    return None


def _turning(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "turned 14", "turning 18 in may", "i'll be 16 in june", "18 in two months", "almost 17", "16th birthday"."""
    near = words.words[max(0, at - 4) : at]
    if _next(words, stop) == "th" and _next(words, stop + 1) == "birthday" and value <= 21:
        own = "writer" if near[-1:] == ("my",) else ""
        return _placed(words, Age(at, stop + 2, value - 1, value, own, "now"))
    if "turned" in near[-2:]:
        return _placed(words, Age(at, stop, value, value))
    ahead = near[-2:] in (("will", "be"), ("to", "be")) or bool(SOON & set(near)) or _date_follows(words, stop)
    counts_down = value == ADULT and near[-1:] in ((), (".",), (",",)) and _date_follows(words, stop)
    coming = bool(TURNING & set(near[-2:])) or (ahead and is_said(words, at)) or counts_down
    return _placed(words, Age(at, stop, value - 1, value - 1, when="now")) if coming else None


def _date_follows(words: Words, stop: int) -> bool:
    rest = words.words[stop : stop + 4]
    return bool(rest) and rest[0] in ("in", "on", "next", "this", "soon", "tomorrow") and bool(DATES & set(rest))


def _said(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "i am 15", "she was only 14", "age 13", "aged 13", "a girl of 14", "at 14 i"."""
    row, before, after = words.words, _before(words, at), _next(words, stop)
    if is_said(words, at):
        group = row[at - 1] in ("are", "were") and value < 13 and after.isalpha() and after not in OPENS
        return None if group else _placed(words, Age(at, stop, value, value))
    if value >= 10 and not before and after == "here":
        return Age(at, stop, value, value, "writer", "now")
    if row[max(0, at - 3) : at] == ("my", "age", "is"):
        return Age(at, stop, value, value, "writer", "now")
    if before in ("aged", "age", "ages") or (
        before in (":", "is", "was") and _before(words, at - 1) in ("age", "aged")
    ):
        return _placed(words, Age(at - 1, stop, value, value))
    if (
        (before == "of" and _before(words, at - 1) in PEOPLE)
        or before == "age"
        or row[max(0, at - 2) : at] == ("age", "of")
    ):
        return _placed(words, Age(at, stop, value, value))
    if before == "at" and value in TEENS and after in AFTER_AT:
        return _placed(words, Age(at, stop, value, value, when="past"))
    if value >= 9 and (
        after in ("female", "male", "girl", "boy", "here", "trans") or (before == "a" and after in EITHER)
    ):
        return _placed(words, Age(at, stop, value, value))
    return None


def _beside_person(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read "my daughter, 13", "my sister 15", "my son - 14", "me 16 too"."""
    row, back = words.words, at - 1
    while back >= 0 and row[back] in ("about", "only", "just"):
        back -= 1
    if back >= 0 and row[back] in (",", "-", "(", ":"):
        back -= 1
    if back < 0 or row[back] not in PEOPLE or value > 80:
        return None
    after = _next(words, stop)
    if back == at - 1 and after and after.isalnum() and after not in OPENS:
        return None
    return _placed(words, Age(at, stop, value, value))


def _alone(words: Words, at: int, stop: int, value: int) -> Age | None:
    """Read a number that is a clause of its own: "15, scared", "cutting again. 14", "2nd violin, 16." """
    before, after = _before(words, at), _next(words, stop)
    if value not in TEENS and not (18 <= value <= 80 and before in ("", ",")):
        return None
    if after == "m" and _next(words, stop + 1) not in BEGINS:
        return None  # "20 m left" is a time, "16 m." a boy
    if not before and not after:
        return Age(at, stop, value, value, "unknown", "now")
    if before not in ("", ".", ",", "!", "?", ";", "both") or (
        after not in CLOSES and not (after in OPENS and not before)
    ):
        return None
    if any(number_at(words.words, beside)[1] for beside in (at - 2, stop + 1) if 0 <= beside < len(words.words)):
        return None
    return _placed(words, Age(at, stop, value, value, when="now"))


def _listed(words: Words, at: int, stop: int, value: int, last: Age | None) -> Age | None:
    """Read the second age of "14 and 16" or "15 or 16": it belongs to whom the first did."""
    if last is None or not LOWEST <= value <= HIGHEST or not 0 < at - last.stop <= 2:
        return None
    between = words.words[last.stop : at]
    if not set(between) <= {"and", "or", ",", "-", "to", "&", "/"} or _next(words, stop) in NOT_YEARS:
        return None
    return Age(at, stop, value, value, last.whose, last.when)


def _stages(words: Words) -> Iterator[Age]:
    """Yield school stages; somebody's classmate is of that age too, so an offender's stage may be the writer's."""
    for stage in schools.find(words):
        if _before(words, stage.first) == "not":
            continue
        age = _placed(words, Age(stage.first, stage.stop, stage.low, stage.high, school=True))
        if stage.named and age.whose != "subject":
            continue
        if age.whose in ("offender", "other", "unknown"):
            age = replace(age, whose="writer" if words.present & {"i", "my", "me", "we"} else "unknown")
        yield age


def _placed(words: Words, age: Age) -> Age:
    """Fill in whose the age is and when, where they are not known yet."""
    owner = age.whose or whose(words, age.first, age.stop)
    if owner == "other" and age.high < ADULT and words.words[age.stop - 1] != "olds":
        owner = "subject"  # an aunt, a teacher or a boss is no child: the child she speaks of is
    placed = age.when in ("now", "image", "denied")
    then = age.when if placed else when(words, age.first, age.stop, past=age.when == "past")
    return replace(age, whose=owner, when=then)


WAYS: tuple[Callable[[Words, int, int, int], Age | None], ...] = (
    _tagged, _limit, _turning, _said, _beside_person, _alone,
)  # fmt: skip
