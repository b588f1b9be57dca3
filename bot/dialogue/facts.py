"""Facts from a reading: taken once, corrected when the person corrects them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from bot.dialogue.draft import Draft
from bot.dialogue.state import Band
from bot.triage.levels import highest, triage
from bot.understanding.reading import Reading
from nlu.grammar.age_answer import answered
from nlu.grammar.deadlines import due
from nlu.grammar.entity import Entity
from nlu.grammar.hygiene import clean
from nlu.grammar.words import words_of

ADULT = 18
SURE = 0.75  # calibrated probability from which the act `perpetrator` is acted on
NEARLY = 3  # years: a range shorter than this is as good as an age
RESTS_ON_AGE = frozenset({"urgency.minor", "abuse.child_image"})
HELPING = frozenset({"need.helping_someone"})
OF_ANOTHER = frozenset({"she", "her", "help", "helping", "behalf"})  # words of one who writes for somebody else
ITSELF = re.compile(
    r"^(?! (?:hi|hello|hey) ).* (?:it|this) (?:is|was) (?!not )(?:\w+ )?(?:me|myself) "
    r"(?:[.!?]|actually|not|lol|tbh|sorry|and|i) "
    r"| (?:i am the friend|the friend is me|(?:asking|writing) for (?:me|myself)) "
)
AGE_ALONE = re.compile(  # "18", "im 18 now", "eighteen yrs": a whole message that tells an age and nothing else
    r"^ (?:(?:yes|yeah|yep|no|nope|ok|okay|sure|well|um|hi|i|am|me|it|is|my|age|just|only|already|of|course|over|like"
    r"|about|above|[,.:!]) )*(?:\w+ - )?\w+ "
    r"(?:(?:years?|old|now|plus|and|over|above|f|m|female|male|woman|man|a|half|thanks|[+,.!]) )*$"
)
MAX_PLATFORMS = 5
CORRECTS = re.compile(r"^ (?:(?:oh|ok|um|hey) )?(?:wait|no|nope|sorry|oops|typo|actually|correction|i meant|i mean) ")
NOT_THERE = re.compile(  # before a place that is taken back: "facebook, not instagram"; not "i am not on it"
    r"(?<!\bi'm )(?<!\bim )(?<!\bi am )(?<!\bhe's )(?<!\bshe's )(?<!\bwe're )"
    r"\b(?:not|isn'?t|wasn'?t|instead of|rather than)(?: (?:on|in|at|from|to|the|my|via))*$"
)
MEANT = re.compile(r"\b(?:i|we) mean[t]?(?: to (?:say|write|type))?(?: (?:on|in|the|my|it'?s|its|it was))*$")
HEARS = re.compile(
    r"(?:(?:and|or) \w+ \w+ )?(?:(?:will|would|might|could|can|may|ever|just|also|already|is|are|going to|gonna|to) )*"
    r"(?:finds?|found|finding) out\b|(?:(?:will|would|might|could|ever|already) )*"
    r"(?:sees?|saw|seen|hears?|heard|learns?|thinks?|knows?(?: about| of|$|[?.,!])|gets? (?:it|them|to (?:see|know)))"
)
TOLD_TO = re.compile(
    r"\b(?:tell|tells|telling|told|show|shows|showing|showed|lose|losing|(?:send|sent|sending) (?:it|them|that) to)"
    r" (?:my|our|her|his|their|the)$"
)
HARMS = re.compile(
    r"\b(?:threat\w*|blackmail\w*|post(?:s|ed|ing)|leak\w*|shar(?:es|ed|ing)|sent|sends|sending|film(?:s|ed)"
    r"|record(?:s|ed)|wants?|demand\w*|hit|hits|will send|says|said)\b"
)
ABOUT = re.compile(r"\b(?:and|or|about|if|also|same|law|laws|legal|illegal|crime|is it|in)\b")
HERE = re.compile(  # where one is, not what one asks about
    r"\b(?:i am|i'm|im|i live|i stay|i moved|moved|living|we are|we're|from|based|resid\w+|here|actually|no|not|sorry"
    r"|mean|meant|my)\b"
)
TELLING = 4  # words below which an English reading only means that the text was too short to tell


def absorb(draft: Draft) -> None:
    """Take what the reading says into the state; an age corrected takes back what rested on it."""
    before = draft.state.facts.band
    _own_matter(draft)
    _ages(draft)
    _others(draft)
    labels = draft.state.labels | draft.reading.labels
    if did_it(draft.reading):
        draft.change(perpetrator=True)
    if "need.helping_someone" in labels and draft.state.facts.helped is None:
        draft.learn(helped="someone")
    band = draft.state.facts.band
    told = labels if band != before else draft.reading.labels  # said once, it holds for the next matter too
    if band == "minor" and any(label.startswith("abuse.") for label in told):
        labels |= {"urgency.minor"}
    draft.change(labels=labels, level=highest(draft.state.level, triage(labels)))


def hear_language(draft: Draft) -> None:
    """Keep the language of a text that is long enough to tell."""
    language = draft.reading.language
    if language != "en" or len(draft.words.split()) >= TELLING:
        draft.change(language=language)


def did_it(reading: Reading) -> bool:
    """Tell whether the writer surely did it themselves: to take one who was harmed for that would harm again."""
    return reading.act == "perpetrator" and reading.act_confidence >= SURE


def set_band(draft: Draft, band: Band) -> None:
    """Take the age band of the person the matter is about; an age that is known and fits it stays."""
    _set_age(draft, band, None)


def tells_age(draft: Draft) -> bool:
    """Tell whether this message says how old the person is whom the matter is about."""
    now = any(_when(entity) == "now" for entity in _mine(draft))
    return now or draft.has("urgency.minor") or _answer(draft) is not None


def _set_age(draft: Draft, band: Band, age: int | None, **other: bool) -> None:
    """Take band and age; being 18 or over, then and now, takes back a level that rested on age alone."""
    before = draft.state.facts
    known = before.age if before.age is not None and (before.age >= ADULT) == (band == "adult") else None
    draft.learn(age=known if age is None else age, band=band, **other)
    if before.image_band not in ("unknown", draft.state.facts.image_band):
        forget_ways(draft)
    if before.image_band == "minor" and draft.state.facts.image_band == "adult":
        labels = draft.state.labels - RESTS_ON_AGE
        # The level falls to what else was said: only because the very fact it rested on was corrected.
        draft.change(labels=labels, level=triage(labels))


def forget_ways(draft: Draft) -> None:
    """Forget which ways to removal were given: for another age they are others."""
    draft.change(said=tuple(card for card in draft.state.said if not card.startswith("removal")))


def _take(draft: Draft, low: int, high: int) -> None:
    """Take an age from `low` to `high`: a school year is about an age, "over 18" is none."""
    _set_age(draft, "minor" if high < ADULT else "adult", low if high - low < NEARLY else None)


def _ages(draft: Draft) -> None:
    mine = _mine(draft)
    then = [entity for entity in mine if _when(entity) in ("image", "past")]
    now = [entity for entity in mine if _when(entity) == "now"]
    minors = [entity for entity in now if _high(entity) < ADULT]
    adults = [entity for entity in now if _low(entity) >= ADULT]
    grown = [entity for entity in then if _low(entity) >= ADULT]
    young_then = any(_when(entity) == "image" and _high(entity) < ADULT for entity in then)
    if (adults or grown) and not minors and _denied(draft):
        _hear(draft, without=RESTS_ON_AGE)
        if grown:  # who was 19 in the picture, not 16, is an adult now
            _set_age(draft, "adult", None, image_minor=False)
    elif adults and not minors and not young_then and _corrects(draft):
        _hear(draft, without=RESTS_ON_AGE)
    if young_then:
        draft.learn(image_minor=True)
    answer = _answer(draft)
    if _asks_age(draft) and not (minors or then) and (adults or (answer and answer[0] >= ADULT)) and _age_alone(draft):
        _hear(draft, without=RESTS_ON_AGE)  # the number answers, whatever it looks like to the model
    if minors:
        _take(draft, _low(minors[0]), _high(minors[0]))
        _speaks_for(draft, minors[0])
    elif adults and (young_then or not draft.has("urgency.minor")):
        _take(draft, _low(adults[0]), _high(adults[0]))
    elif answer and not draft.has("urgency.minor"):
        _take(draft, *answer)
    if draft.has("urgency.minor") and draft.state.facts.band == "unknown" and not adults:
        draft.learn(band="minor")
    age = draft.state.facts.age
    if draft.has("abuse.child_image") and (age is None or age >= ADULT):  # else the age alone says it, while it holds
        draft.learn(image_minor=True)


def _speaks_for(draft: Draft, child: Entity) -> None:
    """Take that somebody writes for "my 15 year old": the writer's own age, told later, is not the child's."""
    if draft.state.facts.helped is None and _is_my(draft, child) and _whose(child) == "subject":
        draft.learn(helped="someone")


def _mine(draft: Draft) -> list[Entity]:
    """Return the ages of the person the matter is about: an adult's only where they are surely theirs."""
    helping = is_helping(draft)
    asked, heard = _asks_age(draft), not helping and _may_be_age(draft)
    minors = {"writer": not helping, "subject": True, "unknown": asked or draft.has("urgency.minor")}
    # A parent of 40 does not make the child an adult, nor does a boyfriend of 25 the writer.
    adults = {"writer": not helping, "subject": helping, "unknown": _denied(draft) or (asked and not helping)}
    opening = adults | {"unknown": adults["unknown"] or heard}  # "31", "27, my ex …"
    return [
        entity
        for entity in of_kind(draft.reading, "age")
        if (minors if _high(entity) < ADULT else adults if entity.start else opening).get(_whose(entity), False)
    ]


