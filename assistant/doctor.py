"""Is everything there that is needed? Each check says what it found and which command mends it."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceboundError

OK, WARNING, BROKEN = "ok", "warning", "broken"
_PACKAGES = (
    "llama-index-core",
    "llama-index-vector-stores-chroma",
    "llama-index-llms-openai-like",
    "chromadb",
    "sentence-transformers",
    "gradio",
    "tiktoken",
    "torch",
    "xllamacpp",
    "spacy",
)
_MEMORY_GB = 3.0
_DISK_GB = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """`severity` is "ok", "warning" or "broken"; `mend` is a command, or empty."""

    name: str
    severity: str
    found: str
    mend: str = ""


def examine(data: Path, llm: str) -> Iterator[Check]:
    """Run all checks, in the order in which things depend on each other."""
    checks: list[Callable[[Path, str], Iterator[Check]]] = [_python, _packages, _models, _data, _index, _model, _memory, _disk]
    for check in checks:
        try:
            yield from check(data, llm)
        except SourceboundError as error:
            yield Check(check.__name__.strip("_"), BROKEN, error.message, error.next_step)


def _python(data: Path, llm: str) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info >= (3, 11)
    yield Check("python", OK if fine else BROKEN, version, "" if fine else "install Python 3.11 or newer, then make setup")


def _packages(data: Path, llm: str) -> Iterator[Check]:
    lock = Path(__file__).resolve().parent.parent / "requirements.lock"
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(), re.MULTILINE)) if lock.is_file() else {}
    for name in _PACKAGES:
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield Check(f"package {name}", BROKEN, "not installed", "make setup")
            continue
        wanted = pinned.get(name)
        if wanted and version.split("+")[0] != wanted:
            yield Check(f"package {name}", WARNING, f"{version}, tested with {wanted}", "make setup")
        else:
            yield Check(f"package {name}", OK, version)


def _models(data: Path, llm: str) -> Iterator[Check]:
    from index import models, published

    needed = published.NEEDED if llm == "embedded" else (published.DEFAULT_EMBEDDER, published.READER)
    for name in needed:
        state = models.check(models.find(name), rehash=True)
        mend = "" if state == "ready" else f"python -m assistant models --fetch {name}"
        found = f"{models.folder(models.find(name))}, hashes right" if state == "ready" else state
        yield Check(f"model {name}", OK if state == "ready" else BROKEN, found, mend)


def _data(data: Path, llm: str) -> Iterator[Check]:
    place = data if data.exists() else next(parent for parent in data.absolute().parents if parent.exists())
    if not os.access(place, os.W_OK):
        yield Check("data directory", BROKEN, f"{data} cannot be written", "choose another with --data DIR")
        return
    from corpus.database import FILE_NAME
    from corpus.library import Library

    if not (data / FILE_NAME).exists():
        yield Check("data directory", WARNING, f"{data} is empty", "python -m index build")
        return
    yield Check("data directory", OK, f"{data.absolute()}, {Library.open(data).count()} articles")


def _index(data: Path, llm: str) -> Iterator[Check]:
    from corpus.database import FILE_NAME

    if not (data / FILE_NAME).exists():
        return
    from index.audit import verify
    from index.opened import Index

    index = Index.open(data)
    try:
        problems = [finding.problem for finding in verify(index)]
    finally:
        index.close()
    if not problems:
        yield Check("index", OK, "whole, and built with these settings")
    for problem in problems:
        waiting = "not indexed yet" in problem
        yield Check("index", WARNING if waiting else BROKEN, problem, "python -m index build" if waiting else "python -m index rebuild")


def _model(data: Path, llm: str) -> Iterator[Check]:
    from assistant.llm import Message, Usage, open_model
    from corpus.settings import load_settings

    if llm == "none":
        yield Check("model server", OK, "none: answers are quoted")
        return
    model = open_model(llm, load_settings(data).model)
    try:
        usage = Usage()
        reply = "".join(model.stream([Message("user", "Reply with the word yes.")], 8, usage))
        yield Check("model server", OK, f"{model.name} answers ({' '.join(reply.split())[:40]!r})")
    finally:
        model.close()


def _memory(data: Path, llm: str) -> Iterator[Check]:
    try:
        pages = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (ValueError, OSError, AttributeError):  # not told on this system
        return
    meminfo = Path("/proc/meminfo")
    if meminfo.exists() and (match := re.search(r"MemAvailable:\s+(\d+)", meminfo.read_text())):
        pages = int(match[1]) * 1024 / 1e9
    enough = pages >= _MEMORY_GB or llm != "embedded"
    yield Check("memory", OK if enough else WARNING, f"{pages:.1f} GB free", "" if enough else "close other programs, or use --llm none")


def _disk(data: Path, llm: str) -> Iterator[Check]:
    place = data if data.exists() else next(parent for parent in data.absolute().parents if parent.exists())
    free = shutil.disk_usage(place).free / 1e9
    yield Check("disk", OK if free >= _DISK_GB else WARNING, f"{free:.1f} GB free", "" if free >= _DISK_GB else "free some space")
