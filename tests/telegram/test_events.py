"""What a person did, told without Telegram."""

import pytest
from telegram import Update

from bot.dialogue.events import Incoming
from bot.telegram.events import events
from tests.telegram.fake.attachments import KINDS

CHAT = {"id": 7, "type": "private"}
WHO = {"id": 7, "is_bot": False, "first_name": "P", "language_code": "es"}
BOT = {"id": 9, "is_bot": True, "first_name": "B"}
BASE = {"message_id": 3, "date": 1, "chat": CHAT, "from": WHO}


def happened(**update):
    return events(Update.de_json({"update_id": 11} | update, None))


def said(kind, **fields):
    usual = {"channel": "telegram", "chat": "7", "message_id": 3, "update_id": 11, "language": "es"}
    return Incoming(kind=kind, **usual | fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "hello"}, [said("text", text="hello")]),
        ({"text": "/start now"}, [said("command", text="/start now")]),
        ({"text": "/start@a_bot"}, [said("command", text="/start@a_bot")]),
        ({"text": "/ or not"}, [said("text", text="/ or not")]),
        ({"text": "half \ud83d a pair"}, [said("text", text="half ? a pair")]),
        ({"group_chat_created": True}, []),
    ],
)
def test_words_and_commands(fields, expected):
    assert list(happened(message=BASE | fields)) == expected


def test_a_forwarded_command_is_somebody_elses_words():
    origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1}
    assert happened(message=BASE | {"text": "/erase", "forward_origin": origin}) == (said("text", text="/erase"),)


@pytest.mark.parametrize("kind", KINDS)
def test_media_is_named_and_never_fetched(kind):
    assert happened(message=BASE | KINDS[kind]) == (said("media", media=kind),)


def test_words_under_a_photo_are_a_second_event_and_the_last_marks_the_update_done():
    both = happened(message=BASE | KINDS["photo"] | {"caption": "help"})
    assert both == (said("media", media="photo", update_id=None), said("text", text="help"))


def test_an_edit_is_read_again():
    assert happened(edited_message=BASE | {"text": "worse"}) == (said("edit", text="worse"),)
    assert happened(edited_message=BASE | KINDS["photo"] | {"caption": "worse"}) == (said("edit", text="worse"),)
    assert happened(edited_message=BASE | KINDS["photo"]) == ()


def test_a_tap_carries_its_data():
    query = {"id": "1", "from": WHO, "chat_instance": "1", "data": "safe:yes", "message": BASE | {"from": BOT}}
    assert happened(callback_query=query) == (said("tap", data="safe:yes"),)
    gone = {"chat": CHAT, "message_id": 3, "date": 0}
    assert happened(callback_query=query | {"message": gone}) == (said("tap", data="safe:yes"),)
    assert happened(callback_query={"id": "1", "from": WHO, "chat_instance": "1", "data": "x"}) == ()


def test_a_person_who_leaves_is_told_from_one_who_returns():
    def change(status):
        banned = {"until_date": 0} if status == "kicked" else {}
        new = {"status": status, "user": BOT} | banned
        old = {"status": "member", "user": BOT}
        return {"chat": CHAT, "from": WHO, "date": 1, "old_chat_member": old, "new_chat_member": new}

    assert happened(my_chat_member=change("kicked")) == (said("left", message_id=None, language=""),)
    assert happened(my_chat_member=change("member")) == ()
