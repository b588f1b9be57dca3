"""`python -m bench.screen_time`: how long the screen reads a message, by its length, in milliseconds of CPU."""

from __future__ import annotations

import statistics
import time
import timeit

from bench.screen import messages
from bot.config import ROOT
from bot.content import load
from bot.understanding.screen import Screen

LENGTHS = ((90, 110), (240, 260), (480, 520), (600, 2000))  # characters, from and to
MOST = 100  # messages of each length
REPEATS = 15  # the fastest counts: what else the machine does is no matter of the screen


def main() -> None:
    """Print how long training messages of each length take."""
    screen, texts = Screen.load(load(ROOT).platforms.values()), [text for text, _ in messages(ROOT / "nlu" / "data")]
    print("characters  messages   mean    p95    max   over 1 ms")
    for low, high in LENGTHS:
        spent = sorted(_milliseconds(screen, text) for text in [t for t in texts if low <= len(t) <= high][:MOST])
        p95 = statistics.quantiles(spent, n=20)[-1]
        over = sum(one > 1 for one in spent)
        print(f"{low:4}–{high:<6} {len(spent):8} {statistics.mean(spent):7.2f}{p95:7.2f}{spent[-1]:7.2f} {over:8}")


def _milliseconds(screen: Screen, text: str) -> float:
    return min(timeit.repeat(lambda: screen.read(text), number=1, repeat=REPEATS, timer=time.process_time)) * 1000


if __name__ == "__main__":
    main()
