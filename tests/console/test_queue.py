"""The queue page: order, what a row tells, and an empty one that is kind."""

import re

from bot.console.queue import SHOWN
from bot.store import cases
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
        assert "They wait for your word" in (await client.get("/queue")).text
        assert "They wait for your word" not in (await other.get("/queue")).text
        await client.post(f"/cases/{case.id}/reply", data={"text": "I am."})
        assert "They wait for your word" not in (await client.get("/queue")).text


async def test_an_empty_queue_is_kind(desk):
    async with desk.member("ada") as client:
        assert "Take a breath" in (await client.get("/queue")).text


async def test_a_number_is_found_however_it_is_written(desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        found = await client.get("/queue", params={"find": f" #{case.id.lower()} "})
        assert found.headers["location"] == f"/cases/{case.id}"
        assert "no case of that number" in (await client.get("/queue", params={"find": "NOSUCH"})).text


async def test_filters_narrow_the_list_and_nonsense_narrows_nothing(desk):
    urgent = desk.add_case(Level.URGENT, abuse=["deepfake"])
    asked = desk.add_case(Level.HANDOFF, abuse=["doxxing"])
    async with desk.member("ada") as client:
        await client.post(f"/cases/{asked.id}/claim")
        for query, found in (
            ("level=urgent", [urgent]), ("level=emergency", []), ("kind=doxxing", [asked]), ("whose=mine", [asked]),
            ("whose=waiting", [urgent]), ("level=x&kind=y&whose=z&page=9999", [urgent, asked]),
            ("page=-1", [urgent, asked]),
        ):  # fmt: skip
            page = (await client.get(f"/queue?{query}")).text
            assert numbers(page) == [case.id for case in found], query
            assert "1 waiting" in page


async def test_a_long_queue_comes_in_pages_the_most_urgent_first(desk):
    late = [desk.add_case(Level.HANDOFF, waited=10_000 - number) for number in range(SHOWN + 1)]
    async with desk.member("ada") as client:
        first, second = (await client.get("/queue")).text, (await client.get("/queue?page=2")).text
    assert numbers(first) + numbers(second) == [case.id for case in late]
    assert len(numbers(second)) == 1
    assert f"{SHOWN + 1} waiting" in second


async def test_the_time_to_the_target_is_told_in_words_as_well_as_by_a_bar(desk):
    for waited, state, words in (
        (60, "good", "14 min left"),
        (600, "half", "5 min left"),
        (1200, "late", "5 min late"),
    ):
        case = desk.add_case(Level.URGENT, waited=waited)
        async with desk.member("ada") as client:
            page = (await client.get("/queue")).text
        assert f'class="target {state}"' in page
        assert words in page
        with desk.store.transaction() as db:
            db.execute("update cases set status = 'closed' where id = ?", [case.id])
            cases.add_event(desk.store, case.id, "close", None, 0)
