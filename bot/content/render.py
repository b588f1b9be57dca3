"""A card's text for Telegram (HTML) and for plain screens; parameters are never read as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from bot.content.card import PARAM
from bot.content.link import Link
from bot.errors import ContentError

BOLD = re.compile(r"\*\*(.+?)\*\*")
MOST_LINKS = 3
NO_PARAMS: Mapping[str, str] = {}


def html(text: str, params: Mapping[str, str] = NO_PARAMS, links: Iterable[Link] = ()) -> str:
    """Return Telegram HTML: bold, escaped parameters, and at most three links below."""
    body = _fill(BOLD.sub(r"<b>\1</b>", escape(text, quote=False)), params, lambda value: escape(value, quote=False))
    rows = [f'<a href="{escape(link.url)}">{escape(link.title, quote=False)}</a>' for link in links]
    return _below(body, rows)


def plain(text: str, params: Mapping[str, str] = NO_PARAMS, links: Iterable[Link] = ()) -> str:
    """Return the same without markup, links written out."""
    body = _fill(BOLD.sub(r"\1", text), params, str)
    return _below(body, [f"{link.title}: {link.url}" for link in links])


def _fill(text: str, params: Mapping[str, str], clean: Callable[[str], str]) -> str:
    # One pass, after the markup: what a parameter holds can be neither markup nor another parameter.
    missing = sorted(set(PARAM.findall(text)) - params.keys())
    if missing:
        raise ContentError(f"a card lacks its params: {', '.join(missing)}")
    return PARAM.sub(lambda found: clean(params[found[1]]), text).strip()


def _below(body: str, rows: list[str]) -> str:
    return "\n\n".join(part for part in (body, "\n".join(rows[:MOST_LINKS])) if part)
