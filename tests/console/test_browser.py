"""The console in a real browser: what only scripts, the keyboard and a screen can show."""

import re
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from bot.console.auth import cookie_name
from bot.store import staff
from bot.triage.levels import Level
from tests.console.conftest import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium (apt-get install chromium)")


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

        async def opened(name, path="/queue", width=1280):
            context = await browser.new_context(viewport={"width": width, "height": 800}, base_url=address)
            if name:
                token = staff.start_session(desk.store, name, int(desk.now))
                cookie = {"name": cookie_name(desk.app.state.console), "value": token, "sameSite": "Strict"}
                await context.add_cookies([{**cookie, "url": address}])
            page = await context.new_page()
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(path)
            return page

        yield opened
        for context in browser.contexts:
            await context.close()
    assert complaints == []


async def test_signing_in_by_hand(open_page):
    page = await open_page(None)
    await page.fill("#name", "ada")
    await page.fill("#password", PASSWORD)
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
    assert len(desk.sent()) == 1
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".talk .advocate")).to_contain_text("Hello jc/\nI am Ada.")
    assert desk.sent()[-1].endswith("Hello jc/\nI am Ada.")
    desk.says(first, "thank you")
    await expect(page.get_by_text("thank you")).to_be_visible()


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
    page = await open_page("ada", f"/cases/{case.id}")
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
    for path in ("/queue", f"/cases/{case.id}", "/password"):
        page = await open_page("ada", path, width)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
