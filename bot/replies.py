"""A card becomes a row of the outbox and a line of the conversation: the one door by which words reach a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.content import Content
from bot.content.render import html
from bot.content.render import plain as plain_text
from bot.dialogue.effects import Say
from bot.dialogue.state import Band
from bot.store import Store, messages, outbox
from bot.triage.levels import Level

URL = re.compile(r"https?://[^\s)>,]+[^\s)>,.]")
PRIORITY = {Level.NONE: 0, Level.HANDOFF: 1, Level.URGENT: 2, Level.EMERGENCY: 3}


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a reply goes, and how soon it must."""

    person: str
    channel: str
    band: Band
    level: Level
    case_id: str | None = None


def say(
    store: Store, content: Content, to: Recipient, card: Say, *, order: int, now: int, author: str = "bot",
    by: str | None = None, kept: str | None = None, hold: int = 0,
) -> None:  # fmt: skip
    """Render a card for a person, queue it to go in `hold` seconds, and keep it, or `kept`, in the conversation; in
    a transaction."""
    body = render(content, card, to.band)
    queue(store, to, "say", body, order=order, now=now, hold=hold)
    messages.add(store, to.person, author, kept or str(body["plain"]), case_id=to.case_id, by=by, now=now)


def render(content: Content, say: Say, band: Band) -> dict[str, object]:
    """Return the body of a `say` row: the card as Telegram HTML and as plain text, its buttons and links."""
    card = content.card(say.card, band)
    links = content.links_of(card)
    keys = card.buttons if say.buttons is None else say.buttons
    text, plain = html(card.text, say.params, links), plain_text(card.text, say.params, links)
    return {
        "html": text,
        "plain": plain,
        "card": say.card,
        "buttons": [[content.button(key), key] for key in keys],
        "links": list(dict.fromkeys((*(link.url for link in links), *URL.findall(plain)))),
    }


def queue(
    store: Store, to: Recipient, kind: str, body: dict[str, object], *, order: int, now: int, hold: int = 0
) -> None:
    """Queue anything else for a person: a document, a deletion; call it in a transaction."""
    outbox.add(
        store, to.channel, to.person, kind, body,
        priority=PRIORITY[to.level], order=order, due_ms=(now + hold) * 1000, now=now,
    )  # fmt: skip
