"""How old they are now and were in the picture: what is said of it, corrected, or answered."""

from __future__ import annotations

import re

from bot.dialogue import people
from bot.dialogue.draft import Draft
from bot.dialogue.entities import is_my, of_kind, whose
from bot.dialogue.matters import UNDER_AGE
from bot.dialogue.state import Band
from bot.triage.levels import triage
from nlu.grammar.age_answer import answered
from nlu.grammar.entity import Entity
from nlu.grammar.hygiene import clean
from nlu.grammar.words import words_of

ADULT = 18
GUESSED = "image:guessed"  # beside the questions asked: that the picture shows a child was read, and no age was told
NEARLY = 3  # years: a range shorter than this is as good as an age
AGE_ALONE = re.compile(  # "18", "im 18 now", "eighteen yrs": a whole message that tells an age and nothing else
    r"^ (?:(?:yes|yeah|yep|no|nope|ok|okay|sure|well|um|hi|i|am|me|it|is|my|age|just|only|already|of|course|over|like"
    r"|about|above|[,.:!]) )*(?:\w+ - )?\w+ "
    r"(?:(?:years?|old|now|plus|and|over|above|f|m|female|male|woman|man|a|half|thanks|[+,.!]) )*$"
)
CORRECTS = re.compile(  # how an age told before is put right: "wait no she's 18"
    r"^ (?:(?:oh|ok|um|hey) )?(?:wait|no|nope|sorry|oops|typo|actually|correction|i meant|i mean) "
)
NO_CHILD = re.compile(r" not (?:an? )?(?:child|kid|minor|underage) (?!any|now)")  # beside an age: "26, not a child"
SAME = re.compile(  # the age of the one in the picture is the writer's own: "the girl is 26, it is actually me"
    r" (?:girl|woman|lady|friend|person|she) is (?:\w+ ){0,2}\d+ (?:(?:years?|yrs?|old|[,.]|and|but) )*"
    r"(?:it|this|that|she) is (?!not )(?:\w+ )?(?:me|myself) "
)
LONG_SINCE = re.compile(  # a child in the picture, though no age is told: "pics of me as a kid"
    r" as an? (?:kid|child|teen\w*|minor) | (?:when|then|while) (?:\w+ ){0,2}(?:was|were) "
    r"| (?:was|were) (?:an? |only |just )*(?:kids?|child|children|teen\w*|minors?|little|young\w*) "
)


class _Told:
    """The ages that a message tells of the person it is about: now under 18, now grown, and in the picture."""

    def __init__(self, draft: Draft) -> None:
        mine = _mine(draft)
        now = [entity for entity in mine if _when(entity) == "now"]
        self.then = [entity for entity in mine if _when(entity) in ("image", "past")]
        self.minors = [entity for entity in now if _high(entity) < ADULT]
        self.adults = [entity for entity in now if _low(entity) >= ADULT]
        self.grown = [entity for entity in self.then if _low(entity) >= ADULT]  # who was 19 in the picture is an adult
        self.young_then = any(_when(entity) == "image" and _high(entity) < ADULT for entity in self.then)


def hear(draft: Draft) -> None:
    """Take the ages of a message: a correction first, then the picture, then how old they are now."""
    told = _Told(draft)
    _correct(draft, told)
    if told.young_then:
        picture_young(draft)
    _now(draft, told, _answer_alone(draft, told))
    if draft.has("urgency.minor") and draft.state.facts.band == "unknown" and not told.adults:
        draft.learn(band="minor")
    age = draft.state.facts.age
    if draft.has("abuse.child_image") and (age is None or age >= ADULT):  # else the age alone says it, while it holds
        _guess_picture(draft)


def picture_young(draft: Draft) -> None:
    """Take that they said the picture shows somebody under 18."""
    draft.learn(image_minor=True)
    draft.change(asked=tuple(name for name in draft.state.asked if name != GUESSED))


def set_band(draft: Draft, band: Band) -> None:
    """Take the age band of the person the matter is about; an age that is known and fits it stays."""
    _set(draft, band, None)


def tells(draft: Draft) -> bool:
    """Tell whether this message says how old the person is whom the matter is about."""
    now = any(_when(entity) == "now" for entity in _mine(draft))
    return now or draft.has("urgency.minor") or _answer(draft) is not None


def is_young_writer(draft: Draft) -> bool:
    """Tell whether the writer says in this message that they are under 18 themselves."""
    return any(whose(entity) == "writer" and _high(entity) < ADULT for entity in of_kind(draft.reading, "age"))


def forget_ways(draft: Draft) -> None:
    """Forget which ways to removal were given: for another age they are others."""
    draft.change(said=tuple(card for card in draft.state.said if not card.startswith("removal")))


def _correct(draft: Draft, told: _Told) -> None:
    if (told.adults or told.grown) and not told.minors and _denied(draft):
        draft.unhear(UNDER_AGE)
        if told.grown:
            _set(draft, "adult", None, image_minor=False)
    elif told.adults and not told.minors and not told.young_then:
        grown = _is_grown(draft) and not told.then
        if grown or _corrects(draft):
            draft.unhear(UNDER_AGE)
        if grown and GUESSED in draft.state.asked:
            draft.learn(image_minor=False)


def _guess_picture(draft: Draft) -> None:
    known = draft.state.facts.image_minor or LONG_SINCE.search(words_of(clean(draft.words)).line)
    draft.learn(image_minor=True)
    if not known:
        draft.change(asked=(*draft.state.asked, GUESSED))


