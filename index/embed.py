"""Texts → unit vectors, with sentence-transformers."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What the index needs of an embedding model. `name` and `sha256` identify its vectors."""

    name: str
    sha256: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (number of texts, dimension)."""
        ...

    def fits(self, text: str) -> bool:
        """Whether the model reads the text whole, without cutting its end."""
        ...

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of single words, shape (number of words, dimension), near for words of like meaning."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model in a local folder.

    The model itself (about 3 s with its imports) is loaded at the first `embed`, or
    by `load`; `fits` needs only the tokenizer.
    """

    def __init__(self, folder: Path, name: str, sha256: str, dimension: int, max_tokens: int = 256) -> None:
        self.folder, self.name, self.sha256, self.dimension, self.max_tokens = folder, name, sha256, dimension, max_tokens
        self._lock = threading.Lock()
        self._model: Any = None
        self._tokenizer: Any = None
        self._pieces: Vectors | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (number of texts, dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._load().encode(list(texts), batch_size=32, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def fits(self, text: str) -> bool:
        """Whether a text has at most as many word pieces as the model reads (256 for MiniLM)."""
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            self._tokenizer = tokenizer
        return len(self._tokenizer.encode(text).ids) <= self.max_tokens

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of single words, shape (number of words, dimension): the sum of the model's own vectors for their
        word pieces, before any context, without what all of them share. A tenth of a millisecond a word, where `embed`
        takes several."""
        if not words:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            if self._pieces is None:
                self._pieces = _without_common(self._load()[0].auto_model.embeddings.word_embeddings.weight.detach().numpy())
            tokenizer = self._load().tokenizer
        ids = tokenizer(list(words), add_special_tokens=False)["input_ids"]
        return _unit(np.stack([self._pieces[one].sum(axis=0) for one in ids]))

    def load(self) -> None:
        """Load it, so that the first question does not wait for that."""
        with self._lock:
            self._load()

    def _load(self) -> Any:
        if self._model is None:
            os.environ["HF_HUB_OFFLINE"] = "1"
            os.environ["TOKENIZERS_PARALLELISM"] = "false"
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            transformers_logging.disable_progress_bar()
            torch.set_num_threads(max(1, min(8, os.cpu_count() or 1)))
            self._model = SentenceTransformer(str(self.folder), device="cpu")
        return self._model


# Directions that the vectors of all word pieces share (how frequent a piece is, above all), taken out so that likeness is of meaning.
_COMMON = 3


def _without_common(pieces: Vectors) -> Vectors:
    """Unit vectors of all word pieces, without their mean and the directions in which they vary most."""
    centred = pieces - pieces.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    common = directions[:, -_COMMON:]
    return _unit(centred - (centred @ common) @ common.T)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9), dtype=np.float32)
