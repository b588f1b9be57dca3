"""Who did it, who is helped, and whether the writer is the one who was harmed."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.entities import after, before, is_my, of_kind, role, whose
from bot.dialogue.matters import HELPING, is_matter
from bot.understanding.reading import Reading
from nlu.grammar.entity import Entity
from nlu.grammar.hygiene import clean
from nlu.grammar.words import words_of

SURE = 0.75  # calibrated probability from which the act `perpetrator` is acted on
CHILDREN = ("daughter", "son", "child", "kid", "girl", "boy", "stepdaughter", "stepson", "granddaughter", "grandson",
            "grandchild")  # fmt: skip
OF_ANOTHER = frozenset({"she", "her", "help", "helping", "behalf"})  # words of one who writes for somebody else
ITSELF = re.compile(  # "its not a friend its me"
    r"^(?! (?:hi|hello|hey) ).* (?:it|this) (?:is|was) (?!not )(?:\w+ )?(?:me|myself) "
    r"(?:[.!?]|actually|only|not|lol|tbh|sorry|and|i|in (?:the|that|this) (?:picture|photo|pic|video|image)s?) "
    r"| (?:i am the friend|the friend is me|(?:asking|writing) for (?:me|myself)) "
)
NOT_ITSELF = re.compile(r" not (?:about )?me (?:[.,!]|my|it|but|he|she) ")  # "not me, my son"
FIRST = re.compile(r" (?:i|me|myself) ")
THIRD = re.compile(
    r" (?:he|she|they|him|her|hers|them|his|their|himself|herself|themselves|son|daughter|child|kid|girl|boy|pupil"
    r"|student|client|patient|friend|sister|brother) "
)
OWN = r"(?:(?!(?:he|she|they|him|her|them|his|their|my|if|that|for) )[\w']+ )"  # a word while only the writer is named
DESPAIRS = re.compile(  # the writer's own wish to die, whoever else is spoken of
    rf" i {OWN}{{0,5}}(?:die|dying|be dead|exist|end(?:ing)? it|end my life|suicidal|worthless|give up|no way out"
    r"|nothing left|tired of (?:living|life|everything|it all)) "
    rf"| i {OWN}{{0,2}}(?:can|could|do|want|will) not {OWN}{{0,3}}"
    r"(?:go on|carry on|live|be here|be alive|wake up|(?:take|do) (?:it|this)) "
    r"| (?:kill|hurt|harm|cutt?|hang|drown|hat)(?:e|ed|ing)? myself | better off without me "
)
HEARS = re.compile(  # after somebody who may hear of it: "if my wife finds out"
    r"(?:(?:and|or) \w+ \w+ )?(?:(?:will|would|might|could|can|may|ever|just|also|already|is|are|going to|gonna|to) )*"
    r"(?:finds?|found|finding) out\b|(?:(?:will|would|might|could|ever|already) )*"
    r"(?:sees?|saw|seen|hears?|heard|learns?|thinks?|knows?(?: about| of|$|[?.,!])|gets? (?:it|them|to (?:see|know)))"
)
TOLD_TO = re.compile(  # before somebody who may hear of it: "he will send it to my"
    r"\b(?:tell|tells|telling|told|show|shows|showing|showed|lose|losing|(?:send|sent|sending) (?:it|them|that) to)"
    r" (?:my|our|her|his|their|the)$"
)
HARMS = re.compile(  # after somebody who does it after all
    r"\b(?:threat\w*|blackmail\w*|post(?:s|ed|ing)|leak\w*|shar(?:es|ed|ing)|sent|sends|sending|film(?:s|ed)"
    r"|record(?:s|ed)|wants?|demand\w*|hit|hits|will send|says|said)\b"
)


def hear(draft: Draft) -> None:
    """Take who did it and who is helped; nobody who is named in passing."""
    helping = is_helping_so_far(draft)
    for entity in of_kind(draft.reading, "relationship"):
        if role(entity) == "offender" and not in_passing(draft, entity):
            draft.learn(who=str(entity.value))
        elif role(entity) == "helped" and (helping or (entity.value == "family" and not _beside_own(draft, entity))):
            draft.learn(helped=str(entity.value))


def own_matter(draft: Draft) -> None:
    """Take that it is the writer who is harmed: "its not a friend its me", "my cousin sent my private photo"."""
    if not is_helping(draft):
        return
    words = words_of(clean(draft.words))
    if is_itself(draft):
        draft.learn(helped=None)
        draft.change(labels=draft.state.labels - HELPING)
        draft.unhear(HELPING)
    elif draft.state.facts.helped is None and _harmed_by_own(draft) and words.present.isdisjoint(OF_ANOTHER):
        draft.unhear(HELPING)


def is_itself(draft: Draft) -> bool:
    """Tell whether the words say that the one whom it is about is the writer."""
    return ITSELF.search(words_of(clean(draft.words)).line) is not None


def speaks_of_self(draft: Draft) -> bool:
    """Tell whether the words are of the writer's own wish to die, or say that nobody else is meant."""
    return is_itself(draft) or DESPAIRS.search(words_of(clean(draft.words)).line) is not None


