"""Numbers in digits or English words."""

from __future__ import annotations

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90}  # fmt: skip
WORDS = {word: number for number, word in enumerate(UNITS)} | TENS | {"fiften": 15, "forteen": 14, "fourten": 14}
ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"], 1
    )
}


def number_at(words: tuple[str, ...], at: int) -> tuple[float, int]:
    """Return the number that starts at word `at` and how many words it takes; (0, 0) if none does."""
    word = words[at]
    if word[0].isdigit():
        return _digits(word), 1
    if word not in WORDS:
        return 0, 0
    value, took = WORDS[word], 1
    if word in TENS and at + 1 < len(words):
        after = at + 2 if words[at + 1] == "-" and at + 2 < len(words) else at + 1
        if 0 < WORDS.get(words[after], 0) < 10:
            return value + WORDS[words[after]], after - at + 1
    return value, took


def _digits(word: str) -> float:
    """Read "1,500" and "1.500" as thousands, "2.5" as a fraction; a clock time is no number."""
    if ":" in word or len(word) > 12:
        return 0
    whole, _, last = word.replace(",", ".").rpartition(".")
    if not whole:
        return int(last)
    if len(last) == 3 and not whole.startswith("0"):
        return int(word.replace(",", "").replace(".", ""))
    return float(f"{whole.replace('.', '')}.{last}")
