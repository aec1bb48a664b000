"""Starting, watching and ending the embedded model server."""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
import threading
import time
from pathlib import Path

from corpus.errors import ModelUnavailable

_LOAD_SECONDS = 180.0
log = logging.getLogger(__name__)


class EmbeddedServer:
    """One llama.cpp server process on a loopback port, with a random key.

    `start` returns at once; `wait` blocks until the model is loaded. If the process dies,
    the next `wait` starts another. `stop` ends it; it also ends when this process does.
    """

    def __init__(self, model: Path, threads: int = 0) -> None:
        self.model = model
        self.threads = threads or max(1, min(8, os.cpu_count() or 1))
        self.key = secrets.token_urlsafe(24)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._ready = threading.Event()
        self._address = ""
        self._started = 0.0
        self._last_words = ""

    @property
    def state(self) -> str:
        """ "off", "loading", "ready" or "failed"."""
        if self._process is None:
            return "off"
        if self._process.poll() is not None:
            return "failed"
        return "ready" if self._address else "loading"

    @property
    def loading_seconds(self) -> float:
        """How long the model has been loading."""
        return time.monotonic() - self._started if self._started else 0.0

    @property
    def pid(self) -> int | None:
        """The server's process id."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin to load the model, unless it is loading or loaded."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            if self._process is not None:
                log.warning("the model server ended (code %s); starting it again", self._process.returncode)
            self._address = ""
            self._ready = threading.Event()
            self._started = time.monotonic()
            self._process = subprocess.Popen(  # noqa: S603 - our own module and a path that was checked
                [sys.executable, "-m", "assistant.llama_server", str(self.model), "--threads", str(self.threads)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
                cwd=Path(__file__).resolve().parent.parent, env=os.environ | {"SOURCEBOUND_SERVER_KEY": self.key},
            )  # fmt: skip
            for target in (self._read_address, self._read_log):
                threading.Thread(target=target, args=(self._process, self._ready), daemon=True).start()

    def wait(self, seconds: float = _LOAD_SECONDS) -> str:
        """The server's address, once the model is loaded. Raises ModelUnavailable."""
        self.start()
        ready = self._ready
        if not ready.wait(seconds):
            raise ModelUnavailable(f"The model did not load within {seconds:.0f} s", "Close other programs, or use --llm none")
        if self.state != "ready":
            raise ModelUnavailable(
                f"The model server could not start ({self._last_words or 'no message'})",
                "See `python -m assistant doctor`, or use --llm none",
            )
        return self._address

    def stop(self) -> None:
        """End the server, by its own process id."""
        with self._lock:
            process, self._process, self._address = self._process, None, ""
        if process is None or process.poll() is not None:
            return
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)

    def _read_address(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("serving ") and process is self._process:
                self._address = line.split(None, 1)[1].strip()
                ready.set()
        ready.set()

    def _read_log(self, process: subprocess.Popen[str], _: threading.Event) -> None:
        assert process.stderr is not None
        for line in process.stderr:
            if line.strip():
                self._last_words = line.strip()[:200]
                log.debug("model server: %s", line.rstrip())
