"""The sieve: an update that python-telegram-bot cannot parse is set aside, so that it blocks nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from telegram import Update
from telegram.error import NetworkError

from bot.store import Store, inbox

log = structlog.get_logger()


class Sieve:
    """Called with one raw update: True when it can be parsed, False once it is set aside in the store."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store, self._clock = store, clock

    def __call__(self, raw: object) -> bool:
        """Try to parse a raw update; raise NetworkError when it cannot even be set aside."""
        update = raw if isinstance(raw, dict) else {}
        try:
            Update.de_json(update, None)
        except Exception as error:
            # Whatever a later Telegram sends may raise anything here; the error may quote it, so keep its kind only.
            self._set_aside(update, type(error).__name__)
            return False
        return True

    def _set_aside(self, update: dict[str, Any], fault: str) -> None:
        update_id = update.get("update_id")
        if not isinstance(update_id, int):
            log.error("update_without_id", fault=fault)
            return
        try:
            inbox.set_aside(self._store, update_id, f"unparsable: {fault}", int(self._clock()))
        except Exception as error:  # a NetworkError is what polling survives: the batch comes again
            raise NetworkError(type(error).__name__) from None
        log.error("update_unparsable", update_id=update_id, fault=fault)
