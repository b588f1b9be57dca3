"""`make bench-nlupp NLUPP=folder`: our encoder, n-grams and blend on the public NLU++ data, beside TF-IDF.

Protocols of the data's README: `10-fold` tunes on two of the twenty folds and is tested on eighteen, `large` the other
way round; each ten times. Every run is a process of its own whose scores are kept, so it may be stopped and resumed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from nlu.components.heads import learn_columns
from nlu.components.ngrams import Ngrams
from nlu.eval.results import table
from nlu.grammar.hygiene import clean

NLU = Path(__file__).parent.parent / "nlu"
WORK, TARGET = NLU / "models" / "nlupp", NLU / "eval" / "nlupp.md"
DOMAINS, PROTOCOLS, TIMES = ("banking", "hotels"), ("10-fold", "large"), 10
EPOCHS = {"10-fold": 30, "large": 5}  # so few messages need more rounds
FORGOTTEN = 0.0  # messages so short have no word to spare
INNER = 3  # parts of the training messages, one of which a twin leaves out for the blend
AT_ONCE = 2
BARS = np.arange(-2, 2.01, 0.1)  # log odds


@dataclass(frozen=True)
class Task:
    """One split of one domain."""

    folder: Path
    domain: str
    protocol: str
    turn: int

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """All messages of the domain."""
        lines = (self.folder / f"{self.domain}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    @property
    def kept(self) -> Path:
        """Where the result stands once it is known."""
        return WORK / f"{self.domain}-{self.protocol}-{self.turn}.json"

    def split(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the places of training and of test messages."""
        pair = np.isin([row["fold"] for row in self.rows], (2 * self.turn, 2 * self.turn + 1))
        train = pair if self.protocol == "10-fold" else ~pair
        return np.flatnonzero(train), np.flatnonzero(~train)

    def wanted(self) -> np.ndarray:
        """Return one row a message: its intents as 0 and 1."""
        names = sorted({name for row in self.rows for name in row["intents"]})
        return np.array([[name in row["intents"] for name in names] for row in self.rows], dtype=np.float32)


def ours(task: Task) -> float:
    """Return the micro F1 of ours."""
    texts, wanted = [clean(row["text"]) for row in task.rows], task.wanted()
    train, test = task.split()
    inner = np.arange(len(train)) % INNER
    first, rest = train[inner > 0], train[inner == 0]
    states, ngrams = _states(texts), Ngrams.learn([texts[i] for i in train]).matrix(texts)

    def scores(learn: np.ndarray, read: np.ndarray) -> np.ndarray:
        weights, bias = learn_columns(ngrams[learn], wanted[learn])
        return np.stack([_tuned(task, states, wanted, learn, read), ngrams[read] @ weights + bias], -1)

    blend, bar = _blend(scores(first, rest), wanted[rest])
    odds = blend.decision_function(scores(train, test).reshape(-1, 2)).reshape(len(test), -1)
    return micro(odds > bar, wanted[test])


def tfidf(task: Task) -> float:
    """Return the micro F1 of TF-IDF with a regression, whose bar is chosen in the same way as ours."""
    texts, wanted = [clean(row["text"]) for row in task.rows], task.wanted()
    train, test = task.split()
    inner = np.arange(len(train)) % INNER
    first, rest = train[inner > 0], train[inner == 0]
    odds = _regression(texts, wanted, first, rest)
    bar = max(BARS, key=lambda bar: micro(odds > bar, wanted[rest]))
    return micro(_regression(texts, wanted, train, test) > bar, wanted[test])


def micro(on: np.ndarray, wanted: np.ndarray) -> float:
    """Return the micro F1 over all labels."""
    return float(2 * (on & (wanted > 0)).sum() / (on.sum() + wanted.sum()))


def _blend(scores: np.ndarray, wanted: np.ndarray) -> tuple[LogisticRegression, float]:
    """Return what both scores count, alike for all labels as there are few messages, and the bar with the best F1."""
    blend = LogisticRegression(C=100.0).fit(scores.reshape(-1, 2), wanted.reshape(-1))
    odds = blend.decision_function(scores.reshape(-1, 2)).reshape(wanted.shape)
    return blend, float(max(BARS, key=lambda bar: micro(odds > bar, wanted)))


def _states(texts: Sequence[str]) -> list[np.ndarray]:
    from nlu.encoder.network import Network
    from nlu.encoder.tune import states_of

    return states_of(texts, Network())


def _tuned(task: Task, states: list[np.ndarray], wanted: np.ndarray, learn: np.ndarray, read: np.ndarray) -> np.ndarray:
    import tensorflow as tf

    from nlu.encoder.network import Network
    from nlu.encoder.tune import SEED, SLICE, Samples, labels_loss, padded, tune

    tf.keras.utils.set_random_seed(SEED)
    network = Network(SEED, wanted.shape[1])
    samples = Samples([states[i] for i in learn], wanted[learn])
    tune(samples, network, task.kept.stem, labels_loss, EPOCHS[task.protocol], forgotten=FORGOTTEN)
    batches = [padded([states[i] for i in read[at : at + SLICE]]) for at in range(0, len(read), SLICE)]
    return np.concatenate([network.scores(tf.constant(rows), tf.constant(mask)).numpy() for rows, mask in batches])


def _regression(texts: Sequence[str], wanted: np.ndarray, learn: np.ndarray, read: np.ndarray) -> np.ndarray:
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    features = vectorizer.fit_transform([texts[i] for i in learn])
    model = OneVsRestClassifier(LogisticRegression(C=10, max_iter=1000)).fit(features, wanted[learn])
    odds: np.ndarray = model.decision_function(vectorizer.transform([texts[i] for i in read]))
    return odds


def _run(task: Task) -> float:
    """Return what is kept of ours, or have a process make it."""
    if not task.kept.exists():
        command = [sys.executable, "-W", "ignore", "-m", "bench.nlupp", str(task.folder), task.domain, task.protocol]
        subprocess.run([*command, str(task.turn)], check=True)
    return float(json.loads(task.kept.read_text(encoding="utf-8"))["ours"])


def _one(task: Task) -> None:
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.optimizer.set_experimental_options({"auto_mixed_precision_onednn_bfloat16": True})
    found = ours(task)
    task.kept.write_text(json.dumps({"ours": found}), encoding="utf-8")
    print(f"\n{task.kept.stem}: {found:.4f}", file=sys.stderr, flush=True)


def main(folder: Path) -> None:
    """Write the table of all domains and protocols."""
    WORK.mkdir(parents=True, exist_ok=True)
    rows = []
    for domain in DOMAINS:
        for protocol in PROTOCOLS:
            tasks = [Task(folder, domain, protocol, turn) for turn in range(TIMES)]
            with ThreadPoolExecutor(AT_ONCE) as pool:
                cells = [list(map(tfidf, tasks)), list(pool.map(_run, tasks))]
            rows.append((domain, protocol, *(f"{np.mean(cell):.4f} ± {np.std(cell):.4f}" for cell in cells)))
            print(table(("domain", "protocol", "TF-IDF", "ours"), rows[-1:]), flush=True)
    TARGET.write_text(
        f"# On public data: NLU++\n\nMade by `make bench-nlupp` on {date.today()}: micro F1, mean and deviation of"
        f" {TIMES} splits.\n\n" + table(("domain", "protocol", "TF-IDF + regression", "ours"), rows) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    where, *one = sys.argv[1:]
    if one:
        _one(Task(Path(where), one[0], one[1], int(one[2])))
    else:
        main(Path(where))
