"""Links are opened politely, told apart by what came of them, and only the dates of those that answered change."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections import Counter
from datetime import date
from pathlib import Path

import httpx
import pytest
from aiohttp import web

from bot.config import ROOT
from bot.content import load
from bot.content.addresses import entries, renew
from bot.content.online import AGENT, Checker, Verdict, look_at, main, of_error
from bot.understanding.server import free_port

TODAY = date(2026, 12, 24)
LINKS = """# A comment that stays.
good:
  title: "Good"   # so does this one
  url: {base}/good
  checked: 2026-11-22   # the day
moved: {{url: '{base}/to/good', checked: '2026-11-22'}}
dead:
  url: {base}/gone
  checked: 2026-11-22
wall:
  url: {base}/wall
  checked: 2026-11-22
both:
  url: {base}/good
  minor_url: {base}/missing
  checked: 2026-11-22
"""
PLACE = """lines:
  - name: Rings
    phone: 116 123
    url: {base}/good
    checked: 2026-11-22
  - name: Écrit
    phone: null
    text: web form
    url: {base}/get-only
    checked: "2026-11-22"
police:
  url:
  - {base}/good
  - {base}/hang
  checked: 2026-11-22
"""


class Site:
    """A server that counts what it is asked, and how many at once."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str]] = Counter()
        self.agents: set[str] = set()
        self.now = self.most = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked[request.method, request.path] += 1
        self.agents.add(request.headers["User-Agent"])
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(10 if request.path == "/hang" else 0.01)
        finally:
            self.now -= 1
        if request.path.startswith("/to/"):
            raise web.HTTPFound(request.path.removeprefix("/to"))
        if request.path == "/loop":
            raise web.HTTPFound("/loop")
        if request.path == "/elsewhere":
            raise web.HTTPMovedPermanently(f"http://localhost:{request.url.port}/good")
        status = {"/gone": 410, "/missing": 404, "/wall": 403, "/slow-down": 429, "/broken": 500}.get(request.path, 200)
        return web.Response(status=405 if (request.method, request.path) == ("HEAD", "/get-only") else status)


@pytest.fixture
async def site(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    site, app = Site(), web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    site.base = f"http://127.0.0.1:{port}"
    yield site
    await runner.cleanup()


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "jurisdictions").mkdir()
    return tmp_path


def write(folder: Path, base: str) -> dict[Path, str]:
    files = {
        folder / "links.yml": LINKS.format(base=base),
        folder / "jurisdictions" / "XX.yml": PLACE.format(base=base),
    }
    for path, text in files.items():
        path.write_bytes(text.encode())
    return files


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/good", Verdict.GOOD), ("/to/good", Verdict.GOOD), ("/to/to/good", Verdict.GOOD), ("/get-only", Verdict.GOOD),
        ("/missing", Verdict.DEAD), ("/gone", Verdict.DEAD), ("/to/missing", Verdict.DEAD),
        ("/wall", Verdict.WALL), ("/slow-down", Verdict.WALL), ("/elsewhere", Verdict.MOVED),
        ("/broken", Verdict.SILENT), ("/hang", Verdict.SILENT), ("/loop", Verdict.SILENT),
    ],
)  # fmt: skip
async def test_each_answer_is_told_apart(site, path, verdict):
    found = await look_at([f"{site.base}/good", f"{site.base}{path}"], seconds=0.5)
    assert found[f"{site.base}{path}"].verdict is verdict
    assert site.agents == {AGENT}


async def test_a_host_is_asked_one_thing_at_a_time_and_get_only_when_head_was_refused(site):
    await look_at([f"{site.base}/{number}" for number in range(12)] + [f"{site.base}/missing"])
    assert site.most == 1
    assert site.asked["HEAD", "/7"] == 1
    assert site.asked["GET", "/7"] == 0
    assert site.asked["GET", "/missing"] == 1


async def test_only_dates_of_links_that_answered_change(site, folder, capsys):
    files = write(folder, site.base)
    assert await asyncio.to_thread(main, folder, TODAY, 0.5) == 1
    links, place = files
    expected = (
        files[links].replace("2026-11-22   # the day", "2026-12-24   # the day").replace("'2026-11-22'", "'2026-12-24'")
    )
    assert links.read_bytes() == expected.encode()
    # The line that rings keeps its date, since nobody dialled it; so does the one with an address that hangs.
    assert place.read_bytes() == files[place].replace('"2026-11-22"', '"2026-12-24"').encode()
    told = capsys.readouterr().out
    assert "dead (2)" in told
    assert f"links.yml:8: {site.base}/gone: HTTP 410" in told
    assert "needs a browser: open it by hand (1)" in told
    assert f"{site.base}/hang: took too long" in told


def test_without_network_nothing_is_written_and_it_says_so(folder, capsys, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    files = write(folder, f"http://127.0.0.1:{free_port()}")
    assert main(folder, TODAY, 0.5) == 2
    assert {path: path.read_bytes().decode() for path in files} == files
    assert "no network" in capsys.readouterr().out


@pytest.mark.parametrize(("number", "verdict"), [(socket.EAI_NONAME, Verdict.DEAD), (socket.EAI_AGAIN, Verdict.SILENT)])
async def test_a_name_that_does_not_exist_is_dead_and_a_resolver_that_is_tired_is_not(number, verdict):
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no") from socket.gaierror(number, "no")

    async with httpx.AsyncClient(transport=httpx.MockTransport(refuse)) as client:
        assert (await Checker(client).look("https://help.example")).verdict is verdict
    assert of_error(httpx.UnsupportedProtocol("x")).verdict is Verdict.DEAD


def test_every_link_of_the_registry_is_found_and_renewing_changes_dates_alone(tmp_path):
    shutil.copytree(ROOT / "responses", tmp_path / "responses")
    found, content = entries(tmp_path / "responses"), load(ROOT)
    urls = {url for entry in found for url in entry.urls}
    assert {link.url for link in content.links.values()} <= urls
    assert {platform.url for platform in content.platforms.values() if platform.url} <= urls
    assert {lever.complain for lever in content.levers.values() if lever.complain} <= urls
    assert {line.url for place in content.places.values() for line in place.lines if line.url} <= urls
    assert renew(found, urls, TODAY) > 50
    for path in {entry.file for entry in found}:
        old = (ROOT / "responses" / path.relative_to(tmp_path / "responses")).read_text().splitlines()
        for before, after in zip(old, path.read_text().splitlines(), strict=True):
            assert before == after or after == before.replace(before.split("checked:")[1].strip(" '\""), "2026-12-24")
    assert load(tmp_path).links["takeitdown"].checked == TODAY
