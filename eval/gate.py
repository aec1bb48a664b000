"""Floors under the figures of a run: what must not get worse."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from corpus.errors import SourceboundError
from eval.score import BY_NAME

GATES = Path(__file__).parent / "gates.toml"


def load_gate(name: str, path: Path = GATES) -> dict[str, float]:
    """The floors (for metrics of which less is better, the ceilings) of a gate. Raises SourceboundError."""
    gates = tomllib.loads(path.read_text(encoding="utf-8"))
    if name not in gates:
        raise SourceboundError(f"There is no gate {name!r}", f"{path.name} has {', '.join(sorted(gates))}")
    unknown = [metric for metric in gates[name] if metric not in BY_NAME]
    if unknown:
        raise SourceboundError(f"{path.name}, {name}: {unknown[0]} is no metric", f"Metrics: {', '.join(BY_NAME)}")
    return {metric: float(value) for metric, value in gates[name].items()}


def failures(summary: dict[str, Any], gate: dict[str, float]) -> list[str]:
    """What fell through a gate and by how much, a line each. A metric that was not measured has fallen too."""
    return [line for name, limit in gate.items() if (line := _failure(name, limit, summary["metrics"].get(name)))] + _errors(summary)


def _failure(name: str, limit: float, found: dict[str, Any] | None) -> str:
    if found is None:
        return f"{name}: not measured, must be {limit:.3f}"
    value = float(found["value"])
    if BY_NAME[name].higher_is_better:
        return f"{name}: {value:.3f}, {limit - value:.3f} under the floor of {limit:.3f}" if value < limit else ""
    return f"{name}: {value:.3f}, {value - limit:.3f} over the ceiling of {limit:.3f}" if value > limit else ""


def _errors(summary: dict[str, Any]) -> list[str]:
    return [f"{summary['failed']} questions failed"] if summary["failed"] else []
