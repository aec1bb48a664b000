"""Several rankings → one, by rank alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
K = 60


def reciprocal_rank_fusion(rankings: Mapping[str, Sequence[Item]], k: int = K) -> list[tuple[Item, float]]:
    """Items by the sum of 1 / (k + rank) over the rankings that have them; ranks count from 1.

    Ties break by the item's own order, so the result is the same every time. Source: Cormack,
    Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and individual rank
    learning methods", SIGIR 2009.

    >>> reciprocal_rank_fusion({"a": [1, 2], "b": [2, 3]}, k=1)
    [(2, 0.8333333333333333), (1, 0.5), (3, 0.3333333333333333)]
    """
    scores: dict[Item, float] = {}
    for name in sorted(rankings):
        for rank, item in enumerate(rankings[name], start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (k + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
