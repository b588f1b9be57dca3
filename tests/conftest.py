"""What many tests need: a real store in a folder of its own, the real content, a clock that stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content, load
from bot.store import Store

ROOT = Path(__file__).resolve().parent.parent
NOW = 1_764_000_000


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def content() -> Content:
    return load(ROOT)
