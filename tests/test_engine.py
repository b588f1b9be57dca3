"""One event, one transaction: what a person sees, what staff see, and what stays behind."""

from __future__ import annotations

import base64
import json

import pytest

from bot.chat import Chat
from bot.config import Config
from bot.dialogue.state import State
from bot.engine import Engine
from bot.handoff import checkins, desk
from bot.store import cases, clocks, messages, notes, outbox, persons, shifts, staff
from bot.understanding.screen import Screen
from bot.understanding.understand import Understanding
from tests.conftest import NOW
from tests.store.test_store import files_hold

STORY = "my ex posted my nudes on instagram and says he will send them to my boss unless i pay him 500 by friday"


@pytest.fixture(scope="session")
def screen(content):
    return Screen.load(content.platforms.values())


@pytest.fixture
def engine(store, content, screen):
    config = Config(_env_file=None, telegram_token="12345:" + "x" * 30, staff_group=-100123)
    return Engine(store, Understanding(screen, None), content, config, clock=lambda: NOW)


@pytest.fixture
def chat(engine):
    return Chat(engine, "test", "4477001122")


@pytest.fixture
def ann(store):
    staff.add(store, "ann", "Ann", "advocate", NOW)
    return staff.Member("ann", "Ann", "advocate", must_change=False)


def texts(rows) -> list[str]:
    return [row.body["plain"] for row in rows if row.kind == "say"]


async def test_from_a_cry_for_help_to_an_advocates_words(engine, chat, ann, store, content):
    await chat.send("text", text=STORY)
    replies = texts(chat.take())
    case = desk.queue_of(store, ann)[0]
    assert (case.level, case.queue, case.status) == ("urgent", "human", "waiting")
    assert cases.summary(store, case)["who"] == "ex"
    assert any("trained person" in reply for reply in replies)

    assert desk.claim(store, content, case, ann, NOW)
    case = desk.case_for(store, case.id, ann)
    assert desk.write(store, content, case, ann, "I am here. <b>You</b> did nothing wrong.", NOW)
    arrived = texts(chat.take())
    assert arrived[-1].endswith("Ann: I am here. <b>You</b> did nothing wrong.")

    await chat.send("text", text="thank you, he wrote again")
    assert texts(chat.take()) == []
    assert [message.text for message in desk.conversation(store, case)][-1] == "thank you, he wrote again"

    assert desk.close(store, content, case, ann, "safety_plan", NOW)
    assert desk.queue_of(store, ann) == []


async def test_staff_read_what_came_before_only_with_consent(engine, chat, ann, store):
    await chat.send("text", text="hello")
    await chat.send("text", text=STORY)
    case = desk.queue_of(store, ann)[0]
    assert STORY not in [message.text for message in desk.conversation(store, case)]
    await chat.send("tap", data="share:yes")
    case = desk.case_for(store, case.id, ann)
    assert STORY in [message.text for message in desk.conversation(store, case)]


async def test_erase_takes_everything_and_still_says_goodbye(engine, chat, store, tmp_path):
    await chat.send("text", text=STORY)
    chat.take()
    await chat.send("command", text="/erase")
    chat.take()
    await chat.send("tap", data=chat.key_of("yes, erase"))
    assert len(texts(chat.take())) == 1
    assert persons.find(store, "test", "4477001122") is None
    assert store.rows("select * from messages") == []
    assert [row["outcome"] for row in store.rows("select outcome from cases")] == ["erased"]
    assert files_hold(tmp_path, "4477001122", "instagram", "boss") == []


async def test_hide_takes_both_sides_messages_out_of_the_chat(engine, chat, store):
    written = await chat.send("text", text="hello")
    for row in outbox.due(store, "test", NOW * 1000):
        outbox.sent(store, row.id, 901, NOW)
    await chat.send("command", text="/hide")
    deleted = [row.body["message_ids"] for row in chat.take() if row.kind == "delete"]
    assert written in deleted[0]
    assert 901 in deleted[0]


