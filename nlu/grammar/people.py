"""Who a phrase is about: the writer, the person being helped, the offender or somebody else."""

from __future__ import annotations

from .tables import table
from .words import Words

TABLE = table("people")
WRITER = frozenset(TABLE["writer"])
HELPED = frozenset(TABLE["helped"])
OFFENDER = frozenset(TABLE["offender"])
EITHER = frozenset(TABLE["either"])
OTHER = frozenset(TABLE["other"])
NOUNS = HELPED | OFFENDER | EITHER | OTHER
FEMALE = frozenset(TABLE["female"])
MALE = frozenset(TABLE["male"])
NOBODY: frozenset[str] = frozenset()
PRONOUNS = dict.fromkeys(("he", "him", "his"), FEMALE) | dict.fromkeys(("she", "her"), MALE)
PRONOUNS |= dict.fromkeys(("they", "who", "that"), NOBODY)  # each with the nouns it cannot stand for
DOES_HARM = frozenset(TABLE["does_harm"])
HARMS_ME = frozenset(TABLE["harms_me"])
HARMS_OF_ME = frozenset(TABLE["harms_of_me"])
WILL_HARM = frozenset(TABLE["will_harm"])
WILL = frozenset(TABLE["will"])
DONE_TO = frozenset(TABLE["done_to"])
OURS = frozenset(["me", "my", "us", "our"])
LOVED = {"girlfriend", "boyfriend"}  # who sent me a picture does me no harm by it
STOPS = frozenset([".", "!", "?", "i", "there", "we", "you"])
IS_DONE = frozenset(["was", "is", "being", "been", "got", "gets", "are", "were", "getting"])


def noun_role(words: Words, at: int) -> str:
    """Return subject, offender or other for the person noun at word `at`."""
    word = words.words[at]
    if word in HELPED:
        return "subject"
    if word in OTHER:
        return "offender" if harms(words, at) else "other"
    if word in OFFENDER:
        return "offender"
    return "offender" if harms(words, at) else "subject"


def harms(words: Words, at: int) -> bool:
    """Say whether the person at word `at` is soon the subject of a harmful verb."""
    row, wrong, done_to = words.words, _wrong_for(words.words[at]), _is_done_to(words.words, at)
    for on in range(at + 1, min(at + 12, len(row))):
        word = row[on]
        if word in STOPS or word in NOUNS or word in wrong or (done_to and word == "and" and on == at + 1):
            return False
        passive = row[on - 1] in IS_DONE and word.endswith(("ed", "en", "sent"))
        if word in DOES_HARM and not passive:
            return True
        if word in HARMS_ME and row[at] not in LOVED and {"me", "my"} & set(row[on + 1 : on + 3]):
            return True
        if word in HARMS_OF_ME and not passive and _of_me(row[on + 1 : on + 8]):
            return True
        if word in WILL_HARM and row[on - 1] in WILL and (OURS | {"it", "them"}) & set(row[on + 1 : on + 5]):
            return True
    return False


def harms_later(words: Words, at: int) -> bool:
    """Say whether "he" or "she" further on stands for the person at word `at` and does the writer harm."""
    row = words.words
    for on in range(at + 1, min(at + 30, len(row))):
        word = row[on]
        if word in ("he", "she") and row[at] not in PRONOUNS[word] and harms(words, on):
            return bool(OURS & set(row[on + 1 : on + 8]))
        if word in NOUNS:
            return False
    return False


def _is_done_to(row: tuple[str, ...], at: int) -> bool:
    """Say whether the person at word `at` is whom something was done to: "tagged my boss"."""
    return bool(OURS & set(row[max(0, at - 1) : at]) and DONE_TO & set(row[max(0, at - 2) : at - 1]))


def _of_me(row: tuple[str, ...]) -> bool:
    return any(word == "of" and row[at + 1 : at + 2] in (("me",), ("us",)) for at, word in enumerate(row))


def _wrong_for(word: str) -> frozenset[str]:
    """Return the pronouns that cannot stand for a person noun."""
    if word in FEMALE or word in ("she", "her"):
        return frozenset({"he", "they"})
    if word in MALE or word in ("he", "him"):
        return frozenset({"she", "they"})
    return NOBODY


def pronoun_role(words: Words, at: int) -> str:
    """Return whose the pronoun at word `at` is, by the nearest fitting noun before it, else by what follows."""
    wrong = PRONOUNS[words.words[at]]
    for back in range(at - 1, max(-1, at - 60), -1):
        word = words.words[back]
        if word in NOUNS and word not in wrong:
            role = noun_role(words, back)
            if role != "other":
                return role
    return "offender" if harms(words, at) else "subject"


def owner(words: Words, at: int, reach: int = 10) -> str:
    """Return whose a fact at word `at` is: the nearest person named before it in its sentence."""
    for back in range(at - 1, max(-1, at - reach - 1), -1):
        word = words.words[back]
        if word in (".", "!", "?"):
            break
        if word in WRITER:
            return "writer"
        if word in PRONOUNS and word not in ("that", "his", "her"):
            return pronoun_role(words, back)
        if word in NOUNS:
            return noun_role(words, back)
    return "unknown"
