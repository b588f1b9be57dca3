"""End to end with nothing faked but Telegram itself: the real process, the real model, the console over HTTP."""

from __future__ import annotations

import asyncio
import os
import re
import sys

import httpx
import pyotp
import pytest

from bot.understanding.server import free_port
from tests.conftest import ROOT
from tests.telegram.fake import TOKEN
from tests.telegram.waiting import until

STORY = "my ex posted my nudes on instagram and says he will send them to my boss unless i pay him 500 by friday"
OURS = {"Sec-Fetch-Site": "same-origin"}
NEW_PASSWORD = "quiet harbour lights 27"


@pytest.fixture
async def alder(fake, nlu, tmp_path):
    port = free_port()
    settings = {
        "ALDER_TELEGRAM_TOKEN": TOKEN, "ALDER_TELEGRAM_API_URL": fake.url, "ALDER_STAFF_GROUP": "-1007",
        "ALDER_NLU_URL": nlu.url, "ALDER_NLU_TOKEN": nlu.token, "ALDER_DATABASE": str(tmp_path / "alder.db"),
        "ALDER_CONSOLE_LISTEN": f"127.0.0.1:{port}", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    with (tmp_path / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=tmp_path, env=os.environ | settings,
            stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}", tmp_path
        finally:
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 20) == 0


async def answers(address: str) -> bool:
    try:
        async with httpx.AsyncClient(trust_env=False) as http:
            return (await http.get(f"{address}/health")).status_code == 200
    except httpx.HTTPError:
        return False


async def signed_in(http: httpx.AsyncClient, log: str) -> None:
    password = re.search(r"one-time password (\S+)", log)[1]
    await http.post("/sign-in", data={"name": "admin", "password": password}, headers=OURS)
    changed = await http.post(
        "/password", data={"old": password, "new": NEW_PASSWORD, "again": NEW_PASSWORD}, headers=OURS
    )
    assert changed.status_code == 303
    key = re.search(r'class="key">(\w+)<', (await http.get("/second-step")).text)[1]
    added = await http.post("/second-step", data={"code": pyotp.TOTP(key).now()}, headers=OURS)
    assert "recovery codes" in added.text


async def test_a_cry_for_help_is_answered_handed_over_and_answered_by_a_human(alder, fake):
    address, folder = alder
    await until(lambda: answers(address), within=30)
    staff_group = await fake.group("staff", chat=-1007)
    person = await fake.person()
    await person.says(STORY)
    replies = await person.replies(3, within=20)
    texts = "\n".join(reply.text for reply in replies)
    assert "safety comes first" in texts
    assert "Instagram" in texts
    assert "trained person" in texts

    alert = await staff_group.reply(within=10)
    number = re.search(r"\b[A-Z2-9]{6}\b", alert.text)[0]
    assert not any(word in alert.text.lower() for word in ("nude", "boss", "500", "instagram"))

    async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
        await signed_in(http, (folder / "log").read_text(encoding="utf-8"))
        queue = (await http.get("/queue")).text
        assert number in queue
        assert "Urgent" in queue
        claimed = await http.post(f"/cases/{number}/claim", headers=OURS)
        assert claimed.status_code == 303
        page = (await http.get(f"/cases/{number}?talk=open")).text
        assert "Instagram" in page
        assert STORY not in page
        written = await http.post(f"/cases/{number}/reply", data={"text": "You are not alone in this."}, headers=OURS)
        assert written.status_code == 303

        await until(lambda: says(person, "You are not alone in this."), within=40)
        await person.says("thank you. he just wrote again")
        await until(lambda: shows(http, number, "he just wrote again"), within=15)

    assert await fake.count("getFile") == 0
    log = (folder / "log").read_text(encoding="utf-8")
    assert not any(word in log for word in ("nudes", "instagram", "not alone", str(person.chat)))


async def says(person, words: str) -> bool:
    replies = await person.fake.control("replies", chat=person.chat)
    return any(words in (reply["text"] or "") for reply in replies)


async def shows(http: httpx.AsyncClient, number: str, words: str) -> bool:
    return words in (await http.get(f"/cases/{number}?talk=open")).text
