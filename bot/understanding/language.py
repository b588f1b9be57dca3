"""Which language a message is in; English unless its own words tell of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from lingua import ConfidenceValue, Language, LanguageDetector, LanguageDetectorBuilder

from nlu.grammar.words import words_of

UNKNOWN = "und"  # surely not English, and none that we know by name
KNOWN = (
    Language.ENGLISH, Language.SPANISH, Language.PORTUGUESE, Language.FRENCH, Language.GERMAN, Language.ITALIAN,
    Language.HINDI, Language.ARABIC, Language.RUSSIAN, Language.UKRAINIAN, Language.INDONESIAN, Language.TURKISH,
    Language.TAGALOG,
)  # fmt: skip
LOOKED_AT = 200  # characters: enough to tell, and it bounds the time
FEWEST = 2  # words of its own by which a language in Latin letters is known
SHARE = 5  # and one word in so many must be one
SURE = 0.8  # how sure the detector must be where there is one such word only, and none that is English
WHOLE = 8  # words without an English one that are surely not English
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
OTHER_SCRIPT = re.compile("[\u0370-\u1cff\u1f00-\u1fff\u2c00-\ua63f\ua700-\uabff\uac00-\ud7ff]")
with Path(__file__).with_name("language_words.yml").open(encoding="utf-8") as _lines:
    COMMON: dict[str, frozenset[str]] = {
        code: frozenset(words) for code, words in yaml.load(_lines, yaml.BaseLoader).items()
    }


@cache
def _detector() -> LanguageDetector:
    """Low-accuracy models take 20 MB instead of 220; between languages that both fit they decide as well."""
    return LanguageDetectorBuilder.from_languages(*KNOWN).with_low_accuracy_mode().build()


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; "en" when short, mixed or in doubt."""
    text = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, text))
    return _by_script(text) if len(OTHER_SCRIPT.findall(text)) * 2 > letters > 0 else _by_words(text)


def _by_script(text: str) -> str:
    best = _detector().compute_language_confidence_values(text)[0]
    if best.language == Language.UKRAINIAN and not UKRAINIAN.search(text):
        return "ru"  # short words are the same in both; a Ukrainian text soon shows its own letters
    return _code(best) if best.value > 0 else UNKNOWN


def _by_words(text: str) -> str:
    # The detector alone takes slang and names for Tagalog or French: it only chooses between what the words allow.
    words = [word for word in words_of(text).words if word.isalpha()]
    own = {code: sum(word in common for word in words) for code, common in COMMON.items()}
    english, most = own.pop("en"), max(own.values())
    if len(words) < FEWEST or most <= english or most * SHARE < len(words):
        return UNKNOWN if not english and len(words) >= WHOLE else "en"
    likely = [code for code, count in own.items() if count == most]
    if most >= FEWEST and len(likely) == 1:
        return likely[0]
    sureness = _sureness(text)
    best = max(likely, key=sureness.__getitem__)
    return best if most >= FEWEST or (not english and sureness[best] >= SURE) else "en"


def _sureness(text: str) -> Mapping[str, float]:
    found = _detector().compute_language_confidence_values(text)
    return {_code(value): value.value for value in found}


def _code(value: ConfidenceValue) -> str:
    return str(value.language.iso_code_639_1.name).lower()
