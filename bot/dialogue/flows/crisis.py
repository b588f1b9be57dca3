"""Thoughts of suicide: the country's line first, at most three plain questions, never alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import people, places
from bot.dialogue.draft import Draft
from bot.dialogue.flows import handoff, told
from bot.dialogue.flows.crisis_so_far import (
    AGREED,
    ASKING,
    CALM,
    HELPER_NOW_STAYS,
    NOW_STAYS,
    OPENS,
    SOON,
    agreed,
    attempted,
    calm,
    for_other,
    last_step,
    next_question,
    staying,
)
from bot.dialogue.flows.crisis_words import (
    AGREES,
    AS_USUAL,
    ASIDE,
    AT_HAND,
    BESIDE_NO,
    DONE,
    LONG_AGO,
    MISREAD,
    NO,
    NOT_PLAIN,
    NOT_SURE,
    OTHERS,
    PUT_OFF,
    UNASKED,
    WORD,
)
from bot.dialogue.matters import THREATS
from bot.dialogue.wording import plain

RISKY = ("yes", "unsure", "told")
GONE = "urgency.self_harm/gone_without_a_word"  # the rule for a farewell with no answer since
ALONE = re.compile(  # a helper asks whether to stay
    r"\b(?:leave|leaving) (?:him|her|them) (?:alone|be|by|on|at)\b|\b(?:stay|sleep|sit) (?:with|by) (?:him|her|them)\b"
)
SURE = 0.75  # below it, and unheard by the screen, a hint of self-harm is faint
LEADS_ON = (  # what is asked for instead of an answer
    "need.human", "need.lawyer", "need.police", "need.legal_info", "need.removal", "need.evidence",
    "need.account_safety", "need.information",
)  # fmt: skip
TOLD: tuple[tuple[Callable[[Draft], bool], tuple[str | None, str | None, str | None]], ...] = (
    # what is told of, and its card for one who writes of themselves, for one who did something, for one who helps
    (told.found, (None, None, "crisis.helper_found")),
    (lambda draft: told.out_of_reach(draft) or draft.heard(GONE), (None, None, "crisis.helper_search")),
    (told.rang, ("crisis.rang", "crisis.rang", "crisis.helper_rang")),
    (told.arrived, ("crisis.beside", "crisis.arrived", "crisis.helper_rang")),
    (told.aid_comes, ("crisis.beside", "crisis.coming", "crisis.helper_rang")),
    (told.comes, ("crisis.beside", "crisis.coming", None)),
    (told.by_me, ("crisis.beside", "crisis.now_beside", None)),
    (told.even_so, (None, "crisis.even_so", None)),
)


def hear(draft: Draft) -> None:
    """Hear from the words that something was done already or is only put off; leave out a faint hint after it was
    denied, and danger in those who come to help."""
    helped = attempted(draft) or draft.was_said("crisis.rang")
    calm_else = helped and "urgency.physical_danger" not in draft.state.labels
    if calm_else and (told.comes(draft) or told.arrived(draft) or told.by_me(draft)):
        draft.unhear({"urgency.physical_danger"})
    labels, later = draft.reading.labels, _puts_off(draft)
    if later:
        draft.change(asked=(*draft.state.asked, AGREED, SOON))
    if later or _did_something(draft):
        draft.reading = replace(draft.reading, labels=labels | {"urgency.self_harm"}, act="report")
    elif calm(draft) and faint(draft) and (_denies(draft) or _confidence(draft) < SURE):
        draft.unhear({"urgency.self_harm"})


def start(draft: Draft) -> None:
    """Answer a hint of self-harm: the first time with the line and the first question, later by staying."""
    other, before = _about_other(draft), for_other(draft)
    card = "crisis.helper" if other else "crisis.first"
    if _did_something(draft):
        _now(draft)
    elif (draft.was_said(card) and other == before) or (attempted(draft) and (other or not before)):
        stay(draft)
    else:
        _say(draft, card)
        draft.change(asking="crisis", asked=(*draft.state.asked, "crisis"))


def answered(draft: Draft, value: str) -> None:
    """Go on after a yes, a no or a not sure; "not sure" counts as yes. The country is asked once, for its line."""
    draft.change(asking=None)
    if value in ("yes", "unsure"):
        draft.change(asked=(*draft.state.asked, AGREED))
    if attempted(draft):
        _stay(draft)
    elif last_step(draft) == "crisis.started" and value in ("yes", "unsure"):
        _now(draft)
    elif not (next_question(draft) and value in RISKY and _asks_where(draft)):
        _after(draft, value)


def _after(draft: Draft, value: str) -> None:
    if value in RISKY or for_other(draft):
        _go_on(draft)
    else:
        _say(draft, "crisis.no")
    if draft.state.facts.place is None:
        draft.ask("place", "ask.country", pending="crisis")


def placed(draft: Draft, value: str) -> None:
    """Take the country, if there is one, and go on where its question stood in between."""
    places.answered(draft, value)
    _go_on(draft)


def stay(draft: Draft) -> None:
    """Stay, with the line of the country now known; a question that waited for the country waits no longer."""
    if draft.state.pending == "crisis" and _takes(draft) is None:
        placed(draft, "skip")
    else:
        _stay(draft)


def faint(draft: Draft) -> bool:
    """Tell whether only the model sees self-harm in this message, and no rule of the screen."""
    return draft.has("urgency.self_harm") and not draft.heard("urgency.self_harm")


def take_up(draft: Draft) -> bool:
    """Answer what was told of a step taken, asked or denied; tell whether it was something like that."""
    card = _takes(draft)
    if card is None or calm(draft):
        return False
    if card == told.newest(draft, "crisis."):
        _say(draft, staying(draft))
    else:
        _say(draft, card)
    if card in CALM and draft.reading.names("need") and not draft.has("urgency.self_harm"):
        return False  # what they came for is done beside it
    if _puts_off(draft):
        _ask_on(draft)
        return True
    if card == "crisis.apart":
        _say(draft, next_question(draft) or "crisis.started")
    if card in OPENS or (card in ("crisis.apart", "crisis.one_step") and last_step(draft) in ASKING):
        draft.change(asking="crisis")
    return True


def typed(draft: Draft) -> str | None:
    """Read a typed answer: only a short and clear no is one; what is neither yes nor no counts as not sure."""
    words, row = WORD.findall(draft.words.casefold()), plain(draft.words)
    if any(word in NO for word in words) and all(word in NO | BESIDE_NO for word in words):
        return "no"
    if _takes(draft) or handoff.asks_wait(draft) or told.only_a_fact(draft) or ASIDE.search(row):
        return None
    if draft.has(*LEADS_ON, *THREATS) or told.sees_phone(draft) or draft.heard("sign.helper_asks"):
        return None
    return "yes" if AGREES.search(row) else "unsure" if NOT_SURE.search(row) else "told"


def line(draft: Draft) -> str:
    """Return the crisis line of the person's country in words, or the international finder."""
    return draft.content.crisis_line(draft.state.facts.place, draft.state.facts.band)


