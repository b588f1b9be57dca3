"""What holds on every page: headers, no inline code, no requests from other sites, errors that quote nobody."""

import logging
import re

import pytest

from bot.console.security import POLICY
from tests.console.conftest import Desk, pages

WORDS = "marker-words of a person"


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://console.test"}, False),
        ({"origin": "http://console.test"}, True),
        ({"origin": "http://evil.test"}, False),
        ({"origin": "http://console.test.evil.test"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://[broken"}, False),
        ({}, True),
    ],
)
async def test_only_our_own_pages_can_change_anything(desk, headers, passes):
    case = desk.add_case()
    async with desk.member("ada") as client:
        answer = await client.post(f"/cases/{case.id}/claim", headers=headers)
    assert answer.status_code == (303 if passes else 403)
    assert desk.case(case).status == ("claimed" if passes else "waiting")


async def test_every_page_has_the_headers_and_no_inline_code(desk):
    case = desk.add_case()
    async with desk.member("ada") as client, desk.visitor() as visitor:
        answers = [await client.get(path) for path in pages(desk, case)]
        answers += [await visitor.get(path) for path in ("/sign-in", "/health", "/queue", "/nowhere")]
        answers += [await client.post(f"/cases/{case.id}/close"), await client.put("/queue")]
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "permissions-policy" in answer.headers
        assert "strict-transport-security" not in answer.headers
        assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", answer.text)


async def test_https_is_remembered_by_the_browser(store, content):
    desk = Desk(store, content, address="https://console.test")
    async with desk.visitor() as client:
        assert (await client.get("/sign-in")).headers["strict-transport-security"] == "max-age=31536000"


async def test_files_are_kept_only_when_asked_for_by_their_digest(desk):
    async with desk.visitor() as client:
        page = (await client.get("/sign-in")).text
        sheet = re.search(r'href="(/static/console\.css\?v=\w+)"', page)[1]
        assert "immutable" in (await client.get(sheet)).headers["cache-control"]
        assert (await client.get("/static/console.css")).headers["cache-control"] == "no-store"


async def test_a_fault_of_ours_shows_and_logs_nothing_of_the_case(desk, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    case = desk.add_case()
    desk.says(case, WORDS)
    async with desk.member("ada") as client:
        assert WORDS in (await client.get(f"/cases/{case.id}?talk=open")).text
        with desk.store.transaction() as db:
            db.execute("update messages set body = cast(? as blob)", [WORDS])  # a row nobody can open any more
        broken = await client.get(f"/cases/{case.id}")
    assert broken.status_code == 500
    assert "not your fault" in broken.text
    printed = "".join(capsys.readouterr())
    assert "console_failed" in printed
    for shown in (broken.text, caplog.text, printed):
        assert WORDS not in shown
    assert case.id not in broken.text


async def test_a_body_that_is_too_large_or_holds_a_file_is_refused_kindly(desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        large = await client.post(f"/cases/{case.id}/reply", data={"text": "x" * 1_100_000})
        file = await client.post(f"/cases/{case.id}/reply", files={"text": b"picture"})
    assert (large.status_code, file.status_code) == (413, 415)
    assert len(desk.sent()) == 1  # the words that somebody has joined


async def test_health_tells_that_it_answers_and_nothing_else(desk):
    desk.add_case()
    async with desk.visitor() as client:
        assert (await client.get("/health")).text == "ok"
