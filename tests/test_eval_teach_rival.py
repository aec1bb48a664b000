"""Teaching to see that articles differ, with an embedding model of one layer."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from conftest import write
from test_index_reader import exact, small  # noqa: F401 - a fixture

from corpus.errors import SourceboundError
from eval.teach_rival import GROUP, TURNED, groups, load, teach
from index.rival import RivalReader

LINE = {
    "q": "how many died",
    "says": "Three men died.",
    "title": "Mine",
    "otherwise": {"before": "It was dark.", "text": "Nine lost their lives."},
    "same": {"before": "It was dark.", "text": "A trio lost their lives."},
    "beside": [{"before": "", "text": f"{n} mines were shut."} for n in range(4)],
}


def test_a_sentence_that_differs_stands_among_others_and_one_that_agrees_is_none(tmp_path: Path) -> None:
    write(tmp_path / "more", "1.jsonl", "\n".join(json.dumps(LINE) for _ in range(200)))
    found = groups(load(tmp_path), random.Random(1))
    otherwise, same, turned = (
        "Nine lost their lives. | Mine | It was dark.",
        "A trio lost their lives. | Mine | It was dark.",
        "Three men died. |  | ",
    )
    by_first: dict[str, list[tuple[str, list[str], int]]] = {}
    for group in found:
        by_first.setdefault(group[1][0], []).append(group)
    assert {first: len(some) for first, some in by_first.items() if first != turned} == {otherwise: 200, same: 200}
    assert 200 * TURNED / 2 < len(by_first[turned]) < 200 * TURNED * 2
    assert {(q, place) for q, _, place in by_first[otherwise]} == {("how many died | Three men died.", 0)}
    assert {(q, place) for q, _, place in by_first[same]} == {("how many died | Three men died.", -1)}
    assert {(q, place) for q, _, place in by_first[turned]} == {("how many died | Nine lost their lives.", 0)}
    assert {len(sentences) for _, sentences, _ in by_first[otherwise]} == {GROUP}
    assert {sentence for _, sentences, _ in found for sentence in sentences[1:]} == {f"{n} mines were shut. | Mine | " for n in range(4)}
    assert [group[1][0] for group in found] != [otherwise, same] * 200


@pytest.mark.parametrize(("contents", "told"), [
    ("{", "1.jsonl, line 1, is no example"),
    (json.dumps(LINE) + "\n[]", "1.jsonl, line 2, is no example"),
    (json.dumps(LINE | {"beside": []}), "line 1, is no example"),
    ("", "There are no examples"),
])  # fmt: skip
def test_bad_files_are_told_in_a_line(tmp_path: Path, contents: str, told: str) -> None:
    write(tmp_path, "1.jsonl", contents)
    with pytest.raises(SourceboundError, match=told):
        load(tmp_path)


def test_a_file_that_is_no_text_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceboundError, match="cannot be read"):
        load(tmp_path)


def test_what_was_taught_is_what_differs(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    for name, value in (("EPOCHS", 60), ("RATE", 3e-3), ("HEAD_RATE", 3e-3), ("RANK", 12)):
        monkeypatch.setattr(f"eval.course.{name}", value)
    write(tmp_path, "1.jsonl", json.dumps(LINE))
    told: list[tuple[int, int, float]] = []
    teach(small, load(tmp_path), tmp_path / "out", advance=lambda *one: told.append(one))
    assert told[-1][0] == told[-1][1]
    reader = RivalReader(small, tmp_path / "out")
    others = [
        ("Nine lost their lives.", "It was dark.", "Mine"),
        ("A trio lost their lives.", "It was dark.", "Mine"),
        ("2 mines were shut.", "", "Mine"),
    ]
    odds = reader.scores("how many died", "Three men died.", others)
    assert odds[0] > 0 > max(odds[1:])
