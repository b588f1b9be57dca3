"""Notices, the log and check-ins through the whole engine: what is sent, what stays, what survives a restart."""

from __future__ import annotations

import base64
import io
import json
from hashlib import sha256

import pytest
from pypdf import PdfReader

from bot import parts
from bot.chat import Chat
from bot.config import Config
from bot.engine import Engine
from bot.handoff.brief import brief_file
from bot.handoff.export import export
from bot.store import Store, cases, clocks, messages, persons
from bot.understanding.screen import Screen
from bot.understanding.understand import Understanding
from tests.conftest import NOW
from tests.store.test_store import files_hold

NAME, MAIL = "Marker-Jane-Quagga", "marker-zebra@example.org"
DAY = 24 * 3600


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def engine(store, content, clock):
    return new_engine(store, content, clock)


def new_engine(store, content, clock) -> Engine:
    screen = Screen.load(content.platforms.values())
    return Engine(store, Understanding(screen, None), content, Config(_env_file=None), clock=clock)


@pytest.fixture
def chat(engine):
    return Chat(engine, "test", "4477001122")


async def plays(chat: Chat, *steps: str) -> None:
    for step in steps:
        if step.startswith("/"):
            await chat.send("command", text=step)
        elif step.startswith("!"):
            await chat.send("tap", data=step[1:])
        else:
            await chat.send("text", text=step)


def documents(rows) -> dict[str, bytes]:
    return {row.body["name"]: base64.b64decode(row.body["base64"]) for row in rows if row.kind == "document"}


def texts(rows) -> str:
    return "\n".join(row.body["plain"] for row in rows if row.kind == "say")


NOTICE = ("I am 24 and in California, it is on instagram", "!age:adult", "!place:US-CA",
          "!notice:us_take_it_down_act", "https://instagram.com/p/markerlink", "skip", NAME, MAIL)  # fmt: skip


async def test_a_notice_goes_out_as_text_and_pdf_and_what_was_typed_is_nowhere_after(engine, chat, store, tmp_path):
    await plays(chat, *NOTICE, f"my name should be {NAME} Roe", f"change the e-mail to {MAIL}", "give it to me")
    rows = chat.take()
    assert f"/s/ {NAME} Roe" in texts(rows)
    shown = PdfReader(io.BytesIO(documents(rows)["text.pdf"])).pages[0].extract_text()
    assert NAME in shown
    person = persons.find(store, "test", "4477001122")
    held = json.dumps(export(store, person.ref))
    assert [word for word in (NAME, MAIL, "markerlink") if word in held] == []
    assert "(typed for a notice, not kept)" in held
    assert [message.text for message in messages.of_person(store, person.ref) if NAME in message.text] == []
    assert files_hold(tmp_path, NAME, MAIL) == []


async def test_a_clock_survives_a_restart_and_rings_once_even_with_two_processes(chat, store, content, clock, tmp_path):
    await plays(chat, *NOTICE, "!preview:keep", "!clock:yes")
    chat.take()
    again = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
    clock.now += 2 * DAY
    late, other = new_engine(again, content, clock), new_engine(store, content, clock)
    due = clocks.due(again, clock.now)
    assert len(due) == 1
    for engine in (late, other, late):
        engine.ring(due[0])
    rows = Chat(late, "test", "4477001122").take()
    assert texts(rows).count("You asked me to look in") == 1
    again.close()


async def test_a_fault_while_ringing_is_no_endless_bell(chat, store, engine, clock):
    await plays(chat, "!checkin", "!day:1", "!hour:09:00")
    person = persons.find(store, "test", "4477001122")
    with store.transaction():
        persons.save_state(store, person.ref, "no state at all")
    clock.now += 40 * DAY
    for due in clocks.due(store, clock.now):
        engine.ring(due)
    assert clocks.due(store, clock.now) == []


async def test_the_log_is_sent_with_the_hash_of_its_very_bytes_and_is_part_of_the_export(engine, chat, store):
    await plays(chat, "/log", "snapchat", "!kind:threat", "skip", "@badguy", "skip", "skip", "send more", "!log:send")
    rows = chat.take()
    files = documents(rows)
    assert set(files) == {"notes.pdf", "notes.csv"}
    for data in files.values():
        assert sha256(data).hexdigest() in texts(rows)
    order = [row.kind for row in rows][-3:]
    assert order == ["document", "document", "say"]
    held = export(store, persons.find(store, "test", "4477001122").ref)
    assert held["notes"]["log"][0]["account"] == "@badguy"


async def test_erase_takes_log_and_clocks_for_good(chat, store, tmp_path):
    await plays(chat, "/log", "snapchat", "skip", "skip", "marker-account", "skip", "skip", "skip",
                "!checkin", "!day:1", "!hour:09:00", "/erase", "!erase:yes")  # fmt: skip
    chat.take()
    assert store.rows("select * from clocks") == []
    assert persons.find(store, "test", "4477001122") is None
    assert files_hold(tmp_path, "marker-account") == []


async def test_a_lawyer_gets_the_brief_of_a_case_and_the_log_only_with_consent(engine, chat, store, content):
    await plays(chat, "/log", "snapchat", "skip", "skip", "@badguy", "skip", "skip", "skip",
                "my ex shared my nudes on instagram, i want a lawyer", "!lawyer")  # fmt: skip
    person = persons.find(store, "test", "4477001122")
    case = cases.open_of(store, person.ref)
    without = PdfReader(io.BytesIO(brief_file(store, content, case, NOW).data)).pages[0].extract_text()
    assert case.id in without
    assert "@badguy" not in without
    await plays(chat, "!share:yes")
    case = cases.open_of(store, person.ref)
    assert "@badguy" in PdfReader(io.BytesIO(brief_file(store, content, case, NOW).data)).pages[0].extract_text()
    persons.erase(store, person.ref, NOW)
    assert brief_file(store, content, cases.find(store, case.id), NOW) is None


async def test_the_loop_rings_what_ran_out_while_nobody_was_there(chat, engine, clock):
    await plays(chat, *NOTICE, "!preview:send", "!clock:forget")
    chat.take()
    clock.now += 2 * DAY
    assert parts.ring_due(engine) == 1
    assert "You asked me to look in" in texts(chat.take())
    assert parts.ring_due(engine) == 0
