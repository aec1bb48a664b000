"""How well a sentence answers a question: all-mpnet-base-v2, taught further to read both together.

`reader.safetensors` holds what it learnt: for each matrix of the upper layers two factors whose product is added to that
model's own (so it is 7 MB, and needs that model's verified files), for each vector what is added, and the head.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.cross import Scores

LEARNT = Path(__file__).with_name("reader.safetensors")
# As it was taught: word pieces at most; characters of the title and of the sentence before, and of these with one that introduces somebody.
MOST_PIECES, AROUND, INTRODUCED = 128, 250, 400
_AT_ONCE = 16
# Weights by their model's folder and their name, as the first that was loaded has them.
_shared: dict[tuple[str, str], Any] = {}
_sharing = threading.Lock()


class TaughtReader:
    """What was taught to read a sentence with a question. Loaded at first use or by `load`; safe to share between threads."""

    def __init__(self, folder: Path, learnt: Path, made: Callable[[Path, Path], Any]) -> None:
        """`folder` is the model's that was taught; `made` makes a torch module of it and of what it learnt."""
        self.folder, self.learnt, self._made = folder, learnt, made
        self._lock = threading.Lock()
        self._model: Any = None
        self._tokenizer: Any = None

    def load(self) -> None:
        """Load it, so that the first question does not wait for that."""
        with self._lock:
            self._load()

    def _load(self) -> None:
        if self._model is not None:
            return
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        from transformers import AutoTokenizer

        self._model = self._made(self.folder, self.learnt).to(number_type())
        _share(self._model, str(self.folder))
        self._tokenizer = AutoTokenizer.from_pretrained(self.folder)


def _share(model: Any, folder: str) -> None:
    """Let a model have the weights of one of the same folder that was loaded before, where they are the same: those that were not taught."""
    import torch

    with _sharing:
        for name, weights in model.base_model.named_parameters():
            known = _shared.setdefault((folder, name), weights.data)
            if torch.equal(known, weights.data):
                weights.data = known


class SentenceReader(TaughtReader):
    """Tells how well sentences answer."""

    def __init__(self, folder: Path, learnt: Path = LEARNT) -> None:
        super().__init__(folder, learnt, load)
        self._question = ""
        self._known: dict[tuple[str, ...], float] = {}  # what was read with the last question: it is asked again and again

    def scores(self, question: str, sentences: Sequence[tuple[str, ...]], asked: Sequence[str] = ()) -> Scores:
        """For each sentence (its text, the one before it, its title, and if need be the one that names whom it is about) the log odds of
        answering against no sentence doing so, shape (sentences,). `asked` is the question in the words to read it in with each, if those differ."""
        import torch

        with self._lock, torch.inference_mode():
            self._load()
            if question != self._question:
                self._question, self._known = question, {}
            pairs = [(text, *sentence) for text, sentence in zip(asked or [question] * len(sentences), sentences, strict=True)]
            new = sorted(set(pairs) - self._known.keys(), key=lambda pair: (len(pair[1]), pair))  # of like length together: little is padded
            for start in range(0, len(new), _AT_ONCE):
                part = new[start : start + _AT_ONCE]
                first, second = [text for text, *_ in part], [as_read(*sentence) for _, *sentence in part]
                read = self._tokenizer(first, second, truncation=True, max_length=MOST_PIECES, padding=True, return_tensors="pt")
                self._known |= dict(zip(part, self._model(**read).logits[:, 0].float().tolist(), strict=True))
            return np.array([self._known[pair] for pair in pairs], dtype=np.float32)


def number_type() -> Any:
    """The type of numbers to calculate with: bfloat16 where the processor multiplies matrices of that, which is two (AVX-512) to four
    times (AMX) as fast and the same to within a tenth (docs/measurements.md); else single precision."""
    import torch

    quick = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001 - torch has no public name for them
    return torch.bfloat16 if quick else torch.float32


def load(folder: Path, learnt: Path | None = None) -> Any:
    """The model of a folder with what it learnt, if anything: a torch module that gives one number for a pair."""
    from transformers import AutoConfig, AutoModelForSequenceClassification

    return with_learnt(AutoModelForSequenceClassification.from_config(AutoConfig.from_pretrained(folder, num_labels=1)), folder, learnt)


def with_learnt(model: Any, folder: Path, learnt: Path | None) -> Any:
    """A model with the weights of a folder's, what it `learnt` added to them, and its own head."""
    from safetensors.torch import load_file

    weights = {f"{model.base_model_prefix}.{name}": value for name, value in load_file(folder / "model.safetensors").items()}
    added = {name: value.float() for name, value in load_file(learnt).items()} if learnt else {}
    for name, value in added.items():
        whole, _, part = name.rpartition(".")
        if part == "up":
            weights[whole] = weights[whole] + value @ added[f"{whole}.down"]
        elif part == "plus":
            weights[whole] = weights[whole] + value
        elif part != "down":
            weights[name] = value
    model.load_state_dict(weights, strict=False)
    return model.eval()


def as_read(text: str, before: str, title: str, introduced: str = "") -> str:
    """A sentence as the reader was taught to see it: itself first, then what is around it."""
    around = f"{title} | {introduced} {before}"[-INTRODUCED:] if introduced else f"{title} | {before}"[-AROUND:]
    return f"{text} | {around}"
