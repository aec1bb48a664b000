"""The best sentences are read again before some of them become the evidence."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from conftest import write
from fakes import HashingEmbedder, Says, ScriptedModel, evidence

from assistant.evidence import Evidence, candidates, rank
from assistant.fitting import BESIDE_THE_POINT, not_what_was_asked
from assistant.options import DEFAULT, Options
from assistant.parts import ALL, Parts
from assistant.pipeline import Assistant, last
from assistant.question import Question, analyse
from assistant.relevance import Relevance
from assistant.selection import as_read
from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index
from index.retrieve import Searcher


@pytest.fixture
def read(index: Index) -> Question:
    return analyse("Which political prisoners remain?", index.lexical)


@pytest.fixture
def ranked(index: Index, read: Question) -> list[Evidence]:
    vector = index.embedder.embed([read.text])[0]
    return rank(read, vector, candidates(index, Searcher(index).search(read.text, 12, vector.tolist())), index)


def test_what_the_reader_finds_counts_far_more_than_what_sentences_were_ranked_by(index: Index, read: Question, ranked: list[Evidence]) -> None:
    late = ranked[23]
    again = as_read(read, ranked, Says(lambda text: 2.3 if text == late.text else 0.9), lambda: ranked)
    assert (again[0].text, again[0].score) == (late.text, pytest.approx(late.score + 8.3))
    assert [one.text for one in again[1:]] == [one.text for one in ranked[:24] if one.text != late.text]
    unread = Says(lambda text: 5.0 if text == ranked[24].text else 0.0)
    assert ranked[24].text not in {one.text for one in as_read(read, ranked, unread, lambda: ranked)}


def test_what_is_far_less_likely_to_answer_than_the_best_is_left_out(index: Index, read: Question, ranked: list[Evidence]) -> None:
    second = ranked[1]
    for fit, left in ((-0.9, 2), (-1.1, 1)):
        fits = {ranked[0].text: 1.0, second.text: fit}
        again = as_read(read, ranked, Says(lambda text, fits=fits: fits.get(text, -9.0)), tuple)  # type: ignore[misc]
        assert len(again) == left


def test_where_the_reader_sees_no_difference_the_order_stays(index: Index, read: Question, ranked: list[Evidence]) -> None:
    for fit, seen in ((-9.0, 24), (0.9, 24), (1.1, 10), (9.0, 10)):  # a likely answer among the first ten is enough
        says = Says(lambda _, fit=fit: fit)  # type: ignore[misc]
        assert [one.text for one in as_read(read, ranked, says, lambda: ranked)] == [one.text for one in ranked[:seen]]
    assert as_read(read, [], Says(lambda _: 5.0), lambda: ranked) == []


def test_a_sentence_far_behind_is_not_beside_the_point_if_the_reader_says_that_it_answers(index: Index) -> None:
    read = analyse("Which place lies by the sea?", index.lexical)
    claim = "He went on to the coast."
    best = replace(evidence(1, "The town by the sea."), score=2.0, coverage=0.7)
    far = replace(evidence(2, claim), score=1.0, coverage=0.7)
    for fit, missing in ((None, [BESIDE_THE_POINT]), (0.9, [BESIDE_THE_POINT]), (1.1, [])):
        relevance = Relevance(ScriptedModel(), threading.Lock(), None if fit is None else Says(lambda _, fit=fit: fit), index.lexical)  # type: ignore[misc]
        assert not_what_was_asked(claim, read, [far], [best, far], partial(relevance.reads_like_answer, read)) == missing
    assert not_what_was_asked(claim, read, [far], [best, far]) == [BESIDE_THE_POINT]


def test_the_reader_chooses_unless_it_is_off(index: Index) -> None:
    question = "How many people did Lukashenko pardon?"

    def texts(parts: Parts = ALL, options: Options = DEFAULT) -> list[str]:
        return [one["text"] for one in last(Assistant(index, ScriptedModel(), parts).ask(question, options=options)).trace["evidence"]]

    by_words = texts()  # a library with another embedder has no reader
    index.reader = Says(lambda text: -5.0 if text in by_words else 3.0)
    assert texts()
    assert not set(texts()) & set(by_words)
    assert texts(Parts(reader=False)) == by_words
    assert len(texts(options=Options(sentences=1))) == 1


def test_where_nothing_answers_the_model_is_not_asked(index: Index) -> None:
    question = "How many people did Lukashenko pardon?"
    for fit, asked in ((-3.4, 0), (-3.2, 1)):
        model = ScriptedModel("NOT FOUND", "NOT FOUND")
        index.reader = Says(lambda _, fit=fit: fit)  # type: ignore[misc]
        final = last(Assistant(index, model).ask(question))
        assert final.answer.status == "not_found"
        assert bool(model.prompts) == bool(asked)


def test_where_nothing_read_is_likely_to_answer_it_reads_on(index: Index, read: Question, ranked: list[Evidence]) -> None:
    late = replace(ranked[25], score=0.1)
    for best, first in ((0.9, late.text), (1.1, ranked[0].text)):
        fits = {late.text: 9.0, ranked[0].text: best}
        again = as_read(read, ranked, Says(lambda text, fits=fits: fits.get(text, -4.0)), lambda: [late])  # type: ignore[misc]
        assert again[0].text == first


def test_it_reads_on_in_the_articles_of_which_most_was_found(data: Path, tmp_path: Path) -> None:
    told = "The Aurora sank. " + "Nothing else is known of the ferry so far, the harbour said again. " * 8
    article = f"Ferry lost off Split\n\n{told}\n\nDivers were at work. A loose plate had let water in."
    library = Library.open(data, seed=False)
    list(library.add_files([write(tmp_path, "a.txt", article), write(tmp_path, "b.txt", "Fair in Bol\n\nThe fair of Bol opened. A plate broke.")]))
    index = Index(data, library, HashingEmbedder(), Settings.model_validate({"chunk": {"tokens": 32}, "retrieval": {"chunks": 1}}))
    build(index)
    plate = "A loose plate had let water in."
    try:
        why, spelled = "Why did the ferry Aurora sink off Split?", "How is the name of the ferry Aurora spelled?"
        for asked, doubt, found in ((why, 0.5, True), (why, 1.5, False), (spelled, 0.5, False)):
            index.reader = Says(lambda text, doubt=doubt: 2.0 if text == plate else doubt)  # type: ignore[misc]
            trace = last(Assistant(index, ScriptedModel()).ask(asked)).trace
            assert (plate in {one["text"] for one in trace["evidence"]}) == found
    finally:
        index.close()
