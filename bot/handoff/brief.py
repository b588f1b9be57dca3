"""The brief that goes to a lawyer with a case: the person's own answers, their log only when they agreed."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.brief import brief_of
from bot.dialogue.state import State
from bot.documents.papers import BriefPaper, File, make
from bot.store import Store, persons
from bot.store.cases import Case


def brief_file(store: Store, content: Content, case: Case, now: int) -> File | None:
    """Return the brief of a case as a PDF; None when the person was erased or has said nothing yet."""
    kept = persons.state_of(store, case.person) if case.person else None
    if kept is None:
        return None
    state = State.model_validate_json(kept)
    zone = content.zones.only(state.facts.zone, state.facts.place)
    return make(content, BriefPaper(brief_of(state, zone, case.id, with_log=case.share)), now)[0]
