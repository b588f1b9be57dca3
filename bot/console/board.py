"""The open cases with their summaries, read once for all who watch and in the order in which they should be taken."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from bot.console.pulse import Pulse
from bot.handoff.duty import QUEUES
from bot.handoff.watch import in_order
from bot.store import Store, cases
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Queue

Row = tuple[Case, Mapping[str, Any]]
FRESH = 15  # seconds; erasing a person changes a case without an event of its own kind


class Board:
    """What every queue page shows, as one snapshot for each version of the cases."""

    def __init__(self, store: Store, pulse: Pulse) -> None:
        self._store, self._pulse = store, pulse
        self._rows: list[Row] = []
        self._version, self._read_at = "", -float(FRESH)

    def rows(self, member: Member) -> list[Row]:
        """Return the cases of a member's queues: by level, then by the time left to the target, then by age."""
        version = self._pulse.version()
        if version != self._version or time.monotonic() - self._read_at > FRESH:
            found = {case.id: (case, known) for case, known in cases.with_summaries(self._store, tuple(Queue))}
            self._rows = [found[case.id] for case in in_order(case for case, _ in found.values())]
            self._version, self._read_at = version, time.monotonic()
        return [row for row in self._rows if row[0].queue in QUEUES[member.role]]
