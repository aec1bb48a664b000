from __future__ import annotations

from pathlib import Path

import pytest
from fakes import ScriptedModel
from hypothesis import given
from hypothesis import strategies as st

from eval import gold, metrics
from eval.judge import Judge, agreement, load_labels


def test_agreement_by_hand() -> None:
    """2 of 4 the same; the judge says right 2 of 4, people 2 of 4: half by chance, so kappa 0."""
    found = agreement([1.0, 1.0, 0.0, 0.0], [True, False, True, False])
    assert (found.share.value, found.kappa, found.unscored) == (0.5, 0.0, 0)
    assert agreement([1.0, 0.0], [True, False]).kappa == 1.0
    assert agreement([None, 0.0], [True, False]).unscored == 1
    assert agreement([None, 0.0], [True, False]).share.value == 0.5, "what it cannot grade is no agreement"


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=30))
def test_kappa_agrees_with_counting_pairs(pairs: list[tuple[bool, bool]]) -> None:
    """By chance: a grade and a label drawn each from anywhere are the same."""
    grades, labels = [p[0] for p in pairs], [p[1] for p in pairs]
    chance = sum(g == la for g in grades for la in labels) / len(pairs) ** 2
    same = sum(g == la for g, la in pairs) / len(pairs)
    expected = (same - chance) / (1 - chance) if chance < 1 else 1.0
    assert agreement([float(g) for g in grades], labels).kappa == pytest.approx(expected)


def test_a_grade_is_asked_for_once_and_may_be_none(tmp_path: Path) -> None:
    model = ScriptedModel("RIGHT.", " wrong", "I think so")
    judge = Judge(model, tmp_path)
    assert [judge.grade("q", "r", a) for a in ("a", "b", "c", "a")] == [1.0, 0.0, None, 1.0]
    assert len(model.prompts) == 3
    assert "Answer: b" in model.prompts[1][-1].content
    assert Judge(model, tmp_path).grade("q", "r", "b") == 0.0, "kept for the next process"


def test_the_labels_are_answers_to_questions_of_the_set() -> None:
    """Fifty, of both kinds; and the judge without a model agrees with most of them."""
    questions = {q.id: q for q in gold.load(gold.DEFAULT)}
    rows = load_labels()
    assert len(rows) == len({row["id"] for row in rows}) == 50
    assert 20 <= sum(row["right"] for row in rows) <= 30
    found = agreement([float(gold.finds_all(row["answer"], questions[row["id"]])) for row in rows], [row["right"] for row in rows])
    assert found.share.value >= 0.9
    assert all(metrics.normalise(row["question"]).endswith(metrics.normalise(questions[row["id"]].question)) for row in rows)
