"""Support, helpers, account safety, information and those who did harm."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows import child_safety
from bot.triage.levels import highest, triage

HELPERS = {
    "child": "helper.parent", "friend": "helper.friend", "partner": "helper.friend", "sibling": "helper.friend",
    "family": "helper.friend", "pupil": "helper.teacher", "client": "helper.professional",
}  # fmt: skip
ROLES = {"parent": "child", "friend": "friend", "teacher": "pupil", "professional": "client"}
NOUNS = {  # of the person helped → what they are to the writer, where the grammar knows only `family` or `other`
    "child": ("daughter", "son", "child", "kid", "girl", "boy", "stepdaughter", "stepson", "granddaughter", "grandson",
              "grandchild"),
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
AS_WHO = re.compile(r"\b(?:i['\u2019]?m|i am|as) (?:a|an|the|her|his|their|our|my)\b[^.,!?]*")
DEFINED = re.compile(r"\bwhat(?:'s|\u2019s|s| is| are| does| counts)\b|\bmeans?\b|\bmeaning\b|\bdefin\w+\b")
CLOSE = ("ex", "partner", "family")  # who may have had the phone in their hands
MINORS = frozenset({"urgency.minor", "abuse.child_image"})


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
    harmed = draft.reading.names("abuse") and draft.heard("sign.image_of_me") and not draft.heard("act.perpetrator")
    if draft.state.perpetrator and draft.reading.act != "perpetrator" and harmed:
        draft.change(perpetrator=False)


def support(draft: Draft) -> None:
    """Hear first; a line to talk to when they write on."""
    if not draft.was_said("support.first"):
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
        draft.say("account.shared" if seen or close else "account.steps")


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
    elif not draft.was_said("info.how"):
        draft.say("info.how")
    elif not draft.words:
        draft.say("info.what")


def how(draft: Draft) -> None:
    """Say what this is and how it works, to somebody who asks whether it is a bot."""
    draft.say("info.how")


def beside(draft: Draft) -> None:
    """Answer what is about something else; somebody cheated of money gets the first steps."""
    fraud = draft.heard("sign.other_fraud") and not draft.was_said("scam.other")
    draft.say("scam.other" if fraud else "out_of_scope")


def perpetrator(draft: Draft) -> None:
    """Answer somebody who did it: stop, undo, own risk, help for themselves; a child in it is urgent."""
    facts = draft.state.facts
    minor = bool(draft.state.labels & MINORS) or facts.image_minor or facts.band == "minor"
    card = "perpetrator.minor" if minor else "perpetrator.first"
    if minor:
        labels = draft.state.labels | {"urgency.minor"}
        draft.change(labels=labels, level=highest(draft.state.level, triage(labels)))
    helps = draft.content.own_acts_line(facts.place, child=minor)
    draft.say("perpetrator.more" if draft.was_said(card) else card, help=helps)


def in_it(draft: Draft, value: str) -> None:
    """Take whether the picture that somebody shared shows a child."""
    draft.change(asking=None)
    if value == "yes":
        draft.learn(image_minor=True)
    perpetrator(draft)
