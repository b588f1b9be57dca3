"""The relay: off by default; on, nothing reaches a person but what staff sent by an explicit act, and undo undoes."""

import random
import time

import pytest

from bot.store import cases, group_words, persons, staff_links
from bot.telegram.relay import HOLD
from bot.triage.levels import Level, Queue
from tests.telegram.staff import GROUP, cards, claim, close, linked, pop_ups
from tests.telegram.waiting import until

SETTINGS = {"staff_group": GROUP, "staff_relay": True}


@pytest.fixture
async def group(fake):
    return await fake.group(chat=GROUP, forum=True)


class Talk:
    """One person, one member of staff who has their case, and the case's topic."""

    def __init__(self, fake, alder, group, person, member, case, thread, head):
        self.fake, self.alder, self.group, self.person, self.member = fake, alder, group, person, member
        self.case, self.thread, self.head = case, thread, head

    async def staff_says(self, text, **how):
        await self.group.says(text, **({"thread": self.thread, "by": self.member.chat} | how))

    async def in_topic(self):
        return [card for card in await cards(self.group) if card["thread"] == self.thread]

    async def sees(self, words):
        return any(words in card["text"] for card in await self.in_topic())

    async def time_passes(self):
        self.alder.store.db.execute("update group_words set due = due - ?", [HOLD])

    async def person_read(self):
        room = await self.person.room()
        return [message["text"] for message in room["messages"] if message["from_bot"]]


async def talk(fake, alder, group):
    """Bring a person and a member of staff together in a topic."""
    person, member = await fake.person(), await linked(fake, alder)
    now = int(time.time())
    with alder.store.transaction():
        ref = persons.find_or_add(alder.store, "telegram", str(person.chat), now).ref
        number = cases.open_case(alder.store, ref, Queue.HUMAN, Level.URGENT, "waiting", (), {}, now)
    case = cases.find(alder.store, number)
    claim(alder, case)
    alder.engine.outbox_ready.set()
    await person.replies()
    await until(lambda: topic_head(group))
    head = await topic_head(group)
    return Talk(fake, alder, group, person, member, case, head["thread"], head["message_id"])


async def topic_head(group):
    return next((card for card in await cards(group) if "Nothing you write here leaves" in card["text"]), None)


