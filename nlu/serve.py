"""Serve the trained model over HTTP: `rasa run` with our settings, which ends when whoever started it is gone."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {  # before Rasa is imported: no telemetry, and nothing of a text in any log
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL": "ERROR",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def main() -> None:
    """Serve until killed, or until stdin closes when `--with-parent` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--interface", default="127.0.0.1")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when stdin closes, as it does when the parent dies"
    )
    options = parser.parse_args()
    token = os.environ.get("ALDER_NLU_TOKEN")
    if not token:
        sys.exit("ALDER_NLU_TOKEN: set the token that the bot sends (any long random word)")
    if options.with_parent:
        threading.Thread(target=end_with_parent, daemon=True).start()
    os.environ.update(SETTINGS)
    os.chdir(ROOT / "nlu")
    sys.argv = [
        "rasa", "run", "--enable-api", "--model", str(ROOT / "nlu" / "models" / "alder.tar.gz"),
        "--interface", options.interface, "--port", str(options.port),
        f"--auth-token={token}",  # a token may begin with a dash
    ]  # fmt: skip
    from rasa.__main__ import main as rasa

    rasa()


def end_with_parent() -> None:
    """Wait for the other end of stdin to close, then end at once: a server without its bot serves nobody."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
