"""Violence now or near: the emergency number first, then whether it is safe to write."""

from __future__ import annotations

import re

from bot.dialogue import places, ways
from bot.dialogue.draft import Draft
from bot.dialogue.flows import care, crisis, crisis_so_far, handoff, told
from bot.dialogue.flows.care import CLOSE
from bot.dialogue.wording import HEDGES, OUGHT, plain
from bot.triage.levels import Level

CHILD = ("danger.helper", "danger.helper_stay", "danger.helper_here")  # for somebody who helps a child
STAYS = ("danger.stay", "danger.here", "danger.slow")
CALM, HERE = "danger.fine", "danger.safe"  # safe from them, safe to write
PARTS = ("thanks", "goodbye")  # acts that are answered in an emergency too
UNCLEAR = frozenset({"information", "human"})  # needs that are no clear request, or have their own answer
STEPS = ("account.steps", "threat.", "plan.", "removal.", "explain.", "evidence.")  # cards with steps on the phone
HURT = r"(?:hurt|hit|harm|harmed|touch|touched|beat|beaten)"
SAFE = re.compile(  # says to be safe
    r"\b(?:i'?m|i am|we'?re|we are) (?:now |really |totally |all |quite |perfectly )?"
    r"(?:safe|fine|ok|okay|not in (?:any )?danger)\b"
    r"|\b(?:he|she|they) (?:can'?t|cannot|could not|doesn'?t|don'?t) (?:reach me|get to me|find me|know where i live)\b"
    rf"|\b(?:he|she|they)(?:'?s|'?ve|'?d| has| have| had| would| will| is| are)? ?never (?:been )?(?:{HURT}|violent)\b"
    rf"|\b(?:he|she|they|nobody|no one) (?:would|will|does|do|is|are)(?:n'?t| not) (?:ever |going to |really )?"
    rf"(?:{HURT} me|violent|dangerous)\b|\b(?:he|she|they) won'?t (?:ever )?{HURT} me\b"
    r"|\b(?:he|she|they)(?:'?s|'?re| is| are| lives?)(?: (?:now|still|back|living|in \w+))*,? "
    r"(?:\d{3,} ?(?:kms?|kilomet\w+|miles?)|abroad|in (?:another|a different) (?:city|country|state))\b(?! to\b)"
    rf"|\b(?:it'?s|it is) safe\b.*\b(?:at|with|w) {told.KIN}|\b(?:at|with|w) {told.KIN}.*\b(?:it'?s|it is) safe\b"
    r"|\bnot (?:that kind of )?danger\b|^(?:no,? )*nothing like that\b"
)
IS_SAFE = re.compile(r"\b(?:it'?s|it is) (?:all |now |quite |really )?safe\b")  # says that it is safe to write
WHAT_ABOUT = re.compile(rf"\bwhat {OUGHT} (?:i|we) do (?:about|abt|with)\b")  # asks what to do about one thing
# Words beside which none of it is believed.
NOT_PLAIN = re.compile(
    rf"\b(?:{HEDGES}|think|till|when|hope|wish|feel|scared|afraid|am i|is (?:it|this|that)|(?:never|not|isn'?t) safe"
    r"|before|unless|as long as|looking for|like this|this time|so hard|(?:now|today|tonight) (?:he|she|they)"
    r"|so (?:that )?(?:he|she|they)|(?:he|she|they) (?:says?|said|promis\w+|swears?|swore|told))\b"
)


def start(draft: Draft) -> None:
    """Answer danger: the number to ring, then tech-safety before any step on the phone."""
    helping = draft.state.facts.helped is not None and draft.has("need.helping_someone")
    if helping and draft.state.facts.band == "minor" and not draft.has("need.emotional_support"):
        for_child(draft)
    elif crisis_so_far.for_other(draft) and not draft.heard("urgency.physical_danger"):
        crisis.stay(draft)  # "she is in her room and won't open" is danger to the one who is helped
    elif draft.was_said("danger.first") and draft.now - draft.state.seen < handoff.AGAIN_FROM:
        stay(draft)  # whether it is safe to write was asked, not long ago
    else:
        _say(draft, "danger.first")
        _tech_safety(draft)


def for_child(draft: Draft) -> None:
    """Answer danger to a child whom the writer helps: the number to ring, and what to do until help is there."""
    _say(draft, told.in_turn(draft, CHILD))


def placed(draft: Draft, value: str) -> None:
    """Take the country, if there is one, and give its number."""
    places.answered(draft, value)
    stay(draft)


def stay(draft: Draft) -> None:
    """Stay, with the number of the country now known, and never in the words said last."""
    if take_up(draft) or draft.just_said(CALM):
        return
    if told.newest(draft, "danger.") in CHILD:
        for_child(draft)
        return
    _say(draft, _staying(draft))
    _tech_safety(draft)


