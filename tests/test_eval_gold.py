from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write
from evaluation import question

from corpus.errors import SourceboundError
from eval import gold
from eval.gold import GoldSpan
from index.opened import Index


def test_the_gold_set_is_proved_by_its_own_check(index: Index) -> None:
    questions = gold.load(gold.DEFAULT)
    assert gold.check(questions, index.library) == []
    counts = gold.counts(questions)
    assert set(counts) == set(gold.KINDS)
    assert len(questions) >= 180
    assert all(sum(split.values()) >= 12 for split in counts.values())
    dev = sum(split["dev"] for split in counts.values())
    assert 0.55 <= dev / len(questions) <= 0.65
    assert any(len(q.history) >= 3 for q in questions)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": ((GoldSpan(article="a", start=1, end=4, quote="text"),),)}, "the quote is not at"),
        ({"evidence": ((GoldSpan(article="b", start=0, end=4, quote="text"),),)}, "there is no article b"),
        ({"answerable": False}, "not answerable, but with"),
        ({"answer": ()}, "answerable, but without"),
        ({"answer": (("26",),)}, "no evidence has any of 26"),
        ({"reference": "Twenty."}, "would be judged wrong"),
    ],
)
def test_what_is_wrong_with_a_question_is_found(empty: Index, tmp_path: Path, changes: dict, said: str) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "It was 25.")]))
    fine = question(evidence=((GoldSpan(article="a", start=0, end=10, quote="It was 25."),),))
    assert gold.check([fine], empty.library) == []
    assert any(said in problem for problem in gold.check([fine.model_copy(update=changes)], empty.library))


def test_duplicates_are_found_over_splits(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "It was 25.")]))
    one = question(evidence=((GoldSpan(article="a", start=0, end=10, quote="It was 25."),),), question="How many people were pardoned on Monday?")
    other = one.model_copy(update={"id": "y", "split": "test", "question": "How many people were pardoned on Mondays?"})
    assert any("different splits" in problem for problem in gold.check([one, other], empty.library))
    assert any("same question" in problem for problem in gold.check([one, one.model_copy(update={"id": "z"})], empty.library))


def test_a_broken_gold_set_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceboundError, match=r"line 2: .*kind"):
        gold.load(write(tmp_path, "g.jsonl", question().model_dump_json() + '\n{"id": "x"}\n'))
    with pytest.raises(SourceboundError, match="no question"):
        gold.load(write(tmp_path, "g.jsonl", "\n"))
