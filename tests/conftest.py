"""Shared fixtures. Unit tests use the fakes; tests marked `model` use the real model and embedder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import HashingEmbedder

from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the five articles, indexed with the hashing embedder: to be copied, which is much quicker."""
    place = tmp_path_factory.mktemp("built") / "data"
    opened = Index(place, Library.open(place), HashingEmbedder(), Settings())
    build(opened)
    opened.close()
    return place


@pytest.fixture
def index(data: Path, built: Path) -> Iterator[Index]:
    """The five articles, indexed with the hashing embedder."""
    shutil.copytree(built, data)
    opened = Index(data, Library.open(data), HashingEmbedder(), Settings())
    yield opened
    opened.close()


@pytest.fixture
def empty(data: Path) -> Iterator[Index]:
    """An index without articles."""
    opened = Index(data, Library.open(data, seed=False), HashingEmbedder(), Settings())
    yield opened
    opened.close()


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file with these contents."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
