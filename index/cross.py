"""Models that read two texts together, from a folder on this machine: one that tells how well a sentence answers a question, and
one that tells whether a sentence says what is claimed of it. Neither is shipped; a reader who has one names its folder in the settings."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable

Scores = NDArray[np.float32]


class CrossModel:
    """A sentence-transformers CrossEncoder, loaded at first use. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelUnavailable if there is no model in the folder."""
        if not (folder / "config.json").is_file():
            raise ModelUnavailable(f"There is no CrossEncoder in {folder}", "Give the folder of one in sourcebound.toml, or none")
        self.folder = folder
        self._lock = threading.Lock()
        self._model: Any = None

    def read(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """The model's raw outputs, a row a pair, shape (pairs, labels). Raises ModelUnavailable if the folder holds something else."""
        with self._lock:
            model = self._loaded()
            if not pairs:
                return np.zeros((0, model.num_labels), dtype=np.float32)
            import torch

            found = model.predict(list(pairs), activation_fn=torch.nn.Identity(), show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(pairs), -1)

    def labels(self) -> list[str]:
        """What its outputs stand for, in their order, in small letters."""
        with self._lock:
            named = self._loaded().config.id2label
        return [str(named[number]).lower() for number in sorted(named)]

    def _loaded(self) -> Any:
        if self._model is None:
            from sentence_transformers import CrossEncoder

            try:
                self._model = CrossEncoder(str(self.folder), device="cpu", local_files_only=True)
            except (OSError, ValueError, RuntimeError, KeyError) as error:
                raise ModelUnavailable(f"{self.folder} cannot be loaded as a CrossEncoder ({error})", "Give another folder, or none") from error
        return self._model


class Reranker:
    """How well sentences answer a question, from 0 to 1, by a CrossEncoder with one output."""

    def __init__(self, model: CrossModel) -> None:
        self.model = model

    def scores(self, question: str, sentences: Sequence[str]) -> Scores:
        """Shape (sentences,). Raises ModelUnavailable."""
        raw = self.model.read([(question, sentence) for sentence in sentences])
        return np.asarray(1.0 / (1.0 + np.exp(-raw[:, -1])), dtype=np.float32)


class Entailment:
    """Whether a text says what is claimed, by a CrossEncoder trained for natural language inference."""

    def __init__(self, model: CrossModel) -> None:
        self.model = model

    def contradiction(self, text: str, claim: str) -> float:
        """How likely the text contradicts the claim, from 0 to 1. Raises ModelUnavailable if the model has no such label."""
        at = next((i for i, label in enumerate(self.model.labels()) if label.startswith("contra")), None)
        if at is None:
            raise ModelUnavailable(f"{self.model.folder} has no label “contradiction”", "Give a model for natural language inference, or none")
        raw = self.model.read([(text, claim)])[0]
        shares = np.exp(raw - raw.max())
        return float(shares[at] / shares.sum())
