"""The language a person writes in is kept, and a short text or somebody else's words do not change it."""

from __future__ import annotations

from shutil import copytree

import pytest

from bot.config import ROOT
from bot.content import load
from bot.dialogue.state import CaseView
from bot.handoff.summary import summarise
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.language import KNOWN
from tests.dialogue.talk import CONTENT, Talk

HELD = CaseView(id="ABC234", level=Level.URGENT, status=Status.WITH_PERSON)


def test_the_language_of_the_last_text_that_can_tell_is_kept_for_staff():
    talk = Talk()
    assert talk.state.language == "en"
    talk.says("mi ex publicó mis fotos en instagram", language="es")
    talk.says("ok")
    assert summarise(talk.state)["language"] == "es"
    talk.says("sorry i can write english too")
    assert summarise(talk.state)["language"] == "en"


def test_words_typed_for_a_form_are_not_taken_for_the_persons_own_language():
    talk = Talk()
    talk.taps("log:add")
    assert talk.state.asking == "form"
    talk.says("paga o publico todas tus fotos mañana", language="es")
    assert talk.state.language == "en"


@pytest.mark.parametrize("asking", [None, "age", "place", "erase", "crisis", "form"])
def test_languages_are_told_in_any_state_with_a_person_to_ask_for(asking):
    for talk in (Talk(asking=asking), Talk(asking=asking, case=HELD)):
        assert talk.command("/language") == talk.taps("language") == ["language.ours"]
        assert "English" in talk.text
        assert "human" in talk.buttons


@pytest.mark.parametrize("code", sorted(set(CONTENT.phrases.language_not_yet)))
def test_somebody_who_writes_in_another_language_reads_in_it_what_we_cannot_do(code):
    talk = Talk(language=code)
    assert talk.command("/language") == ["language.other"]
    assert CONTENT.phrases.language_not_yet[code] in talk.text
    assert "I know: English." in talk.text
    assert "human" in talk.buttons


def test_every_language_we_know_by_name_is_answered_in_it():
    known = {language.iso_code_639_1.name.lower() for language in KNOWN} - {"en"}
    assert set(CONTENT.phrases.language_not_yet) == known
    assert Talk(language="und").command("/language") == ["language.other"]


def test_a_text_in_another_language_that_says_nothing_to_us_is_answered_in_it():
    talk = Talk()
    assert talk.says("no entiendo nada de esto ahora", language="es") == ["language.other"]
    assert "solo escribo en inglés" in talk.text


def test_the_languages_shown_are_those_that_have_a_folder(tmp_path):
    copytree(ROOT / "responses", tmp_path / "responses")
    (tmp_path / "responses/xx").mkdir()
    (tmp_path / "responses/xx/phrases.yml").write_text("language: Xish\n", encoding="utf-8")
    assert load(tmp_path).languages == "English, Xish"
