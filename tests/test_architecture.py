"""The arrows of the house: who may import whom, and where SQL, Telegram and words may stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAY_IMPORT = {  # room → rooms of bot/ that it may import, besides itself
    "content": {"config", "errors"},
    "triage": {"errors"},
    "understanding": {"errors", "config", "content"},
    "store": {"errors", "triage"},
    "documents": {"content"},
    "dialogue": {"errors", "content", "documents", "triage", "understanding"},
    "handoff": {"config", "content", "dialogue", "documents", "errors", "replies", "store", "triage"},
    "telegram": {"config", "content", "dialogue", "engine", "errors", "handoff", "store", "triage"},
    "console": {"config", "content", "errors", "handoff", "store", "triage", "understanding"},
}
PURE = {"dialogue", "triage"}
IMPURE = {
    "asyncio",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "time",
    "httpx",
    "telegram",
    "sqlite_utils",
}


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules(room: str) -> list[Path]:
    return sorted((ROOT / "bot" / room).rglob("*.py"))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_it_may(room):
    assert modules(room)
    for path in modules(room):
        rooms = {name.split(".")[1] for name in imports(path) if name.startswith("bot.")}
        assert rooms <= MAY_IMPORT[room] | {room}, path.name


@pytest.mark.parametrize("room", sorted(PURE))
def test_pure_rooms_do_no_input_or_output(room):
    for path in modules(room):
        assert not {name.split(".")[0] for name in imports(path)} & IMPURE, path.name


def test_only_the_telegram_room_imports_telegram():
    users = {
        path.relative_to(ROOT / "bot").parts[0]
        for path in (ROOT / "bot").rglob("*.py")
        if any(name.split(".")[0] == "telegram" for name in imports(path))
    }
    assert users == {"telegram"}


def test_sql_stands_in_the_store_alone():
    sql = re.compile(r"(?i)[\"'](select|insert into|update|delete from|create table) ")
    users = {
        path.relative_to(ROOT / "bot").parts[0]
        for path in (ROOT / "bot").rglob("*.py")
        if sql.search(path.read_text(encoding="utf-8"))
    }
    assert users == {"store"}
