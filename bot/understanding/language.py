"""Which language a message is in; English unless its own words tell of another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path

import yaml
from lingua import ConfidenceValue, Language, LanguageDetector, LanguageDetectorBuilder

from nlu.grammar.words import Words

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


def _spoken_in(path: Path) -> dict[str, list[str]]:
    """Return each common word with the codes of the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, words in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found


SPOKEN_IN = _spoken_in(Path(__file__).with_name("language_words.yml"))


@cache
def _detector() -> LanguageDetector:
    """Low-accuracy models take 20 MB instead of 220; between languages that both fit they decide as well."""
    return LanguageDetectorBuilder.from_languages(*KNOWN).with_low_accuracy_mode().build()


def language_of(words: Words) -> str:
    """Return the ISO 639-1 code of the language of a text; "en" when short, mixed or in doubt."""
    text = words.text[:LOOKED_AT]
    foreign = len(OTHER_SCRIPT.findall(text))
    if foreign and foreign * 2 > sum(map(str.isalpha, text)):
        return _by_script(text)
    within = bisect_right(words.spans, LOOKED_AT, key=itemgetter(1))
    return _by_words(words.words[:within], text)


def _by_script(text: str) -> str:
    best = _detector().compute_language_confidence_values(text)[0]
    if best.language == Language.UKRAINIAN and not UKRAINIAN.search(text):
        return "ru"  # short words are the same in both; a Ukrainian text soon shows its own letters
    return _code(best) if best.value > 0 else UNKNOWN


def _by_words(row: Sequence[str], text: str) -> str:
    # The detector alone takes slang and names for Tagalog or French: it only chooses between what the words allow.
    words = [word for word in row if word.isalpha()]
    own = Counter(code for word in words for code in SPOKEN_IN.get(word, ()))
    english, most = own.pop("en", 0), max(own.values(), default=0)
    spoken = sum(map(str.isalnum, row))  # numbers too: "14 yasindayim" is a sentence
    if spoken < FEWEST or most <= english or most * SHARE < len(words):
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
