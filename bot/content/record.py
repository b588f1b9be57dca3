"""The base of everything read from responses/."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is there: ten times as fast


class Record(BaseModel):
    """A frozen record; an unknown or missing field is a fault, so a typing slip cannot hide a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_yaml(text: str) -> Any:
    """Return what a YAML text holds; only plain values, never objects."""
    return yaml.load(text, Loader=LOADER)
