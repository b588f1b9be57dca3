"""The training messages keep the rules of nlu/README.md."""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.understanding.screen import RULES
from bot.understanding.tables import load_rules
from nlu.labels import ACTS, GROUPS, IMPLIES, LABELS, WITHOUT_LABELS
from nlu.messages import DATA, Example, examples

EVAL = Path(os.environ.get("ALDER_EVAL", DATA.parent.parent.parent / "shared" / "eval" / "messages.jsonl"))
LIKE = 0.6  # share of common 5-character pieces from which two messages count as one
SHARED = LIKE / (1 + LIKE)  # the same, as a share of both together
GRAM = 5
HARD = ("acts_negatives", "negatives2")  # hands that wrote what sounds grave and is not


@pytest.fixture(scope="module")
def messages() -> list[Example]:
    return examples()


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip() or text


def grams(text: str) -> frozenset[str]:
    words = plain(text)
    return frozenset(words[at : at + GRAM] for at in range(max(1, len(words) - GRAM + 1)))


def alike(texts: list[str], others: int = 0) -> Iterator[tuple[int, int]]:
    """Yield pairs of places whose texts are alike; with `others`, only pairs across that border.

    Two sets that share enough pieces share one of their rarest: only those are indexed, so no text meets all others.
    """
    sets = [grams(text) for text in texts]
    common = Counter(gram for pieces in sets for gram in pieces)
    index = defaultdict(list)
    for place, pieces in enumerate(sets):
        rare = sorted(pieces, key=lambda gram: (common[gram], gram))[: int((1 - LIKE) * len(pieces)) + 1]
        near = {other for gram in rare for other in index[gram]} if place >= others else set()
        for other in near:
            both = len(pieces) + len(sets[other])
            if max(len(pieces), len(sets[other])) * (1 + LIKE) < both and len(pieces & sets[other]) > SHARED * both:
                yield other, place
        if not others or place < others:
            for gram in rare:
                index[gram].append(place)


def test_near_duplicates_are_found_and_different_messages_are_not():
    texts = ["he posted my pictures on reddit", "he posted my picture on reddit!", "she posted a video of me on tiktok"]
    assert list(alike(texts)) == [(0, 1)]
    assert list(alike([texts[1], texts[2], texts[0]], others=2)) == [(0, 2)]


def test_every_label_and_act_is_one_of_the_scheme(messages):
    assert {label for message in messages for label in message.labels} == set(LABELS)
    assert {message.act for message in messages} == set(ACTS)


def test_no_message_stands_twice_or_with_other_labels(messages):
    seen: dict[str, Example] = {}
    twice = [(m.hand, m.text) for m in messages if seen.setdefault(plain(m.text), m) is not m]
    assert twice == []


def test_no_two_messages_are_alike(messages):
    assert [(messages[i].text, messages[j].text) for i, j in alike([m.text for m in messages])] == []


def test_labels_agree_with_the_logic_of_the_scheme(messages):
    both = {"abuse.threat_to_share", "abuse.sextortion"}
    lacking = [
        m.text for m in messages for name, implied in IMPLIES.items() if name in m.labels and implied not in m.labels
    ]
    assert lacking == []
    assert [m.text for m in messages if m.act in WITHOUT_LABELS and m.labels] == []
    assert sum(both <= m.labels for m in messages) < 0.02 * len(messages)  # only where two threats are told


def test_there_are_enough_messages_of_every_kind(messages):
    count = Counter(label for message in messages for label in message.labels)
    situations = [m for m in messages if m.labels]
    assert len(messages) >= 6000
    assert {label: n for label, n in count.items() if n < (500 if label.startswith("urgency") else 250)} == {}
    assert sum(m.act == "out_of_scope" for m in messages) >= 800
    assert sum(2 <= len(m.labels) <= 4 for m in situations) >= 0.5 * len(situations)
    assert sum(m.hand in HARD for m in messages) >= 1200
    lengths = [len(m.text.split()) for m in messages]
    assert sum(words >= 80 for words in lengths) >= 900
    assert sum(words > 180 for words in lengths) >= 40
    assert sum(words <= 2 for words in lengths) >= 200


def test_no_message_holds_what_rasa_would_read_as_markup(messages):
    assert [m.text for m in messages if re.search(r"\]\s*[({]|\$\{", m.text) or not m.text] == []


def test_files_are_of_the_shape_that_loads_fast():
    """One block a label set and file: Rasa takes three times as long for a block a message."""
    for path in sorted(DATA.glob("*.yml")):
        blocks = re.findall(r"^- intent: .*\n(?:  metadata: .*\n)?", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(blocks) == len(set(blocks)), path.name


@pytest.mark.skipif(not EVAL.exists(), reason="no sealed messages here: set ALDER_EVAL to their path")
def test_no_message_of_the_sealed_set_is_trained_on(messages):
    rows = [json.loads(line) for line in EVAL.read_text(encoding="utf-8").splitlines() if line.strip()]
    ours = [(m.hand, m.text) for m in messages]
    examples_of_rules = [(r.name, text) for r in load_rules(RULES) for text in (*r.examples, *r.counter_examples)]
    ours += [(name, text) for name, text in examples_of_rules if len(text.split()) > 2]  # "yes" is everybody's
    texts = [text for _, text in ours] + [row["text"] for row in rows]
    overlap = [(ours[i][0], rows[j - len(ours)]["id"]) for i, j in alike(texts, others=len(ours))]
    assert overlap == []  # hands and ids only: the sealed texts are not shown


def test_groups_and_acts_are_those_of_the_bot():
    from bot.understanding import reading

    assert (GROUPS, ACTS, LABELS) == (reading.GROUPS, reading.ACTS, reading.LABELS)
