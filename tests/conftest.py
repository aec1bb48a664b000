"""Shared fixtures. Unit tests use the fakes; tests marked `model` use the real model and embedder."""

from __future__ import annotations

import os
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


@pytest.fixture
def index(data: Path) -> Iterator[Index]:
    """The five articles, indexed with the hashing embedder."""
    opened = Index(data, Library.open(data), HashingEmbedder(), Settings())
    build(opened)
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
