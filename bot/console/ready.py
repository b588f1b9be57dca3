"""Ready replies: cards of responses/ named `ready.…`, filled with what is known of a case; a start, never sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content import Content
from bot.content.card import Band
from bot.content.render import plain
from bot.store.staff import Member

PREFIX = "ready."


@dataclass(frozen=True, slots=True)
class Ready:
    """One reply to start from."""

    id: str
    title: str
    text: str


def replies(content: Content, summary: Mapping[str, Any], member: Member) -> tuple[Ready, ...]:
    """Return the ready replies that fit a person, their placeholders filled in."""
    band: Band = "minor" if summary.get("image_minor") else summary.get("band", "unknown")
    params, found = params_of(content, summary, member), []
    for id in sorted(id for id in content.cards if id.startswith(PREFIX)):
        card = content.card(id, band)
        text = plain(card.text, params, content.links_of(card))
        found.append(Ready(id.removeprefix(PREFIX), content.words(id), text))
    return tuple(found)


def params_of(content: Content, summary: Mapping[str, Any], member: Member) -> dict[str, str]:
    """Return what a ready reply may name."""
    place, band = summary.get("place"), summary.get("band", "unknown")
    known = [content.platforms[id].name for id in summary.get("where", ()) if id in content.platforms]
    return {
        "name": member.alias,
        "where": ", ".join(known) or content.words("where.unknown"),
        "emergency": content.emergency(place),
        "crisis": content.crisis_line(place, band),
        "child": content.child_line(place),
        "lines": content.support_lines(place, band),
    }
