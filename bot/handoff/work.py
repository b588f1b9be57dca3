"""What staff do with a case: each is one transaction, decided on the case as it stands then, told to the person."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.effects import Say
from bot.dialogue.state import State
from bot.handoff.duty import LEADS
from bot.handoff.moves import TOLD_ANEW, end, give, holds, make, open_again, return_to_queue, sees, steers
from bot.handoff.telling import tell
from bot.store import Store, cases, persons
from bot.store.cases import Case
from bot.store.staff import Member
from bot.triage.levels import Level, Queue
from bot.triage.status import MOVES, Event, Status

LONGEST_REPLY = 3500  # leaves room under Telegram's 4,096 for the name before it
ENDED = ("urgency.", "need.human", "need.lawyer")  # labels that a closed case has answered


def claim(store: Store, content: Content, case: Case, member: Member, now: int) -> bool:
    """Give a waiting case to `member`, with those joined to it, and tell the person; False when somebody was
    quicker."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not sees(fresh, member) or not fresh.status.queued:
            return False
        for one in (fresh, *cases.twins_of(store, fresh)):
            if one.status.queued and sees(one, member):
                give(store, content, one, member.name, member.alias, now)
    return True


def hand_back(store: Store, content: Content, case: Case, member: Member, now: int) -> bool:
    """Give a case back to the queue, where its clock runs, and tell the person; False when it was not theirs any
    more."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not holds(fresh, member):
            return False
        return_to_queue(store, content, fresh, Event.HAND_BACK, member.name, now)
    return True


def take_back(store: Store, content: Content, case: Case, member: Member, now: int) -> bool:
    """Let a lead take a case from whoever has it; False when nobody has, or `member` is no lead."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not sees(fresh, member) or member.role not in LEADS or not fresh.status.held:
            return False
        return_to_queue(store, content, fresh, Event.TAKE_BACK, member.name, now)
    return True


def write(
    store: Store, content: Content, case: Case, member: Member, text: str, now: int, *, hold: int = 0
) -> bool:  # fmt: skip
    """Send an advocate's words to the person, in `hold` seconds; False unless the case is theirs; raise ValueError
    when too long."""
    text = text.strip()
    if not text or len(text) > LONGEST_REPLY:
        raise ValueError(f"write between 1 and {LONGEST_REPLY} characters")
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not holds(fresh, member):
            return False
        words = Say("human.says", {"name": member.alias, "text": text}, ())
        tell(store, content, fresh, words, now, by=member, kept=text, hold=hold)
        answered = now if fresh.answered is None else fresh.answered
        make(store, fresh, Event.WRITE, member.name, now, acted=now, since=None, answered=answered, **TOLD_ANEW)
    return True


def unwrite(store: Store, case: Case, member: Member, now: int) -> bool:
    """Take back that a reply was written, since it was withdrawn in time: the person waits again as before."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not holds(fresh, member):
            return False
        written: list[int] = []
        for event in cases.events(store, fresh.id):
            if event.event == Event.WRITE:
                written.append(event.at)
            elif event.event == Event.UNWRITE and written:
                written.pop()
        first, last = (written[0], written[-2]) if len(written) > 1 else (None, 0)
        since = None if last > fresh.heard else max(fresh.heard, last)
        make(store, fresh, Event.UNWRITE, member.name, now, acted=now, since=since, answered=first)
    return True


def still_here(store: Store, case: Case, member: Member, now: int) -> bool:
    """Note that the holder is at work on a case though they write nothing yet; False unless it is theirs."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not holds(fresh, member):
            return False
        cases.update(store, fresh.id, now, acted=now, warned=None)
        cases.add_event(store, fresh.id, "still_here", member.name, now)
    return True


def transfer(store: Store, content: Content, case: Case, member: Member, queue: Queue, now: int) -> bool:
    """Give a case to the other queue and tell the person; False unless it is the member's, or they are a lead."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not steers(fresh, member) or fresh.queue is queue or (fresh.status, Event.TRANSFER) not in MOVES:
            return False
        since = now if fresh.since is None else fresh.since
        make(
            store, fresh, Event.TRANSFER, member.name, now, queue, advocate=None, queue=queue,
            since=since, ranked=now, acted=None, **TOLD_ANEW,
        )  # fmt: skip
        tell(store, content, fresh, Say(f"human.transferred.{queue}"), now)
    return True


def reopen(store: Store, case: Case, member: Member, now: int) -> bool:
    """Open a closed case again; False when the person was erased or has another open one."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not sees(fresh, member) or fresh.status is not Status.CLOSED or fresh.person is None:
            return False
        if cases.open_of(store, fresh.person) is not None:
            return False
        open_again(store, fresh, member.name, now)
    return True


def close(store: Store, content: Content, case: Case, member: Member, outcome: str, now: int) -> bool:
    """Close a case with its outcome and tell the person; False when somebody else holds it."""
    with store.transaction():
        fresh = cases.find(store, case.id)
        if not holds(fresh, member):
            return False
        end(store, fresh, Event.CLOSE, member.name, outcome, now)
        _settle(store, fresh)
        tell(store, content, fresh, Say("human.closed"), now)
    return True


def _settle(store: Store, case: Case) -> None:
    """A human has closed the matter: what it rested on does not open the next case by itself."""
    kept = persons.state_of(store, case.person) if case.person else None
    if case.person is None or kept is None:
        return
    state = State.model_validate_json(kept)
    labels = frozenset(label for label in state.labels if not label.startswith(ENDED))
    settled = state.model_copy(update={"labels": labels, "level": Level.NONE})
    persons.save_state(store, case.person, settled.model_dump_json())
