"""A check-in that staff offer: by the holder alone, on the person's wall, never beyond reach, kept as events."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.dialogue.effects import AnswerOffer
from bot.handoff import checkins
from bot.store import audit, cases, outbox
from tests.conftest import NOW
from tests.handoff.conftest import DAY, HOUR


def offers(office, case, due: int, name: str = "ada") -> bool:
    return checkins.offer(office.store, office.content, case, office.members[name], due, office.now)


def answers(office, case, due: int, *, agreed: bool) -> None:
    with office.store.transaction():
        checkins.answered(office.store, case.person, AnswerOffer(due, agreed), office.now)


def told_of(office, case) -> list[tuple[str, str | None, str | None]]:
    return [
        (event.event, event.by, event.detail) for event in cases.events(office.store, case.id)
        if event.event.startswith("checkin")
    ]  # fmt: skip


def test_only_the_holder_asks_and_only_for_a_time_to_come_in_fourteen_days(office):
    case, due = office.opens(), NOW + DAY
    assert not offers(office, case, due)
    office.claim(case)
    assert not offers(office, case, due, "bea")
    assert not offers(office, case, due, "sue")
    for out in (NOW - HOUR, NOW, NOW + 14 * DAY + 1):
        assert not offers(office, case, out)
    assert office.told() == ["human.joined"]
    assert offers(office, case, due)
    assert told_of(office, case) == [("checkin_offer", "ada", str(due))]
    assert audit.entries(office.store, before=None, by="ada", subject=case.id, limit=9)[0].action == "checkin_offer"
    row = outbox.due(office.store, "test", (office.now + DAY) * 1000)[-1]
    assert row.body["card"] == "checkin.offer_by_staff"
    assert [key for _, key in row.body["buttons"]] == [f"checkin:at:{due}", f"checkin:not:{due}"]
    assert checkins.words(due, None) in row.body["plain"]


def test_an_answer_is_kept_on_the_case_it_was_asked_on_and_an_unasked_one_is_none(office):
    case, due = office.opens(), NOW + DAY
    office.claim(case)
    offers(office, case, due)
    assert checkins.newest(cases.events(office.store, case.id)) == (checkins.OFFER, due)
    answers(office, case, due + 60, agreed=True)
    office.close(case)
    office.now += 2 * DAY
    newer = office.opens(person=case.person)
    assert newer.id != case.id
    answers(office, case, due, agreed=False)
    assert told_of(office, case)[1:] == [("checkin_no", None, str(due))]
    assert told_of(office, newer) == []


@pytest.mark.parametrize(
    ("day", "hour", "zone", "moment"),
    [("2025-11-26", "18:00", "Asia/Kolkata", datetime(2025, 11, 26, 12, 30, tzinfo=UTC)),
     ("2025-11-26", "18:00", None, datetime(2025, 11, 26, 18, 0, tzinfo=UTC)),
     ("2025-11-24", "07:00", "America/Los_Angeles", None), ("2026-01-01", "18:00", None, None),
     ("2025-02-30", "18:00", None, None), ("", "", None, None), ("<b>", "noon", None, None)],
)  # fmt: skip
def test_a_time_is_read_on_the_persons_wall(day, hour, zone, moment):
    assert checkins.read(day, hour, zone, NOW) == (int(moment.timestamp()) if moment else None)


def test_the_days_to_choose_from_are_those_where_the_person_is():
    assert checkins.days(NOW, "Pacific/Auckland") == (date(2025, 11, 25), date(2025, 12, 9))
