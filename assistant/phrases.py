"""The words of a sentence that answer a question: what is compared between articles, and set in bold where a sentence is quoted."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.quantities import unit_after
from index.spans import SpanReader

# From what log probability just these words answer.
LIKELY = -1.8
# What a span may have at its ends that is no part of an answer.
_AROUND = " \t\n,;:.!?()[]“”\"'‘’–—-"
# What its last full stop belongs to ("7.12 a.m.").
_ABBREVIATION = re.compile(r"\b\w\.\w$")
# The rest of an age ("81-year-old").
_AGE = re.compile(r"(?<=\d)-years?-old\b|(?<=\d-year)-old\b")
# So many are kept: of one question the same sentences are asked again and again.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Phrase:
    """`text` is exactly `sentence[start:end]`; `odds` the log probability that it is just these words."""

    text: str
    start: int
    end: int
    odds: float


class Phrases:
    """Points at answers in sentences, if there is a reader for that. Safe to share between threads."""

    def __init__(self, reader: SpanReader | None) -> None:
        self.reader = reader
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str, int], Phrase | None] = {}

    @property
    def known(self) -> bool:
        """Whether there is a reader that points at them."""
        return self.reader is not None

    def of(self, question: str, one: Evidence) -> Phrase | None:
        """The words of a sentence that answer, if any do; None without a reader."""
        if self.reader is None:
            return None
        key = (question, one.article.id, one.start)
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = self._point(question, one, self.reader)
        with self._lock:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def _point(self, question: str, one: Evidence, reader: SpanReader) -> Phrase | None:
        span = reader.span(question, one.text, one.before, one.article.title)
        if span is None:
            return None
        first, last = span.start, span.end
        while first > 0 and one.text[first - 1 : first + 1].isalnum():  # word pieces: the whole of the word
            first -= 1
        while one.text[last - 1 : last + 1].isalnum() and last < len(one.text):
            last += 1
        text = one.text[first:last]
        start = first + len(text) - len(text.lstrip(_AROUND))
        text = text.strip(_AROUND)
        age = _AGE.match(one.text, start + len(text))
        text += age[0] if age else unit_after(one.text, start + len(text))
        if _ABBREVIATION.search(text) and one.text.startswith(".", start + len(text)):
            text += "."
        return Phrase(text, start, start + len(text), span.odds) if text else None
