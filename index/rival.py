"""Whether a sentence answers a question otherwise than another one does: all-mpnet-base-v2, taught as the reader was, then to read
the three together.

`rival.safetensors` holds what it learnt, in the same form as the reader's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.cross import Scores
from index.reader import TaughtReader, as_read, load

LEARNT = Path(__file__).with_name("rival.safetensors")
# As it was taught: word pieces at most, of the question with the sentence that answers it, and the other sentence.
MOST_PIECES = 176


class RivalReader(TaughtReader):
    """Tells which sentences of other articles answer otherwise."""

    def __init__(self, folder: Path, learnt: Path = LEARNT) -> None:
        super().__init__(folder, learnt, load)

    def scores(self, question: str, says: str, sentences: Sequence[tuple[str, str, str]]) -> Scores:
        """For each sentence (its text, the one before it, its title) the log odds that it answers otherwise than the sentence `says` does,
        against none of them doing so, shape (sentences,)."""
        import torch

        if not sentences:
            return np.zeros(0, dtype=np.float32)
        with self._lock, torch.inference_mode():
            self._load()
            second = [as_read(*one) for one in sentences]
            first = [asked_with(question, says)] * len(second)
            read = self._tokenizer(first, second, truncation=True, max_length=MOST_PIECES, padding=True, return_tensors="pt")
            return np.array(self._model(**read).logits[:, 0].float().tolist(), dtype=np.float32)


def asked_with(question: str, says: str) -> str:
    """A question and the sentence that answers it, as the reader was taught to see them."""
    return f"{question} | {says}"
