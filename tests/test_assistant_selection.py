"""The best sentences are read again before some of them become the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from fakes import ScriptedModel, evidence

from assistant.evidence import Evidence, candidates, rank
from assistant.fitting import BESIDE_THE_POINT, not_what_was_asked
from assistant.parts import Parts
from assistant.pipeline import Assistant, last
from assistant.question import Question, analyse
from assistant.selection import read_again, select
from corpus.settings import EvidenceSettings
from index.cross import Scores
from index.opened import Index
from index.reader import SentenceReader
from index.retrieve import Searcher


class Says(SentenceReader):
    """Gives a sentence the log odds that a function has for it."""

    def __init__(self, odds: Callable[[str], float]) -> None:
        self.odds = odds

    def scores(self, question: str, sentences: Sequence[tuple[str, str, str]]) -> Scores:
        return np.array([self.odds(text) for text, _, _ in sentences], dtype=np.float32)


@pytest.fixture
def read(index: Index) -> Question:
    return analyse("Which political prisoners remain?", index.lexical)


@pytest.fixture
def ranked(index: Index, read: Question) -> list[Evidence]:
    vector = index.embedder.embed([read.text])[0]
    return rank(read, vector, candidates(index, Searcher(index).search(read.text, 12, vector.tolist())), index)


def likes(word: str) -> Says:
    return Says(lambda text: 3.0 if word in text else -3.0)


def test_the_best_twelve_are_read_again(read: Question, ranked: list[Evidence]) -> None:
    again = read_again(read, ranked, likes("Bialiatski"))
    assert [(one.n, one.article.id, one.start, one.score) for one in again] == [(one.n, one.article.id, one.start, one.score) for one in ranked]
    assert [one.fit for one in again] == [*(3.0 if "Bialiatski" in one.text else -3.0 for one in ranked[:12]), *[None] * len(ranked[12:])]
    assert read_again(read, [], likes("Bialiatski")) == []


def test_the_sentence_that_answers_best_is_added_if_it_was_left_out(index: Index, ranked: list[Evidence]) -> None:
    settings = EvidenceSettings(sentences=4, tokens=200)
    before = select(ranked, settings, index.stories)
    shown = {one.text for one in before} | {one.article.text[copy.start : copy.end] for one in before for copy in one.copies}
    late = next(one for one in ranked[4:12] if one.text not in shown)

    def texts(fit: Callable[[Evidence], float | None]) -> list[str]:
        return [one.text for one in select([replace(one, fit=fit(one)) for one in ranked], settings, index.stories)]

    four = [one.text for one in before]
    assert texts(lambda one: 2.0 if one.text == late.text else 1.0) == [*four, late.text]
    assert texts(lambda one: 2.0 if one.text == late.text else None) == [*four, late.text]
    assert texts(lambda one: 2.0 if one.text == four[-1] else 1.0) == four
    assert texts(lambda one: -0.5 if one.text == late.text else -1.0) == four  # the best of bad ones


def test_what_a_chosen_sentence_says_already_is_not_added(index: Index, ranked: list[Evidence]) -> None:
    settings = EvidenceSettings(sentences=1, tokens=200)
    first = replace(ranked[0], text="Perkovic freed 31 people on Monday, the ministry said.", fit=0.0)
    other = next(one for one in ranked if one.article.id != first.article.id)
    for text, added in (("Perkovic freed 31 people on Monday, said the ministry.", 0), ("Perkovic freed 34 people on Monday, said the ministry.", 1)):
        found = select([first, replace(other, text=text, fit=3.0, score=first.score * 0.9)], settings, index.stories)
        assert len(found) == 1 + added
        assert [len(one.copies) for one in found] == [0] * (1 + added)


def test_a_sentence_far_behind_is_not_beside_the_point_if_the_reader_says_that_it_answers(index: Index) -> None:
    read = analyse("Which town lies by the sea?", index.lexical)
    claim = "He went on to the coast."
    best = replace(evidence(1, "The town by the sea."), score=2.0, coverage=0.7)
    far = replace(evidence(2, claim), score=1.0, coverage=0.7)
    for fit, missing in ((None, [BESIDE_THE_POINT]), (0.0, [BESIDE_THE_POINT]), (2.0, [])):
        assert not_what_was_asked(claim, read, [replace(far, fit=fit)], [best, far]) == missing


def test_the_reader_can_be_switched_off(index: Index) -> None:
    question = "How many people did Lukashenko pardon?"

    def fit(parts: Parts) -> float | None:
        found: float | None = last(Assistant(index, ScriptedModel(), parts).ask(question)).trace["evidence"][-1]["fit"]
        return found

    assert fit(Parts()) is None  # a library with another embedder has no reader
    index.reader = Says(lambda _: 3.0)
    assert fit(Parts()) == 3.0
    assert fit(Parts(reader=False)) is None
