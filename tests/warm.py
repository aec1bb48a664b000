"""Runs the project's commands as children of a process that has their imports already: real processes, started in a moment.

As a script it reads a JSON line for each command, forks, and prints the exit code. Nothing may be done before the fork that
starts threads: it only imports.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMPORTED = "torch sentence_transformers nltk spacy chromadb llama_index.core gradio index.opened assistant.session eval.run".split()
# A command that takes longer is ended; before pytest's own limit, so that nothing is left behind.
_SECONDS = 280


class Warm:
    """Starts commands; `close` ends it."""

    def __init__(self) -> None:
        self._server = subprocess.Popen([sys.executable, __file__], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, arguments: list[str], env: dict[str, str], place: Path, said: str = "") -> subprocess.CompletedProcess[str]:
        """Run `python ARGUMENTS` with this environment to its end; what is said to it and what it printed is kept in a folder."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        given, out, err = place / "stdin", place / "stdout", place / "stderr"
        given.write_text(said, encoding="utf-8")
        command = {"arguments": arguments, "env": env, "in": str(given), "out": str(out), "err": str(err)}
        print(json.dumps(command), file=self._server.stdin, flush=True)
        code = int(self._server.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))

    def close(self) -> None:
        """End it."""
        self._server.stdin.close()  # type: ignore[union-attr]
        self._server.wait(10)


def _become(command: dict[str, object]) -> None:
    """What a new process would be: its environment, its streams, its arguments."""
    os.environ.clear()
    os.environ.update(command["env"])  # type: ignore[call-overload]
    for number, path in ((0, command["in"]), (1, command["out"]), (2, command["err"])):
        os.dup2(os.open(str(path), os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    signal.alarm(_SECONDS)
    first, *rest = command["arguments"]  # type: ignore[misc]
    sys.path.insert(0, str(ROOT))
    if first == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = [first, *rest]
        runpy.run_path(str(ROOT / first), run_name="__main__")


def _serve() -> None:
    sys.path[0] = str(ROOT)
    for name in IMPORTED:
        __import__(name)
    gc.freeze()  # or each child looks through all of that for garbage when it ends
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()
