"""What changes appears without a reload, to those who may see it and for as long as they may."""

import asyncio
import re
from urllib.parse import parse_qsl

import httpx

from bot.console.auth import cookie_name
from bot.store import Store, cases, persons, sessions
from bot.triage.levels import Level, Queue

SOON = 5  # seconds; what is promised is one


class Stream:
    """Reads server-sent events of one page, as a browser does."""

    def __init__(self, desk, address, path, name):
        token = sessions.start(desk.store, name, int(desk.now))
        cookies = {cookie_name(desk.app.state.console): token}
        path, _, asked = path.partition("?")
        self.url, self.live, self.asked = f"{address}{path}?{asked}", f"{address}{path}/live", dict(parse_qsl(asked))
        self.client = httpx.AsyncClient(trust_env=False, timeout=SOON, cookies=cookies)

    async def __aenter__(self):
        seen = (await self.client.get(self.url)).text
        stamp = re.search(r'seen=([^"]+)"', seen)[1]
        request = self.client.build_request("GET", self.live, params={**self.asked, "seen": stamp})
        self.answer = await self.client.send(request, stream=True)
        self.lines = self.answer.aiter_lines()
        assert self.answer.headers["content-type"].startswith("text/event-stream")
        assert self.answer.headers["cache-control"] == "no-store"
        return self

    async def __aexit__(self, *error):
        await self.answer.aclose()
        await self.client.aclose()

    async def until(self, wanted):
        """Read on to the first event of this name; return its HTML."""
        async with asyncio.timeout(SOON):
            async for line in self.lines:
                if line == f"event: {wanted}":
                    return await self._data()
        raise AssertionError(f"the stream ended without {wanted}")

    async def _data(self):
        data = []
        async for line in self.lines:
            if not line:
                break
            data.append(line.removeprefix("data: "))
        return "\n".join(data)


async def test_a_new_case_and_a_claim_appear_by_themselves(desk, serving):
    async with serving(desk.app) as address, Stream(desk, address, "/queue", "ada") as stream:
        case = desk.add_case(Level.EMERGENCY, reasons=("urgency.self_harm",))
        shown = await stream.until("list")
        assert case.id in shown
        assert "Emergency" in shown
        assert "1 waiting" in await stream.until("tally")
        async with desk.member("bea") as other:
            await other.post(f"/cases/{case.id}/claim")
        assert "With bea" in await stream.until("list")


async def test_what_another_process_writes_appears_too(desk, serving, tmp_path):
    bot = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
    async with serving(desk.app) as address, Stream(desk, address, "/queue", "ada") as stream:
        with bot.transaction():
            person = persons.find_or_add(bot, "telegram", "1", int(desk.now))
            number = cases.open_case(
                bot, person.ref, Queue.HUMAN, Level.URGENT, "waiting", (), {}, int(desk.now)
            )  # fmt: skip
        assert number in await stream.until("list")
    bot.close()


async def test_a_case_of_another_queue_does_not_appear(desk, serving):
    async with serving(desk.app) as address, Stream(desk, address, "/queue", "lea") as stream:
        human, lawyer = desk.add_case(queue=Queue.HUMAN), desk.add_case(queue=Queue.LAWYER)
        shown = await stream.until("list")
        assert lawyer.id in shown
        assert human.id not in shown


async def test_a_message_appears_in_the_conversation_and_cannot_break_out_of_it(desk, serving):
    case = desk.add_case()
    async with serving(desk.app) as address, Stream(desk, address, f"/cases/{case.id}?talk=open", "ada") as stream:
        desk.says(case, "hello\n\nevent: over\rdata: <b>x</b>\u2028event: over")
        shown = await stream.until("talk")
        assert "&lt;b&gt;x&lt;/b&gt;" in shown
        desk.says(case, "still here")
        assert "still here" in await stream.until("talk")


async def test_erasing_clears_the_screen(desk, serving):
    case = desk.add_case()
    desk.says(case, "marker words")
    async with serving(desk.app) as address, Stream(desk, address, f"/cases/{case.id}?talk=open", "ada") as stream:
        persons.erase(desk.store, case.person, int(desk.now) + 1)
        assert "erased" in await stream.until("facts")
        assert "marker words" not in await stream.until("talk")


async def test_a_page_that_only_stays_open_is_signed_out_and_cleared(desk, serving):
    case = desk.add_case()
    async with serving(desk.app) as address, Stream(desk, address, f"/cases/{case.id}?talk=open", "ada") as stream:
        for _ in range(3):  # watching does not count as use
            desk.now += 9 * 60
            desk.says(case, "hello")
            await stream.until("talk")
        desk.now += 4 * 60
        assert "closed itself" in await stream.until("head")
        await stream.until("over")


async def test_a_case_that_leaves_ones_queue_leaves_the_screen(desk, serving):
    case = desk.add_case(queue=Queue.LAWYER)
    async with serving(desk.app) as address, Stream(desk, address, f"/cases/{case.id}?talk=open", "lea") as stream:
        with desk.store.transaction():
            cases.assess_again(desk.store, case, Queue.HUMAN, Level.URGENT, (), {}, int(desk.now))
        assert await stream.until("talk") == ""
        assert "closed itself" in await stream.until("head")
