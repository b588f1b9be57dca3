"""Who was staff before the second step existed comes in by password and is asked for a phone at once."""

from bot.store import audit, sessions, staff
from bot.store.connection import Store, connect
from bot.store.migrations import migrations
from bot.store.sealing import load_master_key
from tests.conftest import NOW


def test_older_accounts_and_sessions_stay_and_must_add_a_phone(tmp_path):
    db = connect(tmp_path / "alder.db")
    migrations.apply(db, stop_before="0003_console")
    db.table("staff").insert({"name": "ann", "alias": "Ann", "role": "advocate", "password": "x", "created": NOW})
    db.execute("update staff set must_change = 0")
    db.table("sessions").insert({"token": sessions._hash("token"), "staff": "ann", "created": NOW, "seen": NOW})
    migrations.apply(db)
    store = Store(db, load_master_key(tmp_path / "key", create=True))
    assert sessions.member(store, "token", NOW + 1) == staff.Member("ann", "Ann", "advocate", False, "missing")
    assert audit.verify(store).lines == 0
