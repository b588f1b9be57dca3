"""How updates reach the bot: getUpdates with a real long poll, or a webhook that tries again."""

import asyncio
import json
import time
from typing import Any

import aiohttp

from tests.telegram.fake.methods import Refused
from tests.telegram.fake.world import Json, World

RETRY_SECONDS = 0.2
WEBHOOK_TIMEOUT = aiohttp.ClientTimeout(total=10)


class Delivery:
    """The one queue of updates and its two ways out, never both at once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.webhook: Json = {}
        self.pushes: list[int] = []
        self.last_error = ""
        self._poll = 0
        self._workers: set[asyncio.Task[None]] = set()
        self._under_way: set[int] = set()
        self.methods = {
            "getUpdates": self.get_updates, "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook, "getWebhookInfo": self.get_webhook_info,
        }  # fmt: skip

    async def get_updates(self, call: Json) -> list[Json]:
        """getUpdates: forgets what is below offset, waits up to timeout, ends an older call with 409."""
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._remember(call)
        self._poll += 1
        mine = self._poll
        for update_id in [number for number in self.world.pending if number < call.get("offset", 0)]:
            del self.world.pending[update_id]
        await self.world.wake()
        await self._wait(mine, call.get("timeout", 0))
        if self._poll != mine:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        return [self.world.pending[number] for number in sorted(self.world.pending)][: call.get("limit", 100)]

    async def set_webhook(self, call: Json) -> bool:
        """setWebhook: an empty url is deleteWebhook; otherwise pushing begins at once."""
        if not call["url"]:
            return await self.delete_webhook(call)
        self._remember(call)
        await self.stop()
        self.webhook = call
        count = min(call.get("max_connections", 40), 100)
        self._workers = {asyncio.create_task(self._push_all()) for _ in range(count)}
        return True

    async def delete_webhook(self, call: Json) -> bool:
        """deleteWebhook: pushing ends; updates stay unless they are to be dropped."""
        await self.stop()
        if call.get("drop_pending_updates"):
            self.world.pending.clear()
        return True

    async def get_webhook_info(self, call: Json) -> Json:
        """getWebhookInfo: where updates go and how many wait."""
        info = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        info["pending_update_count"] = len(self.world.pending)
        return info | ({"last_error_message": self.last_error} if self.last_error else {})

    async def stop(self) -> None:
        """End all pushing."""
        self.webhook = {}
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._workers = set()
        self._under_way.clear()

    def _remember(self, call: Json) -> None:
        if "allowed_updates" in call:
            self.world.allowed = call["allowed_updates"]

    async def _wait(self, mine: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self.world.pending and self._poll == mine:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            try:
                async with asyncio.timeout(left), self.world.changed:
                    await self.world.changed.wait_for(lambda: self.world.pending or self._poll != mine)
            except TimeoutError:
                return

    async def _push_all(self) -> None:
        async with aiohttp.ClientSession(timeout=WEBHOOK_TIMEOUT) as session:
            while True:
                update_id = await self._next()
                try:
                    accepted = await self._push(session, self.world.pending[update_id])
                    if accepted:
                        self.world.pending.pop(update_id, None)
                        await self.world.wake()
                    else:
                        await asyncio.sleep(RETRY_SECONDS)
                finally:
                    self._under_way.discard(update_id)

    async def _next(self) -> int:
        def waiting() -> list[int]:
            return sorted(number for number in self.world.pending if number not in self._under_way)

        async with self.world.changed:
            await self.world.changed.wait_for(waiting)
            update_id = waiting()[0]
            self._under_way.add(update_id)
        return update_id

    async def _push(self, session: aiohttp.ClientSession, update: Json) -> bool:
        headers: dict[str, Any] = {"Content-Type": "application/json"}
        if secret := self.webhook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        try:
            async with session.post(self.webhook["url"], data=json.dumps(update), headers=headers) as answer:
                self.pushes.append(answer.status)
                self.last_error = "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
                return answer.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = type(error).__name__
            return False
