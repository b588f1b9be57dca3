"""The door to the real Rasa server: it reads, it gives up in time, it quotes nobody."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import psutil
import pytest

from bot import parts
from bot.config import ROOT, Config
from bot.errors import NluUnavailable
from bot.understanding.rasa import Rasa, to_reading
from bot.understanding.reading import LABELS, Reading
from bot.understanding.server import NluServer
from bot.understanding.understand import Understanding, join
from nlu.grammar.entity import Entity
from tests.telegram.waiting import until

STORY = "my ex posted my nudes on instagram and says he will send them to my boss unless i pay him 500 by friday"


@pytest.fixture
async def rasa(nlu):
    client = Rasa(nlu.url, nlu.token, 5)
    yield client
    await client.close()


async def test_the_trained_model_reads_labels_act_and_facts(rasa):
    reading = await rasa.read(STORY)
    assert {"abuse.sextortion", "urgency.sextortion", "urgency.deadline"} <= reading.labels
    assert reading.act == "report"
    assert set(reading.confidence) == set(LABELS)
    assert all(0 <= value <= 1 for value in reading.confidence.values())
    facts = {entity.kind: entity.value for entity in reading.entities}
    assert facts["platform"] == "instagram"
    assert facts["amount"] == 500


async def test_a_wrong_token_is_silence_not_a_guess(nlu):
    client = Rasa(nlu.url, "wrong", 5)
    with pytest.raises(NluUnavailable):
        await client.read("hello")
    await client.close()


async def test_a_slow_nlu_is_given_up_in_time_and_no_words_are_quoted():
    async def never_answer(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(never_answer, "127.0.0.1", 0)
    client = Rasa(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", None, 0.3)
    with pytest.raises(NluUnavailable) as error:
        await asyncio.wait_for(client.read("marker-words-tapir"), 3)
    assert "tapir" not in repr(error.value)
    assert error.value.__cause__ is None
    await client.close()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("answer", [{}, {"labels": {}, "intent": None, "entities": []}, {"labels": {"abuse.x": {}}}])
def test_a_strange_answer_is_no_reading(answer):
    with pytest.raises((KeyError, TypeError)):
        to_reading(answer)


async def test_urgency_is_found_with_the_nlu_dead(content):
    config = Config(_env_file=None, nlu_url="http://127.0.0.1:9", nlu_timeout=0.5)
    async with parts.understanding(config, content) as understanding:
        for text, label in (
            ("im 15 and hes going to post it tonight", "urgency.minor"),
            ("i want to kill myself", "urgency.self_harm"),
            ("pay me 300 or i post your nudes, he says", "urgency.sextortion"),
            ("he is outside my door with a knife", "urgency.physical_danger"),
        ):
            assert label in (await understanding.read(text)).labels, text


def test_neither_reader_can_hide_an_urgency_from_the_other():
    screened = Reading(labels=frozenset({"urgency.self_harm", "need.removal"}), act="report")
    read = Reading(labels=frozenset({"urgency.minor", "abuse.deepfake"}), act="deny", confidence={"urgency.minor": 0.9})
    joined = join(screened, read)
    assert joined.labels == {"urgency.self_harm", "urgency.minor", "abuse.deepfake"}
    assert joined.act == "deny"
    beside_the_point = Reading(act="out_of_scope")
    assert join(screened, beside_the_point).act == "report"
    assert join(Reading(), beside_the_point).act == "out_of_scope"


def test_what_only_the_screen_found_needs_some_belief_of_rasa():
    screened = Reading(labels=frozenset({"abuse.porn_site_post"}))
    assert "abuse.porn_site_post" in join(screened, Reading(confidence={"abuse.porn_site_post": 0.3})).labels
    assert "abuse.porn_site_post" not in join(screened, Reading(confidence={"abuse.porn_site_post": 0.0005})).labels


@pytest.mark.parametrize(
    ("label", "probability", "rule", "counts"),
    [
        ("urgency.sextortion", 0.001, "urgency.sextortion/live_demand", False),
        ("urgency.sextortion", 0.02, "urgency.sextortion/live_demand", True),
        ("urgency.sextortion", 0.001, "abuse.sextortion/es", True),
        ("urgency.minor", 0.001, "urgency.minor/hi_latin", True),
        ("urgency.self_harm", 0.001, "urgency.self_harm/named", True),
        ("urgency.physical_danger", 0.001, "urgency.physical_danger/weapon", True),
    ],
)
def test_rasa_outweighs_a_firm_rule_only_when_sure_in_its_own_language_and_never_where_life_is_at_stake(
    label, probability, rule, counts
):
    screened = Reading(labels=frozenset({label}), confidence={label: 0.9}, rules=(rule,))
    assert (label in join(screened, Reading(confidence={label: probability})).labels) is counts


@pytest.mark.parametrize(
    ("language", "label", "probability", "counts"),
    [
        ("es", "urgency.minor", 0.3, False),
        ("es", "urgency.minor", 0.6, True),
        ("es", "urgency.self_harm", 0.3, True),
        ("en", "urgency.minor", 0.3, True),
    ],
)
def test_in_another_language_rasa_must_find_a_label_likelier_than_not_unless_life_is_at_stake(
    language, label, probability, counts
):
    read = Reading(labels=frozenset({label}), confidence={label: probability})
    assert (label in join(Reading(language=language), read).labels) is counts


GROWN_UP = Entity("age", 29, 0, 5, "im 29", {"high": 29, "whose": "writer", "when": "now", "school": False})
CHILD = Entity("age", 13, 9, 11, "13", {"high": 13, "whose": "subject", "when": "now", "school": False})


@pytest.mark.parametrize(
    ("ages", "probability", "counts"),
    [
        ((GROWN_UP,), 0.2, False),
        ((GROWN_UP,), 0.3, True),
        ((GROWN_UP, CHILD), 0.2, True),
        ((CHILD,), 0.2, True),
        ((), 0.2, True),
    ],
)
def test_a_doubtful_child_does_not_count_where_only_a_grown_up_writer_is_named(ages, probability, counts):
    read = Reading(labels=frozenset({"urgency.minor"}), confidence={"urgency.minor": probability})
    assert ("urgency.minor" in join(Reading(entities=ages), read).labels) is counts


@pytest.mark.parametrize(
    ("ages", "probability", "counts"), [((GROWN_UP,), 0.6, False), ((GROWN_UP,), 0.95, True), ((), 0.6, True)]
)
def test_nor_in_a_language_whose_ages_rasa_cannot_read_unless_it_is_almost_sure(ages, probability, counts):
    read = Reading(labels=frozenset({"urgency.minor"}), confidence={"urgency.minor": probability})
    assert ("urgency.minor" in join(Reading(entities=ages, language="es"), read).labels) is counts


async def test_the_embedded_server_comes_back_after_it_was_killed(content):
    server = NluServer(ROOT, "-a-token-may-begin-with-a-dash")
    rasa = server.client(2)
    understanding = Understanding((await _screen(content)), rasa)
    await server.start()
    try:
        assert await server.wait_ready(rasa, 90)
        first = server.pid
        os.kill(first, signal.SIGKILL)
        assert "urgency.self_harm" in (await understanding.read("i want to kill myself")).labels
        assert await server.wait_ready(rasa, 90)
        assert server.pid not in (None, first)
    finally:
        await rasa.close()
        await server.stop()
    assert server.pid is None


async def _screen(content):
    from bot.understanding.screen import Screen

    return Screen.load(content.platforms.values())


async def test_the_embedded_server_does_not_outlive_a_bot_that_was_killed(tmp_path):
    starter = (
        "import asyncio, sys\n"
        "from bot.config import ROOT\n"
        "from bot.understanding.server import NluServer\n"
        "async def main():\n"
        "    server = NluServer(ROOT)\n"
        "    await server.start()\n"
        "    while server.pid is None: await asyncio.sleep(0.05)\n"
        "    print(server.pid, flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", starter, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await until(lambda: gone(child), within=60)


async def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
