"""Which notices can be offered, and the rules behind them in words."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows.notice_in_hand import is_made
from bot.documents import notice

RULES_LENGTH = 420  # characters that leave room for the rest of the card
TOLD = 2  # rules told in full where several fit: a person in panic reads two


def fitting(draft: Draft) -> tuple[str, ...]:
    """Return the notices that fit; those for adults only when everybody shown is known to have been one, and what needs
    that they took it themselves never for what was made or altered."""
    facts = draft.state.facts
    ids = notice.fitting(draft.content, facts.place, facts.platforms, adult=facts.image_band == "adult")
    return tuple(id for id in ids if not (is_made(draft) and "took" in draft.content.notices[id].asks))


def is_for(draft: Draft, id: str) -> bool:
    """Tell whether a notice is made for this place and these sites, whoever may use it."""
    facts = draft.state.facts
    return id in notice.fitting(draft.content, facts.place, facts.platforms, adult=True)


def offered(draft: Draft) -> tuple[str, ...]:
    """Return the notices to offer: what needs that they took it themselves no more once they said that they did not."""
    said_no = draft.was_said("notice.not_taken")
    return tuple(id for id in fitting(draft) if not (said_no and "took" in draft.content.notices[id].asks))


def rules(draft: Draft, ids: tuple[str, ...]) -> str:
    """Return the rules behind notices: the first in full, as many as find room, the others by name."""
    ways = [_rules(draft, ids, told) for told in range(TOLD, -1, -1)]
    return next((told for told in ways if len(told) <= RULES_LENGTH), ways[-1])


def _rules(draft: Draft, ids: tuple[str, ...], told: int) -> str:
    return "\n\n".join((*(_rule(draft, id) for id in ids[:told]), *(_name(draft, id) for id in ids[told:])))


def _rule(draft: Draft, id: str) -> str:
    lever = draft.content.levers[id]
    key = "rule_sure" if lever.confidence == "sure" else "rule_unsure"
    return draft.content.paper(key, name=lever.name, plain=lever.plain)


def _name(draft: Draft, id: str) -> str:
    return draft.content.paper("rule_name", name=draft.content.levers[id].name)
