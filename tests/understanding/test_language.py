"""Which language a message is in: English unless we are sure of another."""

from __future__ import annotations

import pytest

from bot.understanding.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my ex posted my pictures and i don't know what to do", "en"),
        ("he posted my pics on insta and wants 300 by tonight", "en"),
        ("necesito ayuda por favor mi ex publicó mis fotos", "es"),
        ("meu ex publicou minhas fotos e não sei o que fazer", "pt"),
        ("je ne sais pas quoi faire, il menace de publier mes photos", "fr"),
        ("mein Ex droht damit, meine Bilder zu veröffentlichen", "de"),
        ("मेरे पूर्व प्रेमी ने मेरी तस्वीरें डाल दीं", "hi"),
        ("mera ex meri photo viral kar raha hai mujhe madad chahiye", "hi"),
        ("حبيبي السابق نشر صوري ولا أعرف ماذا أفعل", "ar"),
        ("мой бывший выложил мои фотографии, что мне делать", "ru"),
        ("mantan saya menyebarkan foto saya, saya harus bagaimana", "id"),
        ("eski sevgilim fotoğraflarımı paylaştı ne yapmalıyım", "tr"),
        ("ikinalat ng ex ko ang mga litrato ko, ano ang gagawin ko", "tl"),
        ("我的照片被发到网上了怎么办", "und"),
        ("хочу умереть", "ru"),
        ("أريد أن أموت", "ar"),
    ],
)
def test_a_whole_sentence_tells_its_language(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "15", "hi", "ok", "thanks ok", "nudes insta", "lol no", "?!", "Nairobi", "gracias"]
)
def test_what_is_short_or_in_doubt_counts_as_english(text):
    assert language_of(text) == "en"


def test_a_message_in_two_languages_counts_as_english():
    assert language_of("he said he'd post it and I can't sleep. odio todo esto") == "en"
