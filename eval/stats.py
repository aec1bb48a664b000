"""Intervals and paired tests. Seeded; questions about one article are not independent, so means are
resampled by article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SEED = 20250916
RESAMPLES = 2000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval, and the number of questions it rests on."""

    value: float
    low: float
    high: float
    n: int


def wilson(successes: int, n: int) -> Interval:
    """The Wilson score interval of a proportion. Source: Wilson, JASA 22 (1927)."""
    from scipy.stats import binomtest

    found = binomtest(successes, n).proportion_ci(LEVEL, method="wilson")
    return Interval(successes / n, float(found.low), float(found.high), n)


def clustered_mean(values: Sequence[float], clusters: Sequence[str], seed: int = SEED) -> Interval:
    """The mean with a percentile bootstrap over whole clusters (Cameron, Gelbach and Miller, 2008)."""
    array = np.asarray(values, dtype=float)
    names = sorted(set(clusters))
    members = [np.flatnonzero([c == name for c in clusters]) for name in names]
    random = np.random.default_rng(seed)
    means = np.empty(RESAMPLES)
    for i in range(RESAMPLES):
        drawn = np.concatenate([members[j] for j in random.integers(0, len(members), len(members))])
        means[i] = array[drawn].mean()
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(array.mean()), float(low), float(high), len(array))


def mcnemar(gained: int, lost: int) -> float:
    """McNemar's exact test, two-sided: the p-value of so many questions won and lost by a change."""
    from scipy.stats import binomtest

    return float(binomtest(gained, gained + lost, 0.5).pvalue) if gained + lost else 1.0


def paired_permutation(differences: Sequence[float], seed: int = SEED) -> float:
    """The two-sided p-value of a mean difference between pairs, by flipping signs at random (exactly where
    there are few pairs)."""
    array = np.asarray([d for d in differences if d], dtype=float)
    if not len(array):
        return 1.0
    if len(array) <= 14:
        signs = np.array(np.meshgrid(*[[1, -1]] * len(array))).reshape(len(array), -1)
        sums = np.abs(array @ signs)
        return float((sums >= abs(array.sum()) - 1e-12).mean())
    random = np.random.default_rng(seed)
    sums = np.abs(random.choice([-1.0, 1.0], size=(10_000, len(array))) @ array)
    return float((1 + (sums >= abs(array.sum()) - 1e-12).sum()) / 10_001)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least so many percent do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
