import shutil

import pytest

from bot.config import ROOT
from bot.content.check import Avoid


@pytest.fixture(scope="session")
def avoid():
    return Avoid(ROOT / "responses" / "en" / "avoid.yml")


@pytest.fixture
def copy(tmp_path):
    """A copy of responses/ that a test may spoil; returns its root."""
    shutil.copytree(ROOT / "responses", tmp_path / "responses")
    return tmp_path
