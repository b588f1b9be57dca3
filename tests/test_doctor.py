"""The doctor says what is in order, and for what is not, what to do."""

from __future__ import annotations

import time

from bot import doctor, parts
from bot.config import Config
from bot.store import heart, staff
from bot.understanding.server import free_port


def config(tmp_path, **settings) -> Config:
    listen = f"127.0.0.1:{free_port()}"
    return Config(_env_file=None, database=tmp_path / "alder.db", console_listen=listen, **settings)


def test_a_fresh_machine_is_in_order_once_the_nlu_answers(nlu, tmp_path, capsys):
    assert doctor.report(config(tmp_path, nlu_url=nlu.url, nlu_token=nlu.token)) == 0
    assert "FAULT" not in capsys.readouterr().out


def test_each_fault_says_what_to_do(tmp_path, capsys):
    settings = config(tmp_path, nlu_url="http://127.0.0.1:9", nlu_timeout=0.3)
    store = parts.open_store(settings)
    store.close()
    settings.key_file.chmod(0o644)
    assert doctor.report(settings) == 1
    said = capsys.readouterr().out
    assert "chmod 600" in said
    assert "ALDER_NLU_URL" in said
    assert "staff add" in said


def test_a_lost_key_stops_with_its_reason(tmp_path, capsys):
    settings = config(tmp_path, nlu_url="http://127.0.0.1:9", nlu_timeout=0.3)
    parts.open_store(settings).close()
    settings.key_file.unlink()
    assert doctor.report(settings) == 1
    assert "restore the file" in capsys.readouterr().out


def test_alive_means_a_beat_not_long_ago(tmp_path, capsys):
    settings = config(tmp_path)
    assert doctor.alive(settings) == 1
    store = parts.open_store(settings)
    staff.add(store, "ann", "Ann", "admin", 0)
    heart.beat(store, int(time.time()) - 600)
    assert doctor.alive(settings) == 1
    heart.beat(store, int(time.time()))
    assert doctor.alive(settings) == 0
    store.close()
