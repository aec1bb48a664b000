from __future__ import annotations

import math

import pytest
from evaluation import answer, question
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics, score
from eval.gold import GoldSpan

TINY = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 8), st.integers(9, 12)), max_size=4)


@pytest.mark.parametrize(
    ("text", "alternative", "there"),
    [("It was 12.", "12", True), ("in 2012", "12", False), ("its borders", "border", True), ("1,168 people", "1168", True), ("1,168 people", "168", False), ("fifty-two inmates", "52", True), ("seven-layer", "7", True), ("fifty-two", "two", False), ("no one", "", False), ("fell by 0.8 percent", "0.8", True), ("12 people", "12%", False), ("12 per cent", "12%", True), ("Adamovič said", "Adamovic", True)],
)  # fmt: skip
def test_finding_an_alternative(text: str, alternative: str, there: bool) -> None:
    assert metrics.finds(text, alternative) is there


def test_token_f1_by_hand() -> None:
    assert metrics.normalise("The U.S. embassy!") == "us embassy"
    assert metrics.exact_match("the embassy", ["An embassy."]) == 1.0
    assert metrics.token_f1("a b c", ["b c d e"]) == pytest.approx(2 * (2 / 2) * (2 / 4) / (2 / 2 + 2 / 4))
    assert metrics.token_f1("", ["x"]) == 0.0
    assert metrics.token_f1("x", []) == 0.0


@given(TINY, TINY)
def test_precision_agrees_with_counting_characters(found: list[tuple[str, int, int]], relevant: list[tuple[str, int, int]]) -> None:
    gold_characters = {(a, i) for a, s, e in relevant for i in range(s, e)}
    expected = [any((a, i) in gold_characters for i in range(s, e)) for a, s, e in found]
    assert metrics.precision(found, relevant) == (sum(expected) / len(found) if found else None)
    assert metrics.group_recall(found, [relevant] if relevant else []) == ((1.0 if any(expected) else 0.0) if relevant else None)


def test_ranking_agrees_with_the_formulas() -> None:
    two = question(evidence=((GoldSpan(article="a", start=10, end=20, quote="x"),), (GoldSpan(article="b", start=0, end=9, quote="y"),)))
    hits = [{"article_id": a, "start": s, "end": e} for a, s, e in (("c", 0, 50), ("a", 0, 50), ("c", 50, 90), ("b", 0, 50))]
    found = score.score(two, answer("25"), {"hits": hits})
    assert found["hit@1"] == 0.0
    assert found["hit@5"] == found["recall@5"] == 1.0
    assert found["mrr@10"] == pytest.approx(1 / 2)
    assert found["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))
    assert score.score(two, answer("25"), {"hits": hits[:2]})["recall@5"] == pytest.approx(0.5)


def test_unsupported_facts_of_what_was_shown() -> None:
    assert metrics.unsupported("Belarus freed 52 people.", ["Minsk in Belarus freed fifty-two."]) == []
    assert metrics.unsupported("Germany freed 53 people.", ["Belarus freed 52."]) == ["Germany", "53"]


@given(st.lists(st.sampled_from("b c d".split()), max_size=6), st.lists(st.sampled_from("b c d".split()), max_size=6))
def test_token_f1_agrees_with_taking_words_away_one_by_one(said: list[str], reference: list[str]) -> None:
    left, shared = list(reference), 0
    for word in said:
        if word in left:
            left.remove(word)
            shared += 1
    expected = 2 * shared / (len(said) + len(reference)) if said and reference else float(said == reference)
    assert metrics.token_f1(" ".join(said), [" ".join(reference)]) == pytest.approx(expected)


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 3))
def test_ranking_agrees_with_a_second_implementation(relevant: list[bool], missed: int) -> None:
    """Chunks of an article one after another; some hold a gold span, some spans are in no chunk that was found."""
    found = [GoldSpan(article="a", start=10 * i, end=10 * i + 5, quote="found") for i, good in enumerate(relevant) if good]
    others = [GoldSpan(article="z", start=10 * i, end=10 * i + 5, quote="other") for i in range(missed)]
    if not found and not others:
        return
    hits = [{"article_id": "a", "start": 10 * i, "end": 10 * i + 10} for i in range(len(relevant))]
    value = score.score(question(evidence=((*found, *others),)), answer("25"), {"hits": hits})
    total = len(found) + missed
    gains = [1 / math.log2(rank + 1) for rank, good in enumerate(relevant[:10], start=1) if good]
    ideal = [1 / math.log2(rank + 1) for rank in range(1, min(total, 10) + 1)]
    first = next((rank for rank, good in enumerate(relevant, start=1) if good), None)
    assert value["ndcg@10"] == pytest.approx(sum(gains) / sum(ideal))
    assert value["mrr@10"] == pytest.approx(1 / first if first and first <= 10 else 0.0)
    assert value["recall@5"] == pytest.approx(sum(relevant[:5]) / total)
    assert value["hit@1"] == float(relevant[0])
