"""What the staff group reads of cases: numbers, levels, queues and times, never a word or detail of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.content import Content
from bot.content.render import html, plain
from bot.store.group_cards import FIRST, Standing
from bot.telegram.group_chat import Body, Buttons

SEVERAL, NONE_WAITS, STANDS = "staff.several", "staff.several_done", "staff.case"
BACK = "staff.back"  # for a case that was with somebody and waits again
WAITS = "waits"
MINUTE = 60
TELLING = (1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440)  # minutes; each one is an edit
CLAIMS_A_ROW = 2


class GroupView:
    """Makes cards of cases, in the words of responses/."""

    def __init__(self, content: Content, console: str) -> None:
        self._content, self._console = content, console

    def body(self, cases: Sequence[Standing], words: str, now: int, *, new: bool) -> Body:
        """Return the message for these cases; `words` is the card they are told under when `new`."""
        if len(cases) == 1:
            case = cases[0]
            told = FIRST if words == SEVERAL else words  # the others have left this message
            card = told if case.status.queued or (new and told != FIRST) else STANDS
            return Body(self.html(card, self._params(case, now)), self._buttons(cases))
        lines = "\n".join(self._content.phrases.group_line.format(**self._params(case, now)) for case in cases)
        card = SEVERAL if any(case.status.queued for case in cases) else NONE_WAITS
        return Body(self.html(card, {"lines": lines}), self._buttons(cases))

    def html(self, card: str, params: Mapping[str, str]) -> str:
        """Return a card as Telegram HTML."""
        return html(self._content.card(card).text, params)

    def toast(self, card: str, params: Mapping[str, str]) -> str:
        """Return a card as the short text that pops up for whoever tapped."""
        return plain(self._content.card(card).text, params)

    def _params(self, case: Standing, now: int) -> dict[str, str]:
        words = self._content.words
        wait = self._content.lasting(told_wait(case.since, now))
        return {
            "case": case.case_id, "level": words(f"level.{case.level}"), "queue": words(f"queue.{case.queue}"),
            "wait": wait, "state": self._state(case, wait), "who": case.who,
            "url": f"{self._console}/cases/{case.case_id}",
        }  # fmt: skip

    def _state(self, case: Standing, wait: str) -> str:
        phrases = self._content.phrases
        if case.status.queued:
            return phrases.group_waits.format(wait=wait)
        return phrases.group_held.format(name=case.holder) if case.status.held else phrases.group_closed

    def _buttons(self, cases: Sequence[Standing]) -> Buttons:
        phrases = self._content.phrases
        words = phrases.group_claim if len(cases) == 1 else phrases.group_claim_one
        all_of_them = [
            (words.format(case=case.case_id), f"claim:{case.case_id}") for case in cases if case.status.queued
        ]
        return tuple(
            tuple(all_of_them[start : start + CLAIMS_A_ROW]) for start in range(0, len(all_of_them), CLAIMS_A_ROW)
        )


def told_wait(since: int, now: int) -> int:
    """Return how many seconds have passed, in the steps that are worth an edit."""
    minutes = max(0, now - since) // MINUTE
    return max((step for step in TELLING if step <= minutes), default=0) * MINUTE


def state_of(cases: Sequence[Standing]) -> str:
    """Return a word that changes whenever the message of these cases must, the waiting time apart."""
    return ";".join(f"{case.case_id},{_place(case)},{case.level},{case.queue},{case.holder}" for case in cases)


def waits_of(cases: Sequence[Standing], now: int) -> str:
    """Return a word that changes when the waiting time of these cases is worth an edit."""
    return ";".join(str(told_wait(case.since, now) if case.status.queued else "") for case in cases)


def _place(case: Standing) -> str:
    return WAITS if case.status.queued else "held" if case.status.held else "closed"