def turns(draft: Draft, *, other: bool) -> bool:
    """Tell whether the words put right whom it is about: it was somebody else (`other`), it is the writer."""
    if other:
        return is_itself(draft)
    meant = draft.state.facts.helped is not None and not speaks_of_self(draft)
    return meant and NOT_ITSELF.search(words_of(clean(draft.words)).line) is not None


def names_self(draft: Draft) -> bool:
    """Tell whether the writer speaks of themselves, as "I" or "me"."""
    return FIRST.search(words_of(clean(draft.words)).line) is not None


def names_other(draft: Draft) -> bool:
    """Tell whether somebody else is spoken of: "he", "my son"."""
    helped = any(role(entity) == "helped" for entity in of_kind(draft.reading, "relationship"))
    return helped or THIRD.search(words_of(clean(draft.words)).line) is not None


def did_it(reading: Reading) -> bool:
    """Tell whether the writer surely did it themselves: to take one who was harmed for that would harm again."""
    return reading.act == "perpetrator" and reading.act_confidence >= SURE


def is_helping(draft: Draft) -> bool:
    """Tell whether the writer helps somebody else, as far as they have said."""
    named = of_kind(draft.reading, "relationship")
    helped = any(role(entity) == "helped" and not _beside_own(draft, entity) for entity in named)
    aged = any(whose(entity) == "subject" for entity in of_kind(draft.reading, "age"))
    return draft.state.facts.helped is not None or draft.has(*HELPING) or (helped and aged)


def is_helping_so_far(draft: Draft) -> bool:
    """Tell whether the writer helps somebody else, by this message or by what the conversation has shown."""
    return is_helping(draft) or bool(draft.state.labels & HELPING)


def in_passing(draft: Draft, entity: Entity) -> bool:
    """Tell whether somebody is named as one who may hear of it, not as the one who did it: "if my wife finds out"."""
    following = after(draft, entity)
    if entity.value == "family" and draft.heard("sign.fears_parents"):
        return True  # "my dad would kill me"
    hears = HEARS.match(following) or TOLD_TO.search(before(draft, entity))
    return bool(hears) and not HARMS.search(following)


def doer(draft: Draft) -> str | None:
    """Return who did it, as the answer to that question: anybody named, but nobody who is named in passing."""
    named = (entity for entity in of_kind(draft.reading, "relationship") if not in_passing(draft, entity))
    return next((str(entity.value) for entity in named), None)


def _beside_own(draft: Draft, entity: Entity) -> bool:
    """Tell whether somebody is named in the writer's own matter: "my sister saw it"; a parent may come late."""
    own = is_matter(draft.known.labels) and draft.known.facts.helped is None and not draft.known.labels & HELPING
    child = entity.text.casefold().split()[-1:] in ([noun] for noun in CHILDREN)
    return in_passing(draft, entity) or (own and not child)


def _harmed_by_own(draft: Draft) -> bool:
    """Tell whether "my cousin" or the like did it and nobody else is named: such a noun alone looks like one helped."""
    people = of_kind(draft.reading, "relationship")
    own = any(role(entity) == "offender" and is_my(draft, entity) for entity in people)
    return own and not any(role(entity) == "helped" for entity in people)
