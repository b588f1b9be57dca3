"""Only fields on the allow-list reach a log."""

from __future__ import annotations

from bot.logs import keep_allowed


def test_words_names_and_chats_are_dropped():
    fields = {"event": "turn_failed", "fault": "KeyError", "text": "words", "chat": 1, "name": "x", "update": {}}
    assert keep_allowed(None, "info", fields) == {"event": "turn_failed", "fault": "KeyError"}
