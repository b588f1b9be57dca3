"""Where a case stands, and the only moves it can make."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import IllegalMove


class Status(StrEnum):
    """The places of a case."""

    WAITING = "waiting"
    REOPENED = "reopened"  # was closed, waits again
    TRANSFERRED = "transferred"  # given to the other queue, waits there
    CLAIMED = "claimed"  # somebody has it and has not written yet
    WITH_PERSON = "with_person"  # the person wrote last: its holder owes a word
    WAITING_FOR_PERSON = "waiting_for_person"  # its holder wrote last
    CLOSED = "closed"

    @property
    def queued(self) -> bool:
        """Does it wait in a queue for anybody to take it?"""
        return self in QUEUED

    @property
    def held(self) -> bool:
        """Does one member of staff have it?"""
        return self in HELD


QUEUED = (Status.WAITING, Status.REOPENED, Status.TRANSFERRED)
HELD = (Status.CLAIMED, Status.WITH_PERSON, Status.WAITING_FOR_PERSON)


class Event(StrEnum):
    """What can happen to a case."""

    MESSAGE = "message"  # the person wrote
    CLAIM = "claim"
    WRITE = "write"
    UNWRITE = "unwrite"  # its holder withdrew a reply in time
    HAND_BACK = "hand_back"  # its holder gives it back
    TAKE_BACK = "take_back"  # the queue, or a supervisor, takes it from its holder
    LOOK_AGAIN = "look_again"  # quiet for long: somebody should look
    TRANSFER = "transfer"
    CLOSE = "close"
    WITHDRAW = "withdraw"  # the person wants nobody now
    REOPEN = "reopen"


MOVES = {
    **{(status, Event.MESSAGE): status for status in (*QUEUED, *HELD)},
    (Status.WAITING_FOR_PERSON, Event.MESSAGE): Status.WITH_PERSON,
    **{(status, Event.CLAIM): Status.CLAIMED for status in QUEUED},
    **{(status, Event.WITHDRAW): Status.CLOSED for status in QUEUED},
    **{(status, Event.LOOK_AGAIN): status for status in QUEUED},
    **{(status, Event.LOOK_AGAIN): Status.WAITING for status in HELD},
    **{(status, Event.WRITE): Status.WAITING_FOR_PERSON for status in HELD},
    **{(status, Event.UNWRITE): status for status in HELD},
    (Status.WAITING_FOR_PERSON, Event.UNWRITE): Status.WITH_PERSON,
    **{(status, Event.HAND_BACK): Status.WAITING for status in HELD},
    **{(status, Event.TAKE_BACK): Status.WAITING for status in HELD},
    **{(status, Event.TRANSFER): Status.TRANSFERRED for status in (*QUEUED, *HELD)},
    **{(status, Event.CLOSE): Status.CLOSED for status in HELD},
    (Status.CLOSED, Event.REOPEN): Status.REOPENED,
}


def move(status: Status, event: Event) -> Status:
    """Return the status after `event`; raise IllegalMove for a pair the table lacks."""
    if (status, event) not in MOVES:
        raise IllegalMove(f"{event} from {status}")
    return MOVES[status, event]
