"""The queue between Telegram and the engine: on disk first, never too much in memory, each chat in order."""

import asyncio
import random
import time
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User
from telegram.error import NetworkError
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.config import Config
from bot.parts import open_store
from bot.store import inbox
from bot.telegram.inbox import Inbox
from bot.telegram.processor import AT_ONCE, Processor
from tests.telegram.fake import TOKEN
from tests.telegram.waiting import until


@pytest.fixture
def store(tmp_path):
    store = open_store(Config(_env_file=None, database=tmp_path / "alder.db"))
    yield store
    store.close()


def update(number, chat=7):
    who = User(chat, "P", is_bot=False)
    message = Message(number, datetime.now(UTC), Chat(chat, "private"), from_user=who, text=f"text {number}")
    return Update(number, message=message)


async def test_an_update_is_on_disk_before_put_returns(store):
    queue = Inbox(store, time.time)
    await queue.put(update(1))
    assert [row.update_id for row in inbox.waiting(store)] == [1]
    assert queue.qsize() == 1


async def test_an_update_is_queued_once_however_often_telegram_sends_it(store):
    queue = Inbox(store, time.time)
    await queue.put(update(1))
    await queue.put(update(1))
    assert queue.qsize() == 1
    inbox.done(store, 1, 1)
    queue.let_go(1)
    await queue.put(update(1))
    assert queue.qsize() == 1
    await queue.put(update(2))
    queue.let_go(2)  # stopped before it was done: when Telegram sends it again, it is wanted again
    await queue.put(update(2))
    assert queue.qsize() == 3


async def test_a_failing_store_is_a_network_error_and_nothing_is_queued(store):
    queue = Inbox(store, time.time)
    store.db.execute("pragma query_only = on")
    with pytest.raises(NetworkError):
        await queue.put(update(1))
    assert queue.empty()
    store.db.execute("pragma query_only = off")
    await queue.put(update(1))
    assert queue.qsize() == 1


async def test_what_is_under_way_is_bounded_and_the_rest_waits_outside(store):
    queue = Inbox(store, time.time, most_held=2)
    await queue.put(update(1))
    await queue.put(update(2))
    third = asyncio.create_task(queue.put(update(3)))
    await asyncio.sleep(0.05)
    assert not third.done()
    assert len(inbox.waiting(store)) == 2  # and Telegram still has the third
    queue.let_go(1)
    await third
    assert len(inbox.waiting(store)) == 3


async def processed(fake, store, updates, handle, stop=None):
    """Run updates through a real application; return when it has come to its end."""
    queue = Inbox(store, time.time)
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{fake.url}/bot").job_queue(None)
    processor = Processor(queue, stop or asyncio.Event())
    app: Application = builder.update_queue(queue).concurrent_updates(processor).build()
    app.add_handler(TypeHandler(Update, handle))
    async with app:
        await app.start()
        for one in updates:
            await queue.put(one)
        await until(lambda: asyncio.sleep(0, queue.empty()))
        await app.stop()


async def test_each_chat_is_in_order_while_many_chats_are_served_at_once(fake, store):
    chance, seen, now_busy, busiest = random.Random(1), {}, 0, 0

    async def handle(one, context):
        nonlocal now_busy, busiest
        now_busy += 1
        busiest = max(busiest, now_busy)
        await asyncio.sleep(chance.random() / 50)
        seen.setdefault(one.effective_chat.id, []).append(one.update_id)
        now_busy -= 1

    updates = [update(number, chat=number % 50 + 1) for number in range(500)]
    await processed(fake, store, updates, handle)
    assert len(seen) == 50
    assert all(numbers == sorted(numbers) and len(numbers) == 10 for numbers in seen.values())
    assert 8 < busiest <= AT_ONCE


async def test_one_flooder_does_not_keep_others_waiting(fake, store):
    served = []

    async def handle(one, context):
        await asyncio.sleep(0.01)
        served.append(one.effective_chat.id)

    await processed(fake, store, [update(n, chat=1) for n in range(100)] + [update(100, chat=2)], handle)
    assert served.index(2) < 5


async def test_stopping_ends_the_turns_under_way_and_leaves_the_rest_in_the_store(fake, store):
    stop, begun = asyncio.Event(), []

    async def handle(one, context):
        begun.append(one.update_id)
        stop.set()
        await asyncio.sleep(0.05)
        inbox.done(store, one.update_id, 1)

    await processed(fake, store, [update(n, chat=1) for n in range(20)], handle, stop)
    assert begun == [0]
    assert [row.update_id for row in inbox.waiting(store)] == list(range(1, 20))


async def test_what_a_dead_process_had_begun_is_replayed_first_and_alone(store):
    for number in (1, 2, 3, 4):
        inbox.receive(store, number, update(number, chat=number).to_json(), 1)
    for number in (2, 3):
        inbox.start_attempt(store, number)
    queue = Inbox(store, time.time)
    replay = asyncio.create_task(queue.replay(None))
    order = []
    for expected_together in ([2], [3], [1, 4]):
        await asyncio.sleep(0.05)
        together = [queue.get_nowait().update_id for _ in range(queue.qsize())]
        assert together == expected_together
        order += together
        for number in together:
            queue.let_go(number)
    await replay
    assert order == [2, 3, 1, 4]


async def test_what_nobody_has_begun_is_dropped_from_memory_only(store):
    queue = Inbox(store, time.time)
    await queue.put(update(1))
    queue.drop()
    assert queue.empty()
    assert [row.update_id for row in inbox.waiting(store)] == [1]
    await queue.put(update(1))
    assert queue.qsize() == 1