def _answer_alone(draft: Draft, told: _Told) -> tuple[int, int] | None:
    """Return the answer to the question for the age; a number that is all that was said holds, whatever it looks like
    to the model."""
    answer = _answer(draft)
    grown = told.adults or (answer and answer[0] >= ADULT)
    if _is_asked(draft) and not (told.minors or told.then) and grown and _is_alone(draft):
        draft.unhear(UNDER_AGE)
    return answer


def _now(draft: Draft, told: _Told, answer: tuple[int, int] | None) -> None:
    if told.minors:
        _take(draft, _low(told.minors[0]), _high(told.minors[0]))
        _speaks_for(draft, told.minors[0])
    elif told.adults and (told.young_then or not draft.has("urgency.minor")):
        _take(draft, _low(told.adults[0]), _high(told.adults[0]))
    elif answer and not draft.has("urgency.minor"):
        _take(draft, *answer)


def _take(draft: Draft, low: int, high: int) -> None:
    """Take an age from `low` to `high`: a school year is about an age, "over 18" is none."""
    _set(draft, "minor" if high < ADULT else "adult", low if high - low < NEARLY else None)


def _set(draft: Draft, band: Band, age: int | None, **other: bool) -> None:
    """Take band and age; being 18 or over, then and now, takes back a level that rested on age alone."""
    before = draft.state.facts
    known = before.age if before.age is not None and (before.age >= ADULT) == (band == "adult") else None
    draft.learn(age=known if age is None else age, band=band, **other)
    if before.image_band not in ("unknown", draft.state.facts.image_band):
        forget_ways(draft)
    if before.image_band == "minor" and draft.state.facts.image_band == "adult":
        labels = draft.state.labels - UNDER_AGE
        # The level falls to what else was said: only because the very fact it rested on was corrected.
        draft.change(labels=labels, level=triage(labels))


def _speaks_for(draft: Draft, child: Entity) -> None:
    """Take that somebody writes for "my 15 year old": the writer's own age, told later, is not the child's."""
    if draft.state.facts.helped is None and is_my(draft, child) and whose(child) == "subject":
        draft.learn(helped="someone")


def _mine(draft: Draft) -> list[Entity]:
    """Return the ages of the person the matter is about: an adult's only where they are surely theirs."""
    helping = people.is_helping(draft)
    asked, heard = _is_asked(draft), not helping and _may_be_age(draft)
    subject = not _is_settled(draft)
    minors = {"writer": not helping, "subject": subject, "unknown": asked or draft.has("urgency.minor")}
    # A parent of 40 does not make the child an adult, nor does a boyfriend of 25 the writer.
    adults = {"writer": not helping, "subject": (helping and subject) or _is_same(draft),
              "unknown": _denied(draft) or (asked and not helping)}  # fmt: skip
    opening = adults | {"unknown": adults["unknown"] or heard}  # "31", "27, my ex …"
    return [
        entity
        for entity in of_kind(draft.reading, "age")
        if (minors if _high(entity) < ADULT else adults if entity.start else opening).get(whose(entity), False)
    ]


def _is_settled(draft: Draft) -> bool:
    """Tell whether the age of a child is known and not put right: "he is 20" is then that of somebody else."""
    facts = draft.state.facts
    known = facts.band == "minor" and facts.age is not None and not _is_asked(draft)
    return known and not (_denied(draft) or _says_sorry(draft))


def _is_asked(draft: Draft) -> bool:
    """Tell whether the age is asked for right now; while a person of the team writes, they ask."""
    return draft.state.asking == "age" and not draft.held


def _may_be_age(draft: Draft) -> bool:
    """Tell whether a number that opens a message can be an age: it may answer another question, of the team's too."""
    state = draft.state
    yes_or_no = state.asking in draft.content.cards  # which a number cannot answer
    free = state.asking in (None, "age") or yes_or_no or ("age" in state.asked and state.asking != "form")
    return free and state.facts.band == "unknown" and not draft.held


def _answer(draft: Draft) -> tuple[int, int] | None:
    """Return the age, from and to, in an answer to the question for it where the grammar alone would see none."""
    if not _is_asked(draft) or people.is_helping(draft) or of_kind(draft.reading, "age"):
        return None
    found = answered(words_of(clean(draft.words)))
    return found if found and (found[0] >= ADULT or found[1] < ADULT) else None


def _is_alone(draft: Draft) -> bool:
    return AGE_ALONE.search(words_of(clean(draft.words)).line) is not None


def _denied(draft: Draft) -> bool:
    """Tell whether an age under 18 is taken back: "19, not 16"."""
    return any(_when(entity) == "denied" and _high(entity) < ADULT for entity in of_kind(draft.reading, "age"))


def _corrects(draft: Draft) -> bool:
    """Tell whether an age told before as under 18 is put right: "wait no she's 18"."""
    known = draft.state.facts.band == "minor" and not draft.state.facts.image_minor
    return known and _says_sorry(draft)


def _is_grown(draft: Draft) -> bool:
    """Tell whether an age is said against a child in the matter: "she is 26, not a child", "I am 26, it is me"."""
    meant = people.is_itself(draft) or NO_CHILD.search(words_of(clean(draft.words)).line) is not None
    return meant and draft.state.facts.image_band == "minor"


def _is_same(draft: Draft) -> bool:
    return SAME.search(words_of(clean(draft.words)).line) is not None


def _says_sorry(draft: Draft) -> bool:
    return CORRECTS.search(words_of(clean(draft.words)).line) is not None


def _low(entity: Entity) -> int:
    return int(entity.value)


def _high(entity: Entity) -> int:
    return int(entity.extra.get("high") or entity.value)


def _when(entity: Entity) -> str:
    return str(entity.extra.get("when", "now"))
