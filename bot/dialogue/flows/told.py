"""What is told or asked in the middle of an emergency, read from the words themselves: steps taken, no new matter."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.entities import kinds
from bot.dialogue.wording import OUGHT, plain

HE = r"(?:he|she|they|(?:my )?(?:ex|husband|wife|partner|boyfriend|girlfriend|dad|father|brother))"
RANG = re.compile(  # help was rung
    r"\b(?:i|we|she|he|they|my \w+)(?:'ve| have| has)?(?: just| already| now)* "
    r"(?:called|rang|rung|phoned|dialled|dialed|texted|spoke (?:to|with)|talked (?:to|with)) "
    r"(?:them|it|\d{3}|(?:the |an? )?(?:police|cops|number|line|hotline|helpline|ambulance|samaritans|lifeline))\b"
    r"|^(?:(?:ok|okay|yes|yeah),? )*(?:i )?(?:just |already )*(?:called|rang|phoned)(?: (?:them|it|now))*[.! ]*$"
)
# Words beside which nobody answered.
NO_ANSWER = re.compile(r"\b(?:but|didn'?t|did not|won'?t|no answer|nobody|no one|hung up|busy|if|should|when)\b")
WHAT_NOW = re.compile(  # asks for the next step, in the middle of an emergency
    rf"\b(?:what {OUGHT} (?:i|we) do|(?:don'?t|do not|dunno) (?:know )?what to do|what now)\b"
    r"(?! (?:about|to|with|if)\b)|^(?:please |pls )*help(?: me)?(?: please)?[!?. ]*$"
)
LEFT = re.compile(  # the one who threatens is gone
    rf"\b{HE}(?:'?s|'ve| has| have| is| are| just| now)* "
    r"(?:left|gone|went (?:away|out|home|to work)|drove (?:off|away)|walked (?:off|out|away)|ran (?:off|away))\b"
    r"(?! (?:me|us|a|my|him|her|marks|bruises)\b)"
)
BESIDE = re.compile(  # the one who threatens is here
    rf"\b{HE}(?:'?s|'?re| is| are) (?:(?:now|still|just|fast|asleep|sleeping|sitting|lying|laying|right) ){{0,2}}"
    r"(?:next to me|beside me|near me|here with me|right here|in bed with me|in the (?:same |next |other )?(?:room|bed)"
    r"|downstairs|upstairs|asleep|sleeping)\b"
)
SEES_PHONE = re.compile(  # somebody reads this phone
    rf"(?<!if )\b{HE} (?:can |always |also |still |keeps |regularly |secretly )*"
    r"(?:(?:reads?|reading|checks?|checking|go(?:es|ing) through|looks? (?:at|through|into)|sees?|watches|monitors?"
    r"|tracks?|controls?|unlocks?|uses?|knows?)\b(?: \w+){0,4}|(?:has|have)(?: full| got)?(?: access to)?) "
    r"(?:my|this|our) (?:phone|mobile|cell|chats?|messages|accounts?|passcode|pin|password|whatsapp|telegram)\b"
)
KIN = (
    r"my (?:\w+ )?(?:sister|brother|mum|mom|mother|dad|father|parents|family|friends?|neighbou?rs?|flatmate|roommate"
    r"|aunt|uncle|cousin|gran\w*|husband|wife|partner|boyfriend|girlfriend|teacher|doctor)"
)
AID = r"(?:(?:the |an? )?(?:police|cops|ambulance|paramedics?|medics?|help|\d{3}))"
ANYBODY = rf"(?:{AID}|{KIN}|they|he|she|someone|somebody)"
IS = r"(?:'?s|'?re|'ll be| is| are| will be| has| have| just| now| already| almost| nearly)*"
COMES = re.compile(rf"\b{ANYBODY}{IS} (?:coming|on (?:the|his|her|its|their) way|(?:almost|nearly) here)\b")
AID_COMES = re.compile(rf"\b{AID}{IS} (?:coming|on (?:the|its|their) way|here|arrived)\b")
ARRIVED = re.compile(rf"\b(?:{AID}|they){IS} (?:here|arrived|inside|with me|at (?:the|my) door)\b")
BY_ME = re.compile(rf"\b(?:{KIN}|he|she|someone|somebody){IS} (?:here|arrived|came|with me|at (?:the|my) door)\b")
NEAR = re.compile(  # who may be the one who threatens comes, or is here
    rf"\b(?:{HE}|someone|somebody){IS} (?:coming|here|back|home|outside|inside|awake|walked in|came (?:in|back|home)"
    r"|at (?:the|my) door|on (?:the|his|her|their) way)\b(?! (?:to help|to see me))"
)
EVEN_SO = re.compile(  # speaks as if it was over, or shows what was taken
    r"\b(?:threw|throw|thrown|throwing) (?:\w+ )?up\b|\bvomit\w*|\bpuk(?:ed|ing)\b|\bchanged my mind\b"
    r"|\b(?:sleepy|drowsy|dizzy|tired|numb|faint)\b"
    r"|\b(?:i'?m|i am|i feel|feeling) (?:\w+ )?(?:ok|okay|fine|better|good|alright|all right)\b"
)
OTHER = r"(?:she|he|they|(?:my )?(?:friend|sister|brother|daughter|son|cousin|girlfriend|boyfriend|partner))"
NO_REACH = re.compile(  # whom they help cannot be reached
    rf"\b{OTHER}(?:'s| is| are|'re| has| have)?(?: still| just)* ?(?:(?:isn'?t|not|aren'?t|hasn'?t|won'?t|doesn'?t"
    r"|didn'?t|don'?t|wont|stopped|never)(?: \w+)? (?:answer\w*|open\w*|repl\w+|pick\w*|respond\w*|read\w*|home"
    r"|there)|gone|missing|disappeared|offline)\b"
    r"|\b(?:nobody|no one|no-one) (?:opens?|answers?|picks|is (?:opening|answering|there|home))\b"
    r"|\b(?:idk|dunno|no idea|(?:don'?t|do not|can'?t|cannot) (?:know|find|reach|get hold of))\b(?: out)?"
    r" ?(?:where (?:she|he|they)\b|her\b|him\b|them\b)"
    r"|\bphone is (?:off|dead)\b"
)
FOUND = re.compile(  # whom they help is found, or answers
    rf"\b(?:found|reached|got hold of|spoke (?:to|with)|talked (?:to|with)|with) (?:her|him|them)\b"
    rf"|\b{OTHER}(?:'?s|'?re| is| are| just| has| have| finally)* (?:alive|safe|ok|okay|fine|answered|replied|texted"
    r"|called|picked up|opened|breathing|in (?:the )?hospital)\b"
)
# Words beside which nobody was found.
NOT_FOUND = re.compile(r"\b(?:not|isn'?t|hasn'?t|haven'?t|didn'?t|never|if|hope|until|is (?:she|he)|can'?t)\b")
KINDS = frozenset({"age", "platform", "relationship", "amount"})
FEW = 6  # words up to which a message with a fact in it tells nothing else


def rang(draft: Draft) -> bool:
    """Tell whether they say that help was rung and answered."""
    words = plain(draft.words)
    return bool(RANG.search(words)) and not NO_ANSWER.search(words)


def comes(draft: Draft) -> bool:
    """Tell whether they say that somebody is on the way to them."""
    return bool(COMES.search(plain(draft.words)))


def aid_comes(draft: Draft) -> bool:
    """Tell whether police, an ambulance or other help is on the way, or there."""
    return bool(AID_COMES.search(plain(draft.words)))


def arrived(draft: Draft) -> bool:
    """Tell whether those who were called are there."""
    return bool(ARRIVED.search(plain(draft.words)))


def by_me(draft: Draft) -> bool:
    """Tell whether somebody they know is with them now."""
    return bool(BY_ME.search(plain(draft.words)))


def near(draft: Draft) -> bool:
    """Tell whether somebody who may be the one who threatens comes, or is here."""
    return bool(NEAR.search(plain(draft.words)))


def even_so(draft: Draft) -> bool:
    """Tell whether they speak as if it was over, or show what they took."""
    return bool(EVEN_SO.search(plain(draft.words)))


def out_of_reach(draft: Draft) -> bool:
    """Tell whether the one who is helped cannot be reached."""
    return bool(NO_REACH.search(plain(draft.words)))


def found(draft: Draft) -> bool:
    """Tell whether the one who is helped is found, or answers."""
    words = plain(draft.words)
    return bool(FOUND.search(words)) and not NOT_FOUND.search(words)


def what_now(draft: Draft) -> bool:
    """Tell whether they ask for the one next step."""
    return bool(WHAT_NOW.search(plain(draft.words)))


def beside(draft: Draft) -> bool:
    """Tell whether the one who threatens is in reach of the writer."""
    return bool(BESIDE.search(plain(draft.words)))


def sees_phone(draft: Draft) -> bool:
    """Tell whether they say that somebody reads this phone or these chats."""
    return bool(SEES_PHONE.search(plain(draft.words)))


def only_a_fact(draft: Draft) -> bool:
    """Tell whether the words are a fact and hardly anything else: "26", "telegram"."""
    return bool(kinds(draft.reading) & KINDS) and len(draft.words.split()) <= FEW


def placed(draft: Draft) -> bool:
    """Tell whether this turn brought a country whose numbers we hold."""
    place = draft.state.facts.place
    return place != draft.known.facts.place and place in draft.content.places


def in_turn(draft: Draft, cards: tuple[str, ...]) -> str:
    """Return the card to say now: the first once, then the others in turn, so that none comes twice in a row."""
    last = next((card for card in reversed(draft.state.said) if card in cards), None)
    if last is None:
        return cards[0]
    rest = cards[1:] if len(cards) > 2 else cards
    return rest[(rest.index(last) + 1) % len(rest)] if last in rest else rest[0]


def staying(draft: Draft, flow: str, cards: tuple[str, ...]) -> str:
    """Return the card with which an emergency's flow stays: for a country or a fact told just now, else in turn."""
    last = newest(draft, f"{flow}.")
    if placed(draft) and last != f"{flow}.placed":
        return f"{flow}.placed"
    if only_a_fact(draft) and draft.was_said(f"{flow}.stay") and last != f"{flow}.noted":
        return f"{flow}.noted"
    return in_turn(draft, cards)


def newest(draft: Draft, start: str) -> str:
    """Return the card said last whose name starts so; empty when none was."""
    return next((card for card in reversed(draft.state.said) if card.startswith(start)), "")
