from __future__ import annotations

import math

import numpy as np
import pytest

from eval import stats


def test_wilson_by_hand() -> None:
    z, n, p = 1.959964, 10, 0.8
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    found = stats.wilson(8, 10)
    assert (found.low, found.high) == (pytest.approx(centre - half, abs=1e-6), pytest.approx(centre + half, abs=1e-6))


def test_clustering_widens_the_interval_of_what_hangs_together() -> None:
    values = [1.0] * 20 + [0.0] * 20
    apart = stats.clustered_mean(values, [str(i) for i in range(40)])
    together = stats.clustered_mean(values, ["a"] * 20 + ["b"] * 20)
    assert apart.value == together.value == 0.5
    assert together.high - together.low > 2 * (apart.high - apart.low)
    assert stats.clustered_mean(values, ["a"] * 20 + ["b"] * 20) == together, "seeded"


def test_paired_tests_agree_with_scipy() -> None:
    from scipy.stats import binomtest, permutation_test

    assert stats.mcnemar(8, 2) == pytest.approx(binomtest(8, 10, 0.5).pvalue)
    assert stats.mcnemar(0, 0) == 1.0
    random = np.random.default_rng(1)
    for size in (8, 40):
        values = random.normal(0.3, 1, size)
        reference = permutation_test((values,), np.mean, permutation_type="samples", n_resamples=9999, random_state=2).pvalue
        assert stats.paired_permutation(list(values)) == pytest.approx(reference, abs=0.02)
    assert stats.paired_permutation([0.0, 0.0]) == 1.0
