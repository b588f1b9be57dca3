"""The triage table says what labels.md says, and more labels never make a matter calmer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IllegalMove
from bot.triage.levels import Level, Queue, queue_for, reasons, triage
from bot.triage.status import Event, Status, move
from bot.understanding.reading import LABELS

LABEL_SETS = st.frozensets(st.sampled_from(LABELS))


@pytest.mark.parametrize(
    ("labels", "level", "queue"),
    [
        ({"urgency.self_harm", "urgency.minor"}, Level.EMERGENCY, Queue.HUMAN),
        ({"urgency.physical_danger"}, Level.EMERGENCY, Queue.HUMAN),
        ({"urgency.minor"}, Level.URGENT, Queue.HUMAN),
        ({"abuse.sextortion", "urgency.sextortion"}, Level.URGENT, Queue.HUMAN),
        ({"abuse.threat_to_share", "urgency.deadline"}, Level.URGENT, Queue.HUMAN),
        ({"abuse.threat_to_share"}, Level.NONE, None),
        ({"urgency.deadline"}, Level.NONE, None),
        ({"abuse.sextortion"}, Level.NONE, None),
        ({"need.human"}, Level.HANDOFF, Queue.HUMAN),
        ({"need.lawyer"}, Level.HANDOFF, Queue.LAWYER),
        ({"need.lawyer", "need.human"}, Level.HANDOFF, Queue.HUMAN),
        ({"need.lawyer", "urgency.minor"}, Level.URGENT, Queue.HUMAN),
        (set(), Level.NONE, None),
    ],
)
def test_each_row_of_the_table(labels, level, queue):
    assert triage(labels) is level
    assert queue_for(level, labels) is queue


@given(LABEL_SETS, LABEL_SETS)
def test_more_labels_never_make_a_matter_calmer(some, others):
    assert triage(some | others).rank >= triage(some).rank


@given(LABEL_SETS)
def test_every_level_has_its_reasons_and_calm_has_none(labels):
    assert bool(reasons(labels)) is (triage(labels) is not Level.NONE)
    assert set(reasons(labels)) <= labels


def test_a_case_makes_only_moves_of_the_table():
    assert move(Status.WAITING, Event.CLAIM) is Status.CLAIMED
    with pytest.raises(IllegalMove):
        move(Status.CLOSED, Event.CLAIM)
