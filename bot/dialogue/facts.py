"""Facts from a reading: taken once, corrected when the person corrects them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.dialogue import ages, people, places
from bot.dialogue.draft import Draft
from bot.dialogue.entities import of_kind
from bot.dialogue.matters import HELPING, is_abuse
from bot.triage.levels import highest, triage
from nlu.grammar.due import due

TELLING = 4  # words below which an English reading only means that the text was too short to tell


def absorb(draft: Draft) -> None:
    """Take what the reading says into the state; an age corrected takes back what rested on it."""
    before = draft.state.facts.band
    people.own_matter(draft)
    ages.hear(draft)
    places.hear(draft)
    people.hear(draft)
    _demand(draft)
    if people.did_it(draft.reading):
        draft.change(perpetrator=True)
    labels = draft.state.labels | draft.reading.labels
    if labels & HELPING and draft.state.facts.helped is None:
        draft.learn(helped="someone")
    band = draft.state.facts.band
    told = labels if band != before else draft.reading.labels  # said once, it holds for the next matter too
    if band == "minor" and is_abuse(told):
        labels |= {"urgency.minor"}
    draft.change(labels=labels, level=highest(draft.state.level, triage(labels)))


def hear_language(draft: Draft) -> None:
    """Keep the language of a text that is long enough to tell."""
    language = draft.reading.language
    if language != "en" or len(draft.words.split()) >= TELLING:
        draft.change(language=language)


def _demand(draft: Draft) -> None:
    for entity in of_kind(draft.reading, "amount"):
        draft.learn(amount=f"{entity.value} {entity.extra.get('currency') or ''}".strip())
    if draft.has("urgency.deadline"):
        now = datetime.fromtimestamp(draft.now, UTC)
        mine = [entity for entity in of_kind(draft.reading, "deadline") if entity.extra.get("about") != "other"]
        times = [due(str(entity.value), now) for entity in mine]
        if times:
            draft.learn(due=int(min(times).timestamp()))
