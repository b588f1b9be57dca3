"""What happens to a case: opened by the conversation, worked on by staff, and what the person is told of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.config import Config
from bot.content import Content
from bot.dialogue.effects import OpenCase, Say
from bot.dialogue.state import State
from bot.errors import NotYours
from bot.handoff.summary import summarise
from bot.replies import Recipient, render, say
from bot.store import Store, cases, messages, outbox, persons
from bot.store.cases import Case
from bot.store.messages import Message
from bot.store.staff import Member
from bot.triage.levels import Level, Queue
from bot.triage.status import Event, Status, move

GROUP_PRIORITY = 3
LONGEST_REPLY = 3500  # leaves room under Telegram's 4,096 for the name before it
QUEUES: dict[str, tuple[Queue, ...]] = {  # which queues a role works; nobody else sees a case exists
    "admin": (Queue.HUMAN, Queue.LAWYER),
    "supervisor": (Queue.HUMAN, Queue.LAWYER),
    "advocate": (Queue.HUMAN,),
    "lawyer": (Queue.LAWYER,),
}


def open_or_update(
    store: Store, content: Content, config: Config, to: Recipient, wanted: OpenCase, state: State, now: int
) -> Case:
    """Open a case for a person, or bring their open one up to date; a higher level alerts the staff group."""
    summary, case = summarise(state), cases.open_of(store, to.person)
    if case is None:
        number = cases.open_case(
            store, to.person, wanted.queue, wanted.level, Status.WAITING, wanted.reasons, summary, now
        )
        case = cases.find(store, number)
        alert(store, content, config, case, now)
        return case
    cases.assess_again(store, case, wanted.queue, wanted.level, wanted.reasons, summary, now)
    if wanted.level.rank > case.level.rank:
        alert(store, content, config, cases.find(store, case.id), now)
    return case


def alert(store: Store, content: Content, config: Config, case: Case, now: int) -> None:
    """Tell the staff group of a case: its number, level and queue, and not a word of the person."""
    if config.staff_group is None or config.telegram_token is None:
        return
    params = {
        "case": case.id, "level": content.words(f"level.{case.level}"), "queue": content.words(f"queue.{case.queue}"),
        "wait": content.wait(case.level), "url": f"{config.console_address}/cases/{case.id}",
    }  # fmt: skip
    body = render(content, Say("staff.alert", params, ()), "adult")
    outbox.add(
        store, "telegram", None, "say", body, priority=GROUP_PRIORITY, order=0, due_ms=now * 1000, now=now
    )  # fmt: skip


def queue_of(store: Store, member: Member) -> list[Case]:
    """Return the open cases a member may work on: most urgent first, then oldest."""
    return cases.in_queues(store, QUEUES[member.role])


def case_for(store: Store, case_id: str, member: Member) -> Case:
    """Return the case if `member` may see it; missing and forbidden both raise NotYours."""
    case = cases.find(store, case_id)
    if case.queue not in QUEUES[member.role]:
        raise NotYours(case_id)
    return case


def claim(store: Store, content: Content, case: Case, member: Member, now: int) -> bool:
    """Give a waiting case to `member` and tell the person; False when somebody was quicker."""
    after = move(Status(case.status), Event.CLAIM)
    with store.transaction():
        if not cases.move(store, case.id, case.status, after, Event.CLAIM, member.name, now, advocate=member.name):
            return False
        _tell(store, content, case, Say("human.joined", {"name": member.alias}), now)
    return True


def hand_back(store: Store, content: Content, case: Case, member: Member, now: int) -> bool:
    """Give a claimed case back to the queue and tell the person; False when it was not theirs any more."""
    after = move(Status(case.status), Event.HAND_BACK)
    with store.transaction():
        if not _owned(store, case, member) or not cases.move(
            store, case.id, case.status, after, Event.HAND_BACK, member.name, now, advocate=None
        ):
            return False
        _tell(store, content, case, Say("human.left"), now)
    return True


def close(store: Store, content: Content, case: Case, member: Member, outcome: str, now: int) -> bool:
    """Close a case with its outcome and tell the person; False when somebody else holds it."""
    after = move(Status(case.status), Event.CLOSE)
    with store.transaction():
        if not _owned(store, case, member) or not cases.move(
            store, case.id, case.status, after, Event.CLOSE, member.name, now,
            advocate=member.name, outcome=outcome,
        ):  # fmt: skip
            return False
        _tell(store, content, case, Say("human.closed"), now)
    return True


def write(store: Store, content: Content, case: Case, member: Member, text: str, now: int) -> bool:
    """Send an advocate's words to the person; False unless the case is theirs; raise ValueError when too long."""
    text = text.strip()
    if not text or len(text) > LONGEST_REPLY:
        raise ValueError(f"write between 1 and {LONGEST_REPLY} characters")
    with store.transaction():
        if not _owned(store, case, member):
            return False
        words = Say("human.says", {"name": member.alias, "text": text}, ())
        _tell(store, content, case, words, now, by=member, kept=text)
        cases.add_event(store, case.id, "write", member.name, now)
    return True


def withdraw(store: Store, case_id: str, now: int) -> None:
    """The person does not want anybody now: a waiting case closes, one that is worked on stays."""
    case = cases.find(store, case_id)
    if case.status == Status.WAITING:
        after = move(Status.WAITING, Event.WITHDRAW)
        cases.move(store, case_id, case.status, after, Event.WITHDRAW, None, now, advocate=None, outcome="withdrawn")


def take_feedback(store: Store, person: str, verdict: str, now: int) -> None:
    """Keep a person's verdict on their newest case."""
    case = cases.latest_of(store, person)
    if case is not None:
        cases.add_event(store, case.id, "feedback", None, now, verdict)


def conversation(store: Store, case: Case) -> list[Message]:
    """Return what staff may read: all since the hand-off, and what came before it once the person agreed."""
    if case.person is None:
        return []
    everything: Sequence[Message] = messages.of_person(store, case.person)
    return [message for message in everything if case.share or message.case_id == case.id]


def _owned(store: Store, case: Case, member: Member) -> bool:
    now = cases.find(store, case.id)
    return now.status == Status.CLAIMED and now.advocate == member.name


def _tell(
    store: Store, content: Content, case: Case, card: Say, now: int, by: Member | None = None, kept: str | None = None
) -> None:
    if case.person is None:
        return
    to = Recipient(case.person, persons.channel_of(store, case.person), "unknown", max_level(case.level), case.id)
    author = "advocate" if by else "bot"
    say(store, content, to, card, order=0, now=now, author=author, by=by.name if by else None, kept=kept)


def max_level(level: Level) -> Level:
    """Words of a human go out at least as soon as urgent ones."""
    return max(level, Level.URGENT, key=lambda one: one.rank)
