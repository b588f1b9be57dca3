"""The console in a real browser: what only scripts, the keyboard and a screen can show."""

import asyncio
import os
import re
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from bot.console.auth import cookie_name
from bot.handoff.undo import HOLD
from bot.store import sessions
from bot.triage.levels import Level
from tests.console.conftest import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")
# In CI a missing browser is a fault, not a reason to leave these out.
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and "CI" not in os.environ, reason="needs Chromium (apt-get install chromium)"
)


@pytest.fixture
async def browser():
    async with async_playwright() as tool:
        launched = await tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        await launched.close()


@pytest.fixture
async def open_page(browser, desk, serving):
    """Open pages as one member; at the end no page may have complained, the policy's refusals included."""
    complaints = []

    async with serving(desk.app) as address:

        async def opened(name, path="/queue", width=1280, colour="light"):
            context = await browser.new_context(
                viewport={"width": width, "height": 800}, base_url=address, color_scheme=colour
            )
            if name:
                token = sessions.start(desk.store, name, int(desk.now))
                cookie = {"name": cookie_name(desk.app.state.console), "value": token, "sameSite": "Strict"}
                await context.add_cookies([{**cookie, "url": address}])
            page = await context.new_page()
            page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(path)
            return page

        yield opened
        for context in browser.contexts:
            await context.close()
    assert complaints == []


def is_complaint(said):
    return said.type == "error" and "409 (Conflict)" not in said.text  # who loses a race gets a page that says so


async def test_signing_in_by_hand(open_page, desk):
    page = await open_page(None)
    await page.fill("#name", "ada")
    await page.fill("#password", PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("#code")).to_be_focused()
    await page.keyboard.type(desk.code())
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Nobody is waiting for you")).to_be_visible()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page).to_have_url(re.compile("/sign-in$"))


async def test_a_case_arrives_and_is_taken_and_answered_by_keyboard(open_page, desk):
    page, other = await open_page("ada"), await open_page("bea")
    await expect(page.get_by_text("Live", exact=True)).to_be_visible()
    second, first = desk.add_case(Level.URGENT, chat="1"), desk.add_case(Level.EMERGENCY, chat="2")
    await expect(page.locator(".row")).to_have_count(2)
    assert (await page.title()).startswith("(2) ")
    for key, row in (("j", first), ("j", second), ("j", second), ("k", first)):
        await page.keyboard.press(key)
        await expect(page.locator(f"#open-{row.id}")).to_be_focused()
    await page.keyboard.press("c")
    await page.bring_to_front()
    await expect(page.locator("#text")).to_be_focused()
    await expect(other.get_by_text("With ada")).to_be_visible()
    await page.keyboard.type("Hello jc/")
    await page.keyboard.press("Enter")
    await page.keyboard.type("I am Ada.")
    assert len(desk.sent(after=60)) == 1
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".talk .advocate")).to_contain_text("Hello jc/\nI am Ada.")
    assert desk.sent() == []
    assert desk.sent(after=HOLD)[-1].endswith("Hello jc/\nI am Ada.")
    desk.says(first, "thank you")
    await expect(page.get_by_text("thank you", exact=True)).to_be_visible()


async def test_slash_finds_a_case_and_focus_survives_an_update(open_page, desk):
    case = desk.add_case(chat="1")
    page = await open_page("ada")
    await page.keyboard.press("j")
    desk.add_case(Level.EMERGENCY, chat="2")
    await expect(page.locator(".row")).to_have_count(2)
    await expect(page.locator(f"#open-{case.id}")).to_be_focused()
    await page.keyboard.press("/")
    await page.keyboard.type(case.id.lower())
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"/cases/{case.id}$"))


async def test_a_draft_stays_when_messages_come_and_when_the_session_ends(open_page, desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
    page = await open_page("ada", f"/cases/{case.id}?talk=open")
    await page.fill("#text", "half a sentence")
    desk.says(case, "are you there")
    await expect(page.get_by_text("are you there")).to_be_visible()
    desk.now += 31 * 60
    await expect(page.get_by_text("This page has closed itself")).to_be_visible()
    await expect(page.get_by_text("are you there")).to_have_count(0)
    assert await page.input_value("#text") == "half a sentence"


async def test_a_link_from_elsewhere_opens_the_case_of_whoever_is_signed_in(open_page, desk):
    case = desk.add_case()
    page = await open_page("ada")
    address = page.url.removesuffix("/queue")
    await page.goto("about:blank")
    await page.set_content(f'<a href="{address}/cases/{case.id}">A case waits</a>')
    await page.click("a")
    await expect(page.locator("h1")).to_contain_text(case.id)


async def test_a_lost_connection_does_not_look_like_a_quiet_queue(open_page):
    page = await open_page("ada")
    await expect(page.get_by_text("Live", exact=True)).to_be_visible()
    await page.evaluate("window.dispatchEvent(new Event('offline'))")
    await expect(page.get_by_text("Connection lost")).to_be_visible()


async def test_nothing_of_a_case_is_left_in_the_browsers_storage(open_page, desk):
    case = desk.add_case()
    page = await open_page("ada")
    await page.click(f"#open-{case.id}")
    await expect(page.locator("h1")).to_contain_text(case.id)
    await page.go_back()
    kept = await page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}  # an address of the tab, no words


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
async def test_no_page_is_wider_than_its_screen(open_page, desk, width):
    case = desk.add_case(Level.EMERGENCY, reasons=("urgency.self_harm",), abuse=["social_media_post", "deepfake"])
    desk.says(case, "x" * 300)
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        await client.post(f"/cases/{case.id}/note", data={"note": "y" * 300})
    for path in ("/queue", f"/cases/{case.id}", f"/cases/{case.id}?talk=open", "/password", "/second-step", "/words"):
        page = await open_page("ada", path, width)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
    for name, paths in (
        ("sue", ("/queue", "/team", "/reports", "/learning", "/log")),
        ("max", ("/accounts", "/settings")),
    ):
        for path in paths:
            page = await open_page(name, path, width)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, path


