"""Rules of the project that a reader of one module cannot see: who imports whom, and how fast help is."""

from __future__ import annotations

import ast
import doctest
import importlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ["corpus", "index", "assistant"]
ALLOWED = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "assistant": {"corpus", "index", "assistant"},
    "eval": {"corpus", "index", "assistant", "eval"},
    "app": {"corpus", "index", "assistant"},
}
OURS = {"corpus", "index", "assistant", "eval", "app", "tests"}


def modules() -> list[tuple[str, Path]]:
    found = [(package, path) for package in ("corpus", "index", "assistant", "eval") for path in sorted((ROOT / package).rglob("*.py"))]
    return [*found, ("app", ROOT / "app.py")]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add((node.module or "").split(".")[0])
    return names


def test_there_is_something_to_look_at() -> None:
    assert len(modules()) > 30


@pytest.mark.parametrize(("package", "path"), modules(), ids=lambda value: value if isinstance(value, str) else str(value.relative_to(ROOT)))
def test_imports_point_one_way(package: str, path: Path) -> None:
    assert imports(path) & OURS <= ALLOWED[package]


def test_only_one_module_imports_chromadb() -> None:
    assert [str(path.relative_to(ROOT)) for _, path in modules() if "chromadb" in imports(path)] == ["index/vectors.py"]


def test_no_module_is_longer_than_five_hundred_lines() -> None:
    assert [path for _, path in modules() if len(path.read_text(encoding="utf-8").splitlines()) > 500] == []


COMMANDS = [
    ["app.py"], ["-m", "corpus"], ["-m", "corpus", "add"], ["-m", "index"], ["-m", "index", "search"], ["-m", "assistant"], ["-m", "assistant", "ask"],
    ["-m", "assistant", "models"], ["-m", "eval"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_quick(command: list[str]) -> None:
    """Under 0.3 s more than Python itself takes to start; the quickest of three, since machines are noisy."""

    def seconds(arguments: list[str]) -> float:
        best = 9.0
        for _ in range(3):
            started = time.perf_counter()
            done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
            best = min(best, time.perf_counter() - started)
        assert done.stdout or arguments == ["-c", ""]
        return best

    assert seconds([*command, "--help"]) - seconds(["-c", ""]) < 0.3


@pytest.mark.parametrize(
    "command",
    [["-m", "corpus"], ["-m", "index", "fly"], ["-m", "assistant", "ask"], ["-m", "index", "search"], ["app.py", "--port", "x"]],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_no_registry_host_is_written_down() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock


@pytest.mark.parametrize("path", [path for _, path in modules() if ">>>" in path.read_text(encoding="utf-8")], ids=lambda path: path.stem)
def test_examples_in_docstrings_are_true(path: Path) -> None:
    tried = doctest.testmod(importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    assert tried.attempted
    assert not tried.failed
