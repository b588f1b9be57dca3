"""The case page: what is shown, who may act, and that words go out only when somebody sends them."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.dialogue.effects import AnswerOffer
from bot.handoff import checkins
from bot.handoff.desk import LONGEST_REPLY
from bot.handoff.undo import HOLD
from bot.store import cases, persons
from bot.triage.levels import Level
from tests.conftest import NOW

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}\u202e\u2028data: x"


async def test_the_summary_comes_first_so_that_nobody_tells_their_story_twice(desk):
    case = desk.add_case(
        abuse=["sextortion"], where=["instagram"], who="ex", demand="500 USD", paid=True, deadline=NOW + 7200,
        place="GB-ENG", age=27, band="adult", wants=["removal"], phone_seen=True, perpetrator=True, helping="child",
        advised=["welcome", "explain.sextortion", "threat.partner"],
    )  # fmt: skip
    async with desk.member("ada") as client:
        page = (await client.get(f"/cases/{case.id}")).text
    for words in (
        "blackmail with a private picture", "Instagram", "an ex", "500 USD; already paid once", "in 2 h", "England",
        ">27<", "get it taken down", "seen by someone else", "Someone else can see this phone",
        "may be the one who shared", "their child", "what this is; how to answer a threat",
    ):  # fmt: skip
        assert words in page, words
    assert page.index("What we know") < page.index("Conversation</h2>")


async def test_what_nobody_said_is_said_to_be_so(desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        assert (await client.get(f"/cases/{case.id}")).text.count("not said yet") >= 5


async def test_words_from_before_the_handoff_show_only_with_consent(desk):
    case = desk.add_case()
    desk.says(case, "these are the first words", before=True)
    desk.says(case, "these came later")
    async with desk.member("ada") as client:
        for allowed, note in (
            (None, "not been asked or not answered"), (False, "keep it to themselves"), (True, "You may read"),
        ):  # fmt: skip
            if allowed is not None:
                with desk.store.transaction():
                    cases.share(desk.store, case.id, allowed, NOW)
            page = (await client.get(f"/cases/{case.id}?talk=open")).text
            assert "these came later" in page
            assert note in page
            assert ("these are the first words" in page) is bool(allowed)


async def test_what_a_person_writes_is_shown_and_never_acted_on(desk):
    case = desk.add_case(demand=HOSTILE, place=HOSTILE, who=HOSTILE, where=[HOSTILE])
    desk.says(case, HOSTILE)
    async with desk.member("ada") as client:
        page = (await client.get(f"/cases/{case.id}?talk=open")).text
    assert page.count("&lt;script&gt;alert(1)") == 5
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page


async def test_two_claim_and_one_wins_and_the_other_is_told(desk):
    case = desk.add_case()
    async with desk.member("ada") as one, desk.member("bea") as other:
        answers = await asyncio.gather(*(client.post(f"/cases/{case.id}/claim") for client in (one, other)))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    loser = max(answers, key=lambda answer: answer.status_code)
    assert "Somebody was quicker" in loser.text
    assert len(desk.sent()) == 1
    assert [event.event for event in cases.events(desk.store, case.id)] == ["open", "claim"]


async def test_words_reach_the_person_only_by_send_and_only_from_the_one_who_has_the_case(desk):
    case = desk.add_case()
    async with desk.member("ada") as one, desk.member("bea") as other:
        early = await one.post(f"/cases/{case.id}/reply", data={"text": "too early"})
        await one.post(f"/cases/{case.id}/claim")
        desk.outbox_ready.clear()
        await one.get(f"/cases/{case.id}")
        foreign = await other.post(f"/cases/{case.id}/reply", data={"text": "not mine"})
        assert not desk.outbox_ready.is_set()
        sent = await one.post(f"/cases/{case.id}/reply", data={"text": "Hello.\r\nI am\x00 Ada."})
        page = (await one.get(f"/cases/{case.id}?talk=open")).text
    assert (early.status_code, foreign.status_code) == (409, 409)
    assert "too early" in early.text
    assert "not mine" in foreign.text
    assert sent.headers["location"] == f"/cases/{case.id}?talk=open#text"
    assert desk.outbox_ready.is_set()
    joined, reply = desk.sent(after=HOLD)
    assert "Ada" in joined
    assert reply.endswith("Ada: Hello.\nI am Ada.")
    assert "Hello.\nI am Ada." in page


@pytest.mark.parametrize("text", ["x" * (LONGEST_REPLY + 1), "🌱" * (LONGEST_REPLY // 2 + 1)])
async def test_a_reply_that_is_too_long_comes_back_whole(desk, text):
    case = desk.add_case()
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        answer = await client.post(f"/cases/{case.id}/reply", data={"text": text})
    assert answer.status_code == 422
    assert text in answer.text
    assert len(desk.sent()) == 1


async def test_handing_back_lets_somebody_else_take_it(desk):
    case = desk.add_case()
    async with desk.member("ada") as one, desk.member("bea") as other:
        await one.post(f"/cases/{case.id}/claim")
        assert (await other.post(f"/cases/{case.id}/hand-back")).status_code == 409
        assert (await one.post(f"/cases/{case.id}/hand-back")).headers["location"] == "/queue?freed=1"
        assert desk.case(case).status == "waiting"
        assert (await other.post(f"/cases/{case.id}/claim")).status_code == 303
    assert desk.case(case).advocate == "bea"
    assert len(desk.sent()) == 3


async def test_closing_needs_an_outcome_and_ends_the_writing(desk):
    case = desk.add_case()
    async with desk.member("ada") as one, desk.member("bea") as other:
        await one.post(f"/cases/{case.id}/claim")
        for outcome in ("", "nonsense", "erased"):
            refused = await one.post(f"/cases/{case.id}/close", data={"outcome": outcome})
            assert refused.status_code == 422
            assert "Please choose" in refused.text
        assert (await other.post(f"/cases/{case.id}/close", data={"outcome": "advised"})).status_code == 409
        assert desk.case(case).status == "claimed"
        closed = await one.post(f"/cases/{case.id}/close", data={"outcome": "removed"})
        assert closed.headers["location"] == "/queue"
        page = (await one.get(f"/cases/{case.id}")).text
        late = await one.post(f"/cases/{case.id}/reply", data={"text": "one more thing"})
    assert "The picture is down" in page
    assert "Send to the person" not in page
    assert late.status_code == 409
    assert "one more thing" in late.text


async def test_a_look_is_written_into_the_history_once_for_a_while(desk):
    case = desk.add_case()
    async with desk.member("ada") as client, desk.member("sue") as other:
        for _ in range(3):
            await client.get(f"/cases/{case.id}")
        page = (await other.get(f"/cases/{case.id}")).text
        desk.now += 20 * 60
        await client.get(f"/cases/{case.id}")
    looks = [event.by for event in cases.events(desk.store, case.id) if event.event == "look"]
    assert looks == ["ada", "sue", "ada"]
    assert "Ada opened this page" in page
    assert "You opened this page" in page


async def test_an_erased_person_leaves_a_number_and_nothing_else(desk):
    case = desk.add_case(Level.URGENT, reasons=("urgency.minor",), abuse=["deepfake"], where=["instagram"])
    desk.says(case, "marker words")
    persons.erase(desk.store, case.person, NOW)
    async with desk.member("ada") as client:
        page = (await client.get(f"/cases/{case.id}?talk=open")).text
    assert "Everything held of this person was erased" in page
    for words in ("marker words", "Instagram", "fake private picture", "someone is under 18"):
        assert words not in page


async def test_a_checkin_is_offered_by_the_holder_in_the_persons_time_and_the_page_tells_how_it_stands(desk):
    case, form = desk.add_case(place="IN"), {"day": "2025-11-26", "hour": "18:00"}
    due = int(datetime(2025, 11, 26, 12, 30, tzinfo=UTC).timestamp())
    async with desk.member("ada") as one, desk.member("bea") as other:
        assert (await one.post(f"/cases/{case.id}/check-in", data=form)).status_code == 409
        await one.post(f"/cases/{case.id}/claim")
        assert (await other.post(f"/cases/{case.id}/check-in", data=form)).status_code == 409
        for day in ("", "2025-11-20", "2025-12-26"):
            refused = await one.post(f"/cases/{case.id}/check-in", data={**form, "day": day})
            assert refused.status_code == 422
            assert "Please choose a time to come" in refused.text
        desk.sent()
        desk.outbox_ready.clear()
        assert (await one.post(f"/cases/{case.id}/check-in", data=form)).status_code == 303
        assert desk.outbox_ready.is_set()
        assert "Wed 26 Nov 2025, 18:00 (UTC+5:30)" in desk.sent()[0]
        page = (await one.get(f"/cases/{case.id}")).text
        assert "18:00 (UTC+5:30): not answered yet" in page
        assert "You asked whether Alder may write first on Wed 26 Nov, 12:30 UTC" in page
        for agreed, words, past in (
            (True, "they agreed", "The person agreed to"), (False, "they said no", "wants no check-in"),
        ):  # fmt: skip
            with desk.store.transaction():
                checkins.answered(desk.store, case.person, AnswerOffer(due, agreed), NOW)
            page = (await one.get(f"/cases/{case.id}")).text
            assert f"18:00 (UTC+5:30): {words}" in page
            assert past in page


async def test_checkins_that_are_set_are_among_the_facts(desk):
    case = desk.add_case(checkins=[NOW + 3600], zone="Asia/Kolkata")
    async with desk.member("ada") as client:
        page = (await client.get(f"/cases/{case.id}")).text
    assert "<dt>Check-ins</dt><dd>Mon 24 Nov 2025, 22:30 (UTC+5:30)" in page


@pytest.mark.parametrize(
    ("code", "words"), [("en", None), ("es", "Spanish"), ("und", "a language Alder does not know")]
)
async def test_a_language_that_is_not_english_stands_on_queue_and_case(desk, code, words):
    case = desk.add_case(language=code)
    async with desk.member("ada") as client:
        row, page = (await client.get("/queue")).text, (await client.get(f"/cases/{case.id}")).text
    assert ("writes in" in row) == ("Writes in" in page) == bool(words)
    if words:
        assert f"writes in {words}" in row
        assert f"<dt>Writes in</dt><dd>{words}" in page