async def test_said_words_are_shown_first_and_then_reach_the_person_once(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await it.staff_says("/say Hello, I'm here.\nYou are <not> alone.")
        await until(lambda: it.sees("will soon go out"))
        preview = (await it.in_topic())[-1]
        assert preview["buttons"] == ["Undo"]
        assert preview["protected"]
        assert "You are <not> alone." in preview["text"]
        await it.person.stays_alone(0.5)
        await it.time_passes()
        told = await it.person.reply()
        assert "Hello, I'm here.\nYou are <not> alone." in told.text
        await until(lambda: not_in_topic(it, "will soon go out"))
        assert group_words.waiting(alder.store) == []
        await it.person.stays_alone(0.5)
        alder.store.db.execute("update messages set at = at - 60 where author = 'advocate'")
        await until(lambda: it.sees("These words went to the person"))


async def not_in_topic(it, words):
    return not await it.sees(words)


async def test_a_reply_to_the_head_of_the_topic_goes_and_any_other_reply_stays(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await it.person.says("are you there?")
        await until(lambda: it.sees("are you there?"))
        theirs = (await it.in_topic())[-1]
        assert theirs["protected"]
        await it.staff_says("she sounds afraid", reply_to=theirs["message_id"])
        await it.staff_says("Yes, I am.", reply_to=it.head)
        await until(lambda: it.sees("will soon go out"))
        await it.time_passes()
        await until(lambda: read_by(it, "Yes, I am."))
        assert not any("afraid" in text for text in await it.person_read())


async def read_by(it, words):
    return any(words in text for text in await it.person_read())


async def test_undo_within_the_time_means_that_nothing_goes(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await it.staff_says("/say wrong window")
        await until(lambda: it.sees("will soon go out"))
        stranger = await fake.person()
        await group.taps("Undo", by=stranger.chat)
        await until(lambda: popped(fake, 1))
        assert len(group_words.waiting(alder.store)) == 1
        await group.taps("Undo", by=it.member.chat)
        await until(lambda: not_in_topic(it, "will soon go out"))
        await until(lambda: popped(fake, 2))
        assert (await pop_ups(fake))[1].startswith("Undone")
        await it.person.stays_alone(0.7)
        assert not any("wrong window" in text for text in await it.person_read())
        assert alder.store.rows("select 1 from messages where author = 'advocate'") == []


async def popped(fake, count):
    return len(await pop_ups(fake)) == count


async def test_whoever_may_not_is_told_that_nothing_was_sent(fake, run, group):
    async with run(**SETTINGS) as alder:
        it, kim = await talk(fake, alder, group), await linked(fake, alder, "kim", "Kim")
        stranger = await fake.person()
        await it.staff_says("/say from a stranger", by=stranger.chat)
        await until(lambda: it.sees("don't know you yet"))
        await it.staff_says("/say from Kim", by=kim.chat)
        await until(lambda: it.sees("Only the one who has the case"))
        await it.staff_says("/say")
        await until(lambda: it.sees("letters at most"))
        await it.staff_says("/say nowhere", thread=0)
        await until(lambda: in_group(group, "in the topic of a case"))
        await it.staff_says("/say just in time")
        await until(lambda: it.sees("will soon go out"))
        staff_links.unlink(alder.store, "sam", "sam", 1)
        await it.time_passes()
        await until(lambda: not_in_topic(it, "will soon go out"))
        await it.person.stays_alone(0.5)


async def in_group(group, words):
    return any(words in card["text"] for card in await cards(group))


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_staff_write_only_an_explicit_act_reaches_the_person(fake, run, group, seed):
    chance = random.Random(seed)
    async with run(**SETTINGS) as alder:
        it, stranger = await talk(fake, alder, group), await fake.person()
        before = len(await it.person_read())
        for number in range(40):
            text = chance.choice([
                "note {n}", "say note {n}", " /say note {n}", "/sayit note {n}", "/says note {n}", "//say note {n}",
                "/say@other_bot note {n}", "I would /say note {n}", "\n/say note {n}", "/note /say {n}",
            ]).format(n=number)  # fmt: skip
            how = chance.choice([
                {}, {"thread": 0}, {"by": stranger.chat}, {"reply_to": it.thread}, {"forwarded": True},
            ])  # fmt: skip
            await it.staff_says(text, **how)
        await it.staff_says("/say passed on", forwarded=True)
        await it.staff_says("passed on", forwarded=True, reply_to=it.head)
        await group.sends("photo", caption="/say a picture")
        await until(lambda: all_done(alder))
        assert group_words.waiting(alder.store) == []
        await it.staff_says("/say the one that counts")
        await until(lambda: it.sees("the one that counts"))
        await it.time_passes()
        await until(lambda: read_by(it, "the one that counts"))
        assert len(await it.person_read()) == before + 1


async def all_done(alder):
    return alder.store.row("select count(*) n from inbox where done is null")["n"] == 0


async def test_closing_takes_the_topic_and_all_that_was_in_it(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await it.person.says("thank you, that is all")
        await until(lambda: it.sees("that is all"))
        close(alder, it.case)
        await until(lambda: topic_is_gone(it))
        assert alder.store.rows("select 1 from group_topics") == []


async def topic_is_gone(it):
    return await it.in_topic() == []


async def test_erased_words_on_hold_never_go(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await it.staff_says("/say too late for this")
        await until(lambda: it.sees("will soon go out"))
        persons.erase(alder.store, it.case.person, int(time.time()))
        assert alder.store.rows("select 1 from group_words") == []
        await until(lambda: topic_is_gone(it))
        assert not any("too late" in text for text in await it.person_read())


async def test_words_on_hold_survive_a_restart_and_go_once(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await it.staff_says("/say@fake_bot across the night")
        await until(lambda: it.sees("will soon go out"))
    async with run(**SETTINGS) as alder:
        it.alder = alder
        await it.time_passes()
        await until(lambda: read_by(it, "across the night"))
    assert sum("across the night" in text for text in await it.person_read()) == 1


async def test_a_topic_that_staff_deleted_is_opened_anew_and_loses_what_was_on_hold(fake, run, group):
    async with run(**SETTINGS) as alder:
        it = await talk(fake, alder, group)
        await fake.control("ends_topic", chat=GROUP, thread=it.thread)
        await it.staff_says("/say into the void")
        await until(lambda: topic_was_forgotten(alder))
        assert group_words.waiting(alder.store) == []


async def topic_was_forgotten(alder):
    return alder.store.rows("select 1 from group_topics") == []


async def test_without_the_setting_nothing_written_in_the_group_goes_anywhere(fake, run, group):
    person = await fake.person()
    async with run(staff_group=GROUP) as alder:
        sam = await linked(fake, alder)
        await person.says("they want money for my photos, help")
        card = await group.reply()
        await group.taps("Claim", by=sam.chat)
        await person.replies()
        await group.says("/say hello", by=sam.chat)
        await group.says("hello", by=sam.chat, reply_to=card.message_id)
        await until(lambda: all_done(alder))
        await person.says("is somebody there?")
        await until(lambda: all_done(alder))
        assert alder.store.rows("select 1 from group_words") == []
        assert await fake.count("createForumTopic") == 0
        assert not await in_group(group, "somebody there")
