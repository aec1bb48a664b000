from __future__ import annotations

import pytest
from evaluation import answer, question

from eval import score


@pytest.mark.parametrize(
    ("gold_changes", "given", "scores"),
    [
        ({}, answer("25 people."), {"correct": 1.0, "citation_precision": 1.0, "citation_recall": 1.0, "refused_wrongly": 0.0}),
        ({}, answer("26 people."), {"correct": 0.0, "answered_right": 0.0}),
        ({"wrong": ("52",)}, answer("25 or 52."), {"correct": 0.0}),
        ({}, answer("25.", citations=(("a", 90, 99),)), {"correct": 1.0, "citation_precision": 0.0, "citation_recall": 0.0}),
        ({}, answer("No.", "not_found", ()), {"correct": 0.0, "refused_wrongly": 1.0, "citation_precision": None, "unsupported": None}),
        ({}, answer("Broken.", "error", ()), {"correct": 0.0, "answered_right": 0.0, "refused_wrongly": 0.0}),
        (
            {"answerable": False, "answer": (), "evidence": ()},
            answer("No.", "not_found", ()),
            {"correct": 1.0, "refused_rightly": 1.0, "answered_right": None, "mrr@10": None},
        ),
        ({"answerable": False, "answer": (), "evidence": ()}, answer("25."), {"correct": 0.0, "refused_rightly": 0.0}),
    ],
)
def test_judgements(gold_changes: dict, given: dict, scores: dict) -> None:
    found = score.score(question(**gold_changes), given, {})
    assert {name: found[name] for name in scores} == scores


def test_a_citation_marker_is_no_number() -> None:
    two = question(answer=(("2", "two"),), reference="Two.")
    marked = answer("Some Germans came.") | {"answer": "Some Germans came [2]."}
    assert score.score(two, marked, {})["correct"] == 0.0
    assert score.score(two, answer("Two."), {})["exact_match"] == 1.0


def test_passages_without_answers_are_not_judged() -> None:
    only = question(answer=(), reference="")
    found = score.score(only, answer("25."), {})
    assert found["correct"] is None
    assert found["answered_right"] is None
    assert found["citation_precision"] == 1.0
