"""Staff accounts and their console sessions."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from bot.errors import NotYours
from bot.store.connection import Store

HASHER = PasswordHasher()
ROLES = ("admin", "supervisor", "advocate", "lawyer")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff; `alias` is the name a person sees."""

    name: str
    alias: str
    role: str
    must_change: bool


def any_staff(store: Store) -> bool:
    """Tell whether there is an account at all."""
    return store.row("select 1 from staff limit 1") is not None


def add(store: Store, name: str, alias: str, role: str, now: int) -> str:
    """Add an account and return its one-time password, shown once and to be changed at the first sign-in."""
    password = secrets.token_urlsafe(12)
    with store.transaction() as db:
        db.table("staff").insert(
            {"name": name, "alias": alias, "role": role, "password": HASHER.hash(password), "created": now}
        )
    return password


def reset(store: Store, name: str) -> str:
    """Give an account a new one-time password and end its sessions; raise NotYours when there is none."""
    password = secrets.token_urlsafe(12)
    with store.transaction() as db:
        if not db.execute(
            "update staff set password = ?, must_change = 1 where name = ?", [HASHER.hash(password), name]
        ).rowcount:
            raise NotYours(f"no account named {name}")
        db.execute("delete from sessions where staff = ?", [name])
    return password


async def check_password(store: Store, name: str, password: str) -> Member | None:
    """Return the member when name and password fit and the account is not disabled; takes equal time if not."""
    row = store.row("select * from staff where name = ? and disabled = 0", [name])
    # argon2 is slow on purpose: in a thread, so that nobody else waits for it.
    fits = await asyncio.to_thread(_fits, row["password"] if row else _NOBODY, password)
    return _member(row) if row and fits else None


async def set_password(store: Store, name: str, password: str) -> None:
    """Keep a new password, end the account's other sessions and lift the duty to change it."""
    hashed = await asyncio.to_thread(HASHER.hash, password)
    with store.transaction() as db:
        db.execute("update staff set password = ?, must_change = 0 where name = ?", [hashed, name])
        db.execute("delete from sessions where staff = ?", [name])


def start_session(store: Store, name: str, now: int) -> str:
    """Return a new session's token; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    with store.transaction() as db:
        db.table("sessions").insert({"token": _hash(token), "staff": name, "created": now, "seen": now})
    return token


def member_of_session(
    store: Store, token: str, now: int, idle_limit: int, limit: int, *, use: bool = True
) -> Member | None:
    """Return who a session belongs to; None once idle or too old (seconds). `use` notes that it was used."""
    row = store.row(
        "select staff.*, sessions.seen last_seen from sessions join staff on staff.name = sessions.staff "
        "where token = ? and sessions.seen > ? and sessions.created > ? and disabled = 0",
        [_hash(token), now - idle_limit, now - limit],
    )
    if row is None:
        return None
    if use and row["last_seen"] < now - 30:  # one write a half minute is enough to measure idleness
        with store.transaction() as db:
            db.execute("update sessions set seen = ? where token = ?", [now, _hash(token)])
    return _member(row)


def end_session(store: Store, token: str) -> None:
    """End a session."""
    with store.transaction() as db:
        db.execute("delete from sessions where token = ?", [_hash(token)])


def _fits(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except VerificationError:
        return False


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _member(row: dict[str, Any]) -> Member:
    return Member(row["name"], row["alias"], row["role"], bool(row["must_change"]))


_NOBODY = HASHER.hash(secrets.token_urlsafe(12))
