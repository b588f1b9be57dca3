"""All that is held of a person, as one JSON value and in words: for /export."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.content import Content
from bot.documents.papers import File
from bot.handoff import held
from bot.store import Store, cases, messages, persons


def files(store: Store, content: Content, person: str, now: int) -> tuple[File, File]:
    """Return the copy a person gets: for a computer, and to read; what staff note for each other is in neither."""
    copy = export(store, person)
    machine = json.dumps(copy, ensure_ascii=False, indent=1).encode()
    return File("notes.json", machine), File("notes.txt", held.text(content, copy, now).encode())


def export(store: Store, person: str) -> dict[str, Any]:
    """Return everything held of a person: notes of the conversation, every message, the cases' history."""
    state = persons.state_of(store, person)
    return {
        "notes": json.loads(state) if state else {},
        "messages": [
            {"at": _time(message.at), "from": message.author, "text": message.text, "read_as": list(message.labels)}
            for message in messages.of_person(store, person)
        ],
        "cases": [
            {
                "number": case.id, "level": case.level, "status": case.status, "opened": _time(case.opened),
                "history": [
                    {"at": _time(event.at), "what": event.event} for event in cases.events(store, case.id)
                ],
            }
            for case in cases.all_of(store, person)
        ],
    }  # fmt: skip


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
