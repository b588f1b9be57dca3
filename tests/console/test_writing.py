"""Words go where they should: to the person after a last look, to the team and never further."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.state import State
from bot.handoff.undo import HOLD
from bot.store import cases, messages, notes, outbox, persons
from bot.triage.levels import Level, Queue

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = "marker words of staff"


async def taken(desk, client, **known):
    case = desk.add_case(**known)
    await client.post(f"/cases/{case.id}/claim")
    desk.sent()
    return case


async def test_a_reply_goes_out_after_ten_seconds_and_not_before(desk):
    async with desk.member("ada") as client:
        case = await taken(desk, client)
        await client.post(f"/cases/{case.id}/reply", data={"text": WORDS})
        assert "Take it back" in (await client.get(f"/cases/{case.id}?talk=open")).text
        assert desk.sent(after=HOLD - 1) == []
        assert len(desk.sent(after=HOLD)) == 1
        desk.now += HOLD
        assert "Take it back" not in (await client.get(f"/cases/{case.id}?talk=open")).text


async def test_words_taken_back_reach_nobody_and_come_back_to_the_writer(desk):
    async with desk.member("ada") as client:
        case = await taken(desk, client)
        before = desk.case(case)
        await client.post(f"/cases/{case.id}/reply", data={"text": WORDS})
        desk.now += HOLD - 1
        undone = await client.post(f"/cases/{case.id}/undo")
        assert f">\n{WORDS}</textarea>" in undone.text
        assert desk.sent(after=60) == []
        assert WORDS not in "".join(message.text for message in messages.of_person(desk.store, case.person))
        after = desk.case(case)
        assert (after.since, after.answered) == (before.since, None)
        assert [event.event for event in cases.events(desk.store, case.id)][-2:] == ["write", "unwrite"]


async def test_what_has_gone_out_cannot_be_taken_back(desk):
    async with desk.member("ada") as client:
        case = await taken(desk, client)
        await client.post(f"/cases/{case.id}/reply", data={"text": WORDS})
        desk.now += HOLD
        late = await client.post(f"/cases/{case.id}/undo")
    assert late.status_code == 409
    assert "Too late" in late.text
    assert len(desk.sent()) == 1


async def test_of_two_replies_the_newest_comes_back_and_a_colleague_takes_back_nothing(desk):
    async with desk.member("ada") as client, desk.member("bea") as other:
        case = await taken(desk, client)
        await client.post(f"/cases/{case.id}/reply", data={"text": "the first"})
        desk.now += 2
        await client.post(f"/cases/{case.id}/reply", data={"text": "the second"})
        assert (await other.post(f"/cases/{case.id}/undo")).status_code == 409
        assert "the second</textarea>" in (await client.post(f"/cases/{case.id}/undo")).text
    (out,) = desk.sent(after=60)
    assert "the first" in out


async def test_words_that_are_held_hold_up_nothing_else(desk):
    async with desk.member("ada") as client:
        case = await taken(desk, client)
        await client.post(f"/cases/{case.id}/reply", data={"text": WORDS})
        await client.post(f"/cases/{case.id}/hand-back")
    (left,) = desk.sent()
    assert WORDS not in left


async def test_a_preview_shows_what_the_person_will_see_and_sends_nothing(desk):
    async with desk.member("ada") as client:
        case = await taken(desk, client)
        page = (await client.post(f"/cases/{case.id}/preview", data={"text": "Hello <b>you</b>"})).text
    assert "A new message for you from our team here." in page
    assert "Ada: Hello &lt;b&gt;you&lt;/b&gt;" in page
    assert "Hello &lt;b&gt;you&lt;/b&gt;</textarea>" in page
    assert desk.sent(after=60) == []


async def test_typing_is_shown_to_the_person_by_the_one_who_has_the_case(desk):
    async with desk.member("ada") as client, desk.member("bea") as other:
        case = await taken(desk, client)
        for member in (client, client, other):
            assert (await member.post(f"/cases/{case.id}/typing", data={})).status_code == 204
    rows = outbox.due(desk.store, "terminal", int(desk.now) * 1000)
    assert [(row.kind, row.body) for row in rows] == [("chat_action", {"action": "typing"})]


@QUICK
@given(text=st.text(min_size=1, max_size=300), holder=st.booleans(), waiting=st.booleans())
async def test_a_note_never_reaches_the_person(desk, text, holder, waiting):
    async with desk.member("ada") as client, desk.member("bea") as other:
        case = desk.add_case()
        if not waiting:
            await client.post(f"/cases/{case.id}/claim")
        desk.sent()
        held = messages.of_person(desk.store, case.person)
        data = {"note": text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "text": "x"}
        await (client if holder else other).post(f"/cases/{case.id}/note", data=data)
        assert messages.of_person(desk.store, case.person) == held
        assert desk.sent(after=10**9) == []


async def test_notes_are_for_everyone_of_the_queue_and_stand_apart_from_what_goes_out(desk):
    async with desk.member("ada") as client, desk.member("sue") as other:
        case = await taken(desk, client)
        kept = await client.post(f"/cases/{case.id}/note", data={"note": f"<i>{WORDS}</i>"})
        assert kept.headers["location"] == f"/cases/{case.id}#notes"
        page = (await other.get(f"/cases/{case.id}?talk=open")).text
    assert f"&lt;i&gt;{WORDS}" in page
    assert page.index(WORDS) < page.index('id="said"')
    talk = page[page.index('id="talk"') :]
    assert WORDS not in talk


async def test_notes_are_sealed_and_go_with_the_person(desk, tmp_path):
    async with desk.member("sue") as client:
        case = await taken(desk, client)
        await client.post(f"/cases/{case.id}/note", data={"note": WORDS})
        assert [note.text for note in notes.of_case(desk.store, case)] == [WORDS]
        assert WORDS.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("alder.db*"))
        await client.post(f"/cases/{case.id}/erase", data={"confirm": case.id})
        assert (await client.post(f"/cases/{case.id}/note", data={"note": WORDS})).status_code == 422
    assert desk.store.row("select count(*) n from notes")["n"] == 0


async def test_ready_replies_are_filled_with_what_is_known_and_only_for_who_writes(desk):
    async with desk.member("ada") as client, desk.member("bea") as other:
        case = await taken(desk, client, where=["instagram"], place="GB-ENG")
        page = (await client.get(f"/cases/{case.id}")).text
        assert "I&#39;m Ada, a person from the team" in page
        assert "You told us about: Instagram" in page
        assert "please call 999" in page
        assert "Ready replies" not in (await other.get(f"/cases/{case.id}")).text
    assert desk.sent(after=60) == []


def test_every_ready_reply_has_a_title_and_needs_only_what_is_known_of_a_case(content):
    from bot.console.ready import PREFIX, replies
    from bot.store.staff import Member

    ready = [id for id in content.cards if id.startswith(PREFIX)]
    assert len(ready) >= 10
    for id in ready:
        assert content.words(id) != id
    assert len(replies(content, {}, Member("ada", "Ada", "advocate", False))) == len(ready)


@pytest.mark.parametrize("name", ["ada", "sue"])
async def test_erasing_needs_the_number_and_tells_the_person(desk, name):
    async with desk.member(name) as client:
        case = await taken(desk, client)
        desk.says(case, "marker words")
        wrong = await client.post(f"/cases/{case.id}/erase", data={"confirm": "yes"})
        assert wrong.status_code == 422
        assert desk.case(case).person == case.person
        await client.post(f"/cases/{case.id}/erase", data={"confirm": f"#{case.id.lower()}"})
    assert desk.case(case).person is None
    (told,) = desk.sent()
    assert "I hold nothing about you any more" in told


async def test_who_neither_has_the_case_nor_leads_erases_nothing(desk):
    case = desk.add_case()
    async with desk.member("bea") as client:
        assert (await client.post(f"/cases/{case.id}/erase", data={"confirm": case.id})).status_code == 409
    assert desk.case(case).person == case.person


async def test_a_lawyer_gets_what_was_handed_over_and_its_brief(desk):
    async with desk.member("ada") as client, desk.member("lea") as lawyer:
        case = await taken(desk, client, place="GB-ENG", abuse=["deepfake"])
        desk.says(case, "marker words")
        assert (await lawyer.get(f"/cases/{case.id}")).status_code == 404
        assert (await client.post(f"/cases/{case.id}/transfer")).status_code == 303
        assert (await client.get(f"/cases/{case.id}")).status_code == 404
        brief = (await lawyer.get(f"/cases/{case.id}/brief")).text
        assert "England" in brief
        assert "marker words" not in brief
    assert desk.case(case).queue is Queue.LAWYER


async def test_a_level_needs_a_reason_and_only_who_steers_lowers_it(desk):
    case = desk.add_case(Level.URGENT)
    async with desk.member("ada") as client, desk.member("sue") as lead:
        for level, reason, status in (
            ("emergency", "", 422), ("x", "other", 422), ("handoff", "less_risk", 409), ("emergency", "new_risk", 303),
        ):  # fmt: skip
            answer = await client.post(f"/cases/{case.id}/level", data={"level": level, "reason": reason})
            assert answer.status_code == status, (level, reason)
        assert desk.case(case).level is Level.EMERGENCY
        await lead.post(f"/cases/{case.id}/level", data={"level": "urgent", "reason": "less_risk"})
        page = (await lead.get(f"/cases/{case.id}")).text
    assert desk.case(case).level is Level.URGENT
    assert "set the level to Emergency: there is more risk than it seemed" in page


async def test_too_close_is_a_hand_over_of_which_no_reason_is_kept(desk):
    async with desk.member("ada") as client:
        case = await taken(desk, client)
        assert "Too close for me" in (await client.get(f"/cases/{case.id}")).text
        answer = await client.post(f"/cases/{case.id}/hand-back")
        assert "nobody asks why" in (await client.get(answer.headers["location"])).text
    last = cases.events(desk.store, case.id)[-1]
    assert (last.event, last.detail) == ("hand_back", None)


async def test_joining_another_case_needs_one_that_the_member_sees(desk):
    async with desk.member("ada") as client:
        case, twin = await taken(desk, client), desk.add_case()
        hidden = desk.add_case(queue=Queue.LAWYER)
        for into in ("NOSUCH", hidden.id, case.id):
            assert (await client.post(f"/cases/{case.id}/merge", data={"into": into})).status_code == 422
        assert (await client.post(f"/cases/{case.id}/merge", data={"into": twin.id.lower()})).status_code == 303
        assert twin.id in (await client.get(f"/cases/{case.id}")).text
        await client.post(f"/cases/{case.id}/part")
        assert "Joined with" not in (await client.get(f"/cases/{case.id}")).text


async def test_the_brief_is_a_pdf_for_those_who_see_the_case_and_its_download_is_logged(desk):
    case = desk.add_case()
    with desk.store.transaction():
        persons.save_state(desk.store, case.person, State().model_dump_json())
    async with desk.member("ada") as client, desk.member("lea") as lawyer:
        assert (await lawyer.get(f"/cases/{case.id}/brief.pdf")).status_code == 404
        file = await client.get(f"/cases/{case.id}/brief.pdf")
    assert file.content.startswith(b"%PDF")
    assert file.headers["cache-control"] == "no-store"
    assert [event.event for event in cases.events(desk.store, case.id)][-1] == "brief"
