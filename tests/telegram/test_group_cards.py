"""The staff group: one card a case, true at every moment, within Telegram's limits, and not a word of the person."""

import time

import pytest

from bot.handoff import desk
from bot.store import cases, group_cards, persons, staff, staff_links
from bot.telegram.limits import Limits
from bot.triage.levels import Level, Queue
from tests.telegram.fake.limits import GROUP as GROUP_LIMIT
from tests.telegram.staff import GROUP, cards, claim, close, linked, new_case, pop_ups
from tests.telegram.waiting import until

WORDS = "he has my pictures and wants 637 by tonight, I am Zebra-Lighthouse"


@pytest.fixture
async def group(fake):
    return await fake.group(chat=GROUP)


async def one_card(group, *shown, buttons=None):
    there = await cards(group)
    texts = [card["text"] for card in there]
    return (
        len(texts) == 1
        and all(words in texts[0] for words in shown)
        and (buttons is None or there[0]["buttons"] == buttons)
    )


async def test_a_case_has_one_card_that_changes_with_it_and_says_nothing_of_the_person(fake, run, group):
    person = await fake.person()
    async with run(staff_group=GROUP, console_url="https://desk.example.org") as alder:
        member = await linked(fake, alder)
        await person.says(WORDS)
        card = await group.reply()
        case = cases.open_of(alder.store, persons.find(alder.store, "telegram", str(person.chat)).ref)
        for words in (case.id, "Urgent", "People", f"https://desk.example.org/cases/{case.id}", "minutes"):
            assert words in card.text
        assert card.buttons == ["Claim"]
        await group.taps("Claim", by=member.chat)
        await until(lambda: one_card(group, "Sam has it", buttons=[]))
        assert cases.find(alder.store, case.id).advocate == "sam"
        close(alder, case)
        await until(lambda: one_card(group, "closed", buttons=[]))
        sent = str([call["fields"] for call in await fake.calls() if call["fields"].get("chat_id") == str(GROUP)])
    for secret in ("Zebra", "pictures", "637", "tonight", str(person.chat), f"P{person.chat}"):
        assert secret not in sent


async def test_only_linked_staff_of_the_right_role_can_claim_and_only_one_of_them(fake, run, group):
    stranger = await fake.person()
    async with run(staff_group=GROUP) as alder:
        sam, kim = await linked(fake, alder), await linked(fake, alder, "kim", "Kim")
        law = await linked(fake, alder, "law", "Law", "lawyer")
        case = new_case(alder.store)
        card = await group.reply()
        expected = []
        for member, words in (
            (stranger, "don't know you yet"), (law, "not one for your role"), (sam, "It is yours now"),
            (sam, "You have this case"), (kim, "Too late"),
        ):  # fmt: skip
            await group.does("presses", message_id=card.message_id, data=f"claim:{case.id}", by=member.chat)
            expected.append(words)
            await until(lambda: popped(fake, len(expected)))
        said = await pop_ups(fake)
        assert [words in text for words, text in zip(expected, said, strict=True)] == [True] * len(expected)
        assert max(len(text) for text in said) <= 200
        assert cases.find(alder.store, case.id).advocate == "sam"
        staff.add(alder.store, "boss", "Boss", "admin", 1)
        assert staff.change(alder.store, "kim", alias="Kim", role="advocate", disabled=True)
        second = new_case(alder.store, chat="78")
        await group.does("presses", message_id=card.message_id, data=f"claim:{second.id}", by=kim.chat)
        await until(lambda: popped(fake, len(expected) + 1))
        assert cases.find(alder.store, second.id).advocate is None


async def popped(fake, count):
    return len(await pop_ups(fake)) == count


