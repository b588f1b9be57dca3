"""Which language a message is in; English unless we are sure of another."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from lingua import Language, LanguageDetector, LanguageDetectorBuilder

UNKNOWN = "und"  # surely not English, and none that we know by name
KNOWN = (
    Language.ENGLISH, Language.SPANISH, Language.PORTUGUESE, Language.FRENCH, Language.GERMAN, Language.ITALIAN,
    Language.HINDI, Language.ARABIC, Language.RUSSIAN, Language.UKRAINIAN, Language.INDONESIAN, Language.TURKISH,
    Language.TAGALOG,
)  # fmt: skip
LOOKED_AT = 200  # characters: enough to tell, and it bounds the time
SURE = 0.8
SHORT = 4  # Latin-script words below which a guess is worth little
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
WORD = re.compile(r"[^\W\d_]+")
OTHER_SCRIPT = re.compile("[\u0370-\u1cff\u1f00-\u1fff\u2c00-\ua63f\ua700-\uabff\uac00-\ud7ff]")
with Path(__file__).with_name("language_words.yml").open(encoding="utf-8") as _lines:
    COMMON_WORDS = yaml.load(_lines, yaml.BaseLoader)
HINDI_IN_LATIN = frozenset(COMMON_WORDS["hindi_in_latin"])
ENGLISH = frozenset(COMMON_WORDS["english"])


@cache
def _detector() -> LanguageDetector:
    """Low-accuracy models take 20 MB instead of 220; on whole sentences they decide as well."""
    return LanguageDetectorBuilder.from_languages(*KNOWN).with_low_accuracy_mode().build()


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; "en" when short, mixed or in doubt."""
    text = text[:LOOKED_AT]
    words = WORD.findall(text.lower())
    letters = sum(map(len, words))
    foreign = len(OTHER_SCRIPT.findall(text)) * 2 > letters > 0
    if not foreign and len(words) < SHORT:
        return "en"
    if not foreign and sum(word in HINDI_IN_LATIN for word in words) * 3 >= len(words):
        return "hi"
    if not foreign and sum(word in ENGLISH for word in words) * 3 >= len(words):
        return "en"
    best = _detector().compute_language_confidence_values(text)[0]
    if best.language == Language.UKRAINIAN and not UKRAINIAN.search(text):
        return "ru"  # short words are the same in both; a Ukrainian text soon shows its own letters
    if best.value >= SURE or (foreign and best.value > 0):
        return best.language.iso_code_639_1.name.lower()
    return UNKNOWN if foreign else "en"
