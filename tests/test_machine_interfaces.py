"""`classify` and `chat --json` as others drive them: real processes, JSON lines in and out, nothing else on stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.understanding.reading import ABUSE, ACTS, LABELS, NEED, URGENCY
from tests.conftest import ROOT

STORY = "my ex posted my nudes on instagram and says he will send them to my boss unless i pay him 500 by friday"


@pytest.fixture
def bot(nlu, tmp_path):
    def run(*arguments: str, lines: list[object]) -> list[dict]:
        settings = {
            "ALDER_NLU_URL": nlu.url, "ALDER_NLU_TOKEN": nlu.token, "ALDER_DATABASE": str(tmp_path / "alder.db"),
        }  # fmt: skip
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], input=text, text=True, capture_output=True, cwd=ROOT,
            env=os.environ | settings, timeout=90,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


@pytest.mark.parametrize("mode", [(), ("--without-nlu",)], ids=["both", "screen"])
def test_classify_answers_each_line_in_order_in_the_schemes_names(bot, mode):
    texts = ["hello", STORY, "", "im 14 and he says he will send my pics to the class", "x" * 5000]
    answers = bot("classify", *mode, lines=[{"id": number, "text": text} for number, text in enumerate(texts)])
    assert [answer["id"] for answer in answers] == list(range(len(texts)))
    for answer in answers:
        assert set(answer["abuse"]) <= set(ABUSE)
        assert set(answer["need"]) <= set(NEED)
        assert set(answer["urgency"]) <= set(URGENCY)
        assert answer["act"] in ACTS
        assert set(answer["confidence"]) <= set(LABELS)
        assert (answer["queue"] is None) == (answer["level"] == "none")
    assert answers[1]["level"] == "urgent"
    assert answers[1]["reasons"]
    assert answers[1]["entities"]["platform"][0]["value"] == "instagram"
    assert answers[3]["level"] == "urgent"
    assert answers[0]["level"] == "none"


def test_classify_tells_which_line_is_no_message_and_goes_on(bot):
    answers = bot("classify", "--without-nlu", lines=["{broken", {"id": 7}, {"id": 8, "text": "hello"}])
    assert ["error" in answer for answer in answers] == [True, True, False]
    assert answers[2]["id"] == 8


def test_a_conversation_by_json_lines(bot):
    events = [
        {"command": "/start"}, {"tap": "SAFE"}, {"text": STORY}, {"text": "i am 27"}, {"photo": True},
        {"tap": "no such button"}, {"command": "/erase"}, {"tap": "yes, erase"}, {"reset": True}, {"text": "hi"},
        "not json", {"unknown": 1},
    ]  # fmt: skip
    answers = bot("chat", "--json", lines=events)
    assert len(answers) == len(events)
    start, safe, story, age, photo, missing, ask, erased, reset, fresh, broken, unknown = answers
    for answer in answers:
        assert {"replies", "level", "case", "deleted_incoming"} <= set(answer)
        for reply in answer["replies"]:
            assert set(reply) == {"text", "buttons", "links", "documents"}
    assert "bot" in start["replies"][0]["text"]
    assert safe["replies"]
    assert story["level"] == "urgent"
    assert story["case"]["queue"] == "human"
    assert story["case"]["status"] == "waiting"
    assert any("StopNCII" in reply["text"] for reply in age["replies"])
    assert photo["deleted_incoming"] is True
    assert start["deleted_incoming"] is False
    assert "error" in missing
    assert missing["case"] == photo["case"]
    assert ask["replies"][0]["buttons"]
    assert erased["case"] is None
    assert (reset["replies"], reset["level"], reset["case"]) == ([], "none", None)
    assert fresh["replies"]
    assert "error" in broken
    assert "error" in unknown
