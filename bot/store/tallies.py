"""Counts that outlive a person: what kind of case, how many a month, and nothing that leads back to anyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.store.connection import Store


def keep(store: Store, opened: int, summary: Mapping[str, Any]) -> None:
    """Add a case that is about to be erased to the counts of the month it was opened in; in a transaction."""
    for kind, value in kinds(summary):
        store.db.execute(
            "insert into tallies (month, kind, value, n) values (?, ?, ?, 1) "
            "on conflict (month, kind, value) do update set n = n + 1",
            [month_of(opened), kind, value],
        )


def kinds(summary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is counted of a case: its kinds of abuse, the country, the age band."""
    yield from (("abuse", name) for name in summary.get("abuse", ()))
    yield "place", (summary.get("place") or "unknown").partition("-")[0]
    yield "band", summary.get("band") or "unknown"


def since(store: Store, opened: int) -> dict[str, dict[str, int]]:
    """Return the counts of erased cases by kind and value, for whole months from the one of `opened` on."""
    found: dict[str, dict[str, int]] = {}
    rows = store.rows(
        "select kind, value, sum(n) n from tallies where month >= ? group by kind, value", [month_of(opened)]
    )
    for row in rows:
        found.setdefault(row["kind"], {})[row["value"]] = row["n"]
    return found


def month_of(seconds: int) -> str:
    """Return the month of a moment, such as 2026-03."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m}"