async def test_of_two_who_tap_at_once_one_wins_and_the_other_is_told(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        sam, kim = await linked(fake, alder), await linked(fake, alder, "kim", "Kim")
        case = new_case(alder.store)
        card = await group.reply()
        for member in (sam, kim):
            await group.does("presses", message_id=card.message_id, data=f"claim:{case.id}", by=member.chat)
        await until(lambda: popped(fake, 2))
        assert sorted(text.split()[0] for text in await pop_ups(fake)) == ["It", "Too"]
        claims = [event for event in cases.events(alder.store, case.id) if event.event == "claim"]
    assert len(claims) == 1


async def test_a_press_that_nobody_offered_changes_nothing(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        sam = await linked(fake, alder)
        new_case(alder.store)
        card = await group.reply()
        for data in ("claim:", "claim:NOSUCH", "undo:7", "undo:x", "erase:yes", "claim", "\x00"):
            await group.does("presses", message_id=card.message_id, data=data, by=sam.chat)
        await until(lambda: popped(fake, 7))
        assert await one_card(group, buttons=["Claim"])
        assert cases.in_queues(alder.store, (Queue.HUMAN,))[0].advocate is None


async def test_what_is_pressing_is_told_anew_and_the_old_card_goes(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        await linked(fake, alder)
        case = new_case(alder.store)
        first = await group.reply()
        desk.alert(alder.store, alder.engine.content, alder.engine.config, case, "staff.missed")
        await until(lambda: one_card(group, "waited too long", buttons=["Claim"]))
        claim(alder, case)
        await until(lambda: one_card(group, "Sam has it"))
        member = staff_links.member_named(alder.store, "sam")
        assert desk.hand_back(
            alder.store, alder.engine.content, cases.find(alder.store, case.id), member, int(time.time())
        )
        await until(lambda: one_card(group, "waiting once more", buttons=["Claim"]))
        assert (await cards(group))[0]["message_id"] > first.message_id


async def test_a_card_whose_waiting_time_grew_is_edited_and_makes_no_sound(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        case = new_case(alder.store)
        await group.reply()
        alder.store.db.execute("update cases set since = since - 660 where id = ?", [case.id])
        await until(lambda: one_card(group, "about 10 minutes"))
        assert await fake.count("editMessageText") == 1


async def test_an_erased_case_is_shown_closed(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        case = new_case(alder.store)
        await group.reply()
        persons.erase(alder.store, case.person, int(time.time()))
        await until(lambda: one_card(group, "closed", buttons=[]))
        assert group_cards.messages(alder.store) == {}


async def test_a_hundred_cases_at_once_all_reach_the_staff_within_telegrams_limits(fake, run, group, capsys):
    await fake.limits()
    async with run(limits=Limits(), staff_group=GROUP) as alder:
        await linked(fake, alder)
        began = time.monotonic()
        numbers = [new_case(alder.store, chat=str(number)).id for number in range(100, 200)]
        late = new_case(alder.store, chat="300", level=Level.EMERGENCY)
        await until(lambda: shows(group, [late.id]), within=10)
        emergency_after = time.monotonic() - began
        await until(lambda: shows(group, numbers), within=60)
        took = time.monotonic() - began
        calls = [
            call for call in await fake.calls()
            if call["method"] in ("sendMessage", "editMessageText") and call["fields"]["chat_id"] == str(GROUP)
        ]  # fmt: skip
        claim(alder, cases.find(alder.store, numbers[50]))
        # Telegram's minute may be used up by then: the change waits for the next one, not longer.
        await until(lambda: has_it(group, numbers[50]), within=GROUP_LIMIT[1] + 15)
        assert (await fake.stats())["limited"] == 0
    with capsys.disabled():
        print(f"\n100 cases at once: all shown after {took:.1f} s, in {len(calls)} messages; ", end="")
        print(f"the emergency among them after {emergency_after:.1f} s")
    assert len(calls) <= GROUP_LIMIT[0]
    assert emergency_after < 5


async def shows(group, words):
    text = "\n".join(card["text"] for card in await cards(group))
    return all(word in text for word in words)


async def has_it(group, case):
    """Does the card of `case`, alone or in a line of a shared one, say that it is taken?"""
    texts = [card["text"] for card in await cards(group) if case in card["text"]]
    shared = [line for text in texts for line in text.splitlines() if case in line]
    alone = len(shared) == 1 and "Several cases" not in texts[0]
    return "Sam has it" in (texts[0] if alone else "".join(shared))


async def test_cases_that_share_a_message_leave_it_when_they_are_told_again(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        with alder.store.transaction():
            together = [new_case(alder.store, chat=str(number)) for number in range(6)]
        await until(lambda: one_card(group, "Several cases", *[case.id for case in together]))
        with alder.store.transaction():
            for case in together[:5]:
                desk.alert(alder.store, alder.engine.content, alder.engine.config, case, "staff.missed")
        await until(lambda: only(group, [[case.id for case in together[:5]], [together[5].id]]))
        assert [len(card["buttons"]) for card in sorted(await cards(group), key=lambda card: card["text"])] == [1, 5]


async def only(group, parts):
    """Is there one card for each part, that holds its cases and no other?"""
    texts, everyone = [card["text"] for card in await cards(group)], {case for part in parts for case in part}
    held = sorted([sorted(case for case in everyone if case in text) for text in texts])
    return held == sorted(sorted(part) for part in parts)


async def test_nothing_is_posted_twice_or_forgotten_over_a_restart(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        await linked(fake, alder)
        first = new_case(alder.store, chat="1")
        await group.reply()
    async with run(staff_group=GROUP) as alder:
        second = new_case(alder.store, chat="2")
        assert second.id in (await group.reply()).text
        claim(alder, first)
        await until(lambda: shows(group, ["Sam has it"]))
        assert len(await cards(group)) == 2


@pytest.mark.parametrize("kind", ["500", "drop", "429", "400"])
async def test_a_failing_telegram_only_delays_a_card(fake, run, group, kind):
    await fake.fault(kind, method="sendMessage", chat=GROUP)
    async with run(staff_group=GROUP) as alder:
        case = new_case(alder.store)
        assert case.id in (await group.reply(within=10)).text


async def test_a_card_that_staff_deleted_is_posted_again_when_it_has_something_to_say(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        case = new_case(alder.store)
        card = await group.reply()
        await fake.control("removes", chat=GROUP, message_id=card.message_id)
        alder.store.db.execute("update cases set level = 'emergency' where id = ?", [case.id])
        assert "Emergency" in (await group.reply()).text


async def test_a_group_that_became_another_chat_is_followed_and_never_left(fake, run, group):
    async with run(staff_group=GROUP) as alder:
        case = new_case(alder.store)
        await group.reply()
        new = await fake.group(chat=-1005005)
        await fake.fault("migrated", chat=GROUP, new_chat=new.chat, times=1)
        await new.does("adds")
        assert case.id in (await new.reply()).text
        assert not (await new.room())["left"]
    async with run(staff_group=GROUP) as alder:
        second = new_case(alder.store, chat="2")
        assert second.id in (await new.reply()).text
