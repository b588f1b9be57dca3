"""One card a case in the staff group: posted at once, edited as the case changes, told anew when it is pressing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.store import Store, group_cards
from bot.store.group_cards import Standing
from bot.telegram.group_chat import GroupChat
from bot.telegram.group_loop import PLENTY, Rank, Task
from bot.telegram.group_view import BACK, SEVERAL, WAITS, GroupView, state_of, waits_of
from bot.triage.levels import Level

FEW = 4  # cases to be told; more than that share a message, and any when messages are running out
ON_ONE = 10
BETWEEN = "|"  # state and waiting time in what is kept of a message


class Board:
    """Compares the cases with what the group shows and asks for the calls that make them agree.

    Nothing has to be remembered for it: a case that changed in another process, or while the bot was down, is seen.
    """

    def __init__(self, chat: GroupChat, store: Store, view: GroupView, clock: Callable[[], float]) -> None:
        self._chat, self._store, self._view, self._clock = chat, store, view, clock

    def tasks(self, free: int) -> list[Task]:
        """Return what is to be done now, when the group may still get `free` messages."""
        cases = sorted(
            group_cards.standings(self._store), key=lambda case: (-case.level.rank, case.since, case.case_id)
        )
        messages = group_cards.messages(self._store)
        return [*self._to_post(cases, messages, FEW if free > PLENTY else 1), *self._to_edit(cases, messages)]

    def _to_post(self, cases: Sequence[Standing], messages: Mapping[int, str], few: int) -> list[Task]:
        # An edit makes no sound: a case that waits again is told as if it were new.
        seen = (replace(case, ring=BACK) if _came_back(case, messages) else case for case in cases)
        rung = [case for case in seen if case.ring]
        if not rung:
            return []
        batch = rung[:ON_ONE] if len(rung) > few else rung[:1]
        rank = Rank.EMERGENCY if batch[0].level is Level.EMERGENCY else Rank.CASE
        return [Task(f"post:{batch[0].case_id}", rank, partial(self._post, batch), full=len(batch) == ON_ONE)]

    def _to_edit(self, cases: Sequence[Standing], messages: Mapping[int, str]) -> list[Task]:
        found, on = [], defaultdict(list)
        for case in cases:
            on[case.message_id].append(case)
        for message_id, shown in messages.items():
            mine, state = on[message_id], shown.partition(BETWEEN)[0]
            if not mine:
                found.append(Task(f"delete:{message_id}", Rank.STATE, partial(self._delete, message_id), free=True))
            elif shown != self._shown(mine):
                rank = Rank.WAIT if state == state_of(mine) else Rank.STATE
                found.append(Task(f"edit:{message_id}", rank, partial(self._edit, message_id, mine)))
        return found

    async def _post(self, cases: Sequence[Standing]) -> None:
        words = cases[0].ring if len(cases) == 1 else SEVERAL
        assert words is not None  # only rung cases are posted
        shown = self._shown(cases)
        message_id = await self._chat.send(self._view.body(cases, words, self._now, new=True))
        group_cards.posted(self._store, message_id, cases, words, shown)

    async def _edit(self, message_id: int, cases: Sequence[Standing]) -> None:
        shown = self._shown(cases)
        if await self._chat.edit(message_id, self._view.body(cases, cases[0].words, self._now, new=False)):
            group_cards.edited(self._store, message_id, cases, shown)
        else:
            group_cards.lost(self._store, message_id)

    async def _delete(self, message_id: int) -> None:
        await self._chat.delete(message_id)
        group_cards.forget(self._store, message_id)

    def _shown(self, cases: Sequence[Standing]) -> str:
        return f"{state_of(cases)}{BETWEEN}{waits_of(cases, self._now)}"

    @property
    def _now(self) -> int:
        return int(self._clock())


def _came_back(case: Standing, messages: Mapping[int, str]) -> bool:
    if case.ring or not case.status.queued or case.message_id is None:
        return False
    return f"{case.case_id},{WAITS}," not in messages.get(case.message_id, f"{case.case_id},{WAITS},")
