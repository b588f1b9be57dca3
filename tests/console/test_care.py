"""Whoever reads hard things is cared for: told before, counted, reminded."""

import pytest

from bot.store import cases, exposure
from tests.conftest import NOW


async def test_a_conversation_stays_shut_until_it_is_opened_and_tells_what_to_expect(desk):
    case = desk.add_case()
    desk.says(case, "marker words", labels=("urgency.self_harm", "abuse.deepfake"))
    async with desk.member("ada") as client, desk.member("sue") as other:
        shut = (await client.get(f"/cases/{case.id}")).text
        for words in ("Very heavy", "1 message", "may be thinking of suicide", "fake private picture"):
            assert words in shut
        assert "marker words" not in shut
        assert "marker words" in (await client.get(f"/cases/{case.id}?talk=open")).text
        assert "Ada opened the conversation" in (await other.get(f"/cases/{case.id}")).text
    assert [event.event for event in cases.events(desk.store, case.id)].count("read") == 1


@pytest.mark.parametrize(
    ("labels", "weight"),
    [((), "Calm"), (("need.removal",), "Calm"), (("need.emotional_support",), "Heavy"),
     (("abuse.child_image",), "Very heavy")],
)  # fmt: skip
async def test_the_weight_of_a_conversation_follows_what_was_read_in_it(desk, labels, weight):
    case = desk.add_case()
    desk.says(case, "hello", labels=labels)
    async with desk.member("ada") as client:
        assert f'class="mood">{weight}<' in (await client.get(f"/cases/{case.id}")).text


def test_reading_is_counted_by_stretches_and_a_break_begins_a_new_one(desk):
    for minute in range(0, 60):
        exposure.reads(desk.store, "ada", NOW + 60 * minute)
    assert exposure.of(desk.store, "ada", NOW + 3600) == exposure.Exposure(59 * 60, 59 * 60)
    exposure.reads(desk.store, "ada", NOW + 3600 + exposure.BREAK)
    assert exposure.of(desk.store, "ada", NOW + 3600 + exposure.BREAK) == exposure.Exposure(59 * 60, 0)
    assert exposure.of(desk.store, "ada", NOW + 24 * 3600) == exposure.Exposure()
    exposure.prune(desk.store, NOW + 2 * 24 * 3600)
    assert exposure.of(desk.store, "ada", NOW) == exposure.Exposure()


async def test_after_almost_an_hour_a_break_is_due_and_after_five_hours_it_is_enough(desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        for minute in range(50):
            desk.now = NOW + 60 * minute
            assert "ten minutes away" not in (await client.get("/queue")).text
            await client.post(f"/cases/{case.id}/reading", data={})
        desk.now += 60
        await client.post(f"/cases/{case.id}/reading", data={})
        assert "ten minutes away" in (await client.get("/queue")).text
        assert "50 min today" in (await client.get("/queue")).text
        async with desk.member("sue") as lead:
            assert "50 min" in (await lead.get("/team")).text
        desk.now += 11 * 60
        assert "ten minutes away" not in (await client.get("/queue")).text
    for _ in range(4 * 60 + 15):
        desk.now += 60
        exposure.reads(desk.store, "ada", int(desk.now))
    async with desk.member("ada") as client:
        assert "That is enough for anybody" in (await client.get("/queue")).text
