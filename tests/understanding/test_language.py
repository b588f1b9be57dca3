"""Which language a message is in; English unless its own words tell of another."""

from __future__ import annotations

import pytest

from bot.understanding.language import language_of
from nlu.grammar.words import words_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hola, mi ex subió un video íntimo mío a facebook, tengo 25 años", "es"),
        ("hola tengo 15 años y un hombre me pide 200 dólares o publica mis fotos en instagram", "es"),
        ("necesito ayuda por favor mi ex publicó mis fotos", "es"),
        ("me esta chantajeando un tipo de whatsapp, quiere plata", "es"),
        ("mi mamá me va a matar si ve las fotos", "es"),
        ("che ayudame, vos sabes que puedo hacer?", "es"),
        ("quiero morir", "es"),
        ("voy a suicidarme", "es"),
        ("me están extorsionando", "es"),
        ("no hablo inglés", "es"),
        ("meu ex publicou minhas fotos e não sei o que fazer", "pt"),
        ("oi, um cara ta me ameaçando com minhas fotos no whatsapp", "pt"),
        ("nao aguento mais viver", "pt"),
        ("meu marido me bateu hoje", "pt"),
        ("ele quer 500 reais no pix ou posta tudo no insta", "pt"),
        ("penso em suicídio", "pt"),
        ("je ne sais pas quoi faire, il menace de publier mes photos", "fr"),
        ("salut jai 16 ans et un mec me demande de largent", "fr"),
        ("je veux mourir", "fr"),
        ("mon ex a mis ma video sur telegram", "fr"),
        ("il me frappe", "fr"),
        ("je me scarifie", "fr"),
        ("il va me tuer", "fr"),
        ("mein Ex droht damit, meine Bilder zu veröffentlichen", "de"),
        ("ich moechte nicht mehr leben", "de"),
        ("hallo, er will 300 euro sonst schickt er die bilder an meine schule", "de"),
        ("hilfe, jemand hat mein foto auf insta gestellt", "de"),
        ("ich denke an selbstmord", "de"),
        ("il mio ex ha messo le mie foto su telegram e non so cosa fare", "it"),
        ("मेरे पूर्व प्रेमी ने मेरी तस्वीरें डाल दीं", "hi"),
        ("मुझे जीना नहीं है", "hi"),
        ("mera ex meri photo viral kar raha hai mujhe madad chahiye", "hi"),
        ("bhai wo paise maang raha hai warna video viral kar dega", "hi"),
        ("main marna chahti hoon", "hi"),
        ("uske paas bandook hai", "hi"),
        ("حبيبي السابق نشر صوري ولا أعرف ماذا أفعل", "ar"),
        ("عمري ١٥ سنة وشخص يبتزني بصوري", "ar"),
        ("أريد أن أموت", "ar"),
        ("мой бывший выложил мои фотографии, что мне делать", "ru"),
        ("мне 15 лет, он требует деньги", "ru"),
        ("хочу умереть", "ru"),
        ("mantan saya menyebarkan foto saya, saya harus bagaimana", "id"),
        ("tolong, aku diperas pakai video di whatsapp", "id"),
        ("capek hidup", "id"),
        ("dia minta uang kalau gak foto disebar", "id"),
        ("pengen mati aja", "id"),
        ("pacarku mukulin aku", "id"),
        ("eski sevgilim fotoğraflarımı paylaştı ne yapmalıyım", "tr"),
        ("bana santaj yapiyor, para istiyor", "tr"),
        ("artık yaşamak istemiyorum", "tr"),
        ("15 yaşındayım ve çok korkuyorum", "tr"),
        ("14 yaşındayım", "tr"),
        ("reşit değilim", "tr"),
        ("ikinalat ng ex ko ang mga litrato ko, ano ang gagawin ko", "tl"),
        ("papatayin daw niya ako", "tl"),
        ("tulong po", "tl"),
        ("gusto ko nang mamatay", "tl"),
        ("我的照片被发到网上了怎么办", "und"),
        ("Min katt vägrar äta det nya fodret, är det någon som vet ett knep?", "und"),
    ],
)
def test_a_sentence_tells_its_language(text, language):
    assert language_of(words_of(text)) == language


@pytest.mark.parametrize(
    "text",
    [
        "my ex posted my pictures and i don't know what to do",
        "he posted my pics on insta and wants 300 by tonight",
        "sry typo im 19 not 16", "idk wat 2 do", "he gon post it tmrw fr", "pls help me bro", "omg pls",
        "ok cool thx bye", "my bf leaked me", "gotta go ttyl", "ur voice must be sexy",
        "saw ur thing on tiktok, hey", "weds she shows everyone", "nudes in a subreddit", "rather not exist thx",
        "hi im emre im 12", "hey its maria from la", "im ana santos, 17, manila", "Maria Santos, Nairobi, 24",
        "Jean Dupont Paris Lyon", "De la Cruz", "instagram name is jess_99", "delete me off xhamster",
        "airdrop. airplane mode. row 22.", "person pls", "lol wtf is dis", "nah fam he bluffin",
        "yo he want 500 cashapp", "300 usd btc", "18", "im 14 he 19", "snap: kai.x", "tel aviv, uk, 2 pm",
        "my dad gon kill me fr fr", "dont rly care ngl", "can not breathe rn", "by tmr noon 4 more pics or else",
        "pay 1k or friends list", "lkjsdf lskdjf oiwe wlekj", "no no no no",
        "18 para", "12 mal", "24 va", "9 pm est", "he has me on tape", "tape 9", "20 mate", "my aja pic",
    ],
)  # fmt: skip
def test_short_english_stays_english(text):
    assert language_of(words_of(text)) == "en"


@pytest.mark.parametrize(
    "text", ["", "15", "hi", "ok", "thanks ok", "nudes insta", "lol no", "?!", "Nairobi", "gracias"]
)
def test_what_is_short_or_in_doubt_counts_as_english(text):
    assert language_of(words_of(text)) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "he said he'd post it and I can't sleep. odio todo esto",
        "he put a foto of mi hermana in the class group, help us",
    ],
)
def test_a_message_in_two_languages_counts_as_english(text):
    assert language_of(words_of(text)) == "en"