def _asks_age(draft: Draft) -> bool:
    """Tell whether the age is asked for right now; while a person of the team writes, they ask."""
    return draft.state.asking == "age" and not _held(draft)


def _may_be_age(draft: Draft) -> bool:
    """Tell whether a number that opens a message can be an age: it may answer another question, of the team's too."""
    state = draft.state
    yes_or_no = state.asking in draft.content.cards  # which a number cannot answer
    free = state.asking in (None, "age") or yes_or_no or ("age" in state.asked and state.asking != "form")
    return free and state.facts.band == "unknown" and not _held(draft)


def _held(draft: Draft) -> bool:
    return draft.case is not None and draft.case.status.held


def _answer(draft: Draft) -> tuple[int, int] | None:
    """Return the age, from and to, in an answer to the question for it where the grammar alone would see none."""
    if not _asks_age(draft) or is_helping(draft) or of_kind(draft.reading, "age"):
        return None
    found = answered(words_of(clean(draft.words)))
    return found if found and (found[0] >= ADULT or found[1] < ADULT) else None


def _age_alone(draft: Draft) -> bool:
    return AGE_ALONE.search(words_of(clean(draft.words)).line) is not None


def _denied(draft: Draft) -> bool:
    """Tell whether an age under 18 is taken back: "19, not 16"."""
    return any(_when(entity) == "denied" and _high(entity) < ADULT for entity in of_kind(draft.reading, "age"))


