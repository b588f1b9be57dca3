"""docker-compose.yml says what SECURITY.md promises; without an engine this is as far as it can be checked."""

from __future__ import annotations

import pytest
import yaml

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_there_are_the_three_services(compose):
    assert set(compose["services"]) == {"nlu", "bot", "console"}


@pytest.mark.parametrize("name", ["nlu", "bot", "console"])
def test_each_service_is_healthy_restarted_and_not_root(compose, name):
    service = compose["services"][name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"
    assert int(service["user"].split(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert (ROOT / service["build"]["dockerfile"]).exists()


def test_the_nlu_has_no_way_out_and_sees_no_token_or_data(compose):
    nlu = compose["services"]["nlu"]
    assert nlu["networks"] == ["inside"]
    assert compose["networks"]["inside"]["internal"] is True
    assert set(nlu["environment"]) == {"ALDER_NLU_TOKEN"}
    assert "volumes" not in nlu
    assert "ports" not in nlu


def test_data_and_key_lie_in_named_volumes(compose):
    for name in ("bot", "console"):
        mounts = dict(mount.split(":") for mount in compose["services"][name]["volumes"])
        assert set(mounts) == {"data", "keys"} <= set(compose["volumes"])
        assert compose["services"][name]["environment"]["ALDER_DATABASE"].startswith(mounts["data"])
        assert compose["services"][name]["environment"]["ALDER_MASTER_KEY_FILE"].startswith(mounts["keys"])


def test_the_console_is_published_on_this_machine_only(compose):
    assert compose["services"]["console"]["ports"] == ["127.0.0.1:8080:8080"]


@pytest.mark.parametrize("file", ["Dockerfile", "nlu/Dockerfile"])
def test_images_end_as_a_user_and_copy_only_what_is_there(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] != "root"
    for line in lines:
        if line.startswith("COPY "):
            assert all((ROOT / source).exists() for source in line.split()[1:-1]), line
