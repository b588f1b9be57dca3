"""Every word the bot says and every fact it relies on, loaded from responses/ and checked."""

from bot.content.card import Band, Card
from bot.content.content import Content
from bot.content.link import Link
from bot.content.load import load
from bot.content.place import Place
from bot.content.platform import Platform

__all__ = ["Band", "Card", "Content", "Link", "Place", "Platform", "load"]
