"""The fake's HTTP side: /bot<token>/<method> for the bot, /control/<verb> for the test."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.telegram.fake.control import Control
from tests.telegram.fake.delivery import Delivery
from tests.telegram.fake.faults import REFUSALS, Fault, Faults
from tests.telegram.fake.limits import Limits
from tests.telegram.fake.methods import Methods, Refused
from tests.telegram.fake.spec import load
from tests.telegram.fake.world import Json, World

SENDS = {"sendMessage", "sendDocument"}


class Server:
    """One fake Bot API: its state, its call log and its HTTP routes."""

    def __init__(self) -> None:
        self.spec = load()
        self.world = World(self.spec)
        self.methods = Methods(self.world)
        self.delivery = Delivery(self.world)
        self.limits, self.faults = Limits(), Faults()
        self.calls: list[Json] = []
        self.under_way: list[Json] = []
        self.counts: Counter[str] = Counter()
        self.tokens: set[str] = set()
        self.log_calls = True

    def app(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_route("*", "/file/bot{token}/{path:.*}", self.file)
        app.router.add_post("/control/{verb}", Control(self).handle)
        return app

    async def file(self, request: web.Request) -> web.Response:
        """A download: refused, and counted."""
        self.counts["download"] += 1
        return web.Response(status=404)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One Bot API call: checked, perhaps spoilt, carried out, logged."""
        method = request.match_info["method"]
        self.tokens.add(request.match_info["token"])
        raw = await read_body(request)
        self.counts[method] += 1
        entry: Json = {"method": method, "at": time.monotonic(), "fields": raw}
        self.under_way.append(entry)
        try:
            fault = self.faults.take(method, int(raw.get("chat_id", 0) or 0))
            result = await self._spoilt(fault, method, raw, request)
            entry["status"] = 200
            return web.json_response({"ok": True, "result": result})
        except Refused as refusal:
            entry["status"] = refusal.code
            return web.json_response(answer(refusal), status=refusal.code)
        finally:
            self.under_way.remove(entry)
            self._log(entry)

    async def _spoilt(self, fault: Fault | None, method: str, raw: Json, request: web.Request) -> Any:
        if fault is None:
            return await self.run(method, raw)
        if fault.kind in REFUSALS:
            code, words = REFUSALS[fault.kind]
            raise Refused(code, words, **({"retry_after": int(fault.seconds)} if code == 429 else {}))
        if fault.kind == "migrated":
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, migrate_to_chat_id=fault.new_chat)
        if fault.kind == "latency":
            await asyncio.sleep(fault.seconds)
        result = await self.run(method, raw) if fault.kind != "drop" else None
        if fault.kind != "latency" and request.transport is not None:
            request.transport.close()
        return result

    async def run(self, method: str, raw: Json) -> Any:
        """Carry one call out, or raise Refused; a call outside the published API is a mistake as well."""
        known = self.methods.table | self.delivery.methods
        if method not in known or method not in self.spec.methods:
            self.world.mistakes.append(f"no method {method}")
            raise Refused(404, "Not Found")
        call, faults = self.spec.read_call(method, raw)
        if faults:
            self.world.mistakes += faults
            raise Refused(400, f"Bad Request: {faults[0]}")
        if wait := self.limits.wait(method, int(call.get("chat_id", 0)), time.monotonic()):
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        result = known[method](call)
        if asyncio.iscoroutine(result):
            result = await result
        self._check_result(method, result)
        if method in SENDS:
            await self.world.wake()
        return result

    def _check_result(self, method: str, result: Any) -> None:
        if method != "getUpdates":  # updates are checked when they are made, raw ones never
            returns = self.spec.methods[method]["returns"]
            self.world.mistakes += self.spec.check(result, returns, f"answer of {method}")

    def _log(self, entry: Json) -> None:
        self.counts[f"{entry['method']} {entry.get('status', 0)}"] += 1
        if self.log_calls:
            self.calls.append(entry)


def answer(refusal: Refused) -> Json:
    """Return the body of a refusal."""
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return body | ({"parameters": refusal.parameters} if refusal.parameters else {})


async def read_body(request: web.Request) -> Json:
    """Return the parameters of a form, a multipart form (files as name and size), JSON or query."""
    if request.content_type == "application/json":
        body: Json = json.loads(await request.text() or "{}")
        return body
    values: Json = dict(request.query)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            size = len(value.file.read())
            values[name] = {"name": value.filename, "size": size, "type": value.content_type}
        else:
            values[name] = value
    return values


@asynccontextmanager
async def running(port: int = 0) -> AsyncIterator[tuple[Server, str]]:
    """Serve on loopback; yields the server and its address, such as http://127.0.0.1:40001."""
    server = Server()
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        yield server, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await server.delivery.stop()
        await runner.cleanup()
