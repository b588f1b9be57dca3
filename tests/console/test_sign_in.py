"""Only staff get in, slowly when they guess, and not for ever."""

import pytest

from bot.store import staff
from tests.console.conftest import PASSWORD, Desk

NEW = "seven calm otters"


async def sign_in(client, name, password, to="/sign-in"):
    return await client.post(to, data={"name": name, "password": password})


async def go_all_the_way_in(desk, client, name="ada"):
    await sign_in(client, name, PASSWORD)
    return await client.post("/sign-in/code", data={"code": desk.code()})


async def test_name_and_password_open_the_queue_and_signing_out_closes_it(desk):
    async with desk.visitor() as client:
        assert (await client.get("/queue")).headers["location"] == "/sign-in?next=/queue"
        assert (await go_all_the_way_in(desk, client)).headers["location"] == "/queue"
        assert (await client.get("/queue")).status_code == 200
        token = client.cookies["alder"]
        assert (await client.post("/sign-out")).headers["location"] == "/sign-in"
        client.cookies.set("alder", token)
        assert (await client.get("/queue")).status_code == 303


async def test_an_unknown_name_and_a_wrong_password_look_alike(desk):
    async with desk.visitor() as client:
        wrong, unknown = await sign_in(client, "ada", "x" * 12), await sign_in(client, "eva", "x" * 12)
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.text.replace("ada", "eva") == unknown.text
        assert "alder" not in client.cookies


async def test_the_one_time_password_must_be_changed_first(desk, store):
    once = staff.add(store, "new", "New", "advocate", 1)
    case = desk.add_case()
    async with desk.visitor() as client:
        await sign_in(client, "new", once)
        for path in ("/queue", f"/cases/{case.id}"):
            assert (await client.get(path)).headers["location"] == "/password"
        assert (await client.post(f"/cases/{case.id}/claim")).headers["location"] == "/password"
        assert desk.case(case).status == "waiting"
        for old, new, again in (
            (once, "short", "short"), (once, once, once), (once, NEW, NEW + "!"), ("wrong", NEW, NEW),
            (once, "new passwords", "new passwords"),
        ):  # fmt: skip
            refused = await client.post("/password", data={"old": old, "new": new, "again": again})
            assert refused.status_code == 422
            assert new not in refused.text
        first = client.cookies["alder"]
        kept = await client.post("/password", data={"old": once, "new": NEW, "again": NEW})
        assert kept.headers["location"] == "/queue"
        assert (await client.get("/queue")).headers["location"] == "/second-step"
        client.cookies.set("alder", first)
        assert (await client.get("/second-step")).headers["location"].startswith("/sign-in")
    assert await staff.check_password(store, "new", once) is None


async def test_guessing_a_name_waits_longer_each_time_and_the_right_password_waits_too(desk):
    async with desk.visitor("203.0.113.7") as client:
        for _ in range(5):
            assert (await sign_in(client, "ada", "guess")).status_code == 401
        waits = []
        for _ in range(4):
            refused = await sign_in(client, "Ada", PASSWORD)
            assert refused.status_code == 429
            waits.append(int(refused.headers["retry-after"]))
            desk.now += waits[-1]
            assert (await sign_in(client, "ada", "guess")).status_code == 401
        assert waits == [2, 4, 8, 16]
        desk.now += 60
        assert (await sign_in(client, "ada", PASSWORD)).status_code == 303
    async with desk.visitor("203.0.113.7") as client:
        assert (await sign_in(client, "ada", "guess")).status_code == 401


async def test_an_address_that_tries_many_names_waits_and_others_do_not(desk):
    async with desk.visitor("203.0.113.8") as guesser, desk.visitor("203.0.113.9") as colleague:
        for number in range(20):
            await sign_in(guesser, f"name{number}", "guess")
        assert (await sign_in(guesser, "bea", PASSWORD)).status_code == 429
        assert (await sign_in(colleague, "bea", PASSWORD)).status_code == 303


@pytest.mark.parametrize(("after", "alive"), [(29 * 60, True), (31 * 60, False)])
async def test_a_session_ends_when_idle(desk, after, alive):
    async with desk.member("ada") as client:
        desk.now += after
        assert (await client.get("/queue")).status_code == (200 if alive else 303)


async def test_a_session_ends_after_twelve_hours_of_work(desk):
    async with desk.member("ada") as client:
        for _ in range(36):
            desk.now += 20 * 60 - 1
            assert (await client.get("/queue")).status_code == 200
        desk.now += 100
        assert (await client.get("/queue")).status_code == 303


@pytest.mark.parametrize("secure", [False, True])
async def test_the_cookie_is_closed_to_scripts_and_to_other_sites(store, content, secure):
    desk = Desk(store, content, address="https://console.test" if secure else "http://console.test")
    desk.add_member("ada")
    async with desk.visitor() as client:
        cookie = (await sign_in(client, "ada", PASSWORD)).headers["set-cookie"]
    assert cookie.startswith("__Host-alder=" if secure else "alder=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert ("Secure" in cookie.split("; ")) is secure


@pytest.mark.parametrize(
    ("wanted", "to"),
    [("/cases/ABC234", "/cases/ABC234"), ("//evil.test/queue", "/queue"), ("https://evil.test", "/queue"),
     ("/cases/../sign-out", "/queue"), ("", "/queue")],
)  # fmt: skip
async def test_a_sign_in_leads_on_to_our_pages_only(desk, wanted, to):
    async with desk.visitor() as client:
        first = await client.post("/sign-in", params={"next": wanted}, data={"name": "ada", "password": PASSWORD})
        assert first.headers["location"] == f"/sign-in/code?next={to}"
        answer = await client.post("/sign-in/code", params={"next": wanted}, data={"code": desk.code()})
        assert answer.headers["location"] == to


async def test_a_link_from_elsewhere_asks_once_more_so_that_the_strict_cookie_comes_along(desk):
    async with desk.visitor() as client:
        answer = await client.get("/cases/ABC234", headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 200
        assert 'content="0; url=/cases/ABC234"' in answer.text


async def test_what_was_typed_survives_the_end_of_the_session(desk):
    case = desk.add_case()
    async with desk.visitor() as client:
        answer = await client.post(f"/cases/{case.id}/reply", data={"text": "I am <here>"})
    assert answer.status_code == 401
    assert "I am &lt;here&gt;" in answer.text
    assert desk.sent() == []
