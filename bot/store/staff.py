"""Staff accounts: names, roles, passwords; their sessions are in sessions.py, their phones in second_step.py."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from typing import Any, Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from bot.errors import NotYours
from bot.store import second_step
from bot.store.connection import Store

HASHER = PasswordHasher()
ROLES = ("admin", "supervisor", "advocate", "lawyer")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")

SecondStep = Literal["done", "due", "missing"]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff; `alias` is the name a person sees, `second_step` how far their sign-in has come."""

    name: str
    alias: str
    role: str
    must_change: bool
    second_step: SecondStep = "done"


@dataclass(frozen=True, slots=True)
class Account:
    """One account as whoever looks after accounts sees it."""

    name: str
    alias: str
    role: str
    must_change: bool
    has_phone: bool
    disabled: bool
    created: int


def any_staff(store: Store) -> bool:
    """Tell whether there is an account at all."""
    return store.row("select 1 from staff limit 1") is not None


def accounts(store: Store) -> list[Account]:
    """Return every account, by name."""
    rows = store.rows(
        "select name, alias, role, must_change, totp is not null has_phone, disabled, created from staff order by name"
    )
    flags = ("must_change", "has_phone", "disabled")
    return [Account(**{**row, **{flag: bool(row[flag]) for flag in flags}}) for row in rows]


def find(store: Store, name: str) -> Account:
    """Return one account; raise NotYours when there is none."""
    found = next((account for account in accounts(store) if account.name == name), None)
    if found is None:
        raise NotYours(f"no account named {name}")
    return found


def add(store: Store, name: str, alias: str, role: str, now: int) -> str:
    """Add an account and return its one-time password, shown once and to be changed at the first sign-in."""
    password = secrets.token_urlsafe(12)
    with store.transaction() as db:
        db.table("staff").insert(
            {"name": name, "alias": alias, "role": role, "password": HASHER.hash(password), "created": now}
        )
    return password


def reset(store: Store, name: str) -> str:
    """Give an account a new one-time password, forget its phone and end its sessions; raise NotYours for none."""
    password = secrets.token_urlsafe(12)
    with store.transaction() as db:
        if not db.execute(
            "update staff set password = ?, must_change = 1 where name = ?", [HASHER.hash(password), name]
        ).rowcount:
            raise NotYours(f"no account named {name}")
        second_step.forget(store, name)
        db.execute("delete from sessions where staff = ?", [name])
    return password


def change(store: Store, name: str, *, alias: str, role: str, disabled: bool) -> bool:
    """Change an account and end its sessions; False when that would leave nobody who looks after accounts."""
    with store.transaction() as db:
        others = store.row("select 1 from staff where role = 'admin' and disabled = 0 and name != ?", [name])
        if others is None and (role != "admin" or disabled):
            return False
        db.execute(
            "update staff set alias = ?, role = ?, disabled = ? where name = ?", [alias, role, int(disabled), name]
        )
        db.execute("delete from sessions where staff = ?", [name])
    return True


async def check_password(store: Store, name: str, password: str) -> Member | None:
    """Return the member when name and password fit and the account is not disabled; takes equal time if not."""
    row = store.row("select * from staff where name = ? and disabled = 0", [name])
    # argon2 is slow on purpose: in a thread, so that nobody else waits for it.
    fits = await asyncio.to_thread(_fits, row["password"] if row else _NOBODY, password)
    return member_of(row, passed=False) if row and fits else None


async def set_password(store: Store, name: str, password: str) -> None:
    """Keep a new password, end the account's other sessions and lift the duty to change it."""
    hashed = await asyncio.to_thread(HASHER.hash, password)
    with store.transaction() as db:
        db.execute("update staff set password = ?, must_change = 0 where name = ?", [hashed, name])
        db.execute("delete from sessions where staff = ?", [name])


def member_of(row: dict[str, Any], *, passed: bool) -> Member:
    """Return the member of a row of staff; `passed` when this sign-in has gone through the second step."""
    step: SecondStep = "missing" if row["totp"] is None else "done" if passed else "due"
    return Member(row["name"], row["alias"], row["role"], bool(row["must_change"]), step)


def _fits(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except VerificationError:
        return False


_NOBODY = HASHER.hash(secrets.token_urlsafe(12))
