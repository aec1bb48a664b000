"""Is everything in the index that should be, and nothing else? The checks behind `index verify`."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from corpus.errors import IndexMismatch
from index.opened import Index


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in a sentence."""

    problem: str


def verify(index: Index, seed: int = 0, sample: int = 200) -> list[Finding]:
    """Compare the record, the word search and the vectors; an empty list means all is well."""
    connection = index.database.connection()
    found: list[Finding] = []
    result = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if result != "ok":
        found.append(Finding(f"library.db is damaged: {result}"))
    try:
        index.require_match()
    except IndexMismatch as error:
        found.append(Finding(str(error)))
    pending = index.pending()
    if pending:
        found.append(Finding(f"{pending} articles are not indexed yet"))
    wanted = {str(row["key"]) for row in connection.execute("SELECT key FROM chunks")}
    stored = index.vectors.ids()
    if wanted - stored:
        found.append(Finding(f"{len(wanted - stored)} chunks have no vector"))
    if stored - wanted:
        found.append(Finding(f"{len(stored - wanted)} vectors belong to no chunk"))
    listed = {str(row[0]) for row in connection.execute("SELECT rowid FROM chunks_fts")}
    if listed != wanted:
        found.append(Finding(f"{len(listed ^ wanted)} chunks differ between the record and the word search"))
    missing = connection.execute("SELECT count(*) FROM sentences WHERE kind = 'text' AND vector IS NULL").fetchone()[0]
    if missing:
        found.append(Finding(f"{missing} sentences have no vector"))
    found.extend(_check_spans(index))
    chosen = random.Random(seed).sample(sorted(wanted & stored), min(sample, len(wanted & stored)))  # noqa: S311 - a sample, not a secret
    for name, vector in index.vectors.vectors(chosen).items():
        if vector.shape != (index.manifest.dimension,) or abs(float(np.linalg.norm(vector)) - 1.0) > 1e-3:
            found.append(Finding(f"the vector of chunk {name} is no unit vector of {index.manifest.dimension} numbers"))
            break
    if chosen and not index.vectors.finds_itself(chosen[:20]):
        found.append(Finding("the vector search does not find its own vectors"))
    return found


def _check_spans(index: Index) -> list[Finding]:
    """Every sentence that may be evidence lies within the chunks of its article."""
    connection = index.database.connection()
    uncovered = 0
    for article in connection.execute("SELECT key FROM articles WHERE indexed_sha256 IS sha256"):
        chunks = [
            (r["start"], r["end"]) for r in connection.execute("SELECT start, end FROM chunks WHERE article = ? ORDER BY start", (article["key"],))
        ]
        for s in connection.execute("SELECT start, end FROM sentences WHERE article = ? AND kind = 'text'", (article["key"],)):
            if not any(start < s["end"] and s["start"] < end for start, end in chunks):
                uncovered += 1
    return [Finding(f"{uncovered} sentences lie in no chunk")] if uncovered else []
