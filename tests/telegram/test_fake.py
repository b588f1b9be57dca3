"""The fake refuses what Telegram refuses, so that a test which passes means something."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError

from tests.telegram.fake import TOKEN
from tests.telegram.fake.server import running
from tests.telegram.fake.spec import HERE, load, read, trim
from tests.telegram.fake.spec import Spec as ApiSpec

ROOT = Path(__file__).resolve().parents[2]
WHOLE = Path(os.environ.get("ALDER_BOT_API_SPEC") or ROOT.parent / "shared/reference/telegram-bot-api.json")


@pytest.fixture
async def bot(fake):
    async with Bot(TOKEN, base_url=f"{fake.url}/bot", base_file_url=f"{fake.url}/file/bot") as bot:
        yield bot


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"Choice {item[:9]}", callback_data=item)] for item in data])


@pytest.mark.skipif(not WHOLE.exists(), reason="the whole description of the Bot API is not beside this checkout")
def test_the_trimmed_description_agrees_with_the_published_one():
    assert read(HERE / "spec.json") == trim(read(WHOLE))


@pytest.mark.parametrize(
    ("method", "call", "fault"),
    [
        ("sendMessage", {"chat_id": "5", "text": "hello"}, None),
        ("sendMessage", {"chat_id": "5"}, "sendMessage needs text"),
        ("sendMessage", {"chat_id": "5", "text": "x", "buttons": "[]"}, "sendMessage has no field buttons"),
        ("sendMessage", {"chat_id": 5, "text": 7}, "sendMessage.text is no String"),
        ("deleteMessages", {"chat_id": "5", "message_ids": "[1, 2]"}, None),
        ("deleteMessages", {"chat_id": "5", "message_ids": '["a"]'}, "deleteMessages.message_ids[] is no Integer"),
        (
            "setMyCommands",
            {"commands": '[{"command": "help"}]'},
            "setMyCommands.commands[]:BotCommand needs description",
        ),
    ],
)
def test_every_call_is_held_against_the_published_fields(method, call, fault):
    assert load().read_call(method, call)[1] == ([fault] if fault else [])


async def test_a_call_outside_the_published_api_fails_the_test_that_made_it():
    async with running() as (server, url), Bot(TOKEN, base_url=f"{url}/bot") as bot:
        with pytest.raises(TelegramError, match="not found"):
            await bot.do_api_request("sendTelegram")
        assert server.world.mistakes == ["no method sendTelegram"]


def test_a_user_without_is_bot_would_be_noticed():
    spec: ApiSpec = load()
    assert spec.check({"id": 1, "first_name": "A"}, ["User"], "user") == ["user:User needs is_bot"]


async def test_what_a_person_does_is_what_ptb_reads(fake, bot):
    person = await fake.person(language="es")
    group = await fake.group()
    await person.says("/start now")
    await person.edits("/start later")
    await person.says("look at this", forwarded=True)
    await bot.send_message(person.chat, "Choose", reply_markup=keyboard("a", "b"))
    await person.taps("choice b")
    for kind in ("photo", "voice", "sticker", "contact", "location", "document", "video_note", "dice"):
        await person.sends(kind, caption="mine" if kind == "photo" else "")
    await person.does("blocks")
    await group.says("hello all")

    updates = await bot.get_updates()

    assert updates[0].message.text == "/start now"
    assert updates[0].message.from_user.language_code == "es"
    assert updates[1].edited_message.text == "/start later"
    assert updates[1].edited_message.message_id == updates[0].message.message_id
    assert updates[2].message.forward_origin.sender_user_name == "Someone"
    assert updates[3].callback_query.data == "b"
    assert updates[3].callback_query.message.text == "Choose"
    assert updates[4].message.caption == "mine"
    assert all(update.message.effective_attachment for update in updates[4:12])
    assert updates[12].my_chat_member.new_chat_member.status == "kicked"
    assert updates[13].message.chat.type == "group"


async def test_an_offset_forgets_and_nothing_else_does(fake, bot):
    person = await fake.person()
    for word in "abc":
        await person.says(word)
    first = await bot.get_updates(limit=2)
    again = await bot.get_updates(limit=2)
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in first] == ["a", "b"] == [update.message.text for update in again]
    assert [update.message.text for update in rest] == ["c"]


async def test_a_long_poll_waits_and_ends_with_the_first_update(fake, bot):
    person = await fake.person()
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert time.monotonic() - began >= 1
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await person.says("now")
    assert [update.message.text for update in await poll] == ["now"]


async def test_two_pollers_are_one_too_many(fake, bot):
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with Bot(TOKEN, base_url=f"{fake.url}/bot") as second:
        await second.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await first


@pytest.mark.parametrize(
    ("text", "how", "refusal"),
    [
        ("x" * 4096, {}, None),
        ("x" * 4097, {}, "too long"),
        (f"<b>{'x' * 4096}</b>", {"parse_mode": "HTML"}, None),
        (" ", {}, "text is empty"),
        ("<b>bold</b> &amp; <a href='https://a.example/?x=1&amp;y=2'>link</a>", {"parse_mode": "HTML"}, None),
        ("<b>bold", {"parse_mode": "HTML"}, "end tag"),
        ("<b>bold</i>", {"parse_mode": "HTML"}, "Unmatched"),
        ("1 < 2", {"parse_mode": "HTML"}, "parse entities"),
        ("<p>no</p>", {"parse_mode": "HTML"}, "Unsupported"),
        ("<a>no</a>", {"parse_mode": "HTML"}, "Unsupported"),
        ("<b onclick='x'>no</b>", {"parse_mode": "HTML"}, "Bad attributes"),
        ("*no*", {"parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ("x", {"reply_markup": keyboard("d" * 64)}, None),
        ("x", {"reply_markup": keyboard("é" * 33)}, "BUTTON_DATA_INVALID"),
    ],
)
async def test_a_message_is_refused_for_telegrams_reasons(fake, bot, text, how, refusal):
    person = await fake.person()
    if refusal:
        with pytest.raises(BadRequest, match=f"(?i){refusal}"):
            await bot.send_message(person.chat, text, **how)
        await person.stays_alone(0)
    else:
        await bot.send_message(person.chat, text, **how)
        assert await person.reply()


async def test_a_person_sees_text_links_and_buttons(fake, bot):
    person = await fake.person()
    html = "<b>Go</b> to <a href='https://a.example/?x=1&amp;y=2'>this page</a>"
    await bot.send_message(person.chat, html, parse_mode="HTML", reply_markup=keyboard("a"))
    reply = await person.reply()
    assert (reply.text, reply.links, reply.buttons) == (
        "Go to this page", ["https://a.example/?x=1&y=2"], ["Choice a"],
    )  # fmt: skip


async def test_a_document_arrives_with_name_and_size(fake, bot):
    person = await fake.person()
    await bot.send_document(
        person.chat, b"%PDF-1.7 pages", filename="notice.pdf", caption="<i>Yours</i>", parse_mode="HTML"
    )
    reply = await person.reply()
    assert (reply.document["name"], reply.document["size"], reply.text) == ("notice.pdf", 14, "Yours")


async def test_edits_and_deletions_are_refused_for_telegrams_reasons(fake, bot):
    person = await fake.person()
    sent = await bot.send_message(person.chat, "one", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("one", person.chat, sent.message_id, reply_markup=keyboard("a"))
    await bot.edit_message_text("two", person.chat, sent.message_id)
    await bot.edit_message_reply_markup(person.chat, sent.message_id, reply_markup=keyboard("b"))
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_text("three", person.chat, 999)
    assert await bot.delete_message(person.chat, sent.message_id)
    with pytest.raises(BadRequest, match="not found"):
        await bot.delete_message(person.chat, sent.message_id)
    assert await bot.delete_messages(person.chat, [sent.message_id, 998])
    reply = await person.reply()
    assert (reply.text, reply.buttons, reply.deleted) == ("two", ["Choice b"], True)


async def test_unknown_chats_blocked_bots_and_old_taps_are_refused(fake, bot):
    person = await fake.person()
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "who")
    await bot.answer_callback_query("77")
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query("77")
    await person.does("blocks")
    with pytest.raises(Forbidden):
        await bot.send_message(person.chat, "hello")


async def test_limits_are_kept_when_switched_on(fake, bot):
    person, group = await fake.person(), await fake.group()
    for _ in range(3):
        await bot.send_message(person.chat, "free")
    await fake.limits()
    await bot.send_message(person.chat, "first")
    with pytest.raises(RetryAfter):
        await bot.send_message(person.chat, "second at once")
    await bot.send_message(group.chat, "elsewhere")
    crowd = [(await fake.person()).chat for _ in range(40)]
    results = await asyncio.gather(*(bot.send_message(chat, "x") for chat in crowd), return_exceptions=True)
    assert sum(isinstance(result, RetryAfter) for result in results) == 40 - 28
    assert (await fake.stats())["limited"] == 13


async def test_edits_count_in_a_group_and_twenty_a_minute_are_all(fake, bot):
    group = await fake.group()
    sent = await bot.send_message(group.chat, "a card")
    await fake.limits()
    await bot.edit_message_text("a card, changed", group.chat, sent.message_id)
    with pytest.raises(RetryAfter):
        await bot.send_message(group.chat, "at once")


async def test_topics_exist_only_in_a_forum_and_go_with_all_that_is_in_them(fake, bot):
    group, forum = await fake.group(), await fake.group(forum=True)
    with pytest.raises(BadRequest, match="not a forum"):
        await bot.create_forum_topic(group.chat, "Case 1")
    topic = await bot.create_forum_topic(forum.chat, "Case 1")
    await bot.send_message(forum.chat, "inside", message_thread_id=topic.message_thread_id, protect_content=True)
    await forum.says("/say hello", thread=topic.message_thread_id, by=77)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(forum.chat, "elsewhere", message_thread_id=9999)
    said = (await bot.get_updates())[-1].message
    assert (said.message_thread_id, said.from_user.id) == (topic.message_thread_id, 77)
    assert said.reply_to_message.forum_topic_created.name == "Case 1"
    assert (await forum.reply()).protected
    assert await bot.delete_forum_topic(forum.chat, topic.message_thread_id)
    room = await forum.room()
    assert [message["deleted"] for message in room["messages"] if message["thread"]] == [True]


async def test_ordered_faults_happen_once_and_where_they_were_ordered(fake, bot):
    person, other = await fake.person(), await fake.person()
    await fake.fault("429", method="sendMessage", chat=person.chat, seconds=7)
    await fake.fault("502", method="sendMessage", chat=person.chat)
    await fake.fault("drop", method="sendMessage", chat=person.chat)
    await fake.fault("latency", method="sendMessage", chat=person.chat, seconds=0.3)
    await bot.send_message(other.chat, "fine")
    with pytest.raises(RetryAfter, match="0:00:07"):
        await bot.send_message(person.chat, "x")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(person.chat, "x")
    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(person.chat, "x")
    began = time.monotonic()
    await bot.send_message(person.chat, "slow")
    assert time.monotonic() - began >= 0.3
    assert (await person.reply()).text == "slow"


async def test_a_webhook_gets_its_secret_and_tries_again(fake, bot):
    person = await fake.person()
    seen, answers, complete = [], [500, 500, 200, 200], asyncio.Event()

    async def receive(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
        assert request.headers["Content-Type"] == "application/json"
        seen.append((await request.json())["message"]["text"])
        if len(seen) == len(answers):
            complete.set()
        return web.Response(status=answers[len(seen) - 1])

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        await bot.set_webhook(url, secret_token="s3cret", max_connections=1)
        with pytest.raises(Conflict):
            await bot.get_updates()
        await person.says("a")
        await person.says("b")
        async with asyncio.timeout(5):
            await complete.wait()
        assert seen == ["a", "a", "a", "b"]
        assert (await bot.get_webhook_info()).pending_update_count == 0
        await bot.delete_webhook()
        await person.says("c")
        assert [update.message.text for update in await bot.get_updates()] == ["c"]
    finally:
        await runner.cleanup()


async def test_kinds_the_bot_did_not_ask_for_stay_away(fake, bot):
    person = await fake.person()
    await bot.get_updates(allowed_updates=["message"])
    await person.says("a")
    await person.edits("b")
    assert [update.message.text for update in await bot.get_updates()] == ["a"]


async def test_it_runs_as_a_process_of_its_own():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram.fake",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        url = (await process.stdout.readline()).decode().strip()
        async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
            assert bot.username == "fake_bot"
    finally:
        process.terminate()
        await process.wait()
