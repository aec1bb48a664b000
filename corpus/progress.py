"""A progress bar on standard error, only where a person looks at one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


class Progress(Iterable[Item]):
    """Iterate with a bar; without one where `total` is None or standard error is no terminal."""

    def __init__(self, items: Iterable[Item], label: str, total: int | None) -> None:
        self._items, self._label, self._total = items, label, total

    def __iter__(self) -> Iterator[Item]:
        if self._total is None or not sys.stderr.isatty():
            return iter(self._items)
        from tqdm import tqdm

        return iter(tqdm(self._items, desc=self._label, total=self._total, leave=False))
