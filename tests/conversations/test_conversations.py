"""Whole conversations through the real model and the real engine: what people get, turn by turn."""

from __future__ import annotations

import pytest

from bot.chat import Chat
from bot.config import ROOT, Config
from bot.content.check import Avoid
from bot.engine import Engine
from bot.understanding.rasa import Rasa
from bot.understanding.screen import Screen
from bot.understanding.understand import Understanding
from tests.conftest import NOW
from tests.conversations.playing import Conversation, conversations, faults

ALL = conversations()
PATIENCE = 60  # seconds for the model on a busy machine: a reading by the screen alone would be another test
HOUR = 3600


class Clock:
    """Stands still until told to go on."""

    now = float(NOW)

    def __call__(self) -> float:
        return self.now

    def wait(self, hours: float) -> None:
        self.now += hours * HOUR


@pytest.fixture(scope="session")
def screen(content):
    return Screen.load(content.platforms.values())


@pytest.fixture(scope="session")
def avoid():
    return Avoid(ROOT / "responses" / "en" / "avoid.yml")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def chat(store, content, screen, nlu, clock):
    rasa = Rasa(nlu.url, nlu.token, PATIENCE)
    yield Chat(Engine(store, Understanding(screen, rasa), content, Config(_env_file=None), clock), "test", "1")
    await rasa.close()


@pytest.mark.parametrize("conversation", ALL, ids=lambda conversation: conversation.id)
async def test_a_conversation_goes_as_it_should(conversation: Conversation, chat, avoid, clock):
    found = await faults(chat, conversation, avoid, clock.wait)
    if conversation.misread:
        assert found, "the model reads it rightly now: take `misread` out of the file"
    elif found:
        pytest.fail("\n\n".join((conversation.who, *found)), pytrace=False)


def test_there_are_many_conversations_each_with_a_name_of_its_own():
    assert len(ALL) >= 120
    assert len({conversation.id for conversation in ALL}) == len(ALL)


@pytest.mark.parametrize(
    "slip",
    [{"must_sya": ["988"]}, {"facts": {"contry": "US"}}, {"tap": "Menu"}, {"level": "high"}, {"case": "police"}],
    ids=lambda slip: next(iter(slip)),
)
def test_a_slip_in_a_file_is_an_error_and_no_lost_expectation(slip):
    turn = {"says": "hi", "level": "none", "case": "none", "must_say": ["a"], "must_not_say": ["b"]}
    good = {"id": "x", "who": "y", "turns": [turn, {"says": "ok"}, {"photo": True}]}
    assert Conversation.model_validate(good)
    with pytest.raises(ValueError, match=r"turns\.0"):
        Conversation.model_validate(good | {"turns": [turn | slip, *good["turns"][1:]]})
