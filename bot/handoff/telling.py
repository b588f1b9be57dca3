"""What staff and the person are told of a case: never a word of the person to staff who have not opened it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.config import Config
from bot.content import Content
from bot.dialogue.effects import Say
from bot.handoff.duty import Crew
from bot.handoff.watch import Stage
from bot.replies import Recipient, say
from bot.store import Store, group_cards, persons
from bot.store.cases import Case
from bot.store.shifts import Worker
from bot.store.staff import Member
from bot.triage.levels import Level


def alert(
    store: Store, content: Content, config: Config, case: Case, card: str = "staff.alert", to: Iterable[Worker] = ()
) -> None:
    """Have the staff group told of a case anew, under a card: number, level and queue, not a word of the person.

    `to` names whom it concerns first. How long the person waits is told as it is when the card goes out.
    """
    if config.staff_group is None or config.telegram_token is None:
        return
    who = ", ".join(worker.alias for worker in to) or content.phrases.whole_team
    group_cards.ring(store, case.id, card, who)


def concerned(case: Case, stage: Stage, crew: Crew) -> tuple[Worker, ...]:
    """Return whom an alert is for: the shift at first, everyone and the leads once it is late or nobody is there."""
    shift = crew.at_work(case.queue)
    if stage is Stage.HALF and shift:
        return shift
    return tuple(dict.fromkeys((*crew.for_queue(case.queue), *crew.leads())))


def tell(
    store: Store, content: Content, case: Case, card: Say, now: int, by: Member | None = None,
    kept: str | None = None, hold: int = 0,
) -> None:  # fmt: skip
    """Say a card to the person of a case in `hold` seconds, as soon as the urgent; nothing when they were erased."""
    if case.person is None:
        return
    to = Recipient(case.person, persons.channel_of(store, case.person), "unknown", max_level(case.level), case.id)
    author = "advocate" if by else "bot"
    say(store, content, to, card, order=0, now=now, author=author, by=by.name if by else None, kept=kept, hold=hold)


def max_level(level: Level) -> Level:
    """Words of a human go out at least as soon as urgent ones."""
    return max(level, Level.URGENT, key=lambda one: one.rank)
