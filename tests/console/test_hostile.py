"""Whatever a form or an address holds, the answer is calm and nothing else changes."""

import string
from urllib.parse import quote

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.console.app import POSTS
from tests.console.conftest import PASSWORD

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from((
    "text", "outcome", "name", "password", "old", "new", "again", "find", "next", "x", "note", "level", "reason",
    "into",
    "confirm", "message", "act", "code", "alias", "role", "staff", "weekday", "starts", "ends", "zone", "id",
    "decision",
))  # fmt: skip
ON_A_CASE = [path.rpartition("/")[2] for path in POSTS if "{number}" in path]
ELSEWHERE = [path for path in POSTS if "{number}" not in path and path not in ("/password", "/sign-in/code", "/duty")]
TEXT = st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))
FIELDS = st.dictionaries(NAMES, TEXT, max_size=5)
RAW = st.binary(max_size=200)
KINDS = st.sampled_from((
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "", "x",
))  # fmt: skip
CALM = {200, 303, 401, 404, 405, 409, 413, 415, 422, 429}


def encode(fields):
    return "&".join(f"{quote(key)}={quote(text.encode('utf-8', 'surrogatepass'))}" for key, text in fields.items())


@QUICK
@given(fields=FIELDS, what=st.sampled_from(ON_A_CASE))
async def test_fields_of_the_case_page(desk, fields, what):
    case = desk.add_case()
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        answer = await client.post(
            f"/cases/{case.id}/{what}", content=encode(fields),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
    assert answer.status_code in CALM | {204}
    assert desk.case(case).person == case.person


@QUICK
@given(fields=FIELDS, path=st.sampled_from(ELSEWHERE), name=st.sampled_from(("sue", "max")))
async def test_fields_of_every_other_page(desk, fields, path, name):
    async with desk.member(name) as client:
        answer = await client.post(
            path, content=encode(fields), headers={"content-type": "application/x-www-form-urlencoded"}
        )
    assert answer.status_code in CALM


@QUICK
@given(fields=FIELDS, path=st.sampled_from(("/sign-in", "/password", "/sign-out")))
async def test_fields_of_the_door(desk, fields, path):
    async with desk.member("bea") as client:
        answer = await client.post(
            path, content=encode(fields), headers={"content-type": "application/x-www-form-urlencoded"}
        )
    assert answer.status_code in CALM
    async with desk.visitor("198.51.100.1") as client:
        signed_in = await client.post("/sign-in", data={"name": "bea", "password": PASSWORD})
    assert signed_in.status_code == 303


@QUICK
@given(body=RAW, kind=KINDS)
async def test_bodies_that_no_form_sends(desk, body, kind):
    case = desk.add_case()
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        for path in (f"/cases/{case.id}/reply", f"/cases/{case.id}/close", "/password"):
            answer = await client.post(path, content=body, headers={"content-type": kind})
            assert answer.status_code in CALM | {400}


@QUICK
@given(
    number=st.text(string.printable + "é\u202e🌱", min_size=1, max_size=30),
    find=st.text(max_size=30),
    cookie=st.text(string.ascii_letters + string.digits + "-_=%", max_size=60),
)
async def test_addresses_and_cookies(desk, number, find, cookie):
    path = f"/cases/{quote(number, safe='')}"
    async with desk.member("ada") as client, desk.visitor() as visitor:
        assert (await client.get(httpx.URL(f"{desk.address}{path}"))).status_code in CALM | {307}
        assert (await client.get("/queue", params={"find": find})).status_code in CALM
        assert (await visitor.get("/queue", headers={"cookie": f"alder={cookie}"})).status_code == 303
