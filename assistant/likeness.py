"""Which words mean nearly the same, by the embedder: "closed" and "shuttered", "freed" and "released"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder

# Of fifty pairs of words, the synonyms had a cosine of 0.50 to 0.93 and the others 0.19 to 0.48 (MiniLM, docs/measurements.md);
# opposites (opened, closed) are as near as synonyms, so this never stands alone.
ALIKE = 0.5
_MOST = 5000


class Likeness:
    """Remembers the vectors of words, since few words are asked about again and again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def alike(self, word: str, others: Sequence[str]) -> bool:
        """Whether one of the others means nearly what the word does."""
        if not others:
            return False
        vectors = self._of([word, *others])
        return bool((vectors[1:] @ vectors[0]).max() >= ALIKE)

    def _of(self, wanted: Sequence[str]) -> NDArray[np.float32]:
        new = sorted({word for word in wanted if word not in self._vectors})
        if len(self._vectors) + len(new) > _MOST:
            self._vectors.clear()
            new = sorted(set(wanted))
        if new:
            self._vectors.update(zip(new, self._embedder.embed(new), strict=True))
        return np.stack([self._vectors[word] for word in wanted])
