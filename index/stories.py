"""Which articles tell one story in nearly the same sentences: copies, and copies in other words, of one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.database import Database

# Two articles are copies if so much of the shorter one's sentences have a sentence so near in the other.
COPIED_SHARE = 0.5
SAME_SENTENCE = 0.75
# … and of two that are known to be copies, two sentences tell the same from here on.
COUNTERPART = 0.5
# Articles further apart than this, all their sentences together, are not compared sentence by sentence.
_SAME_MATTER = 0.85
_VECTORS = "SELECT s.vector FROM sentences s JOIN articles a ON a.key = s.article WHERE a.id = ? AND s.kind = 'text' AND s.vector IS NOT NULL"
# Copies are looked for among so many of the newest articles.
_NEWEST = 1_000
_MEANS = (
    "SELECT a.id AS id, s.vector AS vector FROM sentences s JOIN (SELECT key, id FROM articles ORDER BY date IS NULL, date DESC, id LIMIT ?) a"
    " ON a.key = s.article WHERE s.kind = 'text' AND s.vector IS NOT NULL ORDER BY a.id"
)
Vectors = NDArray[np.float32]


class Stories:
    """Compares the articles of a library by the vectors of their sentences. What it found is kept until `forget`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._sentences = lru_cache(maxsize=256)(self._read_sentences)
        self._confirmed = lru_cache(maxsize=4_096)(self._read_confirmed)
        self._copied = lru_cache(maxsize=4_096)(self._compare)
        self._groups = lru_cache(maxsize=1)(self._read_groups)

    def forget(self) -> None:
        """Drop what is remembered, after the library has changed."""
        for cache in (self._sentences, self._confirmed, self._copied, self._groups):
            cache.cache_clear()

    def copied(self, one: str, other: str) -> bool:
        """Whether two articles, by id, are copies of one text."""
        return one == other or self._copied(*sorted((one, other)))

    def better(self, one: str, other: str) -> str:
        """Of two copies the one to cite: more of its names stand in articles that are no copies of it (a garbled copy's do
        not); if none has more, the first by id."""
        return min((one, other), key=lambda each: (-self._confirmed(each, tuple(sorted((one, other)))), each))

    def worse(self, ids: Iterable[str]) -> dict[str, str]:
        """Of these articles those that are the worse copy of another of them, and which that is, the best if there are several."""
        known = sorted(set(ids))
        found: dict[str, str] = {}
        for one in known:
            for other in known:
                best = found.get(one, one)
                if other not in (one, best) and self.copied(one, other) and self.better(best, other) == other:
                    found[one] = other
        return found

    def groups(self) -> list[list[str]]:
        """The ids of all articles (of the newest thousand) that have copies, each story's together, the better ones first."""
        return self._groups(
            self.database.get_meta("index_generation") or "", int(self.database.connection().execute("SELECT count(*) FROM articles").fetchone()[0])
        )

    def _read_groups(self, _generation: str, _articles: int) -> list[list[str]]:
        vectors: dict[str, list[Vectors]] = defaultdict(list)
        for row in self.database.connection().execute(_MEANS, (_NEWEST,)):
            vectors[row["id"]].append(np.frombuffer(row["vector"], dtype="<f2").astype(np.float32))
        ids = list(vectors)
        if not ids:
            return []
        means = np.stack([np.mean(vectors[one], axis=0) for one in ids])
        means /= np.linalg.norm(means, axis=1, keepdims=True) + 1e-9
        story = {one: one for one in ids}
        for i, one in enumerate(ids):
            for j in np.flatnonzero(means[i + 1 :] @ means[i] >= _SAME_MATTER):
                other = ids[i + 1 + int(j)]
                if story[other] != story[one] and self.copied(one, other):
                    was = story[other]
                    story = {each: story[one] if its == was else its for each, its in story.items()}
        together: dict[str, list[str]] = defaultdict(list)
        for one, its in story.items():
            together[its].append(one)
        return [sorted(group, key=lambda each: (-self._confirmed(each, tuple(group)), each)) for group in together.values() if len(group) > 1]

    def _compare(self, one: str, other: str) -> bool:
        a, b = self._sentences(one), self._sentences(other)
        if not len(a) or not len(b):
            return False
        alike = a @ b.T
        shorter = alike.max(axis=1) if len(a) <= len(b) else alike.max(axis=0)
        return bool((shorter >= SAME_SENTENCE).mean() >= COPIED_SHARE)

    def _read_confirmed(self, one: str, copies: tuple[str, ...]) -> float:
        """The share of an article's names that other articles have, copies of it left out."""
        marks = ", ".join("?" * len(copies))
        row = self.database.connection().execute(
            "SELECT avg(EXISTS (SELECT 1 FROM words o JOIN articles b ON b.key = o.article"
            f" WHERE o.word = w.word AND o.is_name AND b.id NOT IN ({marks}))) AS share"
            " FROM words w JOIN articles a ON a.key = w.article WHERE a.id = ? AND w.is_name",
            (*copies, one),
        )
        return float(row.fetchone()["share"] or 0.0)

    def _read_sentences(self, article: str) -> Vectors:
        rows = self.database.connection().execute(_VECTORS, (article,)).fetchall()
        return np.stack([np.frombuffer(row["vector"], dtype="<f2").astype(np.float32) for row in rows]) if rows else np.zeros((0, 0), np.float32)