async def test_two_browsers_claim_and_the_slower_one_is_told(open_page, desk):
    case = desk.add_case()
    one, other = await open_page("ada", f"/cases/{case.id}"), await open_page("bea", f"/cases/{case.id}")
    buttons = [page.get_by_role("button", name="Take this case") for page in (one, other)]
    await asyncio.gather(*(button.click() for button in buttons), return_exceptions=True)
    told = [await page.get_by_text("Somebody was quicker").count() for page in (one, other)]
    mine = [await page.locator("#text").count() for page in (one, other)]
    assert desk.case(case).advocate in ("ada", "bea")
    assert sum(mine) == 1
    assert sum(told) + sum(mine) in (1, 2)  # the slower one is told, or has seen it go live before the click landed
    assert len(desk.sent()) == 1


async def test_words_are_taken_back_in_time_and_a_note_stays_inside(open_page, desk):
    case = desk.add_case()
    desk.says(case, "hello")
    page = await open_page("ada", f"/cases/{case.id}")
    await page.keyboard.press("c")
    await expect(page.locator("#text")).to_be_focused()
    await page.keyboard.type("too quick")
    await page.get_by_role("button", name="Send to the person").click()
    await page.get_by_role("button", name="Take it back").click()
    await expect(page.locator("#text")).to_have_value("too quick")
    await page.fill("#text", "")
    await page.fill("#note", "only for us")
    await page.get_by_role("button", name="Keep the note").click()
    await expect(page.locator("#notes")).to_contain_text("only for us")
    await page.keyboard.press("o")
    await expect(page.get_by_text("hello", exact=True)).to_be_visible()
    assert not any("quick" in text or "for us" in text for text in desk.sent(after=10**6))


async def test_the_offer_to_take_words_back_runs_out_by_itself(open_page, desk):
    case = desk.add_case()
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        await client.post(f"/cases/{case.id}/reply", data={"text": "hello"})
    desk.now += HOLD - 1
    page = await open_page("ada", f"/cases/{case.id}?talk=open")
    await expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    await expect(page.get_by_role("button", name="Take it back")).to_have_count(0)


async def test_a_ready_reply_goes_into_the_box_and_typing_is_told(open_page, desk):
    case = desk.add_case()
    page = await open_page("ada", f"/cases/{case.id}")
    await page.keyboard.press("c")
    await page.get_by_text("Ready replies").click()
    async with page.expect_response(lambda answer: answer.url.endswith("/typing")):
        await page.fill("#text", "Hi.")
    await page.get_by_role("button", name="Put it into the box").first.click()
    assert (await page.input_value("#text")).startswith("Hi.\n\n")
    await page.get_by_role("button", name="Preview").click()
    await expect(page.get_by_text("So they will see it")).to_be_visible()
    assert len(desk.sent(after=60)) == 1


@pytest.mark.parametrize(("colour", "width"), [("light", 1280), ("dark", 390)])
async def test_every_page_can_be_read_by_everybody(open_page, desk, colour, width):
    case = desk.add_case(Level.EMERGENCY, reasons=("urgency.self_harm",), abuse=["deepfake"], waited=100)
    desk.says(case, "hello", labels=("abuse.deepfake",))
    desk.add_case(Level.URGENT, waited=5000)
    async with desk.member("ada") as client:
        await client.post(f"/cases/{case.id}/claim")
        await client.post(f"/cases/{case.id}/note", data={"note": "only for us"})
        await client.post(f"/cases/{case.id}/reply", data={"text": "hello"})
    number = desk.store.row("select id from messages where author = 'person'")["id"]
    paths = {
        "ada": ("/queue", f"/cases/{case.id}", f"/cases/{case.id}?talk=open", f"/cases/{case.id}/brief", "/words",
                f"/cases/{case.id}/mark?message={number}", "/password", "/second-step"),
        "sue": ("/team", "/reports", "/learning", "/log"), "max": ("/accounts", "/settings"), None: ("/sign-in",),
    }  # fmt: skip
    found = []
    for name, pages in paths.items():
        for path in pages:
            page = await open_page(name, path, width, colour)
            for details in await page.locator("details").all():
                await details.evaluate("one => one.open = true")
            await page.evaluate(AXE)
            result = await page.evaluate("axe.run({resultTypes: ['violations']})")
            found += [
                (path, one["id"], one["nodes"][0]["html"]) for one in result["violations"] if one["impact"] in SERIOUS
            ]
            await page.context.close()
    assert found == []
