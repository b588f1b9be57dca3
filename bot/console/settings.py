"""The settings as they are in force, for reading only; secrets are never shown."""

from __future__ import annotations

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from bot.config import Config
from bot.console.auth import allowed
from bot.console.context import console_of
from bot.store.staff import Member


@allowed("settings")
async def show_settings(request: Request, member: Member) -> Response:
    """GET /settings: every setting, its value, and whether it differs from the default."""
    return console_of(request).page("settings.html", member, rows=rows(console_of(request).config))


def rows(config: Config) -> list[tuple[str, str, bool]]:
    """Return each setting as (name, value in words, is it the default)."""
    found = []
    for name, field in Config.model_fields.items():
        value = getattr(config, name)
        words = "set, not shown" if isinstance(value, SecretStr) else "not set" if value is None else str(value)
        found.append((f"ALDER_{name.upper()}", words, value == field.default))
    return found
