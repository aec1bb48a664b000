"""Stand-ins for the real model and embedder: real behaviour, no weights."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np

from assistant.evidence import Evidence
from assistant.llm import Message, Usage
from corpus.describe import describe
from corpus.errors import ModelUnavailable
from corpus.words import words
from index.cross import Scores
from index.reader import SentenceReader
from index.rival import RivalReader
from index.spans import AnswerSpan, SpanReader


class HashingEmbedder:
    """A bag-of-words embedder: each stem is hashed to a few dimensions; unit vectors."""

    name = "hashing"
    sha256 = "0" * 64
    dimension = 64

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                if not word.is_stop:
                    digest = hashlib.sha256(word.stem.encode()).digest()
                    for byte in digest[:3]:
                        vectors[row, byte % self.dimension] += 1.0
            if not vectors[row].any():
                vectors[row, 0] = 1.0
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors

    def fits(self, text: str) -> bool:
        return len(text) <= 1200

    def word_vectors(self, words: Sequence[str]) -> np.ndarray:
        return self.embed(words)


class ScriptedModel:
    """A model that replies what it is told to, in pieces of three characters, and refuses when it was told no more."""

    name = "scripted"
    state = "ready"

    def __init__(self, *replies: str) -> None:
        self.replies = list(replies)
        self.prompts: list[Sequence[Message]] = []
        self.asked: list[str] = []
        self.opinions: Callable[[str], float | None] = lambda asked: None

    def start(self) -> None: ...

    def stream(self, messages: Sequence[Message], max_tokens: int, usage: Usage) -> Iterator[str]:
        self.prompts.append(messages)
        reply = self.replies.pop(0) if self.replies else "NOT FOUND"
        usage.written = len(reply.split())
        for start in range(0, len(reply), 3):
            yield reply[start : start + 3]

    def says_yes(self, messages: Sequence[Message]) -> float | None:
        self.asked.append(messages[-1].content)
        return self.opinions(messages[-1].content)

    def close(self) -> None: ...


class FailingModel(ScriptedModel):
    """A model whose server breaks off after it has said the reply."""

    name = "failing"

    def stream(self, messages: Sequence[Message], max_tokens: int, usage: Usage) -> Iterator[str]:
        yield from super().stream(messages, max_tokens, usage)
        raise ModelUnavailable("The model broke off", "Try again")


class Says(SentenceReader):
    """A reader that gives a sentence the log odds that a function has for it."""

    def __init__(self, odds: Callable[[str], float]) -> None:
        self.odds = odds

    def scores(self, question: str, sentences: Sequence[tuple[str, ...]], asked: Sequence[str] = ()) -> Scores:
        return np.array([self.odds(text) for text, *_ in sentences], dtype=np.float32)


class Answers(SentenceReader):
    """A reader that gives a question, as it is read with a sentence, and that the log odds that a function has for both."""

    def __init__(self, odds: Callable[[str, str], float]) -> None:
        self.odds = odds

    def scores(self, question: str, sentences: Sequence[tuple[str, ...]], asked: Sequence[str] = ()) -> Scores:
        read = asked or [question] * len(sentences)
        return np.array([self.odds(text, sentence) for text, (sentence, *_) in zip(read, sentences, strict=True)], dtype=np.float32)


class Differs(RivalReader):
    """A reader that gives a sentence the log odds of answering otherwise that a function has for it."""

    def __init__(self, odds: Callable[[str], float]) -> None:
        self.odds = odds
        self.asked: list[tuple[str, str, list[str]]] = []

    def scores(self, question: str, says: str, sentences: Sequence[tuple[str, str, str]]) -> Scores:
        self.asked.append((question, says, [text for text, *_ in sentences]))
        return np.array([self.odds(text) for text, *_ in sentences], dtype=np.float32)


class Points(SpanReader):
    """A reader that points at the first of these words that a sentence has, with a log probability."""

    def __init__(self, *phrases: str, odds: float = -0.1) -> None:
        self.phrases, self.odds = phrases, odds

    def span(self, question: str, text: str, before: str, title: str) -> AnswerSpan | None:
        found = next((phrase for phrase in self.phrases if phrase in text), None)
        return None if found is None else AnswerSpan(text.index(found), text.index(found) + len(found), self.odds)


def evidence(n: int, text: str, before: str = "", title: str = "Untitled report", day: date | None = None) -> Evidence:
    """A sentence as evidence, alone in an article of its own but for the one before it."""
    article = describe(f"{before} {text}", article_id=f"a{n}", title=title, day=day, date_from="given")
    start = len(before) + 1
    return Evidence(n, article, start, start + len(text), text, before, 1.0, 0.5, 0.5, 0.5, 0.5)
