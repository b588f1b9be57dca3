"""Facts from a reading: taken once, corrected when the person corrects them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.dialogue.draft import Draft
from bot.triage.levels import highest, triage
from bot.understanding.reading import Reading
from nlu.grammar.deadlines import due
from nlu.grammar.entity import Entity

ADULT = 18
SURE = 0.75  # calibrated probability from which the act `perpetrator` is acted on
SUBJECTS = ("writer", "subject")
RESTS_ON_AGE = frozenset({"urgency.minor", "abuse.child_image"})
MAX_PLATFORMS = 5
TELLING = 4  # words below which an English reading only means that the text was too short to tell


def absorb(draft: Draft) -> None:
    """Take what the reading says into the state; an age corrected takes back what rested on it."""
    _ages(draft)
    _others(draft)
    labels = draft.state.labels | draft.reading.labels
    if did_it(draft.reading):
        draft.change(perpetrator=True)
    if "need.helping_someone" in labels and draft.state.facts.helped is None:
        draft.learn(helped="someone")
    if draft.state.facts.band == "minor" and any(label.startswith("abuse.") for label in draft.reading.labels):
        labels |= {"urgency.minor"}  # said once, it holds for the next matter too
    draft.change(labels=labels, level=highest(draft.state.level, triage(labels)))


def hear_language(draft: Draft) -> None:
    """Keep the language of a text that is long enough to tell."""
    language = draft.reading.language
    if language != "en" or len(draft.words.split()) >= TELLING:
        draft.change(language=language)


def did_it(reading: Reading) -> bool:
    """Tell whether the writer surely did it themselves: to take one who was harmed for that would harm again."""
    return reading.act == "perpetrator" and reading.act_confidence >= SURE


def set_age(draft: Draft, age: int) -> None:
    """Take the age of the person the matter is about; 18 or over takes back a level that rested on age alone."""
    corrects = draft.state.facts.band == "minor"
    draft.learn(age=age, band="minor" if age < ADULT else "adult")
    if corrects and age >= ADULT and not draft.state.facts.image_minor:
        labels = draft.state.labels - RESTS_ON_AGE
        # The level falls to what else was said: only because the very fact it rested on was corrected.
        draft.change(labels=labels, level=triage(labels))


def set_adult(draft: Draft) -> None:
    """Take that the person is an adult, without an age."""
    set_age(draft, ADULT)
    draft.learn(age=None)


def _ages(draft: Draft) -> None:
    ages = [entity for entity in draft.reading.entities if entity.kind == "age"]
    helping = draft.state.facts.helped is not None or draft.has("need.helping_someone")
    # A parent of 40 does not make the child an adult: a helper's own age says nothing of the matter.
    subjects = ("subject",) if helping else SUBJECTS
    mine = [entity for entity in ages if entity.extra.get("whose") in subjects]
    if any(entity.extra.get("when") == "image" and _high(entity) < ADULT for entity in mine):
        draft.learn(image_minor=True)
    now = [entity for entity in mine if entity.extra.get("when", "now") == "now"]
    minors = [entity for entity in now if _high(entity) < ADULT]
    adults = [entity for entity in now if _low(entity) >= ADULT]
    if minors:
        set_age(draft, _low(minors[0]))
    elif adults and not draft.has("urgency.minor"):
        set_age(draft, _low(adults[0]))
    if draft.has("urgency.minor") and draft.state.facts.band == "unknown" and not adults:
        draft.learn(band="minor")
    if draft.has("abuse.child_image"):
        draft.learn(image_minor=True)


def _others(draft: Draft) -> None:
    reading, facts = draft.reading, draft.state.facts
    platforms = dict.fromkeys((*facts.platforms, *(str(value) for value in values(reading, "platform"))))
    draft.learn(platforms=tuple(platforms)[:MAX_PLATFORMS])
    for entity in of_kind(reading, "country"):
        if entity.extra.get("whose") != "offender":
            draft.learn(place=_place(draft, str(entity.value)))
    for entity in of_kind(reading, "relationship"):
        role = entity.extra.get("role")
        if role == "offender":
            draft.learn(who=str(entity.value))
        elif role == "helped":
            draft.learn(helped=str(entity.value))
    for entity in of_kind(reading, "amount"):
        draft.learn(amount=f"{entity.value} {entity.extra.get('currency') or ''}".strip())
    if draft.has("urgency.deadline"):
        now = datetime.fromtimestamp(draft.now, UTC)
        mine = [entity for entity in of_kind(reading, "deadline") if entity.extra.get("about") != "other"]
        times = [due(str(entity.value), now) for entity in mine]
        if times:
            draft.learn(due=int(min(times).timestamp()))


def _place(draft: Draft, code: str) -> str:
    # A state whose own law we do not hold is still in a country whose law we do.
    return code if code in draft.content.places else code.partition("-")[0]


def of_kind(reading: Reading, kind: str) -> list[Entity]:
    """Return a reading's entities of one kind, in the order of the text."""
    return [entity for entity in reading.entities if entity.kind == kind]


def values(reading: Reading, kind: str) -> list[str | int | float]:
    """Return the values of a reading's entities of one kind."""
    return [entity.value for entity in of_kind(reading, kind)]


def _low(entity: Entity) -> int:
    return int(entity.value)


def _high(entity: Entity) -> int:
    return int(entity.extra.get("high") or entity.value)
