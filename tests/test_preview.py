"""The preview shows every card once, filled in, in one page that loads nothing."""

from __future__ import annotations

import re

import pytest

from bot.content.card import PARAM
from scripts.preview import PLAYED, Bubble, page, played

IDS = re.compile(r'<article class="card" id="card-([^"]+)"')


@pytest.fixture(scope="module")
def cards(content) -> list[str]:
    return [card.file.removesuffix(".md") for variants in content.cards.values() for card in variants.values()]


def test_every_card_is_there_once_and_every_parameter_filled_in(content, cards):
    shown = page(content, {})
    assert sorted(IDS.findall(shown)) == sorted(cards)
    words = re.sub(r"<(style|script)>.*?</\1>", "", shown, flags=re.DOTALL)
    words = re.sub(r'data-find="[^"]*"', "", words)  # the card as it is written, for the search
    assert PARAM.findall(words) == []


def test_the_page_loads_nothing_and_what_a_person_typed_is_no_markup(content):
    shown = page(content, {"<b>Title</b>": ("<i>who</i>", [Bubble("1 &lt; 2", mine=True)])})
    assert "<b>Title</b>" not in shown
    assert "<i>who</i>" not in shown
    assert not re.search(r"<link|\bsrc=|@import|url\(", shown)


async def test_a_conversation_of_each_kind_of_abuse_is_really_played(content):
    told = await played(content, with_nlu=False)
    assert list(told) == list(PLAYED)
    for who, bubbles in told.values():
        assert who
        assert any(bubble.mine for bubble in bubbles)
        assert any(bubble.buttons for bubble in bubbles)
