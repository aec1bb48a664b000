from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write

from corpus.errors import SourceboundError
from eval import gate
from eval.config import load_config, load_sweep

SWEEPS = Path(__file__).parent.parent / "eval" / "sweeps"


def test_a_config_is_settings_and_parts(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, "c.toml", 'name = "few"\nevidence.sentences = 2\nparts.dense = false\n'))
    assert (config.name, config.settings.evidence.sentences, config.parts.dense, config.parts.lexical) == ("few", 2, False, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [("evidence.sentence = 2", r"evidence\.sentence"), ("evidence.sentences = 99", "less than or equal"), ("parts.magic = true", r"parts\.magic"), ("name = '../up'", "name"), ("x", "cannot be read")],
)  # fmt: skip
def test_a_wrong_config_names_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourceboundError, match=said):
        load_config(write(tmp_path, "c.toml", text))


def test_a_sweep_has_names_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(SourceboundError, match="same name"):
        load_sweep(write(tmp_path, "s.toml", '[[run]]\nname = "a"\n[[run]]\nname = "a"\n'))
    with pytest.raises(SourceboundError, match="run"):
        load_sweep(write(tmp_path, "s.toml", ""))
    with pytest.raises(SourceboundError, match="cannot be read"):
        load_sweep(tmp_path / "none.toml")


@pytest.mark.parametrize("path", sorted(SWEEPS.iterdir()), ids=lambda path: path.name)
def test_the_projects_own_sweeps_can_be_read(path: Path) -> None:
    assert len(load_sweep(path)) > 1


def summary(failed: int = 0, **values: float) -> dict:
    return {"failed": failed, "metrics": {name: {"value": value} for name, value in values.items()}}


def test_a_gate_names_what_fell_and_by_how_much() -> None:
    floors = {"correct": 0.6, "refused_wrongly": 0.2, "support": 0.9}
    assert gate.failures(summary(correct=0.6, refused_wrongly=0.2, support=1.0), floors) == []
    assert gate.failures(summary(correct=0.55, refused_wrongly=0.25), floors) == [
        "correct: 0.550, 0.050 under the floor of 0.600",
        "refused_wrongly: 0.250, 0.050 over the ceiling of 0.200",
        "support: not measured, must be 0.900",
    ]
    assert gate.failures(summary(failed=2, correct=1.0), {"correct": 0.6}) == ["2 questions failed"]


def test_the_projects_own_gates_can_be_read(tmp_path: Path) -> None:
    assert all(gate.load_gate(name) for name in ("none", "embedded", "sample"))
    with pytest.raises(SourceboundError, match="no gate 'x'"):
        gate.load_gate("x")
    with pytest.raises(SourceboundError, match="corect is no metric"):
        gate.load_gate("x", write(tmp_path, "g.toml", "[x]\ncorect = 1.0\n"))
