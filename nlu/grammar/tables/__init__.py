"""The grammar's word tables, read once each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

# The base loader keeps every scalar a string: "no", "off" and "15" are words here.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def table(name: str) -> Any:
    """Return the table `name`; callers must not change it."""
    with Path(__file__).with_name(f"{name}.yml").open(encoding="utf-8") as lines:
        return yaml.load(lines, LOADER)
