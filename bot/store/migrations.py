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


@migrations(name="0002_queue")
def queue(db: Database) -> None:
    """Clocks of cases, shifts and who is on duty; older cases wait since they were opened, so that none is skipped."""
    clocks = {
        "since": int, "ranked": int, "heard": int, "acted": int, "answered": int, "alerted": int, "alerted_at": int,
        "warned": int, "level_by": str, "twin_of": str,
    }  # fmt: skip
    for name, kind in clocks.items():
        db.table("cases").add_column(name, kind, not_null_default=0 if name in ("ranked", "heard", "alerted") else None)
    db.execute(
        "update cases set since = case when status != 'closed' then opened end, ranked = opened, heard = changed, "
        "acted = case when status = 'claimed' then changed end, "
        "answered = (select min(at) from case_events where case_id = cases.id and event = 'write')"
    )
    db.execute("create index idx_cases_answered on cases (answered) where answered is not null")
    db.table("shifts").create(
        {"id": int, "staff": str, "weekday": int, "starts": str, "ends": str, "zone": str, "on_holidays": int},
        pk="id", not_null={"staff", "weekday", "starts", "ends", "zone", "on_holidays"},
        foreign_keys=[("staff", "staff", "name")],
    )  # fmt: skip
    db.table("duty").create(
        {"staff": str, "present": int, "until": int, "at": int},
        pk="staff", not_null={"present", "until", "at"}, foreign_keys=[("staff", "staff", "name")],
    )  # fmt: skip


@migrations(name="0003_console")
def console(db: Database) -> None:
    """The second step of a sign-in, the audit log, notes, reviews, exposure, and counts that outlive a person."""
    db.table("staff").add_column("totp_next", bytes)  # a key shown as a QR code and not yet confirmed
    db.table("staff").add_column("totp_step", int)  # the last code used, so that none works twice
    db.table("sessions").add_column("passed", int, not_null_default=1)
    db.table("recovery_codes").create({"code": str, "staff": str}, pk="code", foreign_keys=[("staff", "staff", "name")])
    db.table("audit").create(
        {"id": int, "at": int, "by": str, "action": str, "subject": str, "detail": str, "hash": str},
        pk="id", not_null={"at", "by", "action", "hash"},
    )  # fmt: skip
    for change in ("update", "delete"):
        db.execute(
            f"create trigger audit_stands_{change} before {change} on audit "
            "begin select raise(abort, 'the audit log is only added to'); end"
        )
    db.table("notes").create(
        {"id": int, "case_id": str, "person": str, "by": str, "body": bytes, "at": int},
        pk="id", not_null={"case_id", "person", "by", "body", "at"},
        foreign_keys=[("case_id", "cases", "id"), ("person", "persons", "ref")],
    )  # fmt: skip
    db.table("notes").create_index(["case_id"])
    db.table("notes").create_index(["person"])
    db.table("reviews").create(
        {"id": int, "case_id": str, "person": str, "by": str, "kind": str, "state": str, "body": bytes, "at": int},
        pk="id", not_null={"case_id", "person", "kind", "state", "at"},
        foreign_keys=[("case_id", "cases", "id"), ("person", "persons", "ref")],
    )  # fmt: skip
    db.table("reviews").create_index(["person"])
    db.table("exposure").create(
        {"staff": str, "day": int, "seconds": int, "run": int, "last": int},
        pk=("staff", "day"), not_null={"seconds", "run", "last"}, foreign_keys=[("staff", "staff", "name")],
    )  # fmt: skip
    db.table("tallies").create(
        {"month": str, "kind": str, "value": str, "n": int}, pk=("month", "kind", "value"), not_null={"n"}
    )


@migrations(name="0004_staff_group")
def staff_group(db: Database) -> None:
    """Telegram accounts of staff by keyed hash, what the staff group shows of cases, and words on hold in it."""
    db.table("staff_links").create(
        {"account": str, "staff": str, "at": int},
        pk="account", not_null={"staff", "at"}, foreign_keys=[("staff", "staff", "name")],
    )  # fmt: skip
    db.table("staff_links").create_index(["staff"], unique=True)
    db.table("link_codes").create(
        {"staff": str, "code": str, "until": int},
        pk="staff", not_null={"code", "until"}, foreign_keys=[("staff", "staff", "name")],
    )  # fmt: skip
    db.table("group_messages").create({"id": int, "shown": str}, pk="id", not_null={"shown"})
    db.table("group_cards").create(
        {"case_id": str, "message_id": int, "words": str, "ring": str, "who": str},
        pk="case_id", not_null={"who"}, defaults={"who": ""}, foreign_keys=[("case_id", "cases", "id")],
    )  # fmt: skip
    db.table("group_cards").create_index(["message_id"])
    db.table("group_topics").create(
        {"case_id": str, "thread": int, "card": int, "told": int},
        pk="case_id", not_null={"thread", "told"}, foreign_keys=[("case_id", "cases", "id")],
    )  # fmt: skip
    db.table("group_words").create(
        {"id": int, "case_id": str, "person": str, "by": str, "body": bytes, "preview": int, "due": int},
        pk="id", not_null={"case_id", "person", "by", "body"},
        foreign_keys=[("case_id", "cases", "id"), ("person", "persons", "ref")],
    )  # fmt: skip
    db.table("group_words").create_index(["person"])
    db.execute("delete from outbox where person is null")  # alerts of old; the group is told anew of all that waits


@migrations(name="0005_documents")
def documents(db: Database) -> None:
    """Clocks: when the bot comes back to somebody who asked for it."""
    db.table("clocks").create(
        {"person": str, "number": int, "due": int},
        pk=("person", "number"), not_null={"due"}, foreign_keys=[("person", "persons", "ref")],
    )  # fmt: skip
    db.table("clocks").create_index(["due"])
