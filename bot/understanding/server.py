"""The Rasa server as a child: started, watched, restarted with back-off, ended with us."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
from pathlib import Path

import structlog

from bot.understanding.rasa import Rasa

log = structlog.get_logger()
BACK_OFF = (1, 2, 5, 10, 30, 60)
HEALTHY_AFTER = 60.0
MODEL = Path("nlu/models/alder.tar.gz")
PYTHON = Path("nlu/.venv/bin/python")


class NluServer:
    """A Rasa server on a free loopback port with a token of its own."""

    def __init__(self, root: Path, token: str = "") -> None:
        self._root, self._port, self._token = root, free_port(), token or secrets.token_urlsafe(16)
        self._process: asyncio.subprocess.Process | None = None
        self._watcher: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    def client(self, timeout: float) -> Rasa:
        """Return a client of this server."""
        return Rasa(f"http://127.0.0.1:{self._port}", self._token, timeout)

    async def start(self) -> None:
        """Start the child and keep it running until stop()."""
        self._watcher = asyncio.create_task(self._keep_running())

    async def wait_ready(self, rasa: Rasa, seconds: float) -> bool:
        """Wait until the model answers; False when it does not in time."""
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            if await rasa.ready():
                return True
            await asyncio.sleep(0.25)
        return False

    async def stop(self) -> None:
        """End the child and its own children."""
        if self._watcher:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
        if self._process and self._process.returncode is None:
            _kill_group(self._process.pid, signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), 5)
            except TimeoutError:
                _kill_group(self._process.pid, signal.SIGKILL)
                await self._process.wait()

    async def _keep_running(self) -> None:
        failures = 0
        while True:
            began = asyncio.get_running_loop().time()
            self._process = await self._spawn()
            code = await self._process.wait()
            failures = 0 if asyncio.get_running_loop().time() - began > HEALTHY_AFTER else failures
            pause = BACK_OFF[min(failures, len(BACK_OFF) - 1)]
            failures += 1
            log.warning("nlu_ended", exit_code=code, restart_in=pause)
            await asyncio.sleep(pause)

    async def _spawn(self) -> asyncio.subprocess.Process:
        command, env = how_to_start(self._root, self._port, self._token)
        # Its own output could quote a text: nothing of it is kept, a fault shows as an exit code.
        # Its stdin is a pipe from us: when we die, however, it closes and the server ends too.
        return await asyncio.create_subprocess_exec(
            *command, env=env, start_new_session=True, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip


def how_to_start(root: Path, port: int, token: str) -> tuple[list[str], dict[str, str]]:
    """Return the command and the whole environment of a Rasa server on loopback: it gets no other setting."""
    command = [str(root / PYTHON), "-m", "nlu.serve", "--port", str(port), "--with-parent"]
    return command, {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(root), "ALDER_NLU_TOKEN": token}


def missing_parts(root: Path) -> list[str]:
    """Return what an embedded NLU lacks on this machine, each with what to do."""
    faults = []
    if not (root / PYTHON).exists():
        faults.append("the NLU's environment is missing: run `make setup`")
    if not (root / MODEL).exists():
        faults.append("the NLU's model is missing: run `make train`")
    if sys.platform == "win32":
        faults.append("the embedded NLU needs Linux or macOS: use docker compose")
    return faults


def free_port() -> int:
    """Return a loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _kill_group(pid: int, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, sign)
