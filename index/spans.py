"""Which words of a sentence answer a question: all-mpnet-base-v2, taught as the reader was, then to point at an answer's first and last word.

`spans.safetensors` holds what it learnt, in the same form as the reader's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.reader import MOST_PIECES, TaughtReader, as_read, with_learnt

LEARNT = Path(__file__).with_name("spans.safetensors")
# As it was taught: an answer has no more word pieces than that.
LONGEST = 30


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """`sentence[start:end]` answers; `odds` is the log probability of just this span, among all that the sentence has."""

    start: int
    end: int
    odds: float


class SpanReader(TaughtReader):
    """Points at answers."""

    def __init__(self, folder: Path, learnt: Path = LEARNT) -> None:
        super().__init__(folder, learnt, load)

    def span(self, question: str, text: str, before: str, title: str) -> AnswerSpan | None:
        """The likeliest span of a sentence (`text`), read with the one before it and its title; None where the question leaves no room for it."""
        import torch

        with self._lock, torch.inference_mode():
            self._load()
            read = self._tokenizer(
                question, as_read(text, before, title), truncation=True, max_length=MOST_PIECES, return_tensors="pt", return_offsets_mapping=True
            )
            sequence, places = read.sequence_ids(0), read.pop("offset_mapping")[0].tolist()
            inside = [number == 1 and start < end <= len(text) for number, (start, end) in zip(sequence, places, strict=True)]
            if not any(inside):
                return None
            found = self._model(**read)
            first, last = (
                logits[0].float().masked_fill(~torch.tensor(inside), -1e4).log_softmax(0) for logits in (found.start_logits, found.end_logits)
            )
            in_order = torch.ones(len(inside), len(inside)).triu().tril(LONGEST - 1).bool()
            both = (first[:, None] + last[None, :]).masked_fill(~in_order, -1e9)
            start, end = divmod(int(both.argmax()), len(inside))
            return AnswerSpan(places[start][0], places[end][1], float(both.max()))


def load(folder: Path, learnt: Path | None = None) -> Any:
    """The model of a folder with what it learnt, if anything: a torch module that gives two numbers for each word piece of a pair."""
    from transformers import AutoConfig, AutoModelForQuestionAnswering

    return with_learnt(AutoModelForQuestionAnswering.from_config(AutoConfig.from_pretrained(folder)), folder, learnt)
