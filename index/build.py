"""Articles → index: incremental by content hash, and resumable after a kill at any moment.

Order of writing, for a batch of articles: chunks, sentences and words in one transaction of
SQLite; then vectors in Chroma; then, in a second transaction, the sentence vectors and the mark
that the article is indexed. A kill in between leaves the mark unset, so the batch is done again
under new ids, and what it left behind is on the list of vectors to remove.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from llama_index.core.schema import NodeRelationship, ObjectType, RelatedNodeInfo, TextNode

from corpus.article import Article, Span
from corpus.chunk import split_chunks
from corpus.sentences import TEXT, Sentence, split_sentences
from corpus.words import words
from index import manifest
from index.lock import WAIT_SECONDS
from index.opened import Index

_BATCH_CHUNKS = 96
log = logging.getLogger(__name__)
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: articles indexed, chunks written, vectors removed."""

    articles: int
    chunks: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article cut up and written to SQLite, waiting for its vectors."""

    key: int
    article: Article
    chunks: list[tuple[int, Span, str]]  # key, span, the text that is embedded
    sentences: list[tuple[int, str]]  # key, text


def build(index: Index, report: Report = lambda done, total: None, wait_seconds: float = WAIT_SECONDS) -> BuildResult:
    """Bring the index up to date with the library. Raises Busy, IndexMismatch."""
    with index.writing("index build", wait_seconds):
        return _build(index, report)


def rebuild(index: Index, report: Report = lambda done, total: None) -> BuildResult:
    """Throw the index away and make it again from the library."""
    with index.writing("index rebuild"):
        with index.database.transaction() as connection:
            for table in ("chunks", "sentences", "words"):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("UPDATE articles SET indexed_sha256 = NULL")
            connection.execute("DELETE FROM meta WHERE key = 'index_manifest'")
        index.empty_vectors()
        with index.database.transaction() as connection:
            connection.execute("DELETE FROM vectors_to_remove")
        return _build(index, report)


def _build(index: Index, report: Report) -> BuildResult:
    manifest.require(index.database, index.manifest)
    if manifest.read(index.database) is None:
        manifest.write(index.database, index.manifest)
    _forget_lost_vectors(index)
    connection = index.database.connection()
    pending = [row["key"] for row in connection.execute("SELECT key FROM articles WHERE indexed_sha256 IS NOT sha256 ORDER BY key")]
    batch: list[_Prepared] = []
    done = chunks = 0
    report(0, len(pending))
    for key in pending:
        prepared = _prepare(index, key)
        if prepared is not None:
            batch.append(prepared)
        if sum(len(one.chunks) for one in batch) >= _BATCH_CHUNKS:
            chunks += _finish(index, batch)
            done += len(batch)
            batch = []
            report(done, len(pending))
    chunks += _finish(index, batch)
    done += len(batch)
    removed = _remove_vectors(index)
    if done or removed:
        index.changed()
    report(done, len(pending))
    return BuildResult(done, chunks, removed)


def _prepare(index: Index, key: int) -> _Prepared | None:
    """Cut an article up and write the pieces; None if it has been removed in the meantime."""
    row = index.database.connection().execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    article = index.library.get(row["id"])
    sentences = split_sentences(article.text)
    spans = split_chunks(article.text, index.manifest.chunk_tokens, index.embedder.fits)
    with index.database.transaction() as connection:
        for table in ("chunks", "sentences", "words"):
            connection.execute(f"DELETE FROM {table} WHERE article = ?", (key,))
        written = []
        for span in spans:
            text = _evidence_text(article.text, span, sentences)
            if text:
                chunk = connection.execute("INSERT INTO chunks (article, start, end) VALUES (?,?,?)", (key, span.start, span.end)).lastrowid
                assert chunk is not None
                connection.execute("INSERT INTO chunks_fts (rowid, text) VALUES (?,?)", (chunk, text))
                written.append((chunk, span, text))
        kept = []
        for sentence in sentences:
            row_id = connection.execute(
                "INSERT INTO sentences (article, start, end, kind) VALUES (?,?,?,?)", (key, sentence.start, sentence.end, sentence.kind)
            ).lastrowid
            assert row_id is not None
            if sentence.kind == TEXT:
                kept.append((row_id, sentence.span.of(article.text)))
        _write_words(connection, key, article.text, sentences)
    return _Prepared(key, article, written, kept)


def _evidence_text(text: str, span: Span, sentences: list[Sentence]) -> str:
    """What of a chunk may be evidence: its sentences without headings and page furniture."""
    parts = [
        text[max(span.start, sentence.start) : min(span.end, sentence.end)]
        for sentence in sentences
        if sentence.kind == TEXT and sentence.span.overlaps(span)
    ]
    return " ".join(parts)


def _write_words(connection: sqlite3.Connection, key: int, text: str, sentences: list[Sentence]) -> None:
    counts: Counter[str] = Counter()
    stems: dict[str, str] = {}
    names: set[str] = set()
    for sentence in sentences:
        if sentence.kind != TEXT:
            continue
        found = [word for word in words(sentence.span.of(text)) if not word.is_stop]
        counts.update({word.key for word in found})
        stems.update((word.key, word.stem) for word in found)
        names.update(word.key for word in found if word.is_capitalised and word.start > 1)
    connection.executemany(
        "INSERT INTO words (word, stem, article, sentences, is_name) VALUES (?,?,?,?,?)",
        [(word, stems[word], key, count, word in names) for word, count in counts.items()],
    )


def _finish(index: Index, batch: list[_Prepared]) -> int:
    """Embed a batch, store its vectors, mark its articles as indexed; return the number of chunks."""
    if not batch:
        return 0
    chunk_texts = [text for one in batch for _, _, text in one.chunks]
    sentence_texts = [text for one in batch for _, text in one.sentences]
    vectors = index.embedder.embed(chunk_texts + sentence_texts)
    nodes = [
        _node(one.article, chunk, span, vector.tolist())
        for (one, chunk, span), vector in zip(((one, c, s) for one in batch for c, s, _ in one.chunks), vectors, strict=False)
    ]
    if nodes:
        index.vectors.add(nodes)
    sentence_keys = [key for one in batch for key, _ in one.sentences]
    with index.database.transaction() as connection:
        connection.executemany(
            "UPDATE sentences SET vector = ? WHERE key = ?",
            zip((v.astype("<f2").tobytes() for v in vectors[len(chunk_texts) :].astype(np.float32)), sentence_keys, strict=True),
        )
        for one in batch:
            connection.execute("UPDATE articles SET indexed_sha256 = ? WHERE key = ?", (one.article.sha256, one.key))
    return len(nodes)


def _node(article: Article, chunk: int, span: Span, vector: list[float]) -> TextNode:
    """A chunk as llama-index stores it: verbatim text, and metadata that is never embedded."""
    day = int(article.date.strftime("%Y%m%d")) if article.date else 0
    metadata = {"article_id": article.id, "start": span.start, "end": span.end, "date": day, "source": article.source}
    return TextNode(
        id_=str(chunk), text=span.of(article.text), embedding=vector, metadata=metadata,
        excluded_embed_metadata_keys=list(metadata), excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id, node_type=ObjectType.DOCUMENT)},
    )  # fmt: skip


def _forget_lost_vectors(index: Index) -> None:
    """If Chroma has lost vectors (its folder was deleted or damaged), index their articles again."""
    connection = index.database.connection()
    expected = connection.execute(
        "SELECT count(*) FROM chunks JOIN articles ON articles.key = chunks.article WHERE indexed_sha256 IS sha256"
    ).fetchone()[0]
    if index.vectors.count() >= expected:
        return
    stored = index.vectors.ids()
    lost = {
        row["article"]
        for row in connection.execute(
            "SELECT chunks.key, chunks.article FROM chunks JOIN articles ON articles.key = chunks.article WHERE indexed_sha256 IS sha256"
        )
        if str(row["key"]) not in stored
    }
    log.warning("vectors of %d articles are gone; indexing them again", len(lost))
    with index.database.transaction():
        connection.executemany("UPDATE articles SET indexed_sha256 = NULL WHERE key = ?", [(key,) for key in sorted(lost)])


def _remove_vectors(index: Index) -> int:
    """Remove from Chroma what the record no longer has; return how many."""
    connection = index.database.connection()
    gone = [row["chunk"] for row in connection.execute("SELECT chunk FROM vectors_to_remove ORDER BY chunk")]
    if gone:
        index.vectors.remove([str(key) for key in gone])
        with index.database.transaction():
            connection.executemany("DELETE FROM vectors_to_remove WHERE chunk = ?", [(key,) for key in gone])
    return len(gone)
