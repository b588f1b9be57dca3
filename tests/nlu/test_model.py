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
    from nlu.components.reader import Reader, WrongEncoder, decide
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
