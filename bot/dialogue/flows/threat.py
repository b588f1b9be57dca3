"""Threats and blackmail: three scripts, since one script for all would put people in danger."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.draft import Draft
from bot.dialogue.effects import Say
from bot.dialogue.flows import child_safety, told
from bot.dialogue.matters import THREATENED, THREATS, is_abuse, is_matter
from bot.dialogue.wording import plain

PARTNERS = ("ex", "partner")
KNOWN = ("family", "colleague", "classmate", "teacher", "friend", "other")
UNWANTED = ("explain.cyberflashing", "cyberflash.settings")  # for a picture that was sent to them
WANTED = ("threat.stranger", "threat.more_images")  # by what is wanted
MEETING = ("threat.more_images", "threat.hold_on")  # to somebody who wants to meet
AGAIN = ("threat.hold_on", "threat.tell_friend")  # to a threat made again
FRIEND = "threat.tell_friend"
STILL = ("threat.hold_on", "threat.still")  # to one that is made again and again
SENT_NOW = ("explain.direct_sharing", "removal.direct", "threat.tell_friend")  # to one that was carried out
ANSWERED = ("sign.block_question", "sign.recovery_offer")  # have cards of their own
ASK_PHONE = ("threat.partner", "threat.known")
PHONE = ("phone:yes", "phone:unsure", "phone:no")
LEAST = 3  # words that tell of somebody else and what they do
MONEY = ("sign.demand/wants_money", "sign.demand/pay", "sign.demand/price")
ELSEWHERE = frozenset({"abuse.social_media_post", "abuse.porn_site_post", "abuse.direct_sharing"})  # where it went
IT = r"(?:it|them|this|that|those|everything|all|my \w+|the (?:pics?|pictures?|photos?|videos?|vids?|clips?))"
LIVE = re.compile(  # a threat is carried out right now
    rf"^(?:omg |oh god |oh no |it'?s |right )*(?:happening )?now[.! ]*$"
    rf"|\b{told.HE}(?:'?s|'?re| is| are) (?:now |just |really |already )*"
    rf"(?:sending|posting|sharing|uploading|forwarding|showing) {IT}\b"
    rf"|\b{told.HE}(?:'?s|'?re| is| are) (?:really |actually |now )*(?:going to|gonna|gunna|about to) "
    rf"(?:send|post|share|upload|forward|show|do) {IT}\b"
)
SENT = re.compile(  # a threat was carried out
    rf"\b{told.HE}(?:'?s|'?ve| has| have)?(?: just| already| actually| really)* "
    rf"(?:did it|done it|(?:sent|shared|forwarded) {IT})\b(?! to me\b)"
    r"|\bit'?s (?:been |all |already )*(?:sent|gone out|out there)\b|^(?:omg |oh god |oh no )*sent[.! ]*$"
)
NOT_YET = re.compile(  # words beside which it was not
    r"\b(?:if|whether|not|isn'?t|aren'?t|hasn'?t|haven'?t|didn'?t|never|stopped|won'?t|said|says|who)\b"
)
GIVE_IN = re.compile(  # thinks of doing what they demand
    r"\b(?:should|shall|must|do|can|could|may|why (?:don'?t|not)) (?:i|we) (?:have to |need to )?(?:just |maybe )*"
    r"(?:pay|go back|give in|give (?:him|her|them)|do (?:what|it)|send (?:him|her|them|it|one|more)|obey|answer)\b"
    r"(?! (?:you|for (?:this|your|the) (?:service|help|chat|bot))\b)"
    r"|\b(?:if|when) (?:i|we) (?:just )?(?:pay|go back|give in)\b.*\b(?:will|would|does|do|stop|leave|delete)\b"
    r"|\bmaybe (?:i|we) should (?:just )?(?:pay|go back|give in|do (?:what|it))\b"
)


def start(draft: Draft) -> None:
    """Say what to do about a threat: by who makes it and what they want; again only what is new."""
    if draft.just_said("threat."):
        return
    if _unwanted(draft):
        _first_of(draft, UNWANTED)
    elif _is_beside(draft):
        draft.learn(phone_seen=True)
        draft.say("threat.beside")
        draft.room = draft.spoken  # all else waits until it is safe to write
    elif draft.state.asking == "form":
        fit(draft)  # what is dictated for a form tells of a threat, and is none
    elif _gives_in(draft):
        draft.say("threat.give_in")
    elif _was_sent(draft):
        draft.say(told.in_turn(draft, _with_person(draft, SENT_NOW[1:] if draft.state.facts.helped else SENT_NOW)))
    elif not fit(draft) and not _answered(draft) and not any(map(draft.heard, ANSWERED)):
        again(draft)


def is_pressed(draft: Draft) -> bool:
    """Tell whether a threat is carried out in these very words: then nothing is asked beside the answer."""
    words = plain(draft.words)
    live = bool(LIVE.search(words) or SENT.search(words)) and not NOT_YET.search(words)
    return live and bool((draft.state.labels | draft.reading.labels) & THREATS)


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


def safe_to_write(draft: Draft) -> bool:
    """Go on with the careful script once it is safe to write; tell whether it waited for that."""
    if told.newest(draft, "threat.") != "threat.beside" or not draft.state.labels & THREATENED:
        return False
    return fit(draft)


def press(draft: Draft) -> None:
    """Hear in short words that a threat told before is carried out now, or that they think of giving in."""
    known, words = draft.state.labels & THREATS, plain(draft.words)
    if not known or draft.state.perpetrator or (draft.state.asking == "crisis" and len(words.split()) < LEAST):
        return  # a "now" answers a graver question there
    if _was_sent(draft) or (LIVE.search(words) and not NOT_YET.search(words)):
        pressing = {"urgency.deadline", *(["urgency.sextortion"] if "abuse.sextortion" in known else [])}
        sent = {"abuse.direct_sharing"} if _was_sent(draft) and not draft.reading.labels & ELSEWHERE else set()
        draft.reading = replace(draft.reading, labels=draft.reading.labels | known | pressing | sent, act="report")
        draft.learn(due=draft.now)
    elif GIVE_IN.search(words):
        draft.reading = replace(draft.reading, labels=draft.reading.labels | known, act="report")


def owed(draft: Draft) -> None:
    """Say what found no room before: the steps for somebody who paid cannot wait for another threat."""
    if draft.state.facts.paid and draft.state.labels & THREATS and not (draft.was_said("threat.paid") or draft.full):
        draft.say("threat.paid")


def again(draft: Draft) -> None:
    """Answer a threat or demand that is made again: hold on, and not alone."""
    if draft.state.facts.helped or not _first_of(draft, _with_person(draft, AGAIN)):
        draft.say(told.in_turn(draft, STILL))


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
    known = is_abuse(draft.state.labels)
    if known and not draft.replied and not draft.state.facts.helped:
        _first_of(draft, MEETING)


def held(draft: Draft) -> None:
    """Ask what is done with a picture that somebody has, while nothing else is known."""
    if not is_matter(draft.state.labels) and not draft.replied:
        draft.say("threat.held")


def words_for(draft: Draft) -> None:
    """Give words with which to tell somebody of one's own."""
    draft.say("minor.tell_adult" if draft.state.facts.band == "minor" else "threat.tell_friend")


def block(draft: Draft) -> None:
    """Say when to block somebody, and what to do first."""
    draft.say("threat.block")


def recovery(draft: Draft) -> None:
    """Warn of those who offer to fix it for money."""
    draft.say("threat.recovery_scams")


def _with_person(draft: Draft, cards: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cards, with the person who is on the way in the place of the words for a friend."""
    return tuple("threat.not_alone" if card == FRIEND and draft.queued else card for card in cards)


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


def _answered(draft: Draft) -> bool:
    # The words of an emergency stand beside those on the threat, not for them.
    said = [effect.card for effect in draft.effects if isinstance(effect, Say)]
    return any(not card.startswith(("crisis.", "danger.")) for card in said)


def _is_beside(draft: Draft) -> bool:
    facts = draft.state.facts
    return told.beside(draft) and not facts.helped and not draft.was_said("threat.beside")


def _was_sent(draft: Draft) -> bool:
    words = plain(draft.words)
    return bool(draft.known.labels & THREATS and SENT.search(words)) and not NOT_YET.search(words)


def _gives_in(draft: Draft) -> bool:
    return bool(GIVE_IN.search(plain(draft.words))) and told.newest(draft, "threat.") != "threat.give_in"


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
