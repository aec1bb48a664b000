"""Teaching to point at answers, with an embedding model of one layer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import write
from test_index_reader import exact, small  # noqa: F401 - a fixture

from corpus.errors import SourceboundError
from eval.teach_spans import Pointed, load, teach
from index.spans import SpanReader

TEXT = "Oslo is in Norway. It has 700 bus lines and nine parks."


def squad(text: str, *asked: tuple[str, str]) -> str:
    """A SQuAD file of one paragraph, with these questions and answers."""
    rows = [{"question": question, "answers": [{"text": answer, "answer_start": text.index(answer)}]} for question, answer in asked]
    return json.dumps({"data": [{"title": "Oslo_city", "paragraphs": [{"context": text, "qas": rows}]}]})


def test_an_example_is_the_sentence_with_the_whole_answer(tmp_path: Path) -> None:
    write(tmp_path / "more", "1.json", squad(TEXT, ("where", "Norway"), ("how many parks", "nine"), ("what is told", "Norway. It has")))
    where, parks = load(tmp_path)
    assert where == Pointed("where", "Oslo is in Norway. | Oslo city | ", 18, 11, 17)
    assert parks.read == "It has 700 bus lines and nine parks. | Oslo city | Oslo is in Norway."
    assert parks.read[parks.start : parks.end] == "nine"


@pytest.mark.parametrize(("contents", "told"), [
    ("{", "is no SQuAD file"),
    ("[]", "is no SQuAD file"),
    ('{"headline": "x", "sentences": [], "questions": []}', "is no SQuAD file"),
    ('{"data": []}', "There are no answered questions"),
])  # fmt: skip
def test_bad_files_are_told_in_a_line(tmp_path: Path, contents: str, told: str) -> None:
    write(tmp_path, "1.json", contents)
    with pytest.raises(SourceboundError, match=told):
        load(tmp_path)


def test_what_was_taught_is_what_is_pointed_at(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    for name, value in (("EPOCHS", 100), ("RATE", 3e-3), ("HEAD_RATE", 3e-3), ("RANK", 12)):
        monkeypatch.setattr(f"eval.course.{name}", value)
    asked = [("where", "Norway"), ("how many parks", "nine"), ("how many bus lines", "700")]
    write(tmp_path, "1.json", squad(TEXT, *asked))
    told: list[tuple[int, int, float]] = []
    examples = load(tmp_path)
    teach(small, [*examples, Pointed("cut off", f"{'many ' * 200}", 1000, 990, 994)], tmp_path / "out", advance=lambda *one: told.append(one))
    assert told[-1][0] == told[-1][1] == 4 * 100
    assert told[-1][2] < told[0][2] / 4
    reader = SpanReader(small, tmp_path / "out")
    sentences = {"Norway": ("Oslo is in Norway.", ""), "nine": ("It has 700 bus lines and nine parks.", "Oslo is in Norway.")}
    for question, answer in asked:
        text, before = sentences["Norway" if answer == "Norway" else "nine"]
        found = reader.span(question, text, before, "Oslo city")
        assert found is not None
        assert found.start == text.index(answer)
        assert found.end <= found.start + len(answer)  # in letters it may stop short
