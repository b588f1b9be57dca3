"""Text hygiene: what both readers see instead of tricks, censorship and noise."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_lowercase

from .tables import table

HIDDEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip
JOINER_USERS = re.compile("[\u0600-\u06ff\u0900-\u0dff]")  # Persian and Indic spelling needs U+200C and U+200D
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
LATIN_MARK = re.compile("(?<=[A-Za-z\\d])[\u0300-\u036f\u0489\u20d0-\u20f0]+")
QUOTES = str.maketrans("‘’‚‛′`´“”„‟″«»‐‑‒–—―−", "'''''''\"\"\"\"\"\"\"" + "-" * 7)
HOMOGLYPHS = str.maketrans(
    "АВЕКМНОРСТХаеорсухѕіјԛԝһӏɡɑαοενικτρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧƙ",
    "ABEKMHOPCTXaeopcyxsijqwhlgaaoeviktpuABEZHIKMNOPTYXk",
)
# Letters drawn as pictures, white on black, and capitals no taller than small letters: NFKC leaves them.
DRAWN = str.maketrans(
    {chr(first + at): letter for first in (0x1F150, 0x1F170) for at, letter in enumerate(ascii_lowercase)}
    | dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
)
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]")
DISGUISED = re.compile(r"(?<![\w@/.:])[\w*@$€!#|+-]{2,24}(?![\w*@$])")
TOKEN = re.compile(r"\S+")
EDGES = "\".,;:!?()[]{}'~-"
WITHIN = rf"(?=[{re.escape(EDGES)}]*[^\s{re.escape(EDGES)}])"  # the token does not end here
TRICK = re.compile(  # seldom characters first, so that most places are passed over at once
    rf"[\d@$€#|*+_!.I-](?:(?<=[A-Za-z][\d@$€#|*+_])|(?<=[A-Za-z][!.-]){WITHIN}|(?<=[\d@$#*|+_])(?=[A-Za-z])|(?<=[a-z]I))"
)
SPACED = re.compile(r"(?<!\w)[A-Za-z](?:[ .\-_*][A-Za-z]){2,14}(?!\w)")
LEET = str.maketrans("0134578@$€!|+", "oieastbaseiit"), str.maketrans("0134578@$€!|+", "oleastbasellt")
SHORT = 3  # letters: so few with a digit among them ("km5") are no code word
CENSOR = re.compile(r"[*#\-_.]")
STRETCHED = re.compile(r"([A-Za-z])\1{2,}")
TRIPLES = {"www", "xxx", "sss", "iii", "aaa", "kkk", "mmm"}
BANGS = re.compile(r"([!?,;])\1+")
BLANKS = re.compile(r"[^\S\n]+")

PLAIN: dict[str, str] = table("plain_words")["say"]
SECRET = frozenset(table("plain_words")["censored"])
EMOJI: dict[str, str] = table("emoji")
KNOWN: dict[str, str] = {word: word for word in SECRET} | PLAIN  # what is looked for behind a disguise
DOUBLED = frozenset(table("plain_words")["doubled"])
BY_SHAPE: dict[int, list[str]] = {}
for _word in sorted(SECRET):
    BY_SHAPE.setdefault(len(_word), []).append(_word)
EMOJI_RUN = re.compile("|".join(map(re.escape, sorted(EMOJI, key=len, reverse=True))))
PICTURES = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+")


def clean(text: str) -> str:
    """Return `text` in plain words: same meaning, no tricks; other scripts, numbers and case are kept."""
    if not text.isascii():
        text = _latin(unicodedata.normalize("NFKC", _visible(text)))
    text = CONTROL.sub(" ", text)
    if STRETCHED.search(text):
        text = WORD.sub(_unstretched, text)
    text = SPACED.sub(_joined, text)
    if TRICK.search(text) or not PLAIN.keys().isdisjoint(WORD.findall(text.lower())):
        text = TOKEN.sub(_plain, text)
    text = BANGS.sub(r"\1", text)
    return (BLANKS.sub(" ", text) if "  " in text or not text.isascii() else text).strip()


def _latin(text: str) -> str:
    """Read emoji as words and undo what makes Latin letters look like themselves without being them."""
    text = EMOJI_RUN.sub(lambda found: f" {EMOJI[found[0]]} ", text.translate(DRAWN))
    text = LATIN_MARK.sub("", _ascii_digits(PICTURES.sub(" ", text).translate(QUOTES)))
    return WORD.sub(_latin_word, text)


def _visible(text: str) -> str:
    keep = "\u200c\u200d" if JOINER_USERS.search(text) else ""
    return HIDDEN.sub(lambda found: found[0] if found[0] in keep else "", text)


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and c > "\x7f" else c for c in text)


def _latin_word(found: re.Match[str]) -> str:
    """Swap look-alikes only in a word that already has Latin letters, and only if that makes it wholly Latin."""
    word = found[0]
    if word.isascii() or not LATIN.search(word):
        return word
    swapped = word.translate(HOMOGLYPHS)
    return swapped if all(c.isascii() or "\u00c0" <= c <= "\u024f" for c in swapped) else word


def _unstretched(found: re.Match[str]) -> str:
    word = found[0]
    if not STRETCHED.search(word) or word.lower() in TRIPLES:
        return word
    double = STRETCHED.sub(r"\1\1", word)
    return double if double.lower() in DOUBLED else STRETCHED.sub(r"\1", word)


def _joined(found: re.Match[str]) -> str:
    word = re.sub(r"[^A-Za-z]", "", found[0])
    return word if word.lower() in KNOWN else found[0]


def _plain(found: re.Match[str]) -> str:
    """Give a token its plain word: by the table of code words, else by taking off its disguise."""
    token = found[0]
    word = token.strip(EDGES)
    if word.isalpha():
        plain = PLAIN.get(word.lower())
        if "I" in word[1:] and not word.isupper():  # "kiIl"
            plain = KNOWN.get(word.replace("I", "l").lower(), plain)
        return token.replace(word, plain, 1) if plain and not _is_distance(found) else token
    if not TRICK.search(word):
        return WORD.sub(lambda part: PLAIN.get(part[0].lower(), part[0]), token)
    if plain := KNOWN.get(word.replace(".", "").lower()):
        return token.replace(word, plain, 1)
    return DISGUISED.sub(_undisguised, token)


def _is_distance(found: re.Match[str]) -> bool:
    """Say whether a number stands before: "10 kms" is a way to go, "kms" a cry."""
    before = found.string[: found.start()][-2:]
    return found[0].lower().startswith("kms") and before[:1].isdigit()


def _undisguised(found: re.Match[str]) -> str:
    token = found[0]
    low = token.lower()
    if low in PLAIN:
        return PLAIN[low]
    bare = low.rstrip("!+")
    for alphabet in LEET:
        plain = bare.translate(alphabet)
        if plain in SECRET or (plain in PLAIN and len(plain) > SHORT):
            return KNOWN[plain] + low[len(bare) :]
    return _guess(plain) or token if CENSOR.search(plain) else token


def _guess(shape: str) -> str:
    """Return the one sensitive word that fits the letters left standing, or nothing."""
    letters = [(at, c) for at, c in enumerate(shape) if not CENSOR.match(c)]
    if len(letters) < 2 or ("*" not in shape and "#" not in shape):
        return KNOWN.get(CENSOR.sub("", shape), "")
    fits = [word for word in BY_SHAPE.get(len(shape), ()) if all(word[at] == c for at, c in letters)]
    return fits[0] if fits else ""
