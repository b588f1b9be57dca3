"""The trained model and the encoder belong together, and what must not be lost is kept."""

import os
import subprocess
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
READER = """
    import sys
    from pathlib import Path
    import numpy as np
    from nlu.components.heads import Heads, threshold
    from nlu.components.ngrams import Ngrams
    from nlu.components import encoder
    from nlu.components.reader import Reader, WrongEncoder, decide, windows
    from nlu.labels import ACTS, LABELS
"""


@pytest.fixture
def nlu_says(tmp_path):
    """Run lines in the NLU's own environment (numpy lives there, not in the bot's) and return what they print."""

    def say(lines: str) -> str:
        code = textwrap.dedent(READER) + textwrap.dedent(lines)
        done = subprocess.run(
            [str(PYTHON), "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return say


def test_heads_refuse_an_encoder_they_were_not_trained_with(nlu_says):
    says = nlu_says("""
        columns = len(LABELS) + len(ACTS)
        parts = {name: np.zeros(columns) for name in Heads.__dataclass_fields__}
        reader, folder = Reader(Ngrams(["w hi"], np.ones(1)), Heads(**parts), "one"), Path(sys.argv[1])
        reader.save(folder)
        print(Reader.load(folder, "one").encoder)
        try:
            Reader.load(folder, "two")
        except WrongEncoder:
            print("refused")
    """)
    assert says.split() == ["one", "refused"]


def test_a_cry_for_help_is_a_report_even_where_the_act_says_out_of_scope(nlu_says):
    says = nlu_says("""
        def read(*on):
            labels = np.array([0.9 if name in on else 0.1 for name in LABELS])
            acts = np.array([0.9 if name == "out_of_scope" else 0.01 for name in ACTS])
            meaning = decide(labels, acts, np.full(len(LABELS), 0.5))
            return meaning.act, *sorted(meaning.on)
        print(*read("urgency.self_harm", "need.removal"))
        print(*read("need.removal"))
    """)
    assert says.splitlines() == ["report urgency.self_harm", "out_of_scope"]


def test_where_a_miss_weighs_more_the_threshold_is_lower(nlu_says):
    says = nlu_says("""
        chances = np.array([0.9] * 50 + [0.3] * 50 + [0.5] * 60)
        wanted = np.array([1] * 100 + [0] * 60)
        print(threshold(chances, wanted, 3.0) <= 0.3, threshold(chances, wanted, 0.5) > 0.5)
    """)
    assert says.split() == ["True", "True"]


def test_a_long_story_is_read_in_pieces_that_overlap_and_leave_nothing_out(nlu_says):
    says = nlu_says("""
        for count in (1, 200, 201, 341, 900):
            words = [str(number) for number in range(count)]
            pieces = [piece.split() for piece in windows(" ".join(words))]
            seen = [word for piece in pieces for word in piece]
            joined = all(set(one) & set(other) for one, other in zip(pieces, pieces[1:]))
            print(len(pieces), set(seen) == set(words), max(map(len, pieces)), joined)
    """)
    assert says.splitlines() == [
        "1 True 1 True", "1 True 200 True", "2 True 200 True", "3 True 200 True", "6 True 200 True",
    ]  # fmt: skip


def test_what_the_encoder_was_tuned_on_is_trained_on_as_its_twin_saw_it(nlu_says):
    says = nlu_says("""
        class Seen:
            def vector(self, text):
                return np.ones(2, np.float32)
        encoder.UNSEEN = Path(sys.argv[1], "unseen.npz")
        print(encoder.training_vectors(Seen(), ["old", "new"]).tolist())
        np.savez(encoder.UNSEEN, keys=np.array([encoder.key("old")]), vectors=np.zeros((1, 2), np.float16))
        print(encoder.training_vectors(Seen(), ["old", "new"]).tolist())
    """)
    assert says.splitlines() == ["[[1.0, 1.0], [1.0, 1.0]]", "[[0.0, 0.0], [1.0, 1.0]]"]


def test_nearly_every_message_has_what_a_twin_said_of_it(nlu_says):
    """A change of the hygiene renames messages: the heads would then learn from what the encoder knows by heart."""
    says = nlu_says("""
        from nlu.components.wording import readable
        from nlu.messages import examples
        kept = set(np.load(encoder.UNSEEN)["keys"].tolist())
        names = [encoder.key(readable(message.text)) for message in examples()]
        print(sum(name in kept for name in names) / len(names), len(kept & set(names)) / len(kept))
    """)
    found, used = map(float, says.split())
    assert found > 0.95  # the others are new: the encoder does not know them either
    assert used > 0.995
