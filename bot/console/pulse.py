"""Tells the live pages that some case has changed, with one question to the database for all of them."""

from __future__ import annotations

import time

from bot.store import Store, cases

EVERY = 0.4  # seconds; a change is on every screen within a second


class Pulse:
    """The version of all cases, read at most every EVERY seconds; sees what another process writes too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version, self._read_at = "", 0.0

    def version(self, *, fresh: bool = False) -> str:
        """Return a word that differs from the last one once a case has changed; `fresh` for who just changed one."""
        if fresh or time.monotonic() - self._read_at >= EVERY:
            self._version, self._read_at = cases.version(self._store), time.monotonic()
        return self._version
