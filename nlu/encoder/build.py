"""`python -m nlu.encoder.build [--base | --from REVISION]`: make the encoder; finished runs are kept, to be resumed.

One run tunes on all messages: that one is served. The others each leave a share out, so that there is a vector of
every message by a twin that never saw it; on those the heads are trained. Every run is tuned from each seed, and the
weights are averaged. `--base` exports MiniLM as it came, for comparison. `--from` goes on for an epoch from the runs of
an earlier revision that are still on this machine: messages keep their shares, so that no twin has seen what it leaves
out; a seed that is not there begins from the start.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from nlu.components.encoder import MODEL, TOKENIZER, UNSEEN, Encoder, key
from nlu.components.wording import readable
from nlu.encoder import base, card
from nlu.encoder.export import export
from nlu.encoder.network import Network, average
from nlu.encoder.tune import ALL, SEED, SEEDS, STATES, TWINS
from nlu.messages import Example, examples

WORK = MODEL.parent.parent / "models" / "tuning"
BASE = WORK / "base.onnx"
RUNS = (ALL, *map(str, range(TWINS)))
AT_ONCE = 2
SHAPING = ("network.py", "tune.py", "export.py")  # a change of these makes the kept runs worthless


def revision(messages: list[Example]) -> str:
    """Return a name for the messages and the code that an encoder is tuned by."""
    digest = hashlib.sha256()
    for line in sorted(f"{m.act} {sorted(m.labels)} {readable(m.text)}" for m in messages):
        digest.update(line.encode() + b"\n")
    for name in SHAPING:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:12]


def main() -> None:
    """Leave encoder, tokenizer, cross-fitted vectors and card in nlu/encoder/."""
    if "--base" in sys.argv:
        BASE.parent.mkdir(parents=True, exist_ok=True)
        export(Network().sentence, BASE)
        return
    messages = examples()
    earlier = WORK / sys.argv[2] if sys.argv[1:2] == ["--from"] else None
    folder = WORK / revision(messages) if earlier is None else WORK / f"{revision(messages)}-from-{earlier.name}"
    folder.mkdir(parents=True, exist_ok=True)
    _made(folder / f"{STATES}.npz", "nlu.encoder.tune", STATES, str(SEED))
    pairs = [(run, seed) for run in RUNS for seed in SEEDS]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        learned = dict(zip(pairs, pool.map(lambda pair: _run(*pair, folder, earlier), pairs), strict=True))
    for run in RUNS:
        average([learned[run, seed] for seed in SEEDS], folder / f"{run}.npz")
    files = {run: _exported(folder / f"{run}.npz") for run in RUNS}
    shutil.copy(base.TOKENIZER, TOKENIZER)
    _cross_fit(messages, [Encoder(files[str(twin)]) for twin in range(TWINS)])
    shutil.copy(files[ALL], MODEL)
    card.write(folder.name, len(messages), [seed for seed in SEEDS if _before(ALL, seed, earlier)])


def _run(run: str, seed: int, folder: Path, earlier: Path | None) -> Path:
    """Return what one run learned from one seed."""
    return _made(folder / _name(run, seed), "nlu.encoder.tune", run, str(seed), more=_before(run, seed, earlier))


def _before(run: str, seed: int, earlier: Path | None) -> list[Path]:
    """Return what the same run learned before from the same seed, if that is here."""
    return [earlier / _name(run, seed)] if earlier and (earlier / _name(run, seed)).exists() else []


def _name(run: str, seed: int) -> str:
    return f"{run}-{seed}.npz"


def _exported(learned: Path) -> Path:
    return _made(learned.with_suffix(".onnx"), "nlu.encoder.export", str(learned))


def _made(target: Path, module: str, *given: str, more: Sequence[Path] = ()) -> Path:
    """Make a file unless it is there, in a process of its own: no run influences another, and memory is given back."""
    if not target.exists():
        command = [sys.executable, "-W", "ignore", "-m", module, *given, str(target), *map(str, more)]
        subprocess.run(command, check=True)
    return target


def _cross_fit(messages: list[Example], twins: list[Encoder]) -> None:
    texts = sorted({readable(message.text) for message in messages})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        vectors = list(pool.map(lambda text: twins[key(text) % TWINS].vector(text), texts))
    keys = np.array([key(text) for text in texts])
    np.savez_compressed(UNSEEN, keys=keys, vectors=np.stack(vectors).astype(np.float16))


if __name__ == "__main__":
    main()
