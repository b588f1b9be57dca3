"""`python -m nlu.train`, from the project's root: train the Rasa model when its inputs changed, else reuse it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "nlu" / "models"
STABLE = MODELS / "alder.tar.gz"
INPUTS = (
    "nlu/config.yml", "nlu/domain.yml", "nlu/labels.py", "nlu/train.py", "nlu/uv.lock", "nlu/data/*.yml",
    "nlu/components/*.py", "nlu/grammar/**/*.py", "nlu/grammar/**/*.yml", "nlu/encoder/encoder.int8.onnx",
    "nlu/encoder/tokenizer.json", "nlu/encoder/unseen.npz", "responses/platforms.yml",
)  # fmt: skip
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # Rasa's own cache does not see our encoder change; the fingerprint does
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "WARNING",
}


def fingerprint() -> str:
    """Return a name for all that the model depends on."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def main() -> None:
    """Leave a current model at nlu/models/alder.tar.gz."""
    target = MODELS / f"alder-{fingerprint()}.tar.gz"
    if target.exists():
        _say("up to date")
    else:
        _train(target)
    _point_to(target)


def _say(words: str) -> None:
    print(f"NLU model {words}", file=sys.stderr, flush=True)


def _inputs() -> Iterator[Path]:
    for pattern in INPUTS:
        yield from sorted(ROOT.glob(pattern))


def _train(target: Path) -> None:
    os.environ.update(QUIET)
    warnings.showwarning = lambda *_, **__: None  # Sanic switches deprecation warnings of old parts on again
    started = time.monotonic()
    _say("training (about two minutes)")
    from rasa.model_training import train_nlu

    MODELS.mkdir(exist_ok=True)
    nlu = ROOT / "nlu"
    unfinished = target.name.replace("alder-", "unfinished-")
    with contextlib.redirect_stdout(io.StringIO()):  # Rasa's own cheers
        made = train_nlu(
            str(nlu / "config.yml"), str(nlu / "data"), str(MODELS), unfinished, domain=str(nlu / "domain.yml")
        )
    if made is None:
        sys.exit("NLU model: training failed")
    Path(made).rename(target)
    _say(f"trained in {time.monotonic() - started:.0f} s")


def _point_to(target: Path) -> None:
    """Copy the model to its stable name in one step, and drop models of other inputs."""
    if not STABLE.exists() or not STABLE.samefile(target):
        fresh = STABLE.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        try:
            os.link(target, fresh)
        except OSError:  # a file system without hard links
            shutil.copy(target, fresh)
        fresh.replace(STABLE)
    for other in MODELS.glob("alder-*.tar.gz"):
        if other != target:
            other.unlink()


if __name__ == "__main__":
    main()