def emergency(draft: Draft) -> str:
    """Return the emergency number of the person's country in words."""
    return draft.content.emergency(draft.state.facts.place)


def _did_something(draft: Draft) -> bool:
    words, known = plain(draft.words), "urgency.self_harm" in draft.state.labels | draft.reading.labels
    found = None if AS_USUAL.search(words) and not known else (DONE if known else UNASKED).search(words)
    of_another = found is not None and OTHERS.match(found[0]) and not _about_other(draft)
    return found is not None and not of_another and not LONG_AGO.search(words)


def _now(draft: Draft) -> None:
    """Say what cannot wait a minute, and ask nothing; a person comes, also when they were sent away before."""
    draft.change(asking=None, pending=None)
    handoff.call(draft)
    cards = NOW_STAYS if draft.was_said("crisis.now") else ("crisis.now",)
    if _about_other(draft) and not UNASKED.search(plain(draft.words)):
        cards = HELPER_NOW_STAYS if draft.was_said("crisis.helper_now") else ("crisis.helper_now",)
    _say(draft, told.in_turn(draft, cards))


def _takes(draft: Draft) -> str | None:
    """Return the card that takes up what these words tell; None when they tell nothing of the kind."""
    words, last, other = plain(draft.words), last_step(draft), for_other(draft)
    if last and people.turns(draft, other=other):
        return "crisis.first" if other else "crisis.helper"
    if last and _puts_off(draft):
        return "crisis.one_step"
    if last and (card := _told(draft)):
        return card
    if last in ASKING and not agreed(draft) and _denies(draft):
        return "crisis.misread"
    if last in ASKING and AT_HAND.search(words):
        return "crisis.apart"
    if not told.what_now(draft) and not (other and ALONE.search(words)):
        return None
    return staying(draft) if attempted(draft) or other else "crisis.one_step"


