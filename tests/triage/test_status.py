"""The moves of a case: a closed table with no dead end."""

from __future__ import annotations

import pytest

from bot.errors import IllegalMove
from bot.triage.status import HELD, MOVES, QUEUED, Event, Status, move


def test_every_status_is_queued_or_held_or_closed():
    assert {*QUEUED, *HELD, Status.CLOSED} == set(Status)
    assert not set(QUEUED) & set(HELD)


@pytest.mark.parametrize("status", set(Status) - {Status.CLOSED})
def test_the_person_is_heard_wherever_their_case_stands(status):
    assert (status, Event.MESSAGE) in MOVES


@pytest.mark.parametrize("status", HELD)
def test_whoever_holds_a_case_can_be_relieved_of_it(status):
    assert move(status, Event.TAKE_BACK) is Status.WAITING
    assert move(status, Event.HAND_BACK) is Status.WAITING


@pytest.mark.parametrize("status", QUEUED)
def test_only_a_case_in_a_queue_can_be_claimed(status):
    assert move(status, Event.CLAIM) is Status.CLAIMED
    for held in (*HELD, Status.CLOSED):
        with pytest.raises(IllegalMove):
            move(held, Event.CLAIM)


def test_from_everywhere_a_case_can_come_to_its_end_and_back():
    for start in Status:
        reached, edge = {start}, [start]
        while edge:
            here = edge.pop()
            new = {after for (before, _), after in MOVES.items() if before is here} - reached
            reached |= new
            edge += new
        assert reached >= {Status.CLOSED, Status.CLAIMED, Status.WAITING_FOR_PERSON}


def test_who_wrote_last_decides_who_owes_a_word():
    assert move(Status.CLAIMED, Event.WRITE) is Status.WAITING_FOR_PERSON
    assert move(Status.WAITING_FOR_PERSON, Event.MESSAGE) is Status.WITH_PERSON
    assert move(Status.WITH_PERSON, Event.WRITE) is Status.WAITING_FOR_PERSON
