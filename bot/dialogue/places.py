"""Where the person is and where the picture is; a place taken back goes."""

from __future__ import annotations

import re

from bot.dialogue import people
from bot.dialogue.draft import Draft
from bot.dialogue.entities import follows, of_kind, whose
from bot.dialogue.wording import plain
from nlu.grammar.hygiene import clean

MAX_PLATFORMS = 5
NO_COUNTRY = ("skip", "other", "ask")  # buttons below the question for it
NOT_THERE = re.compile(  # before a place that is taken back: "facebook, not instagram"; not "i am not on it"
    r"(?<!\bi'm )(?<!\bim )(?<!\bi am )(?<!\bhe's )(?<!\bshe's )(?<!\bwe're )"
    r"\b(?:not|isn'?t|wasn'?t|instead of|rather than)(?: (?:on|in|at|from|to|the|my|via))*$"
)
MEANT = re.compile(  # before a place that stands for the one named last: "i meant facebook"
    r"\b(?:i|we) mean[t]?(?: to (?:say|write|type))?(?: (?:on|in|the|my|it'?s|its|it was))*$"
)
ABOUT = re.compile(r"\b(?:and|or|about|if|also|same|law|laws|legal|illegal|crime|is it|in)\b")  # a place asked about
US_ALONE = re.compile(r"^(?:(?:i'?m |i am )?(?:in |from )?(?:the )?)u\.?s\.?(?:a\.?)?[.! ]*$")  # else a pronoun
HERE = re.compile(  # where one is, not what one asks about
    r"\b(?:i am|i'm|im|i live|i stay|i moved|moved|living|we are|we're|from|based|resid\w+|here|actually|no|not|sorry"
    r"|mean|meant|my)\b"
)


def hear(draft: Draft) -> None:
    """Take the apps and sites, and the country unless it is only asked about."""
    draft.learn(platforms=_platforms(draft, draft.state.facts.platforms))
    if elsewhere(draft) is None:
        for code in _countries(draft):
            draft.learn(place=code)
    if US_ALONE.match(plain(draft.words)) and draft.state.facts.place is None:
        draft.learn(place="US")


def elsewhere(draft: Draft) -> str | None:
    """Return the place that is asked about by somebody who said before that they are in another: "and in spain?"."""
    home, words = draft.known.facts.place, plain(clean(draft.words))
    named = [code for code in _countries(draft) if home and code.partition("-")[0] != home.partition("-")[0]]
    return named[-1] if named and ABOUT.search(words) and not HERE.search(words) else None


def answered(draft: Draft, value: str) -> None:
    """Take the answer to the question for the country, which closes it; one we have no button for tells nothing."""
    draft.change(asking=None, pending=None)
    if value not in NO_COUNTRY:
        draft.learn(place=value)


def _countries(draft: Draft) -> list[str]:
    # "he lives in spain" is no country of the person's, "she lives in spain" is one when she is helped.
    helping = people.is_helping_so_far(draft)
    found = [entity for entity in of_kind(draft.reading, "country")
             if whose(entity) != "offender" and (helping or whose(entity) != "subject")]  # fmt: skip
    return [_held(draft, str(entity.value)) for entity in found if not follows(draft, entity, NOT_THERE)]


def _held(draft: Draft, code: str) -> str:
    # A state whose own law we do not hold is still in a country whose law we do.
    return code if code in draft.content.places else code.partition("-")[0]


def _platforms(draft: Draft, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places after this message; one that is taken back goes: "I meant facebook, not instagram"."""
    named = of_kind(draft.reading, "platform")
    denied = {str(entity.value) for entity in named if follows(draft, entity, NOT_THERE)}
    fresh = [str(entity.value) for entity in named if str(entity.value) not in (*denied, *known)]
    if not denied and any(follows(draft, entity, MEANT) for entity in named if str(entity.value) in fresh):
        denied = set(known[-1:])
    kept = dict.fromkeys((*(place for place in known if place not in denied), *fresh))
    return tuple(kept)[:MAX_PLATFORMS]
