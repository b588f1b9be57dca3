"""The queue page: order, what a row tells, and an empty one that is kind."""

import re

from bot.triage.levels import Level


def numbers(page):
    return re.findall(r'class="open" id="open-(\w+)"', page)


async def test_the_most_urgent_come_first_then_the_oldest(desk):
    asked = desk.add_case(Level.HANDOFF, waited=9000)
    young, old = desk.add_case(Level.URGENT, waited=60), desk.add_case(Level.URGENT, waited=600)
    emergency = desk.add_case(Level.EMERGENCY, waited=5)
    async with desk.member("ada") as client:
        page = (await client.get("/queue")).text
    assert numbers(page) == [case.id for case in (emergency, old, young, asked)]
    assert "4 waiting" in page
    assert "3 of them cannot wait" in page


async def test_a_row_tells_in_words_why_and_how_long_and_who(desk):
    case = desk.add_case(
        reasons=("urgency.sextortion", "urgency.deadline"), waited=14 * 60, abuse=["sextortion"], band="minor"
    )
    async with desk.member("ada") as client, desk.member("bea") as other:
        page = (await client.get("/queue")).text
        for words in ("Urgent", "<svg", "a demand is live", "there is a deadline", "Blackmail", "under 18", "14 min"):
            assert words in page
        await client.post(f"/cases/{case.id}/claim")
        assert "With you" in (await client.get("/queue")).text
        assert "With ada" in (await other.get("/queue")).text


async def test_an_answer_that_is_due_is_marked_for_the_one_who_has_the_case(desk):
    case = desk.add_case()
    async with desk.member("ada") as client, desk.member("bea") as other:
        await client.post(f"/cases/{case.id}/claim")
        desk.says(case, "are you there")
        assert "They wrote last" in (await client.get("/queue")).text
        assert "They wrote last" not in (await other.get("/queue")).text
        await client.post(f"/cases/{case.id}/reply", data={"text": "I am."})
        assert "They wrote last" not in (await client.get("/queue")).text


async def test_an_empty_queue_is_kind(desk):
    async with desk.member("ada") as client:
        assert "Take a breath" in (await client.get("/queue")).text


async def test_a_number_is_found_however_it_is_written(desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        found = await client.get("/queue", params={"find": f" #{case.id.lower()} "})
        assert found.headers["location"] == f"/cases/{case.id}"
        assert "no case of that number" in (await client.get("/queue", params={"find": "NOSUCH"})).text