def _told(draft: Draft) -> str | None:
    """Return the card for a step that was taken by somebody, if these words tell of one."""
    helps = 2 if for_other(draft) else 1 if attempted(draft) else 0
    return next((cards[helps] for hears, cards in TOLD if cards[helps] and hears(draft)), None)


def _puts_off(draft: Draft) -> bool:
    """Tell whether one who was asked about their own life names a later time and nothing else: that is a yes."""
    asked = "crisis" in (draft.known.asking, draft.known.pending)
    own = asked and not draft.held and not for_other(draft)
    return own and PUT_OFF.fullmatch(plain(draft.words)) is not None


def _ask_on(draft: Draft) -> None:
    """Ask what is still open once a time was told: the country for its line, then whether something was done."""
    if draft.state.facts.place is None and draft.ask("place", "ask.country", pending="crisis"):
        return
    if following := next_question(draft):
        _say(draft, following)
        draft.change(asking="crisis")


def _confidence(draft: Draft) -> float:
    return draft.reading.confidence.get("urgency.self_harm", 1.0)


def _denies(draft: Draft) -> bool:
    words = plain(draft.words)
    plainly = MISREAD.search(words) is not None and not NOT_PLAIN.search(words)
    return plainly and not draft.heard("urgency.self_harm")


def _go_on(draft: Draft) -> None:
    following = next_question(draft)
    if following is None:
        _stay(draft)
        return
    _say(draft, following)
    draft.change(asking="crisis")


def _asks_where(draft: Draft) -> bool:
    if draft.state.facts.place is not None or "place" in draft.state.asked:
        return False
    _say(draft, "crisis.where")
    draft.change(asking="place", asked=(*draft.state.asked, "place"), pending="crisis")
    return True


def _stay(draft: Draft) -> None:
    if take_up(draft):
        return
    _say(draft, staying(draft))
    if last_step(draft) in ASKING:  # the question before was not answered: what is written next goes on from it
        draft.change(asking="crisis")


def _say(draft: Draft, card: str) -> None:
    # Every card of this flow may name a number: all get them, so that none can lack one.
    again = "" if draft.reading.names("need") else draft.content.phrases.write_again
    draft.say(card, crisis_line=line(draft), emergency=emergency(draft), again=again)


def _about_other(draft: Draft) -> bool:
    # A writer's own distress wins over the person they help: better to ask once too often.
    if people.speaks_of_self(draft):
        return False
    if draft.known.facts.helped is None and not for_other(draft):
        return draft.has("need.helping_someone") and not draft.has("need.emotional_support")
    if people.names_self(draft) and not told.what_now(draft):
        return people.names_other(draft)
    return people.names_other(draft) or for_other(draft) or draft.has("need.helping_someone")
