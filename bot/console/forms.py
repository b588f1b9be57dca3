"""Reads what a form sends, as plain strings."""

from __future__ import annotations

import unicodedata

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; 415 for anything else, so that no file is ever taken in."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415)
    fields = await request.form(max_fields=60)
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def tidy(text: str) -> str:
    """Return a text with plain line ends, without control characters and outer space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")).strip()


def length(text: str) -> int:
    """Return the length as Telegram and a browser count it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
