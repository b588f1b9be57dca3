"""However slow or quick Telegram answers, no window ever holds more messages than allowed."""

import heapq
import random

import pytest

from bot.telegram.limits import Limits


@pytest.mark.parametrize("seed", range(5))
def test_no_window_of_arrivals_is_ever_too_full(seed):
    chance = random.Random(seed)
    limits, now, waiting, ends, arrivals = Limits(), 0.0, [], [], []
    waiting = [(chance.choice(["1", "2", "3", "-4"]) if chance.random() < 0.3 else str(n)) for n in range(10, 500)]
    while waiting or ends:
        started = next((chat for chat in waiting if limits.take(chat, group=chat == "-4", now=now)), None)
        if started is not None:
            waiting.remove(started)
            latency = chance.expovariate(5)
            arrivals.append((now + latency * chance.random(), started))
            heapq.heappush(ends, (now + latency, started))
            continue
        now = min([now + limits.next_free(now), *[end for end, _ in ends[:1]]]) + 1e-9
        while ends and ends[0][0] <= now:
            end, chat = heapq.heappop(ends)
            limits.give_back(chat, group=chat == "-4", now=end)
    arrivals.sort()
    assert len(arrivals) == 490
    assert fullest([at for at, _ in arrivals], 1.0) <= 30
    for chat in {chat for _, chat in arrivals}:
        assert fullest([at for at, to in arrivals if to == chat], 1.0) <= 1
    assert fullest([at for at, to in arrivals if to == "-4"], 60.0) <= 20
    assert now < 490 / 30 * 2 + 180


def fullest(times, seconds):
    return max(sum(start <= at < start + seconds for at in times) for start in times)
