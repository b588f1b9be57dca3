"""The Telegram bot as a whole: built from the settings, started in order, and stopped without loss."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import structlog
from telegram import BotCommandScopeAllPrivateChats, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot, TypeHandler

from bot.config import Config, host_port
from bot.content import Content
from bot.engine import Engine
from bot.errors import ConfigError
from bot.telegram.board import Board
from bot.telegram.group_chat import GroupChat
from bot.telegram.group_loop import GroupLoop
from bot.telegram.group_view import GroupView
from bot.telegram.handler import Context, Handler
from bot.telegram.inbox import Inbox
from bot.telegram.limits import Limits
from bot.telegram.processor import Processor
from bot.telegram.relay import Relay
from bot.telegram.request import Request
from bot.telegram.sender import Sender
from bot.telegram.sieve import Sieve
from bot.telegram.staff_group import StaffGroup
from bot.telegram.webhook import Webhook, listening

log = structlog.get_logger()
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
COMMANDS = (  # each has a button, and so its words
    "menu", "plan", "human", "log", "hide", "privacy", "language", "export", "erase", "stop",
)  # fmt: skip
SIGNALS = (signal.SIGTERM, signal.SIGINT)
POLL_SECONDS = 30  # how long Telegram holds an empty getUpdates open
STOP_POLLING, STOP_TURNS, STOP_SENDING = 2.0, 5.0, 2.0  # docker kills ten seconds after SIGTERM
LONGEST_WAIT = 30.0

App = Application[ExtBot[None], Context, Any, Any, Any, None]


class TelegramBot:
    """The parts of one bot and how they hang together."""

    def __init__(self, engine: Engine, config: Config, stop: asyncio.Event, limits: Limits | None = None) -> None:
        self.engine, self.config, self.stop = engine, config, stop
        self.sieve = Sieve(engine.store, engine.clock)
        self.inbox = Inbox(engine.store, engine.clock)
        self.requests = Request(), Request(connections=2, sieve=self.sieve)
        self.app = self._build()
        self.limits = limits or Limits()
        self.sender = Sender(self.app.bot, engine.store, engine.outbox_ready, self.limits, engine.clock)
        self.group = self._join()
        handler = Handler(engine, self.group[0] if self.group else None, stop)
        self.app.add_handler(TypeHandler(Update, handler.on_update))
        self.app.add_error_handler(_log_kind)

    def _build(self) -> App:
        token, api = self.config.telegram_token, self.config.telegram_api_url
        if token is None:
            raise ConfigError("ALDER_TELEGRAM_TOKEN: set the token that @BotFather gave you")
        builder = ApplicationBuilder().token(token.get_secret_value())
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
        builder = builder.request(self.requests[0]).get_updates_request(self.requests[1])
        return (
            builder.update_queue(self.inbox)
            .concurrent_updates(Processor(self.inbox, self.stop))
            .job_queue(None)
            .build()
        )

    def _join(self) -> tuple[StaffGroup, GroupLoop] | None:
        """Return what serves the staff group: what takes its updates and what sends to it; None without a group."""
        if self.config.staff_group is None:
            return None
        engine, chat = self.engine, GroupChat(self.app.bot, self.engine.store, self.config.staff_group)
        view = GroupView(engine.content, self.config.console_address)
        relay = Relay(chat, engine, view) if self.config.staff_relay else None
        board = Board(chat, engine.store, view, engine.clock)
        sources = [board.tasks, *([relay.tasks] if relay else [])]
        return StaffGroup(engine, chat, view, relay), GroupLoop(chat, self.limits, sources, self.stop)


async def serve(engine: Engine, config: Config) -> None:
    """Run the Telegram bot until SIGTERM or SIGINT; what is not answered by then waits in the store."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, stop.set)
    try:
        await serve_until(stop, engine, config)
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


async def serve_until(stop: asyncio.Event, engine: Engine, config: Config, limits: Limits | None = None) -> None:
    """Run the Telegram bot until `stop` is set; sending keeps to `limits`, Telegram's own when None."""
    bot = TelegramBot(engine, config, stop, limits)
    async with AsyncExitStack() as parts:
        for request in bot.requests:
            parts.push_async_callback(request.shutdown)  # the library forgets them when it never got through
        parts.push_async_callback(bot.app.shutdown)
        if not await _insist(bot.app.initialize, stop):
            return
        await parts.enter_async_context(_working(bot))
        await _greet(bot.app, engine.content)
        receive = await parts.enter_async_context(_receiver(bot))
        if await _insist(receive, stop):
            log.info("receiving", mode="webhook" if config.webhook_url else "polling")
            await stop.wait()


async def _insist(action: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Do what needs Telegram, trying for as long as it takes; False when stopped first."""
    wait = 1.0
    while not stop.is_set():
        try:
            await action()
        except InvalidToken:  # its text holds the token: drop it
            raise ConfigError("ALDER_TELEGRAM_TOKEN: Telegram refuses it; ask @BotFather for a new one") from None
        except TelegramError as error:
            log.warning("telegram_unreachable", fault=type(error).__name__, seconds=wait)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await stop.wait()
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return True
    return False


@asynccontextmanager
async def _working(bot: TelegramBot) -> AsyncIterator[None]:
    """Turns and sending run; what an earlier process left behind is taken up first."""
    await bot.app.start()
    sending = asyncio.create_task(bot.sender.run())
    grouping = asyncio.create_task(bot.group[1].run()) if bot.group else None
    try:
        await bot.inbox.replay(bot.app.bot)
        yield
    finally:
        bot.stop.set()
        bot.inbox.drop()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_TURNS):
                await bot.app.stop()
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
        await bot.sender.finish(STOP_SENDING)
        if grouping is not None:
            await asyncio.wait([grouping], timeout=STOP_SENDING)
            grouping.cancel()


@asynccontextmanager
async def _receiver(bot: TelegramBot) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    """Yield what makes updates come in: a webhook when the settings name one, else polling."""
    url, secret = bot.config.webhook_url, bot.config.webhook_secret
    if not url or not secret:
        async with _polling(bot.app) as start:
            yield start
        return
    word = secret.get_secret_value()
    host, port = host_port(bot.config.webhook_listen)
    async with listening(Webhook(bot.inbox, bot.app.bot, bot.sieve, word), url, host, port):
        yield lambda: bot.app.bot.set_webhook(url, secret_token=word, allowed_updates=ALLOWED)


@asynccontextmanager
async def _polling(app: App) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    updater = app.updater
    assert updater is not None  # the builder was not told to leave it out
    try:
        yield lambda: updater.start_polling(
            timeout=POLL_SECONDS, allowed_updates=ALLOWED, error_callback=_log_poll_error
        )
    finally:
        if updater.running:
            with suppress(TimeoutError):
                # The library may be asleep between two tries for up to 30 seconds.
                async with asyncio.timeout(STOP_POLLING):
                    await updater.stop()


async def _greet(app: App, content: Content) -> None:
    """Show the neutral list of commands in the app; nothing depends on it."""
    commands = [(name, content.button(name)) for name in COMMANDS]
    try:
        await app.bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
    except TelegramError as error:
        log.warning("commands_not_set", fault=type(error).__name__)


async def _log_kind(update: object, context: Context) -> None:
    log.error("handler_failed", fault=type(context.error).__name__)


def _log_poll_error(error: TelegramError) -> None:
    log.warning("polling_failed", fault=type(error).__name__)