def _corrects(draft: Draft) -> bool:
    """Tell whether an age told before as under 18 is put right: "wait no she's 18"."""
    known = draft.state.facts.band == "minor" and not draft.state.facts.image_minor
    return known and CORRECTS.search(words_of(clean(draft.words)).line) is not None


def _own_matter(draft: Draft) -> None:
    """Take that it is the writer who is harmed: "its not a friend its me", "my cousin sent my private photo"."""
    if not is_helping(draft):
        return
    words = words_of(clean(draft.words))
    if ITSELF.search(words.line):
        draft.learn(helped=None)
        draft.change(labels=draft.state.labels - HELPING)
        _hear(draft, without=HELPING)
    elif draft.state.facts.helped is None and _harmed_by_own(draft) and words.present.isdisjoint(OF_ANOTHER):
        _hear(draft, without=HELPING)


def _harmed_by_own(draft: Draft) -> bool:
    """Tell whether "my cousin" or the like did it and nobody else is named: such a noun alone looks like one helped."""
    people = of_kind(draft.reading, "relationship")
    own = any(entity.extra.get("role") == "offender" and _is_my(draft, entity) for entity in people)
    return own and not any(entity.extra.get("role") == "helped" for entity in people)


def _is_my(draft: Draft, entity: Entity) -> bool:
    return clean(draft.words)[: entity.start].casefold().split()[-1:] in (["my"], ["our"])


