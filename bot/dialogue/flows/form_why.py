"""What is asked about a form in the middle of it, and the short true answer: what for, who sees it, what is in it."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows import fields
from bot.dialogue.flows.questions import Plan

ASKED = (
    r"^(?:(?:but|and|so|ok|okay|wait) )*(?:why|what(?! if)|which|where|do i|must i|can i|could i|should i|may i|does it"
    r"|(?:is|are) (?:my|the|an?|it|that))\b.*\b"
)
FIELDS = (  # what a question may be about, by its words
    ("name", re.compile(rf"{ASKED}(?:names?|nickname|alias|pseudonym|initials)\b")),
    ("contact", re.compile(rf"{ASKED}(?:e-?mail|mail)\b")),
    ("address", re.compile(rf"{ASKED}address\b")),
    ("phone", re.compile(rf"{ASKED}(?:phone|number)\b")),
    ("links", re.compile(rf"{ASKED}(?:links?|urls?)\b")),
    ("link", re.compile(rf"{ASKED}(?:links?|urls?)\b")),
)
SO_FAR = re.compile(  # asks what is there
    r"\bwhat (?:does|do|did|have|has) (?:it|you|i|we|they) (?:have|has|got|written|write|say|said|keep|kept|put)\b"
    r"(?: (?:so far|now|yet|already|down|in|it|there|until now))*$"
    r"|\bwhat(?: is|'s|s) (?:still )?(?:missing|blank|empty|left|in it|there so far|in there)\b"
    r"|\bwhat is there so far\b"
)
OTHER_ONE = r"(?:he|him|she|her|they|them|my ex|the other one|anyone|anybody|somebody|others?|people)"
KINDS = {"notice": "notice", "entry": "log", "more": "log"}
ROWS = (  # asked of a notice or of the notes, whichever question is open
    ("shown", re.compile(rf"\b(?:shown|visible|sent|told|go|goes|given|public)\b.*\b(?:to {OTHER_ONE}|public)\b"
                         rf"|\b(?:can|could|will|would|does|do) {OTHER_ONE} (?:see|read|get|know|find)\b"
                         r"|\bwho (?:can |will |does |gets to )?(?:sees?|reads?|gets?)\b")),
    ("no_answer", re.compile(r"\bif (?:they|the site|it|nobody|no one|no-?body|instagram|facebook) "
                             r"(?:(?:don'?t|do not|doesn'?t|does not|won'?t|never|ever) )*(?:answers?|reply|replies"
                             r"|respond|responds|ignores?|refuses?|says? no|do(?:es)? nothing)\b")),
)  # fmt: skip


def answer(draft: Draft, plan: Plan) -> str | None:
    """Return what a question about the form is answered; None when it is about something else."""
    words, kind = fields.plain(draft.words).rstrip(" ?"), KINDS.get(plan.kind)
    if not fields.asks(draft.words):
        return None
    if SO_FAR.search(words):
        return _so_far(draft, plan)
    asked = next((name for name, pattern in ROWS if kind and pattern.search(words)), None)
    if asked and f"why.{asked}.{kind}" in draft.content.documents:
        return draft.content.paper(f"why.{asked}.{kind}")
    known = (name for name, pattern in FIELDS if name in plan.steps(draft) and pattern.search(words))
    name = next(known, draft.form.step if fields.asks_about_form(draft.words) else None)
    return draft.content.paper(f"why.{name}") if name else None


def words_of(draft: Draft, name: str) -> str:
    """Return what a question asks for, in words."""
    key = f"field:{name}"
    return draft.content.button(key) if key in draft.content.buttons else draft.content.paper(f"ask.{name}")


def _so_far(draft: Draft, plan: Plan) -> str:
    """Return in words what was kept and what is open; of a notice, what it needs and has not."""
    steps, answers, paper = plan.steps(draft), draft.form.answers, draft.content.paper
    kept = [words_of(draft, name) for name in steps if answers.get(name)]
    blank = [words_of(draft, name) for name in steps if not answers.get(name)]
    return paper("so_far", kept=", ".join(kept) or paper("so_far_none"), blank=", ".join(blank) or paper("so_far_none"))
