"""Threats and blackmail: three scripts, since one script for all would put people in danger."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows import child_safety

PARTNERS = ("ex", "partner")
KNOWN = ("family", "colleague", "classmate", "teacher", "friend", "other")
THREATS = frozenset({"abuse.sextortion", "abuse.threat_to_share"})
THREATENED = THREATS | {"urgency.sextortion", "need.stop_threat"}
UNWANTED = ("explain.cyberflashing", "cyberflash.settings")  # for a picture that was sent to them
WANTED = ("threat.stranger", "threat.more_images")  # by what is wanted
MEETING = ("threat.more_images", "threat.hold_on")  # to somebody who wants to meet
AGAIN = ("threat.hold_on", "threat.tell_friend")  # to a threat made again
ANSWERED = ("sign.block_question", "sign.recovery_offer")  # have cards of their own
ASK_PHONE = ("threat.partner", "threat.known")
PHONE = ("phone:yes", "phone:unsure", "phone:no")
MONEY = ("sign.demand/wants_money", "sign.demand/pay", "sign.demand/price")


def start(draft: Draft) -> None:
    """Say what to do about a threat: by who makes it and what they want; again only what is new."""
    if draft.just_said("threat."):
        return
    if _unwanted(draft):
        _first_of(draft, UNWANTED)
    elif not fit(draft) and not draft.replied and not any(map(draft.heard, ANSWERED)):
        again(draft)


def fit(draft: Draft) -> bool:
    """Say the script that fits what is known now, and the steps for somebody who paid, if new; tell whether any was."""
    if _unwanted(draft):
        return False
    cards = [_card(draft), *(["threat.paid"] if draft.state.facts.paid else [])]
    fresh = [card for card in cards if not draft.was_said(card)]
    for card in fresh:
        if draft.full and draft.replied:
            break  # what finds no room now is said by the next turn
        _say(draft, card)
    return bool(fresh)


def owed(draft: Draft) -> None:
    """Say what found no room before: the steps for somebody who paid cannot wait for another threat."""
    if draft.state.facts.paid and draft.state.labels & THREATS and not (draft.was_said("threat.paid") or draft.full):
        draft.say("threat.paid")


def again(draft: Draft) -> None:
    """Answer a threat or demand that is made again: hold on, and not alone."""
    if draft.state.facts.helped or not _first_of(draft, AGAIN):
        draft.say(AGAIN[0])


def pressed(draft: Draft) -> None:
    """Answer a time that is set for a threat told before: "she said i got til lunch"."""
    if draft.state.labels & THREATS and any(entity.kind == "deadline" for entity in draft.reading.entities):
        again(draft)


def hear(draft: Draft) -> None:
    """Take from the words that money went already."""
    if draft.heard("sign.paid") and draft.state.labels & THREATS:
        draft.learn(paid=True)


def paid(draft: Draft, value: str) -> None:
    """Take whether they paid already."""
    draft.learn(paid=value == "yes")
    draft.say("threat.paid" if value == "yes" else "affirm.what_next")


def who(draft: Draft, value: str) -> None:
    """Take who did it and give the script that fits."""
    if value != "skip":
        draft.learn(who={"known": "other"}.get(value, value))
    draft.change(asking=None)
    if draft.state.labels & THREATENED:
        fit(draft)


def meeting(draft: Draft) -> None:
    """Answer that they want to meet: not alone, and who to tell; beside another threat card nothing."""
    known = any(label.startswith("abuse.") for label in draft.state.labels)
    if known and not draft.replied and not draft.state.facts.helped:
        _first_of(draft, MEETING)


def block(draft: Draft) -> None:
    """Say when to block somebody, and what to do first."""
    draft.say("threat.block")


def recovery(draft: Draft) -> None:
    """Warn of those who offer to fix it for money."""
    draft.say("threat.recovery_scams")


def _first_of(draft: Draft, cards: tuple[str, ...]) -> bool:
    fresh = next((card for card in cards if not draft.was_said(card)), None)
    if fresh is not None:
        draft.say(fresh)
    return fresh is not None


def _say(draft: Draft, card: str) -> None:
    if card == "minor.helper":
        child_safety.say(draft, card)
    elif card in ASK_PHONE and draft.state.facts.phone_seen is None:
        draft.pose("phone", card, words=draft.content.phrases.phone_asked, keys=PHONE)
    elif card in ASK_PHONE:
        draft.say(card, question="")
    else:
        draft.say(card)


def _unwanted(draft: Draft) -> bool:
    return "abuse.cyberflashing" in draft.state.labels and not draft.state.labels & THREATS


def _card(draft: Draft) -> str:
    facts = draft.state.facts
    if facts.helped and facts.band == "minor":
        return "minor.helper"  # the scripts speak to the young person, who is not the one who reads
    if facts.who in PARTNERS:
        return "threat.partner"
    if facts.who in KNOWN:
        return "threat.known"
    if "abuse.sextortion" not in draft.state.labels:
        return "threat.no_demand"
    if facts.amount or any(map(draft.heard, MONEY)):
        return "threat.stranger"
    if draft.heard("sign.demand/more_images"):
        return "threat.more_images"
    said = next((card for card in reversed(draft.state.said) if card in WANTED), None)
    return said or ("threat.more_images" if facts.band == "minor" else "threat.stranger")
