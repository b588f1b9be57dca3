"""Opens every address of responses/ and dates those that answered; nothing else in the files changes."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import httpx

from bot.content.addresses import Entry, entries, renew

AT_ONCE, MOST_HOPS, FIRST = 16, 8, 10
SECONDS = 20.0  # that a request may take
AGENT = "Alder link check (a helpline's bot looks whether its links still work)"
WALLS, GONE = (401, 403, 405, 406, 429), (404, 410)
NO_SUCH_HOST = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
NO_HEAD = 400  # from here on a HEAD is asked again as a GET: many servers answer only that


class Verdict(StrEnum):
    """What came of opening an address; the words head the list that is printed."""

    GOOD = "answered"
    MOVED = "answers from another site: look whether it is still theirs"
    WALL = "needs a browser: open it by hand"
    DEAD = "dead"
    SILENT = "did not answer: try again later"


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one address, and why."""

    verdict: Verdict
    reason: str
    reached: bool = True  # somebody answered, so there is a network


class Checker:
    """Asks one thing of a host at a time, and not too many hosts at once."""

    def __init__(self, client: httpx.AsyncClient, seconds: float = SECONDS) -> None:
        self.client, self.seconds = client, seconds
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._room = asyncio.Semaphore(AT_ONCE)

    async def look(self, url: str) -> Found:
        """Open one address, following where it leads; never raises for what a server or the network does."""
        try:
            status, last = await self._follow(url)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            return of_error(error)
        return of_status(status, url, last)

    async def _follow(self, url: str) -> tuple[int, str]:
        for _ in range(MOST_HOPS):
            response = await self._ask("HEAD", url)
            if response.status_code >= NO_HEAD:
                response = await self._ask("GET", url)
            if response.next_request is None:
                return response.status_code, url
            url = str(response.next_request.url)
        raise httpx.TooManyRedirects(f"more than {MOST_HOPS} redirects")

    async def _ask(self, method: str, url: str) -> httpx.Response:
        # The host first: whoever waits for a slow host must not take room from others.
        host = httpx.URL(url).netloc.decode()
        async with (
            self._hosts[host], self._room, asyncio.timeout(self.seconds), self.client.stream(method, url) as response
        ):  # fmt: skip
            return response  # without its body: only that it answers is asked


def of_status(status: int, url: str, last: str) -> Found:
    """Return what an HTTP status means for a link."""
    if status in GONE:
        return Found(Verdict.DEAD, f"HTTP {status}")
    if status in WALLS:
        return Found(Verdict.WALL, f"HTTP {status}")
    if status >= 400:
        return Found(Verdict.SILENT, f"HTTP {status}")
    if _site(url) != _site(last):
        return Found(Verdict.MOVED, f"leads to {last}")
    return Found(Verdict.GOOD, f"HTTP {status}")


def of_error(error: Exception) -> Found:
    """Return what a failed request means: a name that does not exist is dead, anything else may pass."""
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return Found(Verdict.DEAD, "no address that can be opened", reached=False)
    if isinstance(error, (TimeoutError, httpx.TimeoutException)):
        return Found(Verdict.SILENT, "took too long", reached=False)
    if isinstance(error, httpx.TooManyRedirects):
        return Found(Verdict.SILENT, str(error))
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, socket.gaierror):
        cause = cause.__cause__ or cause.__context__
    if cause is not None and cause.errno in NO_SUCH_HOST:
        return Found(Verdict.DEAD, "no such host", reached=False)
    return Found(Verdict.SILENT, type(error).__name__, reached=False)


async def look_at(urls: Iterable[str], seconds: float = SECONDS) -> dict[str, Found] | None:
    """Open every address; None when nobody answers the first few, which means that there is no network."""
    ordered = _hosts_apart(urls)
    async with httpx.AsyncClient(headers={"User-Agent": AGENT, "Accept": "*/*"}, timeout=seconds) as client:
        checker = Checker(client, seconds)
        found: dict[str, Found] = {}
        for part in (ordered[:FIRST], ordered[FIRST:]):
            found |= zip(part, await asyncio.gather(*map(checker.look, part)), strict=True)
            if not any(one.reached for one in found.values()):
                return None
    return found


def main(folder: Path, today: date, seconds: float = SECONDS) -> int:
    """Open every address under `folder`, date what answered, print the rest; 1 when one is lost, 2 without network."""
    known = entries(folder)
    found = asyncio.run(look_at((url for entry in known for url in entry.urls), seconds))
    if found is None:
        print("There is no network here: no link could be opened, and nothing was written.")
        return 2
    renewed = renew(known, [url for url, one in found.items() if one.verdict is Verdict.GOOD], today)
    print("\n".join(told(known, found, folder)))
    print(f"{len(found)} addresses opened, {renewed} dates renewed. A phone number is checked by dialling it.")
    return 1 if any(one.verdict in (Verdict.DEAD, Verdict.MOVED) for one in found.values()) else 0


def told(known: Iterable[Entry], found: dict[str, Found], folder: Path) -> list[str]:
    """Return what did not simply answer, under a heading each, with its file and line."""
    where = {url: f"{entry.file.relative_to(folder)}:{entry.line}" for entry in known for url in entry.urls}
    lines = []
    for verdict in (Verdict.DEAD, Verdict.MOVED, Verdict.WALL, Verdict.SILENT):
        those = [f"  {where[url]}: {url}: {one.reason}" for url, one in found.items() if one.verdict is verdict]
        lines += [f"{verdict} ({len(those)})", *those] if those else []
    return lines


def _hosts_apart(urls: Iterable[str]) -> list[str]:
    # Each host's first address first: the first few then tell whether there is a network, not whether one site is up.
    seen: defaultdict[str, int] = defaultdict(int)
    turns: dict[str, int] = {}
    for url in dict.fromkeys(urls):
        site = _site(url)
        turns[url], seen[site] = seen[site], seen[site] + 1
    return sorted(turns, key=lambda url: turns[url])


def _site(url: str) -> str:
    labels = url.partition("://")[2].partition("/")[0].partition(":")[0].lower().split(".")
    # help.example.com and example.com are one site; in co.uk or gov.au the name is one label further in.
    deep = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if deep else -2 :])
