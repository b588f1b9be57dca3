"""Linking: staff send a one-time code of the console, and from then on the bot knows them in the group."""

from __future__ import annotations

import re

from telegram import Update

from bot.dialogue.effects import Say
from bot.engine import Engine
from bot.store import inbox, staff_links

LINK = re.compile(r"/link(?:@\w+)?\s+(?P<code>[A-Za-z0-9]{6,16})\s*")
UNLINK = re.compile(r"/unlink(?:@\w+)?\s*")


class Linking:
    """Takes /link CODE and /unlink in a private chat; whoever sends them does not become a person for it."""

    def __init__(self, engine: Engine) -> None:
        self._store, self._clock = engine.store, engine.clock

    def answer(self, update: Update) -> Say | None:
        """Return the answer to a command of this kind, with all that follows from it kept; None for any other."""
        message, now = update.message, int(self._clock())
        if message is None or message.from_user is None or message.forward_origin is not None:
            return None
        text, account = message.text or "", str(message.from_user.id)
        with self._store.transaction():
            if found := LINK.fullmatch(text):
                member = staff_links.link(self._store, found["code"], account, now)
                said = Say("staff.linked", {"name": member.alias}) if member else Say("staff.link_wrong")
            elif UNLINK.fullmatch(text) and (known := staff_links.member_of(self._store, account)):
                staff_links.unlink(self._store, known.name, known.name, now)
                said = Say("staff.unlinked")
            else:
                return None
            inbox.done(self._store, update.update_id, now)
        return said
