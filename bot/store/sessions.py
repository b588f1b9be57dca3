"""Console sessions: a token in the browser, its hash here, and an end when nobody uses it."""

from __future__ import annotations

import secrets
from hashlib import sha256

from bot.store.connection import Store
from bot.store.staff import Member, member_of

IDLE_LIMIT, LIMIT = 30 * 60, 12 * 3600  # seconds
HALF_LIMIT = 10 * 60  # seconds to take the second step


def start(store: Store, name: str, now: int, *, passed: bool = True) -> str:
    """Return a new session's token, of which only the hash is kept; `passed` after the second step."""
    token = secrets.token_urlsafe(32)
    with store.transaction() as db:
        db.table("sessions").insert(
            {"token": _hash(token), "staff": name, "created": now, "seen": now, "passed": int(passed)}
        )
    return token


def member(store: Store, token: str, now: int, *, use: bool = True) -> Member | None:
    """Return who a session belongs to; None once it is idle or too old. `use` notes that it was used."""
    row = store.row(
        "select staff.*, sessions.seen last_seen, passed from sessions join staff on staff.name = sessions.staff "
        "where token = ? and sessions.seen > ? and sessions.created > case when passed then ? else ? end "
        "and disabled = 0",
        [_hash(token), now - IDLE_LIMIT, now - LIMIT, now - HALF_LIMIT],
    )
    if row is None:
        return None
    if use and row["last_seen"] < now - 30:  # one write a half minute is enough to measure idleness
        with store.transaction() as db:
            db.execute("update sessions set seen = ? where token = ?", [now, _hash(token)])
    return member_of(row, passed=bool(row["passed"]))


def end(store: Store, token: str) -> None:
    """End a session."""
    with store.transaction() as db:
        db.execute("delete from sessions where token = ?", [_hash(token)])


def prune(store: Store, now: int) -> None:
    """Forget sessions that are over."""
    with store.transaction() as db:
        db.execute("delete from sessions where seen <= ? or created <= ?", [now - IDLE_LIMIT, now - LIMIT])


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
