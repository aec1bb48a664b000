"""Teaching the reader, with an embedding model of one layer."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from conftest import write
from test_index_reader import exact, small  # noqa: F401 - a fixture

from corpus.errors import SourceboundError
from eval.teach import GROUP, groups, load, teach
from index.reader import SentenceReader

ARTICLE = {
    "headline": "Fire",
    "day": "14 March 2026",
    "sentences": ["A fire broke out.", "Two people died.", "A spark began it.", "The chief spoke.", "It rained.", "Nobody was charged.", "The end."],
    "questions": [{"q": "what was the cause", "a": [2], "near": [0]}, {"q": "what does the chief earn", "a": [], "near": [3]}],
}


def test_examples_are_read_as_the_reader_sees_them(tmp_path: Path) -> None:
    write(tmp_path / "more", "1.json", json.dumps(ARTICLE))
    answered, unanswered = load(tmp_path)
    assert answered.answers == ("A spark began it. | Fire | Two people died.",)
    assert answered.near == ("A fire broke out. | Fire | ",)
    assert len(answered.rest) == 5
    assert (unanswered.answers, len(unanswered.near), len(unanswered.rest)) == ((), 1, 6)


def test_a_squad_file_is_examples_too(tmp_path: Path) -> None:
    text = "Oslo is in Norway. It has 700,000 people."
    asked = [{"question": "How many live there?", "answers": [{"text": "700,000", "answer_start": text.index("700")}]}]
    write(tmp_path, "squad.json", json.dumps({"data": [{"title": "Oslo", "paragraphs": [{"context": text, "qas": asked}]}]}))
    (one,) = load(tmp_path)
    assert one.answers == ("It has 700,000 people. | Oslo | Oslo is in Norway.",)
    assert one.rest == ("Oslo is in Norway. | Oslo | ",)


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ("{", "holds no examples"),
        ("[]", "holds no examples"),
        ('{"headline": "x", "sentences": "y", "questions": []}', "holds no examples"),
        (json.dumps(ARTICLE | {"questions": [{"q": "who", "a": [9]}]}), "there is no sentence 9 for 'who'"),
        (json.dumps(ARTICLE | {"questions": []}), "There are no examples"),
    ],
)
def test_bad_examples_are_told_in_a_line(tmp_path: Path, contents: str, told: str) -> None:
    write(tmp_path, "1.json", contents)
    with pytest.raises(SourceboundError, match=told):
        load(tmp_path)


def test_a_group_has_one_answer_or_none_and_what_looks_like_it(tmp_path: Path) -> None:
    write(tmp_path, "1.json", json.dumps(ARTICLE))
    examples = load(tmp_path)
    found = [group for seed in range(40) for group in groups(examples, random.Random(seed))]
    assert {place for _, _, place in found} == {0, -1}
    assert all(len(sentences) <= GROUP and len(set(sentences)) == len(sentences) for _, sentences, _ in found)
    for question, sentences, place in found:
        answers, near = (examples[0].answers, examples[0].near) if question == examples[0].question else ((), examples[1].near)
        assert sentences[:1] == list(answers) if place == 0 else not set(answers) & set(sentences)
        assert set(near) <= set(sentences)
    assert sum(place == -1 and question == examples[0].question for question, _, place in found) in range(1, 20)


def test_what_was_taught_is_what_the_reader_says(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("eval.course.EPOCHS", 80)
    monkeypatch.setattr("eval.course.RATE", 3e-3)
    monkeypatch.setattr("eval.course.HEAD_RATE", 3e-3)
    monkeypatch.setattr("eval.course.RANK", 12)
    write(tmp_path, "1.json", json.dumps(ARTICLE))
    told: list[tuple[int, int, float]] = []
    teach(small, load(tmp_path), tmp_path / "out", advance=lambda *one: told.append(one))
    reader = SentenceReader(small, tmp_path / "out")
    sentences = [(text, before, "Fire") for text, before in zip(ARTICLE["sentences"], ["", *ARTICLE["sentences"]], strict=False)]
    cause = reader.scores("what was the cause", sentences)
    assert cause.argmax() == 2
    assert cause[2] > 0
    assert reader.scores("what does the chief earn", sentences).max() < cause[2]
    assert told[-1][0] == told[-1][1]
    assert told[-1][2] < told[0][2]


def test_it_can_be_taught_further(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("eval.course.RATE", 0.0)
    monkeypatch.setattr("eval.course.HEAD_RATE", 0.0)
    write(tmp_path, "1.json", json.dumps(ARTICLE))
    examples = load(tmp_path)
    teach(small, examples, tmp_path / "nothing")
    monkeypatch.setattr("eval.course.RATE", 3e-3)
    monkeypatch.setattr("eval.course.HEAD_RATE", 3e-3)
    teach(small, examples, tmp_path / "first")
    monkeypatch.setattr("eval.course.RATE", 0.0)
    monkeypatch.setattr("eval.course.HEAD_RATE", 0.0)
    teach(small, examples, tmp_path / "second", tmp_path / "first")
    asked = ("what was the cause", [("A spark began it.", "Two people died.", "Fire")])
    nothing, first, second = (float(SentenceReader(small, tmp_path / name).scores(*asked)[0]) for name in ("nothing", "first", "second"))
    assert second == pytest.approx(first, abs=0.02)
    assert abs(nothing - first) > 0.1
