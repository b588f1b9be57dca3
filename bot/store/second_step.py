"""The second step of a sign-in: a code from the phone, and recovery codes that work once each."""

from __future__ import annotations

import secrets
from hashlib import sha256
from hmac import compare_digest

import pyotp

from bot.store.connection import Store

PERIOD, SLACK = 30, 1  # seconds a code stands; periods a clock may be off
CODES = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that read like another


def pending_key(store: Store, name: str) -> str:
    """Return the key that waits to be confirmed, made when there is none."""
    row = store.row("select totp_next from staff where name = ?", [name])
    if row and row["totp_next"]:
        return _open(store, name, row["totp_next"])
    key = pyotp.random_base32()
    with store.transaction() as db:
        db.execute("update staff set totp_next = ? where name = ?", [_seal(store, name, key), name])
    return key


def address_of(name: str, key: str) -> str:
    """Return the otpauth address that a QR code shows to the phone."""
    return pyotp.TOTP(key).provisioning_uri(name=name, issuer_name="Alder")


def confirm(store: Store, name: str, code: str, now: int) -> tuple[str, ...] | None:
    """Put the pending key into force when the code fits it; return new recovery codes, shown this once."""
    step = _step_of(pending_key(store, name), code, now)
    if step is None:
        return None
    codes = tuple(_recovery_code() for _ in range(CODES))
    with store.transaction() as db:
        db.execute("update staff set totp = totp_next, totp_next = null, totp_step = ? where name = ?", [step, name])
        db.execute("delete from recovery_codes where staff = ?", [name])
        db.table("recovery_codes").insert_all({"code": _hash(name, code), "staff": name} for code in codes)
    return codes


def passes(store: Store, name: str, code: str, now: int) -> str | None:
    """Return how a code opened the door, `code` or `recovery`; None when it did not. No code works twice."""
    with store.transaction() as db:
        row = store.row("select totp, totp_step from staff where name = ?", [name])
        if row is None or row["totp"] is None:
            return None
        step = _step_of(_open(store, name, row["totp"]), code, now)
        if step is not None and step > (row["totp_step"] or 0):
            db.execute("update staff set totp_step = ? where name = ?", [step, name])
            return "code"
        used = db.execute("delete from recovery_codes where code = ? and staff = ?", [_hash(name, code), name])
        return "recovery" if used.rowcount else None


def codes_left(store: Store, name: str) -> int:
    """Return how many recovery codes an account still has."""
    row = store.row("select count(*) n from recovery_codes where staff = ?", [name])
    return int(row["n"]) if row else 0


def forget(store: Store, name: str) -> None:
    """Take the phone and the recovery codes of an account out of force: it sets up a new phone next."""
    with store.transaction() as db:
        db.execute("update staff set totp = null, totp_next = null, totp_step = null where name = ?", [name])
        db.execute("delete from recovery_codes where staff = ?", [name])


def _step_of(key: str, code: str, now: int) -> int | None:
    """Return the period whose code this is."""
    typed, maker = "".join(code.split()), pyotp.TOTP(key)
    steps = range(now // PERIOD - SLACK, now // PERIOD + SLACK + 1)
    return next((step for step in steps if compare_digest(maker.generate_otp(step).encode(), typed.encode())), None)


def _recovery_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2))


def _hash(name: str, code: str) -> str:
    # 49 random bits behind a throttled door: a slow hash would add nothing.
    return sha256(f"{name}|{code.strip().lower()}".encode()).hexdigest()


def _seal(store: Store, name: str, key: str) -> bytes:
    return store.key.wrap.seal(key.encode(), f"totp {name}")


def _open(store: Store, name: str, sealed: bytes) -> str:
    return store.key.wrap.open(sealed, f"totp {name}").decode()
