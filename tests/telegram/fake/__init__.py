"""A Telegram Bot API of our own: real HTTP, Telegram's refusals and limits, and persons to write as."""

from tests.telegram.fake.client import TOKEN, FakeTelegram, Person, Reply, connected, fake_telegram

__all__ = ["TOKEN", "FakeTelegram", "Person", "Reply", "connected", "fake_telegram"]
