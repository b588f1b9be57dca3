"""Support, helpers, account safety, information and those who did harm."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import people, ways
from bot.dialogue.ages import is_young_writer
from bot.dialogue.draft import Draft
from bot.dialogue.flows import child_safety, crisis, told
from bot.dialogue.matters import BLACKMAIL, UNDER_AGE, is_abuse
from bot.dialogue.wording import plain
from bot.triage.levels import highest, triage

HELPERS = {
    "child": "helper.parent", "friend": "helper.friend", "partner": "helper.friend", "sibling": "helper.friend",
    "family": "helper.friend", "pupil": "helper.teacher", "client": "helper.professional",
}  # fmt: skip
ROLES = {"parent": "child", "friend": "friend", "teacher": "pupil", "professional": "client"}
NOUNS = {  # of the person helped → what they are to the writer, where the grammar knows only `family` or `other`
    "child": people.CHILDREN,
    "sibling": ("sister", "brother", "stepsister", "stepbrother"),
    "pupil": ("pupil", "pupils", "student", "students"),
    "client": ("client", "clients", "patient", "patients"),
}  # fmt: skip
SAYS_ROLE = {  # words with which writers say what they are
    "parent": re.compile(r"\b(?:mum|mom|mummy|mother|dad|father|parent|step(?:mum|mom|dad)|guardian|gran\w*)\b"),
    "teacher": re.compile(r"\b(?:teacher|tutor|school|coach|headteacher|principal)\b"),
    "professional": re.compile(r"\b(?:nurse|doctor|counsell?or|therapist|social worker|job|work|psychologist)\b"),
    "friend": re.compile(r"\b(?:friend|mate|partner|boyfriend|girlfriend|brother|sister|cousin|husband|wife)\b"),
}
# What the writer says they are: "as her mother".
AS_WHO = re.compile(r"\b(?:i['\u2019]?m|i am|as) (?:a|an|the|her|his|their|our|my)\b[^.,!?]*")
# Asks what a word means.
DEFINED = re.compile(r"\bwhat(?:'s|\u2019s|s| is| are| does| counts)\b|\bmeans?\b|\bmeaning\b|\bdefin\w+\b")
ABOUT_US = re.compile(  # a question about this service
    r"\b(?:you|u|this|it|bot|alder|service|chat|app|robot|ai)\b.*\b(?:work|works|do|help|free|costs?|real|human|safe"
    r"|private|anonymous|name|used?)\b|\bhow (?:does|do|can) (?:this|it|you|u)\b"
    r"|\bwho (?:are|is) (?:you|this)\b|\bwhat (?:are you|is this|can you|do you)\b"
)
HURT = ("hurt:yes", "hurt:unsure", "hurt:no")
CLOSE = ("ex", "partner", "family")  # who may have had the phone in their hands
GRAVE = BLACKMAIL | {"urgency.minor"}
IN_IT = re.compile(  # the picture is of the writer
    r"^(?:(?:it'?s|it is|of|that'?s|this is|both|yes|yeah|no|nah),? )*(?:me|mine|myself|my own)\b"
    r"|(?<!not )\bof (?:me|myself)\b"
)
NOT_IN_IT = re.compile(  # the picture is of somebody else
    r"\b(?:not (?:of )?(?:me|mine|my)|else|other|another|her|hers|his|him|their|theirs|some(?:one|body)(?:'s|s)?|ex\w*"
    r"|girl\w*|boy\w*|wom[ae]n|m[ae]n|guy|friends?|wife|husband|partner|sister|brother|cousin|colleague|classmate)\b"
)

REACH = re.compile(  # wants to find or reach the person in the picture
    r"\b(?:find|reach|contact|message|text|call|write (?:to)?|talk to|speak to|see|meet|follow|track|apologi[sz]e to"
    r"|say sorry to|tell) (?:her|him|them)\b|\bwhere (?:does |do |is |are )?(?:she|he|they)\b"
    r"|\b(?:apologi[sz]e|say sorry|her (?:address|number)|his (?:address|number))\b"
)
ASKS = {"look": "helper.no_look", "take_phone": "helper.no_phone", "school": "helper.school",
        "parents": "helper.her_parents"}  # fmt: skip


def hear(draft: Draft) -> None:
    """Take what the words say of who writes: whom they help, and that one who did it is somebody else after all."""
    for entity in draft.reading.entities:
        if entity.kind == "relationship" and draft.state.facts.helped == entity.value:
            noun = entity.text.casefold().split()[-1:]
            found = next((role for role, nouns in NOUNS.items() if noun and noun[0] in nouns), None)
            if found:
                draft.learn(helped=found)
    said = AS_WHO.search(draft.words.casefold())
    if said and draft.has("need.helping_someone") and draft.state.facts.helped == "someone":
        draft.learn(helped=ROLES.get(_role_in(said[0]) or "", "someone"))
    if draft.state.perpetrator and draft.reading.act != "perpetrator" and _is_harmed(draft):
        draft.change(perpetrator=False)
        named = draft.reading.names("abuse")
        told = {label for label in draft.state.labels
                if label in GRAVE or (label.startswith("abuse.") and not named)}  # fmt: skip
        draft.reading = replace(draft.reading, labels=draft.reading.labels | told)  # it is answered only now


def _is_harmed(draft: Draft) -> bool:
    """Tell whether one taken for the one who did it is surely the one who was harmed."""
    if draft.heard("act.perpetrator"):
        return False
    own = draft.reading.names("abuse") and draft.heard("sign.image_of_me")
    return bool(own) or draft.heard("sign.is_me") or any(draft.has(name) and draft.heard(name) for name in BLACKMAIL)


def mistaken(draft: Draft) -> None:
    """Say sorry to somebody who was taken for the one who did it."""
    draft.say("own.sorry")


def not_your_fault(draft: Draft) -> None:
    """Answer somebody who blames themselves, or says that it is them in the picture; other help goes first."""
    if draft.replied or draft.state.facts.helped is not None:
        return
    if not draft.was_said("own.first"):
        draft.say("own.first")
    elif draft.heard("sign.self_blame"):
        support(draft)
    else:
        ways.on(draft)


def support(draft: Draft) -> None:
    """Hear first; a line to talk to when they write on; one who did it is asked whether they may hurt themselves."""
    if draft.state.perpetrator:
        perpetrator(draft)
    elif not draft.was_said("support.first"):
        draft.say("support.first")
    else:
        lines(draft)


def lines(draft: Draft) -> None:
    """Give lines that listen to anybody."""
    draft.say("support.line", lines=draft.content.support_lines(draft.state.facts.place, draft.state.facts.band))


def account(draft: Draft) -> None:
    """Ask who can see the phone before any step that could be noticed."""
    if draft.has("abuse.cyberflashing") and not draft.was_said("cyberflash.settings"):
        draft.say("cyberflash.settings")
    elif draft.state.facts.phone_seen is not None or not draft.ask("phone", "account.first"):
        seen, who = draft.state.facts.phone_seen, draft.state.facts.who
        close = seen is None and who in CLOSE  # asked before and not answered: then with care
        if seen or close:
            shared(draft)
        else:
            draft.say("account.steps")


def shared(draft: Draft) -> None:
    """Say what to leave alone on a phone that somebody else sees; whether they could hurt the writer is asked once."""
    draft.pose("hurt", "account.shared", words=draft.content.phrases.hurt_asked, keys=HURT)


def hurt(draft: Draft, value: str) -> None:
    """Take a no or a doubt on whether they could hurt the writer: a doubt gets the number, and is no emergency."""
    draft.change(asking=None)
    if value == "unsure":
        draft.say("account.unsure", emergency=crisis.emergency(draft))
    else:
        ways.on(draft)


def phone(draft: Draft, value: str) -> None:
    """Take whether the one who did it can see this phone; "not sure" counts as yes."""
    draft.change(asking=None, pending=None)
    draft.learn(phone_seen=value != "no")
    account(draft)


def helper(draft: Draft) -> None:
    """Say to parents, friends, teachers and professionals what helps and what harms."""
    card = HELPERS.get(draft.state.facts.helped or "")
    if card is None:
        draft.ask("helped", "helper.ask")
    elif draft.was_said(card) or (draft.just_said("minor.helper") and card != "helper.teacher"):
        return  # the one for a child says it all, save what a school has to do
    elif card == "helper.teacher":
        child_safety.say(draft, card)
    else:
        draft.say(card)


def helper_asks(draft: Draft) -> None:
    """Answer what one who helps asks whether to do: never to look, not to take the phone, whom to tell."""
    asked = next((card for name, card in ASKS.items() if draft.heard(f"sign.helper_asks/{name}")), None)
    if asked and draft.state.facts.helped is not None:
        draft.say(asked)


def role(draft: Draft, value: str) -> None:
    """Take what the writer is to the person they help."""
    draft.change(asking=None)
    draft.learn(helped=ROLES.get(value, "someone"))
    helper(draft)


def typed_role(draft: Draft) -> str | None:
    """Read what the writer says they are to the person they help."""
    return _role_in(draft.words.casefold())


def _role_in(words: str) -> str | None:
    return next((name for name, said in SAYS_ROLE.items() if said.search(words)), None)


def information(draft: Draft) -> None:
    """Say how this works, or what image-based abuse is; beside another answer nothing."""
    if draft.replied:
        return
    if DEFINED.search(draft.words.casefold()) and not draft.was_said("info.what"):
        draft.say("info.what")
    elif not draft.was_said("info.how") and _asks_about_us(draft):
        draft.say("info.how")
    elif not draft.words:
        draft.say("info.what")


def _asks_about_us(draft: Draft) -> bool:
    # In the middle of a matter a question is about that, unless its words are about this service.
    matter = is_abuse(draft.state.labels)
    return not (matter and draft.words) or ABOUT_US.search(draft.words.casefold()) is not None


def how(draft: Draft) -> None:
    """Say what this is and how it works, to somebody who asks whether it is a bot."""
    draft.say("info.how")


def beside(draft: Draft) -> None:
    """Answer what is about something else; somebody cheated of money gets the first steps."""
    fraud = draft.heard("sign.other_fraud") and not draft.was_said("scam.other")
    draft.say("scam.other" if fraud else "out_of_scope")


def ask_whose(draft: Draft) -> None:
    """Ask whose picture it is, rather than take somebody for the one who did it."""
    draft.ask("whose", "perpetrator.whose")


def typed_whose(draft: Draft) -> str | None:
    """Read who is in the picture."""
    words = plain(draft.words)
    if draft.heard("sign.is_me") or draft.heard("sign.image_of_me") or IN_IT.search(words):
        return "me"
    return "other" if NOT_IN_IT.search(words) else None


def whose(draft: Draft, value: str) -> None:
    """Take whose picture it is: their own is no deed of theirs, and what is grave in it is answered now."""
    draft.change(asking=None, perpetrator=value == "other")
    if not draft.state.perpetrator:
        draft.reading = replace(draft.reading, labels=draft.reading.labels | draft.state.labels.intersection(GRAVE))


def perpetrator(draft: Draft) -> None:
    """Answer somebody who did it: stop, undo, own risk, help for themselves; a child in it is urgent."""
    facts = draft.state.facts
    minor = bool(draft.state.labels & UNDER_AGE) or facts.image_minor or facts.band == "minor"
    card = "perpetrator.minor" if minor else "perpetrator.first"
    if minor:
        labels = draft.state.labels | {"urgency.minor"}
        draft.change(labels=labels, level=highest(draft.state.level, triage(labels)))
    if draft.was_said(card) and draft.reading.labels == {"need.human"}:
        return  # who asks for a person is told of the person
    asks_way = not minor and draft.has("need.removal") and draft.room - draft.spoken > 1
    first = (card, "perpetrator.more") if asks_way else (card,)
    known = draft.was_said(card) or (is_young_writer(draft) and draft.was_said("perpetrator.first"))
    for name in (_further(draft, minor),) if known else first:
        draft.say(
            name, help=draft.content.own_acts_line(facts.place, child=minor), crisis_line=crisis.line(draft),
            child_line=draft.content.child_line(facts.place),
        )  # fmt: skip


def _further(draft: Draft, minor: bool) -> str:
    """Return the card for one who did it and writes on, by what they tell or ask; none comes twice in a row."""
    low = draft.has("need.emotional_support") or draft.heard("sign.hopeless")
    undo = draft.has("need.removal") or draft.heard("sign.wants_gone")
    more = "perpetrator.minor_more" if minor else "perpetrator.more"
    rows: tuple[tuple[str, bool], ...] = (
        ("perpetrator.young", is_young_writer(draft)),
        ("perpetrator.apart", REACH.search(plain(draft.words)) is not None),
        ("perpetrator.low", low and not draft.was_said("perpetrator.low")),
        (more, undo or not draft.was_said(more)),
    )
    found = next((card for card, fits in rows if fits), "perpetrator.on")
    others: tuple[str, ...] = ("perpetrator.undo",) if undo and not minor else ()
    last = told.newest(draft, "perpetrator.")
    cards: tuple[str, ...] = (found, *others, "perpetrator.on", more)
    return next(card for card in cards if card != last)


def in_it(draft: Draft, value: str) -> None:
    """Take whether the picture that somebody shared shows a child."""
    draft.change(asking=None)
    if value == "yes":
        draft.learn(image_minor=True)
    perpetrator(draft)