async def test_export_holds_what_was_said(engine, chat):
    await chat.send("text", text=STORY)
    await chat.send("command", text="/export")
    document = next(row for row in chat.take() if row.kind == "document")
    held = json.loads(base64.b64decode(document.body["base64"]))
    assert STORY in [message["text"] for message in held["messages"]]
    assert held["notes"]["facts"]["who"] == "ex"
    assert held["cases"][0]["level"] == "urgent"


async def test_the_copy_to_read_tells_all_of_it_in_words_and_goes_with_the_other_but_not_what_staff_note(
    engine, chat, ann, store
):
    await chat.send("text", text=f"i am 24 and in california. {STORY}")
    case = desk.queue_of(store, ann)[0]
    notes.add(store, case, "ann", "marker-staff-note", NOW)
    steps = ("!age:adult", "!plan", "!plan:done:1", "/log", "snapchat", "!kind:threat", "skip", "@marker-account",
             "skip", "skip", "!checkin", "!day:1", "!hour:09:00", "/export")  # fmt: skip
    for step in steps:
        kind = "command" if step.startswith("/") else "tap" if step.startswith("!") else "text"
        await chat.send(kind, text=step.lstrip("!"), data=step.lstrip("!"))
    rows = chat.take()
    files = {row.body["name"]: base64.b64decode(row.body["base64"]).decode() for row in rows if row.kind == "document"}
    assert list(files) == ["notes.json", "notes.txt"]
    assert "not in them" in texts(rows)[-1]
    shown = (
        "private picture on a social network or app", "an ex", "Instagram", "500", "California", "✓ 1. ",
        "@marker-account", "Type: threat", f"Case {case.id} – Urgent, waiting for a person", STORY, "[read as: ",
        "Mon 24 Nov 2025, 08:00 (UTC-8)", "Tue 25 Nov 2025, 09:00 (UTC-8)",
    )  # fmt: skip
    assert [words for words in shown if words not in files["notes.txt"]] == []
    assert "marker-staff-note" not in "".join(files.values())


async def test_a_plan_is_kept_with_the_person_and_erase_takes_it(chat, store):
    await chat.send("text", text=STORY)
    for key in ("plan", "age:adult", "plan:done:1"):
        await chat.send("tap", data=key)
    assert State.model_validate_json(persons.find(store, "test", "4477001122").state).plan.done == ("pause",)
    await chat.send("command", text="/erase")
    await chat.send("tap", data="erase:yes")
    chat.take()
    assert store.rows("select * from persons") == []
    await chat.send("tap", data="plan:done:1")
    assert State.model_validate_json(persons.find(store, "test", "4477001122").state).plan is None


async def test_a_fault_of_ours_is_answered_and_tells_no_log_what_was_written(store, content, capfd):
    class Broken(Understanding):
        async def read(self, text):
            raise RuntimeError(text)

    engine = Engine(store, Broken(None, None), content, Config(_env_file=None), clock=lambda: NOW)
    chat = Chat(engine, "test", "1")
    await chat.send("text", text="marker-words-okapi")
    assert len(texts(chat.take())) == 1
    assert "okapi" not in "".join(capfd.readouterr())


async def test_a_person_who_withdraws_leaves_the_queue(engine, chat, ann, store):
    await chat.send("text", text="i want to talk to a real person please")
    case = desk.queue_of(store, ann)[0]
    await chat.send("tap", data="handoff:withdraw")
    assert desk.queue_of(store, ann) == []
    assert cases.find(store, case.id).outcome == "withdrawn"


