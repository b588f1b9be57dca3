"""Which Telegram account belongs to which member of staff; the account is known by a keyed hash alone."""

from __future__ import annotations

import secrets

from bot.store import audit, staff
from bot.store.connection import ALPHABET, Store
from bot.store.staff import Member

CODE_LENGTH = 10
CODE_SECONDS = 600


def new_code(store: Store, name: str, now: int) -> str:
    """Return a fresh code for a member, to be shown once: it works once, for ten minutes, and ends an older one."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    with store.transaction() as db:
        row = {"staff": name, "code": _code(store, code), "until": now + CODE_SECONDS}
        db.table("link_codes").upsert(row, pk="staff")
    return code


def link(store: Store, code: str, account: str, now: int) -> Member | None:
    """Link a Telegram account to the member a code was shown to, ending older links of both; None for a wrong code."""
    with store.transaction() as db:
        row = store.row(
            "select staff.* from link_codes join staff on staff.name = link_codes.staff "
            "where code = ? and until > ? and disabled = 0",
            [_code(store, code), now],
        )
        if row is None:
            return None
        db.execute("delete from link_codes where staff = ?", [row["name"]])
        db.execute("delete from staff_links where staff = ? or account = ?", [row["name"], _account(store, account)])
        db.table("staff_links").insert({"account": _account(store, account), "staff": row["name"], "at": now})
        audit.note(store, row["name"], "telegram_link", row["name"], now)
    return staff.member_of(row, passed=True)


def member_of(store: Store, account: str) -> Member | None:
    """Return the member a Telegram account is linked to; None for strangers and disabled members."""
    return _linked(store, "account", _account(store, account))


def member_named(store: Store, name: str) -> Member | None:
    """Return a linked member by name; None when they are disabled or not linked any more."""
    return _linked(store, "staff", name)


def linked_at(store: Store, name: str) -> int | None:
    """Return since when a member's Telegram account is linked; None when none is."""
    row = store.row("select at from staff_links where staff = ?", [name])
    return int(row["at"]) if row else None


def unlink(store: Store, name: str, by: str, now: int) -> bool:
    """End a member's link, and a code not used yet; False when there was neither."""
    with store.transaction() as db:
        links = db.execute("delete from staff_links where staff = ?", [name]).rowcount
        codes = db.execute("delete from link_codes where staff = ?", [name]).rowcount
        if links:
            audit.note(store, by, "telegram_unlink", name, now)
    return bool(links or codes)


def _linked(store: Store, column: str, value: str) -> Member | None:
    row = store.row(
        "select staff.* from staff_links join staff on staff.name = staff_links.staff "
        f"where staff_links.{column} = ? and disabled = 0",
        [value],
    )
    return staff.member_of(row, passed=True) if row else None


def _account(store: Store, account: str) -> str:
    return store.key.blind(f"staff account {account}")


def _code(store: Store, code: str) -> str:
    return store.key.blind(f"link code {code.upper()}")
