"""The base of everything read from responses/."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; an unknown or missing field is a fault, so a typing slip cannot hide a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")
