from __future__ import annotations

import pytest

from corpus.errors import SourceboundError
from eval import score
from eval.compare import compare


def rows(*correct: float) -> dict:
    blank = dict.fromkeys((metric.name for metric in score.METRICS), None)
    return {"rows": [{"id": f"q{i}", "question": "x", "scores": blank | {"correct": c, "token_f1": c / 2}} for i, c in enumerate(correct)]}


def test_a_clear_change_is_told_and_noise_is_not() -> None:
    better = compare(rows(*[0.0] * 10, 1.0), rows(*[1.0] * 11))
    assert {d.metric.name: d.verdict for d in better.differences} == {"correct": "better", "token_f1": "better"}
    assert len(better.gained) == 10
    assert better.lost == ()
    worse = compare(rows(*[1.0] * 11), rows(*[0.0] * 10, 1.0))
    assert {d.verdict for d in worse.differences} == {"worse"}
    noise = compare(rows(0, 1, 0, 1), rows(1, 0, 0, 1))
    assert {d.verdict for d in noise.differences} == {"no difference can be told"}
    with pytest.raises(SourceboundError, match="share no question"):
        compare({"rows": []}, rows(1.0))


def test_less_is_better_where_it_is() -> None:
    blank = dict.fromkeys((metric.name for metric in score.METRICS), None) | {"correct": 1.0}

    def with_unsupported(value: float) -> dict:
        return {"rows": [{"id": str(i), "question": "x", "scores": blank | {"unsupported": value}} for i in range(12)]}

    found = {d.metric.name: d.verdict for d in compare(with_unsupported(2.0), with_unsupported(0.0)).differences}
    assert found["unsupported"] == "better"
