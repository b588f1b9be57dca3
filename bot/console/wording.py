"""What Alder says and on what it relies, with who has reviewed it and when: for reading."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.console.auth import allowed
from bot.console.context import console_of
from bot.content import Content
from bot.content.card import Card
from bot.store.staff import Member


@allowed("words")
async def show_words(request: Request, member: Member) -> Response:
    """GET /words: every card with its review state; ?find= narrows to those that hold a text."""
    console, wanted = console_of(request), request.query_params.get("find", "").strip()[:60]
    cards = all_cards(console.content)
    shown = [card for card in cards if wanted.casefold() in f"{card.id} {card.text}".casefold()]
    return console.page(
        "words.html", member, cards=shown, find=wanted, total=len(cards),
        reviewed=sum(card.reviewed is not None for card in cards),
        links=sorted(console.content.links.values(), key=lambda link: link.title),
    )  # fmt: skip


def all_cards(content: Content) -> list[Card]:
    """Return every card in every variant, by name."""
    return [card for _, variants in sorted(content.cards.items()) for card in variants.values()]