def beside(draft: Draft) -> bool:
    """Keep the number in sight, in short, beside what is clearly asked or said; tell whether there is such a thing."""
    if not draft.just_said("danger.") and take_up(draft):
        return True
    if not _asks(draft):
        return False
    if not draft.just_said("danger."):
        _say(draft, told.in_turn(draft, CHILD) if told.newest(draft, "danger.") in CHILD else "danger.beside")
    return True


def says_safe(draft: Draft) -> bool:
    """Tell whether they say plainly that they are in no danger."""
    return _plainly(draft, SAFE)


def asks_about(draft: Draft) -> bool:
    """Tell whether the words ask what to do about one thing: that is no call for the next step to safety."""
    return WHAT_ABOUT.search(plain(draft.words)) is not None


def calm(draft: Draft) -> bool:
    """Tell whether they said that they are safe: then other matters are spoken of again, at the same level."""
    return told.newest(draft, "danger.") == CALM


def take_up(draft: Draft) -> bool:
    """Answer what was told of a step taken, or asked; tell whether it was something like that."""
    card = _takes(draft)
    if card is None or calm(draft):
        return False
    if card in (CALM, HERE):
        draft.learn(safe=True)
    if card == HERE:
        return safe_to_write(draft) and not draft.reading.names("need")
    _say(draft, _staying(draft) if card == told.newest(draft, "danger.") else card)
    return card != CALM or draft.has("urgency.physical_danger") or not draft.reading.names("need")


def safe_to_write(draft: Draft) -> bool:
    """Go on after a yes to whether it is safe to write: the number stays in sight; tell whether it was danger."""
    if "urgency.physical_danger" not in draft.state.labels or calm(draft):
        return False
    if told.newest(draft, "danger.") == HERE:
        return False
    if says_safe(draft):
        _say(draft, CALM)
        return True
    _say(draft, HERE)
    _tech_safety(draft)
    if draft.state.facts.place is None:
        draft.ask("place", "ask.country", pending="danger")
    return True


def hear(draft: Draft) -> None:
    """Take from the words that somebody reads this phone, and that who said to be safe still is."""
    if calm(draft) and says_safe(draft):
        draft.unhear({"urgency.physical_danger"})
    if told.sees_phone(draft) and draft.state.facts.helped is None:
        draft.learn(phone_seen=True)


def watched(draft: Draft) -> bool:
    """Take back the steps said before when somebody turns out to read this phone; tell whether they do."""
    if not told.sees_phone(draft) or not draft.state.facts.phone_seen or draft.known.facts.phone_seen:
        return False
    draft.change(plan=None)
    if any(card.startswith(STEPS) for card in draft.known.said) or draft.state.level is Level.EMERGENCY:
        _say(draft, "danger.watched")
    if draft.state.level is not Level.EMERGENCY and draft.state.asking not in draft.content.cards:
        care.shared(draft)
    return True


def _takes(draft: Draft) -> str | None:
    """Return the card that takes up what these words tell; None when they tell nothing of the kind."""
    child = told.newest(draft, "danger.") in CHILD
    rang = draft.was_said("danger.rang")
    if told.rang(draft) or told.aid_comes(draft):
        return "danger.waiting" if told.newest(draft, "danger.") == "danger.rang" else "danger.rang"
    if child:
        return told.in_turn(draft, CHILD) if told.what_now(draft) else None
    if says_safe(draft):
        return CALM
    if _plainly(draft, IS_SAFE):
        return HERE
    if told.LEFT.search(plain(draft.words)):
        return "danger.left"
    if told.near(draft):
        return "danger.waiting" if rang else "danger.near"  # who comes may be the one they fear
    return "danger.one_step" if told.what_now(draft) and not asks_about(draft) else None


def _plainly(draft: Draft, says: re.Pattern[str]) -> bool:
    words = plain(draft.words)
    doubted = NOT_PLAIN.search(words) or told.near(draft) or draft.heard("urgency.physical_danger")
    return bool(says.search(words)) and not doubted


def _asks(draft: Draft) -> bool:
    reading = draft.reading
    named = {*reading.names("need"), *reading.names("abuse")} - UNCLEAR
    return bool(named) or reading.act in PARTS or asks_about(draft)


def _staying(draft: Draft) -> str:
    return told.staying(draft, "danger", STAYS)


def _say(draft: Draft, card: str) -> None:
    goes_on = ways.fitting(draft) if card == CALM else None
    draft.say(card, buttons=goes_on, private=False, emergency=crisis.emergency(draft))


def _tech_safety(draft: Draft) -> None:
    if draft.state.facts.who in CLOSE and not draft.full and not draft.was_said("danger.tech_safety"):
        draft.say("danger.tech_safety")