async def test_only_the_one_who_claimed_can_write_or_close(engine, chat, ann, store, content):
    bob = staff.Member("bob", "Bob", "advocate", must_change=False)
    await chat.send("text", text=STORY)
    case = desk.queue_of(store, ann)[0]
    assert not desk.write(store, content, case, ann, "too early", NOW)
    assert desk.claim(store, content, case, ann, NOW)
    assert not desk.claim(store, content, case, bob, NOW)
    case = desk.case_for(store, case.id, bob)
    chat.take()
    assert not desk.write(store, content, case, bob, "not mine", NOW)
    assert not desk.close(store, content, case, bob, "other", NOW)
    assert not desk.hand_back(store, content, case, bob, NOW)
    assert chat.take() == []
    assert desk.hand_back(store, content, case, ann, NOW)
    assert desk.queue_of(store, bob)[0].status == "waiting"


async def test_what_is_not_read_yet_is_kept_in_the_persons_order(engine, chat, store):
    for number in range(3):
        await chat.send("text", text=f"message {number}")
    person = persons.find(store, "test", "4477001122")
    written = [message.text for message in messages.of_person(store, person.ref) if message.author == "person"]
    assert written == ["message 0", "message 1", "message 2"]


async def test_out_of_hours_the_truth_is_told_and_the_case_waits(store, content, screen, ann):
    shifts.add(store, "ann", 1, "09:00", "17:00", "UTC")
    sunday = NOW - NOW % 86400 - ((NOW // 86400 + 4) % 7) * 86400
    engine = Engine(store, Understanding(screen, None), content, Config(_env_file=None), clock=lambda: sunday)
    chat = Chat(engine, "test", "1")
    await chat.send("text", text=STORY)
    replies = texts(chat.take())
    assert any("about 33 hours" in reply and "https://" in reply for reply in replies)
    assert not any("We aim for" in reply for reply in replies)
    assert desk.queue_of(store, ann)[0].level == "urgent"
    engine.clock = lambda: sunday + 34 * 3600
    await chat.send("command", text="/human")
    assert any("You're already in line" in reply for reply in texts(chat.take()))


async def test_who_comes_back_in_distress_within_a_day_rises_and_keeps_their_case(engine, chat, ann, store):
    await chat.send("text", text="i want to talk to a real person please")
    first = desk.queue_of(store, ann)[0]
    engine.clock = lambda: NOW + 2 * 3600
    await chat.send("text", text="i feel so ashamed and scared, i can't cope")
    again = desk.queue_of(store, ann)
    assert [(case.id, case.level) for case in again] == [(first.id, "urgent")]
    assert "contact.again" in again[0].reasons
    assert again[0].since == NOW


async def test_a_checkin_that_staff_offer_is_set_only_when_the_person_says_yes(engine, chat, ann, store, content):
    await chat.send("text", text="i want to talk to a real person please")
    case = desk.queue_of(store, ann)[0]
    assert desk.claim(store, content, case, ann, NOW)
    due = NOW + 3600
    assert checkins.offer(store, content, case, ann, due, NOW)
    assert "and no is fine with us" in texts(chat.take())[-1]
    assert cases.summary(store, case)["checkins"] == []
    assert clocks.due(store, due) == []

    await chat.send("tap", data=chat.key_of("Yes, you may"))
    assert cases.summary(store, case)["checkins"] == [due]
    (clock,) = clocks.due(store, due)
    assert [event.event for event in cases.events(store, case.id)][-2:] == ["checkin_offer", "checkin_yes"]
    chat.take()
    engine.clock = lambda: due
    engine.ring(clock)
    assert texts(chat.take())[0].startswith("Hello. You asked me")
    assert cases.summary(store, case)["checkins"] == []


async def test_the_language_is_in_the_summary_also_when_it_shows_after_the_handoff(engine, chat, ann, store):
    await chat.send("text", text="i want to talk to a real person please")
    case = desk.queue_of(store, ann)[0]
    assert cases.summary(store, case)["language"] == "en"
    await chat.send("text", text="mi novio publicó todas mis fotos y no sé qué puedo hacer ahora")
    assert cases.summary(store, case)["language"] == "es"
