"""The brief for a lawyer, from what a conversation remembers."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.effects import SendDocument
from bot.dialogue.flows import zones
from bot.dialogue.state import State
from bot.documents.brief import Brief
from bot.documents.papers import BriefPaper


def brief_of(state: State, zone: str | None, case: str | None = None, *, with_log: bool = True) -> Brief:
    """Return the person's own answers as a brief; the log only when they want it in."""
    facts = state.facts
    return Brief(
        abuse=_names(state, "abuse"), wants=_names(state, "need"), urgent=_names(state, "urgency"),
        platforms=facts.platforms, who=facts.who, demand=facts.amount, paid=facts.paid, deadline=facts.due,
        place=facts.place, age=facts.age, band=facts.band, image_minor=facts.image_minor, helping=facts.helped,
        phone_seen=facts.phone_seen, zone=zone, case=case, entries=state.log if with_log else (),
        notices=tuple((written.notice, written.site, written.at) for written in state.notices),
    )  # fmt: skip


def send(draft: Draft) -> None:
    """Send the person their brief."""
    draft.say("brief.file")
    case = draft.case.id if draft.case else None
    draft.do(SendDocument(BriefPaper(brief_of(draft.state, zones.own(draft), case))))


def _names(state: State, group: str) -> tuple[str, ...]:
    return tuple(sorted(label.partition(".")[2] for label in state.labels if label.startswith(f"{group}.")))
