"""The progress bar of a build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from index.build import Report


@contextmanager
def article_bar() -> Iterator[Report]:
    """A callback that shows how many articles are indexed, on standard error where a person looks."""
    from tqdm import tqdm

    with tqdm(total=0, desc="indexing", unit="article", leave=False, disable=None) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.n = done
            bar.refresh()

        yield report
