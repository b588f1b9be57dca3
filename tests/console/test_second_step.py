"""A password alone opens nothing: a code from the phone, or a recovery code, each once."""

import re

import pyotp

from bot.store import audit, sessions, staff
from tests.console.conftest import PASSWORD


async def half_way(client, name="ada"):
    answer = await client.post("/sign-in", data={"name": name, "password": PASSWORD})
    assert answer.headers["location"].startswith("/sign-in/code")


async def code_of(client, desk):
    key = re.search(r'<kbd class="key">(\w+)</kbd>', (await client.get("/second-step")).text)[1]
    return desk.code(key), key


async def test_nothing_opens_between_the_password_and_the_code(desk):
    case = desk.add_case()
    async with desk.visitor() as client:
        await half_way(client)
        for path in ("/queue", f"/cases/{case.id}", "/password", "/second-step", "/second-step/qr.svg", "/words"):
            assert (await client.get(path)).headers["location"] == "/sign-in/code"
        assert (await client.get("/queue/live")).headers["location"] == "/sign-in/code"
        assert (await client.post(f"/cases/{case.id}/claim")).headers["location"] == "/sign-in/code"
        assert desk.case(case).status == "waiting"
        assert (await client.post("/sign-in/code", data={"code": desk.code()})).headers["location"] == "/queue"
        assert (await client.get("/queue")).status_code == 200


async def test_a_code_works_once_and_only_around_its_half_minute(desk):
    async with desk.visitor() as one, desk.visitor() as other:
        await half_way(one)
        await half_way(other)
        old = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").at(int(desk.now) - 90)
        assert (await one.post("/sign-in/code", data={"code": old})).status_code == 401
        code = desk.code()
        assert (await one.post("/sign-in/code", data={"code": f" {code[:3]} {code[3:]} "})).status_code == 303
        assert (await other.post("/sign-in/code", data={"code": code})).status_code == 401
        desk.now += 30
        assert (await other.post("/sign-in/code", data={"code": desk.code()})).status_code == 303


async def test_half_a_sign_in_is_over_after_ten_minutes(desk):
    async with desk.visitor() as client:
        await half_way(client)
        desk.now += 601
        assert (await client.get("/sign-in/code")).headers["location"].startswith("/sign-in?")


async def test_guessing_codes_waits_longer_each_time(desk):
    async with desk.visitor() as client:
        await half_way(client)
        for _ in range(5):
            assert (await client.post("/sign-in/code", data={"code": "000000"})).status_code == 401
        refused = await client.post("/sign-in/code", data={"code": desk.code()})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 2


async def test_a_new_member_adds_a_phone_and_gets_recovery_codes_that_work_once(desk):
    once = staff.add(desk.store, "new", "New", "advocate", 1)
    async with desk.visitor() as client:
        await client.post("/sign-in", data={"name": "new", "password": once})
        await client.post("/password", data={"old": once, "new": PASSWORD, "again": PASSWORD})
        assert (await client.get("/queue")).headers["location"] == "/second-step"
        picture = await client.get("/second-step/qr.svg")
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.headers["cache-control"] == "no-store"
        code, key = await code_of(client, desk)
        wrong = await client.post("/second-step", data={"code": "123456"})
        assert wrong.status_code == 422
        assert key in wrong.text  # the same key: the phone has it by now
        shown = await client.post("/second-step", data={"code": code})
        codes = re.findall(r"<kbd>([a-z2-9]{5}-[a-z2-9]{5})</kbd>", shown.text)
        assert len(set(codes)) == 8
        assert (await client.get("/queue")).status_code == 200
        assert key not in (await client.get("/second-step")).text
        assert (await client.get("/second-step/qr.svg")).status_code == 404
    for attempt, status in ((codes[0].upper(), 303), (codes[0], 401), (codes[1], 303)):
        async with desk.visitor() as client:
            await half_way(client, "new")
            assert (await client.post("/sign-in/code", data={"code": attempt})).status_code == status
    actions = [entry.action for entry in audit.entries(desk.store, by="new")]
    assert actions.count("sign_in_recovery") == 2
    assert actions.count("wrong_code") == 1


async def test_another_phone_needs_the_password_and_ends_the_old_one(desk):
    async with desk.member("ada") as client:
        assert (await client.post("/second-step/new", data={"password": "guess"})).status_code == 422
        assert (await client.get("/queue")).status_code == 200
        await client.post("/second-step/new", data={"password": PASSWORD})
        assert (await client.get("/queue")).headers["location"] == "/second-step"
        code, _ = await code_of(client, desk)
        assert (await client.post("/second-step", data={"code": desk.code()})).status_code == 422
        assert (await client.post("/second-step", data={"code": code})).status_code == 200


async def test_a_reset_forgets_the_phone_and_ends_the_sessions(desk):
    token = sessions.start(desk.store, "ada", int(desk.now))
    once = staff.reset(desk.store, "ada")
    assert sessions.member(desk.store, token, int(desk.now)) is None
    async with desk.visitor() as client:
        assert (await client.post("/sign-in", data={"name": "ada", "password": once})).headers["location"] == "/queue"
        assert (await client.get("/queue")).headers["location"] == "/password"


async def test_keys_and_codes_are_not_in_the_database_in_clear(desk, tmp_path):
    async with desk.member("ada") as client:
        await client.post("/second-step/new", data={"password": PASSWORD})
        code, key = await code_of(client, desk)
        shown = await client.post("/second-step", data={"code": code})
    held = b"".join(path.read_bytes() for path in tmp_path.glob("alder.db*"))
    assert key.encode() not in held
    assert re.findall(r"<kbd>(\S+)</kbd>", shown.text)[0].encode() not in held


async def test_a_telegram_link_code_is_shown_once_and_only_to_its_owner(desk):
    async with desk.member("ada") as client:
        shown = (await client.post("/telegram")).text
        code = re.search(r"/link (\w+)", shown)[1]
        assert code not in (await client.get("/second-step")).text
