"""The shape of the database, one numbered step after the other; a released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("alder")


@migrations(name="0001_first_tables")
def first_tables(db: Database) -> None:
    """Persons and their sealed words, the durable inbox and outbox, cases and staff."""
    db.table("meta").create({"name": str, "value": bytes}, pk="name")
    db.table("persons").create(
        {
            "ref": str, "channel": str, "chat_index": str, "key": bytes, "chat": bytes, "state": bytes,
            "created": int, "seen": int, "blocked": int,
        },
        pk="ref", not_null={"channel", "chat_index", "key", "chat", "created", "seen", "blocked"},
        defaults={"blocked": 0},
    )  # fmt: skip
    db.table("persons").create_index(["chat_index"], unique=True)
    db.table("persons").create_index(["seen"])
    db.table("inbox").create(
        {"update_id": int, "body": bytes, "received": int, "attempts": int, "done": int, "fault": str},
        pk="update_id", not_null={"received", "attempts"}, defaults={"attempts": 0},
    )  # fmt: skip
    db.execute("create index idx_inbox_waiting on inbox (update_id) where done is null")
    db.table("cases").create(
        {
            "id": str, "person": str, "queue": str, "level": str, "status": str, "advocate": str,
            "reasons": str, "summary": bytes, "share": int, "outcome": str,
            "opened": int, "changed": int, "closed": int,
        },
        pk="id", not_null={"queue", "level", "status", "reasons", "share", "opened", "changed"},
        defaults={"share": 0}, foreign_keys=[("person", "persons", "ref")],
    )  # fmt: skip
    db.table("cases").create_index(["status", "queue"])
    db.table("cases").create_index(["person"])
    db.table("case_events").create(
        {"id": int, "case_id": str, "event": str, "by": str, "at": int, "detail": str},
        pk="id", not_null={"case_id", "event", "at"}, foreign_keys=[("case_id", "cases", "id")],
    )  # fmt: skip
    db.table("case_events").create_index(["case_id"])
    db.table("messages").create(
        {"id": int, "person": str, "case_id": str, "author": str, "by": str, "body": bytes, "at": int},
        pk="id", not_null={"person", "author", "body", "at"}, foreign_keys=[("person", "persons", "ref")],
    )  # fmt: skip
    db.table("messages").create_index(["person", "id"])
    db.table("messages").create_index(["case_id", "id"])
    db.table("outbox").create(
        {
            "id": int, "person": str, "channel": str, "kind": str, "body": bytes, "priority": int, "place": int,
            "due_ms": int, "attempts": int, "state": str, "message_id": int, "at": int, "fault": str,
        },
        pk="id", not_null={"channel", "kind", "priority", "place", "due_ms", "attempts", "state", "at"},
        defaults={"attempts": 0, "state": "waiting"}, foreign_keys=[("person", "persons", "ref")],
    )  # fmt: skip
    db.execute("create index idx_outbox_waiting on outbox (channel, person, id) where state = 'waiting'")
    db.table("outbox").create_index(["person", "at"])
    db.table("staff").create(
        {
            "name": str, "alias": str, "role": str, "password": str, "must_change": int, "totp": bytes,
            "disabled": int, "created": int,
        },
        pk="name", not_null={"alias", "role", "password", "must_change", "disabled", "created"},
        defaults={"must_change": 1, "disabled": 0},
    )  # fmt: skip
    db.table("sessions").create(
        {"token": str, "staff": str, "created": int, "seen": int},
        pk="token", not_null={"staff", "created", "seen"}, foreign_keys=[("staff", "staff", "name")],
    )  # fmt: skip
