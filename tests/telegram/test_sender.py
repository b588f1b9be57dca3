"""What the sender owes: order, Telegram's limits, patience, and silence towards those who block."""

import asyncio
import time

import pytest

from bot.store import outbox, persons
from bot.telegram.limits import Limits
from tests.telegram.waiting import until


def queue(alder, person, *texts, kind="say", priority=0, **body):
    """Put replies into the outbox as the engine does, one row each."""
    store, now = alder.store, int(time.time())
    for text in texts:
        with store.transaction():
            ref = persons.find_or_add(store, "telegram", str(person.chat), now).ref
            content = {"html": text, "plain": text, "buttons": [], "links": [], "card": "x"} | body
            outbox.add(store, "telegram", ref, kind, content, priority=priority, order=0, due_ms=0, now=now)
    alder.engine.outbox_ready.set()


async def states_are(alder, *expected):
    return [row["state"] for row in alder.store.db.query("select state from outbox order by id")] == [*expected]


async def texts(person, count, within=5.0):
    return [reply.text for reply in await person.replies(count, within)]


async def test_each_chat_gets_its_replies_in_order(fake, run):
    persons_ = [await fake.person() for _ in range(10)]
    await fake.fault("latency", method="sendMessage", seconds=0.2, skip=3, times=5)
    await fake.fault("500", method="sendMessage", skip=9, times=2)
    async with run() as alder:
        for number in range(6):
            for person in persons_:
                queue(alder, person, f"reply {number}")
        for person in persons_:
            assert await texts(person, 6, within=10) == [f"reply {number}" for number in range(6)]


async def test_telegrams_limits_are_never_broken_and_the_urgent_goes_first(fake, run):
    crowd = [await fake.person() for _ in range(75)]
    await fake.limits()
    began = time.monotonic()
    async with run(limits=Limits()) as alder:
        for person in crowd:
            queue(alder, person, "first", "second")
        late = await fake.person()
        queue(alder, late, "urgent", priority=3)
        urgent = (await late.reply()).at
        others = [await person.replies(2, within=20) for person in crowd]
    assert (await fake.stats())["limited"] == 0
    assert 5.0 <= time.monotonic() - began < 20  # 151 messages at 30 a second, and not much slower
    assert sum(first.at < urgent for first, _ in others) <= 30
    assert all([first.text, second.text] == ["first", "second"] for first, second in others)


async def test_retry_after_is_honoured_and_others_do_not_wait(fake, run):
    slow, quick = await fake.person(), await fake.person()
    await fake.fault("429", method="sendMessage", chat=slow.chat, seconds=2)
    began = time.monotonic()
    async with run() as alder:
        queue(alder, slow, "one", "two")
        queue(alder, quick, "hello")
        other = await quick.reply()
        first, second = await slow.replies(2, within=15)
    assert [other.text, first.text, second.text] == ["hello", "one", "two"]
    assert other.at < first.at
    assert first.at - began >= 2


async def test_when_several_chats_are_told_to_wait_everybody_waits(fake, run):
    two, third = [await fake.person() for _ in range(2)], await fake.person()
    for person in two:
        await fake.fault("429", method="sendMessage", chat=person.chat, seconds=2)
    async with run() as alder:
        for person in two:
            queue(alder, person, "hello")
        await until(lambda: told_to_wait(fake, 2))
        queue(alder, third, "hello")
        await third.stays_alone(1)
        assert await texts(third, 1) == ["hello"]


async def told_to_wait(fake, count):
    return (await fake.stats())["counts"].get("sendMessage 429", 0) >= count


@pytest.mark.parametrize("kind", ["500", "502", "drop", "401"])
async def test_a_failing_telegram_is_tried_again(fake, run, kind):
    person = await fake.person()
    await fake.fault(kind, method="sendMessage", times=2)
    async with run() as alder:
        queue(alder, person, "hello")
        assert await texts(person, 1, within=8) == ["hello"]
        await until(lambda: states_are(alder, "sent"))


async def test_a_person_who_blocked_the_bot_is_left_alone_quietly(fake, run, capfd):
    gone, other = await fake.person(), await fake.person()
    async with run() as alder:
        await gone.does("blocks")
        queue(alder, gone, "one", "two", "three")
        queue(alder, other, "hello")
        assert await texts(other, 1) == ["hello"]
        await until(lambda: states_are(alder, "blocked", "blocked", "blocked", "sent"))
        assert (await fake.stats())["counts"]["sendMessage"] == 2
    assert "error" not in capfd.readouterr().err


async def test_a_refused_row_fails_alone(fake, run):
    person = await fake.person()
    async with run() as alder:
        queue(alder, person, "x" * 5000, "after it")
        queue(alder, person, "", kind="unheard of")
        queue(alder, person, "last")
        assert await texts(person, 2) == ["after it", "last"]
        await until(lambda: states_are(alder, "failed", "sent", "failed", "sent"))


async def test_a_slip_in_the_markup_still_delivers_the_words(fake, run):
    person = await fake.person()
    async with run() as alder:
        queue(alder, person, "<b>Call", plain="Call", buttons=[["Yes", "safe:yes"]])
        reply = await person.reply()
    assert (reply.text, reply.buttons) == ("Call", ["Yes"])


async def test_documents_and_deletions_go_out_too(fake, run):
    person = await fake.person()
    async with run() as alder:
        queue(alder, person, "bye")
        sent = await person.reply()
        ids = [*range(1000, 1150), sent.message_id]
        queue(alder, person, "", kind="document", name="copy.json", base64="e30=", caption="<b>Yours</b>")
        queue(alder, person, "", kind="delete", message_ids=ids)
        document = await person.reply()
        assert (document.document["name"], document.document["size"], document.text) == ("copy.json", 2, "Yours")
        await until(lambda: first_is_gone(person))
    assert await fake.count("deleteMessages") == 2


async def first_is_gone(person):
    return (await person.room())["messages"][0]["deleted"]


async def test_a_mark_that_the_store_refuses_is_made_later_and_nothing_is_sent_twice(fake, run):
    person, other = await fake.person(), await fake.person()
    await fake.fault("latency", method="sendMessage", seconds=0.4)
    async with run() as alder:
        queue(alder, person, "once")
        await asyncio.sleep(0.2)
        alder.store.db.execute("pragma query_only = on")
        await asyncio.sleep(1)
        alder.store.db.execute("pragma query_only = off")
        queue(alder, other, "hello")
        assert await texts(other, 1) == ["hello"]
        assert await texts(person, 1) == ["once"]
        await person.stays_alone(1)
