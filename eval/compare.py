"""Did a change help, or was it noise? Two runs on the same questions, question by question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus.errors import SourceboundError
from eval.score import METRICS, Metric
from eval.stats import mcnemar, paired_permutation

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric in two runs over the questions where both define it: means, p-value, and a verdict in words."""

    metric: Metric
    n: int
    before: float
    after: float
    p: float
    test: str

    @property
    def verdict(self) -> str:
        """ "better", "worse" or "no difference can be told"."""
        if self.p >= SIGNIFICANT or self.before == self.after:
            return "no difference can be told"
        return "better" if (self.after > self.before) == self.metric.higher_is_better else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences, and the ids of the questions that became right and wrong."""

    differences: tuple[Difference, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    shared: int


def compare(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    """Compare two loaded runs. Raises SourceboundError if they share no question."""
    first = {row["id"]: row for row in before["rows"]}
    pairs = [(first[row["id"]], row) for row in after["rows"] if row["id"] in first and first[row["id"]]["question"] == row["question"]]
    if not pairs:
        raise SourceboundError("The two runs share no question", "Run both over the same gold set and split")
    differences = []
    for metric in METRICS:
        values = [
            (a["scores"][metric.name], b["scores"][metric.name])
            for a, b in pairs
            if a["scores"][metric.name] is not None and b["scores"][metric.name] is not None
        ]
        if not values:
            continue
        if metric.proportion:
            p, test = mcnemar(sum(b > a for a, b in values), sum(b < a for a, b in values)), "McNemar, exact"
        else:
            p, test = paired_permutation([b - a for a, b in values]), "paired permutation"
        count = len(values)
        differences.append(Difference(metric, count, sum(a for a, _ in values) / count, sum(b for _, b in values) / count, p, test))

    def flipped(pick: Callable[[float, float], bool]) -> tuple[str, ...]:
        both = [(b["id"], a["scores"]["correct"], b["scores"]["correct"]) for a, b in pairs]
        return tuple(name for name, was, now in both if was is not None and now is not None and pick(was, now))

    return Comparison(tuple(differences), flipped(lambda a, b: b > a), flipped(lambda a, b: b < a), len(pairs))
