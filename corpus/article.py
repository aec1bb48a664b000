"""An article: what was published, word for word, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. All offsets of the project are character positions in `text`.

    `date_from` tells how the date is known, in words a reader understands; `file` is the
    name of the file it came from, `address` its web address; both may be empty.
    """

    id: str
    title: str
    source: str
    date: date | None
    date_from: str
    address: str
    language: str
    file: str
    text: str

    @property
    def sha256(self) -> str:
        """Hash of the text: it only detects change and copies, it is not the identity."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_json(self, with_text: bool = True) -> dict[str, Any]:
        """The shape that `corpus show` and `corpus list` print."""
        value: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "date": self.date.isoformat() if self.date else None,
            "date_from": self.date_from,
            "address": self.address,
            "language": self.language,
            "file": self.file,
            "sha256": self.sha256,
            "characters": len(self.text),
        }
        return value | {"text": self.text} if with_text else value


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of this span."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span:
        """This span without the white space at its ends (empty, at its end, if it is all white space)."""
        body = self.of(text)
        start = self.start + len(body) - len(body.lstrip())
        return Span(start, max(start, self.end - (len(body) - len(body.rstrip()))))

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end
