"""Which questions of a form typed words answer: the open one, others that are still open, the story."""

from __future__ import annotations

import re

from bot.dialogue.acts import goes_first
from bot.dialogue.clocks import DAY
from bot.dialogue.draft import Draft
from bot.dialogue.flows import fields
from bot.dialogue.flows.questions import Answers, Plan
from bot.dialogue.matters import PEOPLE, THREATS
from bot.dialogue.wording import plain
from bot.documents.entry import LONGEST

ADDRESS = re.compile(  # a word that is a link, an e-mail address, an @name, a number or a site
    r"^(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w[\w.]*|[+\d][\d ()./-]{5,}|[\w-]+(?:\.[\w-]+)+/?\S*)$"
)
NAMED = re.compile(  # before an address, on its own
    r"^(?:and |also )?(?:(?:my|the|an?) )?(?:(?:e-?mail|mail|phone|number|link|contact|account)(?: address| number)?"
    r"(?: is|'s)?|(?:reach|write|call) me (?:at|on|under)|use|it'?s|it is)[ :]*$",
    re.IGNORECASE,
)
ADDRESSES = frozenset({"link", "links", "contact", "phone", "account"})  # what answers no other question
SHORT_WORDS = 6  # of what is taken as an answer while a form waits
SELF = frozenset({"i", "i'm", "im", "me", "my"})


def answers_in(draft: Draft, plan: Plan) -> Answers | None:
    """Return what the words answer, by question; None when they are about something else, or no answer."""
    question, reading = plan.questions[draft.form.step], draft.reading
    if goes_first(reading) or not fields.says_something(draft.words):
        return None
    dictated = plan.story and fields.dictated(draft.words)
    if not dictated and question.said != "quoted" and (draft.has(*PEOPLE) or fields.asks(draft.words)):
        return None
    if draft.has(*PEOPLE) and not draft.has(*THREATS):
        return None
    found = sort(draft, plan)
    own = question.said == "plain" and reading.labels and of_self(draft) and not fields.NAMING.match(draft.words)
    return None if own and not question.spot(draft) and set(found) <= {draft.form.step} else found or None


def fits(draft: Draft, plan: Plan) -> Answers | None:
    """Return what surely answers the question of a form that waits, or another of it; None when nothing does."""
    if goes_first(draft.reading):
        return None
    if plan.story and fields.dictated(draft.words):
        return sort(draft, plan)
    if fields.asks(draft.words):
        return None
    wants = any(label.startswith(("abuse.", "need.")) for label in draft.reading.labels)
    long = len(draft.words.split()) > SHORT_WORDS or fields.is_story(draft.words)
    if (wants or long) and not is_addresses(draft.words):
        return None
    found, value = _others(draft, plan), plan.questions[draft.form.step].spot(draft)
    found = found if value is None else {**found, draft.form.step: value}
    asked, old = draft.state.asking not in (None, "form"), draft.now - draft.form.begun > DAY
    return {name: value for name, value in found.items() if not old and (not asked or name in ADDRESSES)} or None


def sort(draft: Draft, plan: Plan) -> Answers:
    """Return the answers that the words hold: to the open question, to others that are still open, and the story."""
    question, words = plan.questions[draft.form.step], draft.words
    found = _others(draft, plan)
    dictated = fields.dictated(words)
    tells = bool(plan.story) and draft.form.step != plan.story and (bool(dictated) or fields.is_story(words))
    if tells:
        told = draft.form.answers.get(plan.story, "")
        found[plan.story] = "\n".join(filter(None, (told, dictated or words.strip())))[:LONGEST]
    if question.free and any(_is_whole(words, name) for name in found):
        return found
    if found and not question.free and not tells:
        draft.words = fields.without_addresses(words) if question.spot(draft) is None else words
    value = (None if dictated else question.read(draft)) or (question.spot(draft) if tells else None)
    draft.words = words
    return found if value is None else {**found, draft.form.step: value}


def is_addresses(words: str) -> bool:
    """Tell whether every word is a link, an address, an @name or a number."""
    return all(map(ADDRESS.match, words.split()))


def of_self(draft: Draft) -> bool:
    """Tell whether somebody speaks of themselves."""
    return not SELF.isdisjoint(plain(draft.words).split())


def _others(draft: Draft, plan: Plan) -> Answers:
    question = plan.questions[draft.form.step]
    others = [name for name in plan.steps(draft) if name != draft.form.step]
    spotted = {name: value for name in others if (value := plan.questions[name].spot(draft))}
    held = {name: draft.form.answers[name] for name in spotted if draft.form.answers.get(name)}
    more = {name: f"{there}\n{spotted[name]}" for name, there in held.items()
            if plan.questions[name].many and spotted[name] not in there and len(there) < LONGEST}  # fmt: skip
    spotted = {name: value for name, value in spotted.items() if name not in held} | more
    if question.free:  # a link in a story is part of the story
        spotted = {name: value for name, value in spotted.items() if _is_whole(draft.words, name)}
    return spotted


def _is_whole(words: str, name: str) -> bool:
    """Tell whether words are nothing but what this question asks for, and perhaps its name: "my e-mail is"."""
    if name == "when":
        return fields.is_time(words)
    return name in ("app", "site") or not fields.says_something(
        NAMED.sub("", fields.without_addresses(fields.HANDLE.sub(" ", words))))  # fmt: skip
