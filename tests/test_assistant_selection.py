"""The best sentences are read again before some of them become the evidence."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from fakes import Says, ScriptedModel, evidence

from assistant.evidence import Evidence, candidates, rank
from assistant.fitting import BESIDE_THE_POINT, not_what_was_asked
from assistant.options import DEFAULT, Options
from assistant.parts import ALL, Parts
from assistant.pipeline import Assistant, last
from assistant.question import Question, analyse
from assistant.relevance import Relevance
from assistant.selection import missed, select
from corpus.settings import EvidenceSettings
from index.opened import Index
from index.retrieve import Searcher


@pytest.fixture
def read(index: Index) -> Question:
    return analyse("Which political prisoners remain?", index.lexical)


@pytest.fixture
def ranked(index: Index, read: Question) -> list[Evidence]:
    vector = index.embedder.embed([read.text])[0]
    return rank(read, vector, candidates(index, Searcher(index).search(read.text, 12, vector.tolist())), index)


FOUR = EvidenceSettings(sentences=4, tokens=200)


def test_the_sentence_that_answers_best_is_added_if_it_was_left_out(index: Index, read: Question, ranked: list[Evidence]) -> None:
    four = select(ranked, FOUR, index.stories)
    shown = {one.text for one in four} | {one.article.text[copy.start : copy.end] for one in four for copy in one.copies}
    late = next(one for one in ranked[4:12] if one.text not in shown)

    def added(odds: Callable[[str], float]) -> list[tuple[int, str]]:
        return [(one.n, one.text) for one in missed(read, ranked, four, Says(odds), index.stories)]

    assert added(lambda text: 2.0 if text == late.text else 1.0) == [(len(four) + 1, late.text)]
    assert added(lambda text: 2.0 if text == four[-1].text else 1.0) == []
    assert added(lambda text: -0.5 if text == late.text else -1.0) == []  # the best of bad ones
    assert added(lambda text: 5.0 if text == ranked[12].text else -1.0) == []  # too far behind to be read
    assert missed(read, [], [], Says(lambda _: 5.0), index.stories) == []


def test_those_chosen_are_read_only_where_another_answers(index: Index, read: Question, ranked: list[Evidence]) -> None:
    four = select(ranked, FOUR, index.stories)
    asked: list[str] = []

    def odds(text: str) -> float:
        asked.append(text)
        return -1.0

    missed(read, ranked, four, Says(odds), index.stories)
    assert asked
    assert not {one.text for one in four} & set(asked)


def test_what_a_chosen_sentence_says_already_is_not_added(index: Index, read: Question, ranked: list[Evidence]) -> None:
    first = replace(ranked[0], text="Perkovic freed 31 people on Monday, the ministry said.")
    other = next(one for one in ranked if one.article.id != first.article.id)
    for text, added in (("Perkovic freed 31 people on Monday, said the ministry.", 0), ("Perkovic freed 34 people on Monday, said the ministry.", 1)):
        found = [first, replace(other, text=text, score=first.score * 0.9)]
        reader = Says(lambda text: 3.0 if "said the" in text else 0.0)
        assert len(missed(read, found, found[:1], reader, index.stories)) == added


def test_a_sentence_far_behind_is_not_beside_the_point_if_the_reader_says_that_it_answers(index: Index) -> None:
    read = analyse("Which place lies by the sea?", index.lexical)
    claim = "He went on to the coast."
    best = replace(evidence(1, "The town by the sea."), score=2.0, coverage=0.7)
    far = replace(evidence(2, claim), score=1.0, coverage=0.7)
    for fit, missing in ((None, [BESIDE_THE_POINT]), (0.9, [BESIDE_THE_POINT]), (1.1, [])):
        relevance = Relevance(ScriptedModel(), threading.Lock(), None if fit is None else Says(lambda _, fit=fit: fit), index.lexical)  # type: ignore[misc]
        assert not_what_was_asked(claim, read, [far], [best, far], partial(relevance.reads_like_answer, read)) == missing
    assert not_what_was_asked(claim, read, [far], [best, far]) == [BESIDE_THE_POINT]


def test_it_is_added_unless_somebody_chose_how_many_or_the_reader_is_off(index: Index) -> None:
    question = "How many people did Lukashenko pardon?"
    four = last(Assistant(index, ScriptedModel()).ask(question)).trace["evidence"]  # a library with another embedder has no reader
    shown = {one["text"] for one in four}
    index.reader = Says(lambda text: -5.0 if text in shown else 3.0)

    def texts(parts: Parts = ALL, options: Options = DEFAULT) -> list[str]:
        return [one["text"] for one in last(Assistant(index, ScriptedModel(), parts).ask(question, options=options)).trace["evidence"]]

    assert len(texts()) == len(four) + 1
    assert texts()[: len(four)] == [one["text"] for one in four]
    assert texts(Parts(reader=False)) == [one["text"] for one in four]
    assert len(texts(options=Options(sentences=2))) <= 2