def is_helping(draft: Draft) -> bool:
    """Tell whether the writer helps somebody else, as far as they have said."""
    helped = any(entity.extra.get("role") == "helped" for entity in of_kind(draft.reading, "relationship"))
    of_other = helped and any(_whose(entity) == "subject" for entity in of_kind(draft.reading, "age"))
    return draft.state.facts.helped is not None or draft.has("need.helping_someone") or of_other


def _hear(draft: Draft, *, without: frozenset[str]) -> None:
    draft.reading = replace(draft.reading, labels=draft.reading.labels - without)


def _others(draft: Draft) -> None:
    reading, facts = draft.reading, draft.state.facts
    helping = is_helping(draft) or bool(draft.state.labels & HELPING)
    draft.learn(platforms=_platforms(draft, facts.platforms))
    if elsewhere(draft) is None:
        for code in _places(draft):
            draft.learn(place=code)
    for entity in of_kind(reading, "relationship"):
        role = entity.extra.get("role")
        if role == "offender" and not in_passing(draft, entity):
            draft.learn(who=str(entity.value))
        elif role == "helped" and (helping or entity.value == "family"):
            draft.learn(helped=str(entity.value))
    for entity in of_kind(reading, "amount"):
        draft.learn(amount=f"{entity.value} {entity.extra.get('currency') or ''}".strip())
    if draft.has("urgency.deadline"):
        now = datetime.fromtimestamp(draft.now, UTC)
        mine = [entity for entity in of_kind(reading, "deadline") if entity.extra.get("about") != "other"]
        times = [due(str(entity.value), now) for entity in mine]
        if times:
            draft.learn(due=int(min(times).timestamp()))


def in_passing(draft: Draft, entity: Entity) -> bool:
    """Tell whether somebody is named as one who may hear of it, not as the one who did it: "if my wife finds out"."""
    text = clean(draft.words)
    before, after = text[: entity.start].casefold().split(), text[entity.end :].casefold().replace("\u2019", "'")
    hears = HEARS.match(" ".join(after.split())) or TOLD_TO.search(" ".join(before))
    return bool(hears) and not HARMS.search(after)


def doer(draft: Draft) -> str | None:
    """Return who did it, as the answer to that question: anybody named, but nobody who is named in passing."""
    named = (entity for entity in of_kind(draft.reading, "relationship") if not in_passing(draft, entity))
    return next((str(entity.value) for entity in named), None)


def elsewhere(draft: Draft) -> str | None:
    """Return the place that is asked about by somebody who said before that they are in another: "and in spain?"."""
    home, words = draft.known.facts.place, clean(draft.words).casefold().replace("\u2019", "'")
    named = [code for code in _places(draft) if home and code.partition("-")[0] != home.partition("-")[0]]
    return named[-1] if named and ABOUT.search(words) and not HERE.search(words) else None


def _places(draft: Draft) -> list[str]:
    # "he lives in spain" is no country of the person's, "she lives in spain" is one when she is helped.
    helping = is_helping(draft) or bool(draft.state.labels & HELPING)
    found = [entity for entity in of_kind(draft.reading, "country")
             if _whose(entity) != "offender" and (helping or _whose(entity) != "subject")]  # fmt: skip
    return [_place(draft, str(entity.value)) for entity in found if not _before(draft, entity, NOT_THERE)]


def _platforms(draft: Draft, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places after this message; one that is taken back goes: "I meant facebook, not instagram"."""
    named = of_kind(draft.reading, "platform")
    denied = {str(entity.value) for entity in named if _before(draft, entity, NOT_THERE)}
    fresh = [str(entity.value) for entity in named if str(entity.value) not in (*denied, *known)]
    if not denied and any(_before(draft, entity, MEANT) for entity in named if str(entity.value) in fresh):
        denied = set(known[-1:])
    kept = dict.fromkeys((*(place for place in known if place not in denied), *fresh))
    return tuple(kept)[:MAX_PLATFORMS]


def _before(draft: Draft, entity: Entity, said: re.Pattern[str]) -> bool:
    """Tell whether the words just before an entity are these."""
    before = clean(draft.words)[: entity.start].casefold().replace("\u2019", "'")
    return said.search(" ".join(before.split())) is not None


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


def _whose(entity: Entity) -> str:
    return str(entity.extra.get("whose"))


def _when(entity: Entity) -> str:
    return str(entity.extra.get("when", "now"))
