"""Faults that a test orders: refusals, server errors, slowness, dropped connections."""

from dataclasses import dataclass
from typing import Any

REFUSALS: dict[str, tuple[int, str]] = {
    "400": (400, "Bad Request: ordered by the test"),
    "401": (401, "Unauthorized"),
    "403": (403, "Forbidden: bot was blocked by the user"),
    "429": (429, "Too Many Requests: retry later"),
    "500": (500, "Internal Server Error"),
    "502": (502, "Bad Gateway"),
}
OTHER = {"latency", "drop", "drop_after", "migrated"}


@dataclass
class Fault:
    """One order: the next `times` calls of `method` (any when empty) to `chat` (any when 0) go wrong."""

    kind: str
    method: str = ""
    chat: int = 0
    times: int = 1
    seconds: float = 1.0
    skip: int = 0
    new_chat: int = 0


class Faults:
    """The orders still open, taken in the order they were given."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []

    def order(self, **fields: Any) -> None:
        """Add one order; an unknown kind is a mistake in the test."""
        fault = Fault(**fields)
        if fault.kind not in REFUSALS and fault.kind not in OTHER:
            raise ValueError(f"no such fault: {fault.kind}")
        self.orders.append(fault)

    def take(self, method: str, chat: int) -> Fault | None:
        """Return the first order that fits this call, and count it down."""
        for fault in self.orders:
            if fault.method not in ("", method) or fault.chat not in (0, chat):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if not fault.times:
                self.orders.remove(fault)
            return fault
        return None
