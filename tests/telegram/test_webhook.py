"""The webhook: Telegram's updates and nobody else's, 200 only for what is in the store."""

import json
import socket

import aiohttp
import pytest

from bot.telegram.webhook import MAX_BODY, SECRET
from tests.telegram.waiting import until

WORD = "a-long-random-word"


@pytest.fixture
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


async def test_a_message_is_answered_by_webhook(fake, run, address):
    person = await fake.person()
    async with run(webhook_url=f"http://{address}/in", webhook_listen=address, webhook_secret=WORD):
        await person.says("hello")
        assert await person.replies()
        stats = await fake.stats()
        assert stats["webhook"]["secret_token"] == WORD
        assert stats["counts"].get("getUpdates", 0) == 0


async def test_strangers_are_refused_and_large_bodies_too(fake, run, address):
    person = await fake.person()
    update = {"update_id": 5, "message": {"message_id": 1, "date": 1, "text": "hello", "chat": {}}}
    update["message"]["chat"] = {"id": person.chat, "type": "private"}
    async with run(webhook_url=f"http://{address}/in", webhook_listen=address, webhook_secret=WORD):
        await person.says("hello")
        await person.replies()  # it listens

        async def post(body: bytes, secret: str | None = WORD, path: str = "in") -> int:
            headers = {"Content-Type": "application/json"} | ({SECRET: secret} if secret else {})
            async with (
                aiohttp.ClientSession() as session,
                session.post(f"http://{address}/{path}", data=body, headers=headers) as answer,
            ):
                return answer.status

        good = json.dumps(update).encode()
        assert await post(good, secret=None) == 403
        assert await post(good, secret="a-wrong-word-é") == 403
        assert await post(good, path="elsewhere") == 404
        assert await post(b" " * (MAX_BODY + 1)) == 413
        assert await post(b"no json") == 400
        await person.stays_alone()
        assert await post(good) == 200
        assert await person.replies()
        assert await post(good) == 200  # delivered twice, answered once
        await person.stays_alone()


async def test_what_cannot_be_stored_is_delivered_again(fake, run, address):
    person = await fake.person()
    async with run(webhook_url=f"http://{address}/in", webhook_listen=address, webhook_secret=WORD) as alder:
        await person.says("hello")
        await person.replies()
        full = alder.store.db.execute("pragma page_count").fetchone()[0]
        alder.store.db.execute(f"pragma max_page_count = {full}")
        for _ in range(20):
            await person.says("hello " * 500)
        await until(lambda: was_refused(fake))
        alder.store.db.execute("pragma max_page_count = 1000000")
        await person.replies(20, within=20)


async def was_refused(fake):
    return 503 in (await fake.stats())["pushes"]


async def was_pushed(fake):
    return (await fake.stats())["pushes"]


async def test_an_update_that_cannot_be_parsed_is_taken_once(fake, run, address):
    async with run(webhook_url=f"http://{address}/in", webhook_listen=address, webhook_secret=WORD) as alder:
        odd = await fake.control("raw", update={"message": {"message_id": 1, "date": "soon", "chat": {}}})
        await until(lambda: was_pushed(fake))
        assert (await fake.stats())["pushes"] == [200]
        row = next(alder.store.db.query("select * from inbox where update_id = ?", [odd["update_id"]]))
        assert row["fault"].startswith("unparsable")
