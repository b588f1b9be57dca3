"""The whole room over HTTP: what a person writes is answered, whatever Telegram does."""

import asyncio
import json
import time

import pytest

from bot.config import Config
from bot.errors import ConfigError
from bot.store import inbox
from bot.telegram.application import COMMANDS, serve_until
from tests.telegram.fake import TOKEN
from tests.telegram.waiting import until

STOPPED_WITHIN = 10  # seconds, as docker allows; the library alone may sleep for 30
WORDS = "zebra-lighthouse-42"


async def test_a_message_is_answered_by_polling(fake, run):
    person = await fake.person()
    async with run():
        await person.says("/start")
        welcome = await person.replies()
        assert any(reply.buttons for reply in welcome)
        await person.taps(next(reply.buttons[0] for reply in welcome if reply.buttons))
        assert await person.replies()
        await until(lambda: fake.count("answerCallbackQuery"))
        stats = await fake.stats()
    assert [command["command"] for command in stats["settings"]["setMyCommands"]["commands"]] == list(COMMANDS)
    assert stats["answered"] == 1
    assert stats["counts"].get("getFile", 0) == 0


async def test_nothing_but_text_is_ever_fetched_and_words_under_a_photo_are_read(fake, run):
    person = await fake.person()
    async with run() as alder:
        for kind in ("photo", "video", "voice", "document", "contact", "location", "sticker", "dice"):
            await person.sends(kind)
            assert await person.replies()
        await person.sends("photo", caption="I want to kill myself")
        await until(lambda: state_is(alder, "emergency"))
        await until(lambda: photo_is_gone(person))
        counts = (await fake.stats())["counts"]
    assert counts.get("getFile", 0) == counts.get("download", 0) == 0


async def state_is(alder, level):
    return bool(list(alder.store.db.query("select 1 from cases where level = ?", [level])))


async def photo_is_gone(person):
    room = await person.room()
    mine = [message for message in room["messages"] if message["message_id"] == person.last_message]
    return mine[0]["deleted"]


async def test_an_update_that_cannot_be_parsed_is_set_aside_and_blocks_nobody(fake, run):
    before, after = await fake.person(), await fake.person()
    await before.says("hello")
    odd = await fake.control("raw", update={"message": {"message_id": 1, "date": "soon", "chat": {}}})
    await after.says("hello")
    async with run() as alder:
        assert await before.replies()
        assert await after.replies()
        row = next(alder.store.db.query("select * from inbox where update_id = ?", [odd["update_id"]]))
        await fake.control("raw", update={"message": {"message_id": 1, "date": "soon", "chat": {}}})
        await until(lambda: nothing_pends(fake))  # the offset moved past it, though nothing came after it
        assert (await fake.stats())["counts"]["getUpdates"] < 10
    assert row["done"]
    assert row["fault"].startswith("unparsable")
    assert row["body"] is None


async def nothing_pends(fake):
    return (await fake.stats())["pending"] == 0


async def test_a_full_disk_delays_and_loses_nothing(fake, run):
    person, other = await fake.person(), await fake.person()
    async with run() as alder:
        await person.says("hello")
        await person.replies()
        full = alder.store.db.execute("pragma page_count").fetchone()[0]
        alder.store.db.execute(f"pragma max_page_count = {full}")
        polls = await fake.count("getUpdates")
        for _ in range(20):
            await other.says("hello " * 500)
        await until(lambda: polled_beyond(fake, polls + 1))
        alder.store.db.execute("pragma max_page_count = 1000000")
        await other.replies(20, within=20)


async def polled_beyond(fake, count):
    return await fake.count("getUpdates") > count


async def test_groups_are_left_without_a_word_but_not_the_staff_group(fake, run):
    stranger, staff = await fake.group(), await fake.group(chat=-4004)
    channel = await fake.group()
    async with run(staff_group=-4004):
        await stranger.does("adds")
        await staff.does("adds")
        await staff.says("is it working?")
        await channel.says("somebody wrote before we saw that we were added")
        await until(lambda: has_left(stranger))
        await until(lambda: has_left(channel))
        assert not (await staff.room())["left"]
        assert await fake.count("sendMessage") == 0


async def has_left(group):
    return (await group.room())["left"]


async def test_what_was_received_and_not_answered_is_answered_by_the_next_process(fake, run):
    person = await fake.person()
    message = {"message_id": 5, "date": 1, "text": "hello", "chat": {"id": person.chat, "type": "private"}}
    sender = {"id": person.chat, "is_bot": False, "first_name": "P"}
    async with run() as alder:
        alder.stop.set()
        await alder.task
        for number in (31, 32):
            update = {"update_id": number, "message": message | {"from": sender}}
            inbox.receive(alder.store, number, json.dumps(update), 1)
        for _ in range(3):  # three processes died of the first
            inbox.start_attempt(alder.store, 31)
    async with run() as alder:
        assert await person.replies()
        rows = {row["update_id"]: row["fault"] for row in alder.store.db.query("select * from inbox")}
    assert rows == {31: "too many attempts", 32: None}


async def test_it_waits_for_telegram_at_start_and_stops_at_once_when_told(fake, run):
    person = await fake.person()
    await fake.fault("502", method="getMe")
    await fake.fault("drop", method="deleteWebhook")
    await person.says("hello")
    async with run() as alder:
        assert await person.replies(within=10)
        await fake.fault("502", method="getUpdates", times=1000)
        await person.says("hello")
        began = time.monotonic()
        alder.stop.set()
        await alder.task
    assert time.monotonic() - began < STOPPED_WITHIN
    await fake.fault("502", method="getMe", times=1000)
    began = time.monotonic()
    async with run():
        await asyncio.sleep(0.1)
    assert time.monotonic() - began < STOPPED_WITHIN


async def test_a_refused_token_is_a_fault_of_the_settings_and_is_not_quoted(fake, run, content):
    await fake.fault("401", method="getMe")
    with pytest.raises(ConfigError, match="ALDER_TELEGRAM_TOKEN") as told:
        async with run() as alder:
            await alder.task
    assert TOKEN not in str(told.value)


async def test_no_word_and_no_chat_id_is_logged(fake, run, capfd):
    person = await fake.person()
    await fake.fault("500", method="sendMessage")
    await fake.fault("400", method="sendMessage", skip=1)
    async with run() as alder:
        await person.says(WORDS)
        await until(lambda: polled_beyond(fake, 1))
        await person.does("raw", update={"message": {"text": WORDS, "date": "soon"}})
        await person.says(WORDS)
        await person.replies(within=10)
        with pytest.raises(ConfigError):
            await serve_until(asyncio.Event(), alder.engine, Config(_env_file=None))
    logged = "".join(capfd.readouterr())
    assert "row_delayed" in logged
    assert "update_unparsable" in logged
    assert WORDS not in logged
    assert str(person.chat) not in logged
    assert TOKEN.split(":")[1] not in logged
