"""The wall around every route: headers, same-origin check, size limit, and errors that quote nobody."""

from __future__ import annotations

import traceback
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.context import Console

log = structlog.get_logger()
LARGEST_BODY = 1024 * 1024
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS = "max-age=31536000"
KEPT = "public, max-age=31536000, immutable"  # files under /static/ are asked for by their digest


class Wall:
    """Middleware around the whole console."""

    def __init__(self, app: ASGIApp, console: Console) -> None:
        self.app, self.console = app, console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong inside, the answer is a kind page."""
        if scope["type"] != "http":
            return
        answer = Answer(send, self._headers(scope))
        try:
            refusal = refused(scope, self.console.config.console_address)
            if refusal:
                kind, status = refusal
                await self.console.notice(kind, status)(scope, receive, answer)
            else:
                await self.app(scope, bounded(receive), answer)
        except TooLarge:
            await self.console.notice("too_large", 413)(scope, receive, answer)
        except Exception as error:
            # The text of an error can quote a person, and uvicorn would print it: only its kind and place go out.
            log.error("console_failed", fault=type(error).__name__, at=where(error), method=scope["method"])
            if not answer.started:
                await self.console.notice("fault", 500)(scope, receive, answer)

    def _headers(self, scope: Scope) -> dict[str, str]:
        keep = scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=")
        headers = {**HEADERS, "Cache-Control": KEPT if keep else "no-store"}
        return {**headers, "Strict-Transport-Security": HSTS} if self.console.https else headers


class Answer:
    """Sends an answer with our headers on it, and knows whether it has begun."""

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send, self._headers, self.started = send, headers, False

    async def __call__(self, message: Message) -> None:
        """Send one message of the answer."""
        if message["type"] == "http.response.start":
            self.started = True
            MutableHeaders(scope=message).update(self._headers)
        await self._send(message)


class TooLarge(Exception):
    """A body larger than any form of ours."""


def bounded(receive: Receive) -> Receive:
    """Return a `receive` that raises TooLarge once a body passes the limit."""
    seen = 0

    async def receive_bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise TooLarge
        return message

    return receive_bounded


def refused(scope: Scope, address: str) -> tuple[str, int] | None:
    """Return the notice and status for a request that changes something and comes from another site."""
    if scope["method"] in SAFE_METHODS:
        return None
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return None if site in ("same-origin", "none") else ("foreign", 403)
    if origin is None:
        return None  # no browser sends neither; what is no browser carries no one's cookie
    ours = {headers.get("host", ""), urlsplit(address).netloc}
    return None if _netloc(origin) in ours else ("foreign", 403)


def where(error: Exception) -> str:
    """Return the file and line an error comes from."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
