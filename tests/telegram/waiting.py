"""Waiting in tests: until something is true, and never for ever."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(true: Callable[[], Awaitable[object]], within: float = 5.0) -> None:
    """Return once `true()` is; fail after `within` seconds."""
    deadline = time.monotonic() + within
    while not await true():
        assert time.monotonic() < deadline, f"it did not come true within {within} s"
        await asyncio.sleep(0.02)
