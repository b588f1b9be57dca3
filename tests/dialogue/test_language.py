"""The language a person writes in is kept, and a short text or somebody else's words do not change it."""

from __future__ import annotations

from bot.handoff.summary import summarise
from tests.dialogue.talk import Talk


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
