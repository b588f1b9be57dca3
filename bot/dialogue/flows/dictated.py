"""What is typed for a form is read with care: a link says nothing of the matter, a quotation nothing of the person."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.draft import Draft
from bot.dialogue.flows import fields
from bot.dialogue.flows.form_answers import SHORT_WORDS, is_addresses, of_self, sort
from bot.dialogue.flows.questions import Plan
from bot.dialogue.matters import EMERGENCY, PEOPLE, THREATS
from bot.dialogue.overruled import ALMOST_SURE
from nlu.grammar.entity import Entity

FAINT = 0.5  # probability below which words typed for a form say nothing of the person, unless the screen heard it;
# what is quoted is mostly another's, and of that it must be almost sure
OTHERS = frozenset({"he", "him", "she", "her", "they", "them", "his", "their", "someone", "somebody"})
OTHERS_WORDS = 4  # from so many words on, a quotation is no wish of the person's own


def soften(draft: Draft, plan: Plan) -> None:
    """Leave of the reading of words typed as an answer only what they say of the person."""
    reading, said = draft.reading, _said(draft, plan)
    bare = _is_bare(draft.words)
    kept = reading.labels & EMERGENCY if bare else _kept(draft, said)
    kept = frozenset(label for label in kept if not _is_unsure(draft, label, said))
    draft.reading = replace(
        reading, labels=kept, act="report" if bare or _not_ours(draft, said) else reading.act,
        entities=_entities(draft, said, whole=kept == reading.labels),
        rules=reading.rules if kept == reading.labels else (),
    )  # fmt: skip


def _said(draft: Draft, plan: Plan) -> str:
    """Return what these words are, as a `Question` says it: its own kind, or another when they are no answer to it."""
    question = plan.questions[draft.form.step]
    if plan.story and (fields.is_story(draft.words) or fields.dictated(draft.words)):
        return "quoted"
    if question.said not in ("fact", "plain"):
        return question.said
    found = sort(draft, plan) if len(draft.words.split()) <= SHORT_WORDS else {}
    if found and all(plan.questions[name].said == "fact" for name in found):
        return "fact"  # an hour typed at the question for the time zone
    about_other = fields.asks(draft.words) or question.read(draft) is None
    return "open" if about_other else question.said


def _is_bare(words: str) -> bool:
    """Tell whether there is nothing in the words but addresses, a time or a number."""
    addresses = bool(words.split()) and is_addresses(words)
    return addresses or fields.is_time(words) or fields.is_number(words)


def _kept(draft: Draft, said: str) -> frozenset[str]:
    labels = draft.reading.labels
    if said == "fact" or (said == "plain" and not of_self(draft)):
        return labels & (EMERGENCY | PEOPLE)
    if said == "quoted":
        grave = {label for label in labels if label.startswith("urgency.")} | (labels & (THREATS | PEOPLE))
        return frozenset(grave)
    return labels


def _entities(draft: Draft, said: str, *, whole: bool) -> tuple[Entity, ...]:
    found = draft.reading.entities
    if said == "open" and whole:
        return found
    named = said == "open" or draft.form.step == "app"
    return tuple(entity for entity in found if named and entity.kind == "platform")


def _is_unsure(draft: Draft, label: str, said: str) -> bool:
    """Tell whether only the model has this label, where that is too little: a faint hint of self-harm, any in words
    that are another's, a matter in a question to us."""
    if draft.heard(label):
        return False
    if label == "urgency.self_harm":
        others = said == "quoted" and fields.is_reported(fields.dictated(draft.words) or draft.words)
        bar = ALMOST_SURE if said == "quoted" else FAINT
        return others or draft.reading.confidence.get(label, 1.0) < bar
    asked = said != "quoted" and fields.asks(draft.words)
    return asked and label.startswith(("abuse.", "urgency.")) and label not in EMERGENCY


def _not_ours(draft: Draft, said: str) -> bool:
    """Tell whether to erase or to stop was asked of somebody else: "I asked him to delete it"."""
    words = draft.words.casefold().split()
    return (said == "quoted" and len(words) >= OTHERS_WORDS) or (
        draft.reading.act == "erase" and not OTHERS.isdisjoint(words)
    )
