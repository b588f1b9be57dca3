"""One connection: pragmas, key check, migrations and transactions."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.errors import StoreError
from bot.store.migrations import migrations
from bot.store.sealing import MasterKey, load_master_key

CHECK = "key check"


class Store:
    """An open database with its master key; every function of this room takes one."""

    def __init__(self, db: Database, key: MasterKey) -> None:
        self.db, self.key = db, key

    @classmethod
    def open(cls, path: Path, key_file: Path) -> Store:
        """Open or create the database at `path`; raise StoreError when the key file does not fit it."""
        fresh = not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        key = load_master_key(key_file, create=fresh)
        try:
            store = cls(connect(path), key)
            migrations.apply(store.db)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the database {path.name} cannot be opened: {error}") from None
        path.chmod(0o600)
        store._check_key()
        return store

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """One write transaction: all of it is on disk at the end, or none; nests as a savepoint."""
        if self.db.conn.in_transaction:
            with self.db.atomic():
                yield self.db
            return
        # IMMEDIATE: a read first and a write later would fail at once beside a second process.
        self.db.conn.execute("begin immediate")
        try:
            yield self.db
        except BaseException:
            self.db.conn.rollback()
            raise
        self.db.conn.commit()

    def rows(self, sql: str, values: list[Any] | dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return all rows of one select; for the functions of this room only."""
        return list(self.db.query(sql, values or []))

    def row(self, sql: str, values: list[Any] | dict[str, Any] | None = None) -> dict[str, Any] | None:
        """Return the first row of one select, or None; for the functions of this room only."""
        return next(iter(self.db.query(sql, values or [])), None)

    def forget_pages(self) -> None:
        """Write the log back and empty it, so that erased bytes are in no file."""
        self.db.execute("pragma wal_checkpoint(truncate)").fetchall()

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def _check_key(self) -> None:
        row = self.row("select value from meta where name = ?", [CHECK])
        if row is None:
            self.db.table("meta").insert({"name": CHECK, "value": self.key.wrap.seal(b"alder", CHECK)})
            return
        self.key.wrap.open(row["value"], CHECK)


def connect(path: Path) -> Database:
    """Open a connection with the pragmas that every promise of this room rests on."""
    conn = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    for pragma in (
        "journal_mode = wal",
        "synchronous = full",  # an accepted message survives a power cut
        "secure_delete = on",  # erased rows are overwritten, not only unlinked
        "foreign_keys = on",
    ):
        conn.execute(f"pragma {pragma}")
    return Database(conn)


_last = 0


def new_id() -> int:
    """Return an id that is new in every process and grows with time."""
    global _last
    _last = max(_last + 1, (time.time_ns() // 1_000_000) << 20 | secrets.randbits(20))
    return _last


ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # no letters that read like digits


def new_case_number() -> str:
    """Return a short random case number that tells nothing of how many there are."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))
