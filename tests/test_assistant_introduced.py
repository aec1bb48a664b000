"""Whom "he" is, where the sentence before does not say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from fakes import evidence

from assistant.evidence import Evidence
from assistant.introduced import introduction
from assistant.question import Question
from assistant.selection import fits
from index.cross import Scores
from index.reader import SentenceReader, as_read

NAMED = "The messages were written by a lorry driver, Milán Kőszegi."
STOPPED = "He was stopped at the border on Tuesday."


def last_of(*sentences: str) -> Evidence:
    """The last of some sentences of one article as evidence."""
    text = " ".join(sentences)
    whole = evidence(1, text, "Police said so.", "A hoax")
    start = whole.article.text.rindex(sentences[-1])
    return Evidence(1, whole.article, start, start + len(sentences[-1]), sentences[-1], sentences[-2], 1.0, 0.5, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("sentences", "introduced"),
    [
        ((NAMED, STOPPED, "He has confessed."), NAMED),
        ((NAMED, "Nobody had expected it.", "The 37-year-old has confessed."), NAMED),
        (
            ("One was Várkonyi’s.", "They were by a friend of his, Milán Kőszegi.", STOPPED, "He has confessed."),
            "They were by a friend of his, Milán Kőszegi.",
        ),
        (("The lorry was Milán Kőszegi’s.", "His wife Piroska was not told.", "It rained.", "He has confessed."), "The lorry was Milán Kőszegi’s."),
        ((NAMED, "He has confessed."), ""),  # the sentence before is read anyway
        (
            ("The school of Anna Kerekes is shut.", "Kerekes wants it moved.", "Nothing has been decided.", "She has called a meeting."),
            "Kerekes wants it moved.",
        ),
        ((NAMED, STOPPED, "In Szeged Judge Piroska Lengyel said that he had confessed."), ""),
        ((NAMED, STOPPED, "The trial begins in May."), ""),
        (("Investigators were at work.", "Many investigators came.", "It was late.", "He has confessed."), ""),
        ((NAMED, STOPPED, "He was alone.", "It rained.", "There was fog.", "He has confessed."), ""),  # too far
    ],
)
def test_who_is_meant_is_read_where_it_was_said(sentences: tuple[str, ...], introduced: str) -> None:
    assert introduction(last_of(*sentences)) == introduced


def test_the_reader_is_given_it() -> None:
    class Sees(SentenceReader):
        def __init__(self) -> None:
            self.seen: list[str] = []

        def scores(self, question: str, sentences: Sequence[tuple[str, ...]], asked: Sequence[str] = ()) -> Scores:
            self.seen += [as_read(*one) for one in sentences]
            return np.zeros(len(sentences), dtype=np.float32)

    reader = Sees()
    fits(Question("Where was Kőszegi caught?", "place", (), (), ()), [last_of(NAMED, STOPPED, "He has confessed.")], reader)
    assert reader.seen == [f"He has confessed. | A hoax | {NAMED} {STOPPED}"]
