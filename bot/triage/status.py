"""Where a case stands, and the only moves it can make."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import IllegalMove


class Status(StrEnum):
    """The places of a case."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to a case."""

    CLAIM = "claim"
    HAND_BACK = "hand_back"
    CLOSE = "close"
    WITHDRAW = "withdraw"


MOVES = {
    (Status.WAITING, Event.CLAIM): Status.CLAIMED,
    (Status.WAITING, Event.WITHDRAW): Status.CLOSED,
    (Status.CLAIMED, Event.HAND_BACK): Status.WAITING,
    (Status.CLAIMED, Event.CLOSE): Status.CLOSED,
}


def move(status: Status, event: Event) -> Status:
    """Return the status after `event`; raise IllegalMove for a pair the table lacks."""
    if (status, event) not in MOVES:
        raise IllegalMove(f"{event} from {status}")
    return MOVES[status, event]
