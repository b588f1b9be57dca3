"""A wrong setting stops the start, and every fault is named at once without showing a secret."""

from __future__ import annotations

import pytest

from bot.config import Config, read_config
from bot.errors import ConfigError


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_nothing_set_is_a_good_setting(in_folder):
    config = read_config()
    assert config.telegram_token is None
    assert not config.staff_relay
    assert config.key_file.name == "master.key"
    assert config.console_address == "http://127.0.0.1:8080"


def test_every_fault_is_named_at_once(in_folder):
    in_folder.setenv("ALDER_TELEGRAM_TOKEN", "not-a-token-4711")
    in_folder.setenv("ALDER_STAFF_GROUP", "our group")
    in_folder.setenv("ALDER_CONSOLE_LISTEN", "8080")
    in_folder.setenv("ALDER_WEBHOOK_LISTEN", "here")
    with pytest.raises(ConfigError) as error:
        read_config()
    text = str(error.value)
    for name in ("TELEGRAM_TOKEN", "STAFF_GROUP", "CONSOLE_LISTEN", "WEBHOOK_LISTEN"):
        assert f"ALDER_{name}" in text
    assert "4711" not in text


def test_a_webhook_needs_its_secret(in_folder):
    in_folder.setenv("ALDER_WEBHOOK_URL", "https://bot.example.org/hook")
    with pytest.raises(ConfigError, match="ALDER_WEBHOOK_SECRET"):
        read_config()


def test_the_relay_needs_its_group(in_folder):
    in_folder.setenv("ALDER_STAFF_RELAY", "true")
    with pytest.raises(ConfigError, match="ALDER_STAFF_GROUP"):
        read_config()
    in_folder.setenv("ALDER_STAFF_GROUP", "-1001234567890")
    assert read_config().staff_relay


def test_empty_settings_count_as_unset(in_folder):
    in_folder.setenv("ALDER_STAFF_GROUP", "")
    assert read_config().staff_group is None


def test_the_example_file_names_only_real_settings(in_folder):
    from tests.conftest import ROOT

    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    names = {line.removeprefix("# ").split("=")[0] for line in lines if line.startswith("# ALDER_")}
    assert names == {f"ALDER_{name.upper()}" for name in Config.model_fields}


def test_secrets_do_not_show_in_a_printed_config(in_folder):
    in_folder.setenv("ALDER_TELEGRAM_TOKEN", "4711:" + "s" * 30)
    assert "sss" not in repr(read_config())
