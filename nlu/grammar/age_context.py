"""What stands around an age: whose it is, whether of now, the past or the image, and what ends or denies it."""

from __future__ import annotations

from .numbers import number_at
from .people import EITHER, NOUNS, PRONOUNS, WRITER, noun_role, owner
from .tables import table
from .words import Words

TABLE = table("ages")
COPULA = frozenset(TABLE["copula"])
HEDGES = frozenset(TABLE["hedges"])
SMALL = COPULA | HEDGES | frozenset(TABLE["small"])
ADJECTIVES = frozenset(TABLE["adjectives"])
KIN = frozenset(TABLE["kin"])
PAST = frozenset(TABLE["past"])
IMAGE = frozenset(TABLE["image"])
MADE = frozenset(TABLE["made"])
SHOWN = frozenset(TABLE["shown"])
TOGETHER = frozenset(TABLE["together"])
AROUND_DENIAL = frozenset(TABLE["around_denial"])
ENDS = (".", "!", "?")


def is_said(words: Words, at: int) -> bool:
    """Say whether a person and a form of "be" stand right before word `at`."""
    row, back = words.words, at - 1
    while back >= 0 and row[back] in HEDGES:
        back -= 1
    if back >= 0 and row[back] in ("and", "but") and COPULA & set(row[max(0, back - 5) : back]):
        return True
    if back < 0 or row[back] not in COPULA:
        return False
    if row[back] in ("am", "was") and (not back or row[back - 1] in (*ENDS, ",")):
        return True  # "was 15. am 29 now": who leaves out "i" means himself
    while back >= 0 and (
        row[back] in COPULA or row[back] in HEDGES or row[back] in ("will", "about", "to", "not", "has", "going")
    ):
        back -= 1
    return back >= 0 and (row[back] in WRITER or row[back] in PRONOUNS or row[back] in NOUNS or row[back] in KIN)


def whose(words: Words, first: int, stop: int) -> str:
    """Return writer, subject, offender, other or unknown for the age at words `first:stop`."""
    row = words.words
    left = row[max(0, first - 7) : first]
    if _writer_is(left) or "both" in left[-2:]:
        return "writer"
    for on in range(stop, min(stop + 3, len(row))):
        if row[on] in NOUNS:
            return noun_role(words, on)
        if not row[on].isalpha() or row[on] in SMALL or row[on] in WRITER:
            break
    if {"my", "our", "'s"} & set(left[-2:]) or (left[-1:] == ("a",) and row[stop - 1] == "old"):
        return "other" if row[stop - 1] == "olds" else "subject"
    return owner(words, first)


def _writer_is(left: tuple[str, ...]) -> bool:
    """Say whether "i", "me" or "as a" leads to the age through small words and what the writer calls himself."""
    for back in range(len(left) - 1, -1, -1):
        word = left[back]
        if word in WRITER or word == "as":
            return True
        calls_self = word in ADJECTIVES or (word in EITHER and "am" in left[:back])
        if not calls_self and word not in SMALL and word not in ("(", "[", ","):
            return False
    return False


def when(words: Words, first: int, stop: int, *, past: bool) -> str:
    """Return now, past or image."""
    row = words.words
    if _is_seen(row, first, stop):
        return "image"
    left = row[max(0, first - 6) : first]
    for back in range(len(left) - 1, -1, -1):
        word = left[back]
        if word in ENDS:
            break
        if word in ("am", "is", "are", "turned", "turning", "turn", "turns"):
            return "now"
        if word in PAST:
            past = True
            break
    past = past or left[-1:] == ("at",) or row[first] == "at"
    if not past:
        return "now"
    return "image" if _in_image(words, first, stop) else "past"


def _is_seen(row: tuple[str, ...], first: int, stop: int) -> bool:
    """Say whether "in the video" stands right after an age, or opens the clause that says it."""
    back = first - 1
    while back >= 0 and (row[back] in SMALL or row[back] in WRITER or row[back] in PRONOUNS) and row[back] != "in":
        back -= 1
    opens = back < 3 or row[back - 3] in (*ENDS, ",", "and", "but")
    return (opens and _names_image(row[max(0, back - 2) : back + 1])) or _names_image(row[stop : stop + 3])


def _names_image(three: tuple[str, ...]) -> bool:
    """Say whether three words are "in the video" or the like."""
    return len(three) == 3 and three[0] in ("in", "on") and three[1] in SHOWN and three[2] in IMAGE


def _in_image(words: Words, first: int, stop: int) -> bool:
    """Say whether a past age is the age in an image: one was made then, not only a relationship lived."""
    row = words.words
    left, right = row[max(0, first - 14) : first], row[stop : stop + 8]
    ends = [at for at, word in enumerate(left) if word in ENDS]
    sentence = left[ends[-1] + 1 :] if ends else left
    if TOGETHER & set(right[:4]) or TOGETHER & set(sentence[-7:]):
        return False
    if MADE & set(right) or (MADE | IMAGE) & set(sentence) or IMAGE & set(right):
        return True
    # "The clip is on a site. I was fifteen." says it in two sentences.
    short = len(sentence) < 5 and (not right or right[0] in (*ENDS, ",", "then", "in", "at"))
    return short and bool(IMAGE & set(left + row[stop : stop + 14]))


def denial_follows(row: tuple[str, ...], stop: int) -> bool:
    """Say whether "not" and a number follow through small words."""
    on = stop
    while on < len(row) and row[on] in AROUND_DENIAL:
        on += 1
    return row[on : on + 1] == ("not",) and on + 1 < len(row) and bool(number_at(row, on + 1)[1])


def denial_precedes(row: tuple[str, ...], at: int) -> bool:
    """Say whether "not" and a number stand before, through small words."""
    back = at - 1
    while back >= 0 and row[back] in AROUND_DENIAL:
        back -= 1
    return back > 0 and row[back - 1] == "not" and bool(number_at(row, back)[1])


def number_beside(row: tuple[str, ...], at: int, stop: int) -> bool:
    """Say whether a number stands beside the denied one at `at:stop`, before or after it, through small words."""
    back, on = at - 2, stop
    while back >= 0 and row[back] in AROUND_DENIAL:
        back -= 1
    while on < len(row) and row[on] in AROUND_DENIAL:
        on += 1
    return any(0 <= here < len(row) and number_at(row, here)[1] for here in (back, on))


def is_height(words: Words, stop: int) -> bool:
    """Say whether a quotation mark and a digit follow: 5'2."""
    end = words.spans[stop - 1][1]
    return words.text[end : end + 1] == "'" and words.text[end + 1 : end + 2].isdigit()


def old_after(row: tuple[str, ...], stop: int) -> int:
    """Return where "years old", "y/o", "yr old", "years of age" or "and a half" ends, or 0."""
    here = stop
    while here < len(row) and row[here] in ("-", "and", "a", "half"):
        here += 1
    if here < len(row) and row[here] in ("yo", "yos"):
        return here + 1
    if here == len(row) or row[here] not in ("years", "year", "y"):
        return 0
    here += 1
    while here < len(row) and row[here] in ("-", "/", "."):
        here += 1
    if here < len(row) and row[here] in ("old", "olds", "o", "aged"):
        return here + 1
    return here + 2 if row[here : here + 2] == ("of", "age") else 0
