from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import write
from fakes import HashingEmbedder

from assistant.llm import NoModel
from assistant.session import Session
from corpus.errors import SourceboundError
from corpus.library import Library
from corpus.settings import Settings
from eval import datasets, gold, run
from index.opened import Index

SQUAD = {
    "data": [
        {"title": "Harbour_of_Split", "paragraphs": [{"context": "The harbour closed on Monday. It opened again after 14 days.", "qas": [{"id": "s1", "question": "For how many days was the harbour closed?", "answers": [{"text": "14 days", "answer_start": 48}]}]}]},
        {"title": "Zoo", "paragraphs": [{"context": "The zoo of Zagreb bought nine zebras in May.", "qas": [{"id": "s2", "question": "How many zebras did the zoo of Zagreb buy?", "answers": [{"text": "nine", "answer_start": 25}]}]}]},
    ]
}  # fmt: skip


def test_squad_becomes_a_library_and_a_gold_set_that_passes_its_check(data: Path, tmp_path: Path) -> None:
    dataset = datasets.read("squad", write(tmp_path, "squad.json", json.dumps(SQUAD)))
    datasets.store(dataset, data, tmp_path / "gold.jsonl")
    questions = gold.load(tmp_path / "gold.jsonl")
    assert gold.check(questions, Library.open(data, seed=False)) == []
    assert questions[0].spans[0].quote == "It opened again after 14 days."


def test_what_was_left_out_must_be_refused(data: Path, tmp_path: Path) -> None:
    dataset = datasets.leave_out(datasets.read("squad", write(tmp_path, "squad.json", json.dumps(SQUAD))), 1)
    datasets.store(dataset, data, tmp_path / "gold.jsonl")
    session = Session(Index(data, Library.open(data, seed=False), HashingEmbedder(), Settings()), NoModel())
    value = run.load(run.run(session, run.select(gold.load(tmp_path / "gold.jsonl"), "all"), "squad"))
    assert {row["id"]: (row["answer"]["status"], row["scores"]["correct"]) for row in value["rows"]} == {
        "s1": ("not_found", 1.0),
        "s2": ("answered", 1.0),
    }


def test_beir_and_jsonl(tmp_path: Path) -> None:
    write(tmp_path / "beir", "corpus.jsonl", '{"_id": "d1", "title": "Zoo", "text": "The zoo bought zebras."}\n{"_id": "d2", "text": "It rained."}\n')
    write(tmp_path / "beir", "queries.jsonl", '{"_id": "q1", "text": "Who bought zebras?"}\n')
    write(tmp_path / "beir" / "qrels", "test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n")
    beir = datasets.read("beir", tmp_path / "beir")
    assert [span.article for span in beir.questions[0].spans] == ["d1"]
    rows = '{"text": "It rained for 3 days.", "question": "How long did it rain?", "answer": "3 days"}\n{"text": "It rained for 3 days.", "question": "Why?", "answer": []}\n'
    plain = datasets.read("jsonl", write(tmp_path, "rows.jsonl", rows))
    assert len(plain.articles) == 1
    assert [q.answerable for q in plain.questions] == [True, False]


@pytest.mark.parametrize(
    ("kind", "content"), [("squad", "[]"), ("squad", "{"), ("jsonl", '{"text": "x"}'), ("jsonl", '{"text": "x", "question": "?", "answer": "y"}')]
)
def test_broken_data_sets_are_told_in_one_line(tmp_path: Path, kind: str, content: str) -> None:
    with pytest.raises(SourceboundError, match=f"is no {kind} data set"):
        datasets.read(kind, write(tmp_path, "file", content))
