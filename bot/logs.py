"""Logs: only fields on the allow-list get out, so no word, name or chat id of a person can."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset({
    "event", "level", "timestamp", "fault", "at", "reason", "exit_code", "restart_in", "update_id", "row", "case",
    "person_ref", "method", "status", "seconds", "count", "attempts", "address", "file", "mode",
})  # fmt: skip
LOUD = ("telegram", "httpx", "httpcore", "aiohttp", "apscheduler", "asyncio")


def set_up(level: str) -> None:
    """Send structured logs to stderr at `level`; foreign loggers at WARNING, since some print tokens or texts."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(levelname)s", force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        # stderr as it is when a line is written: whoever replaces it later gets the lines too.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def keep_allowed(logger: Any, method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the allow-list."""
    return {name: value for name, value in fields.items() if name in ALLOWED}
