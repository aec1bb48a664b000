"""An open index: the library, its vectors, its word search and its embedder, of one data directory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.database import Database
from corpus.errors import IndexMismatch
from corpus.library import Library
from corpus.settings import Settings, load_settings
from index import manifest, models, published
from index.embed import Embedder, SentenceTransformerEmbedder
from index.lexical import LexicalIndex
from index.lock import WAIT_SECONDS, writing
from index.manifest import Manifest
from index.reader import SentenceReader
from index.rival import RivalReader
from index.spans import SpanReader
from index.stories import Stories
from index.vectors import VectorIndex


class Index:
    """Everything that finds passages. Made by `open`, or from parts in a test."""

    def __init__(self, data: Path, library: Library, embedder: Embedder, settings: Settings) -> None:
        self.data, self.library, self.embedder, self.settings = data, library, embedder, settings
        self.reader: SentenceReader | None = None
        self.spans: SpanReader | None = None
        self.rival: RivalReader | None = None
        if isinstance(embedder, SentenceTransformerEmbedder) and models.check(models.find(published.READER)) == "ready":
            taught = models.folder(models.find(published.READER))
            self.reader, self.spans, self.rival = SentenceReader(taught), SpanReader(taught), RivalReader(taught)
        self.manifest = Manifest.wanted(embedder, settings)
        self.lexical = LexicalIndex(library.database)
        self.stories = Stories(library.database)
        self._mutex = threading.RLock()
        self._vectors: VectorIndex | None = None
        self._generation = ""

    @classmethod
    def open(cls, data: Path, embedder: Embedder | None = None, seed: bool = True, settings: Settings | None = None) -> Index:
        """Open a data directory; a new one gets the shipped articles (unless `seed` is False). `settings` stand for those of its file.

        Raises LibraryError, InvalidSettings, ModelUnavailable.
        """
        settings = settings or load_settings(data)
        return cls(data, Library.open(data, seed), embedder or default_embedder(), settings)

    @property
    def database(self) -> Database:
        """The SQLite file under it."""
        return self.library.database

    @property
    def vectors(self) -> VectorIndex:
        """The Chroma collection, opened at first use and again when another process has written."""
        with self._mutex:
            generation = self.database.get_meta("index_generation") or ""
            if self._vectors is None:
                self._vectors = VectorIndex(self.data / "chroma")
            elif generation != self._generation:
                self._vectors.reopen()
                self._forget()
            self._generation = generation
            return self._vectors

    def empty_vectors(self) -> None:
        """Throw all vectors away, even those that cannot be opened."""
        with self._mutex:
            if self._vectors is not None:
                self._vectors.close()
            self._vectors = VectorIndex.emptied(self.data / "chroma")

    @contextmanager
    def writing(self, what: str, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
        """Hold the data directory for writing; wait that long for another process. Raises Busy."""
        with writing(self.data, what, wait_seconds):
            yield

    def changed(self) -> None:
        """Tell every process that has this index open that it has new contents."""
        with self._mutex:
            self._generation = str(int(self.database.get_meta("index_generation") or 0) + 1)
            self.database.set_meta("index_generation", self._generation)
            self._forget()

    def _forget(self) -> None:
        self.lexical.forget()
        self.stories.forget()

    def pending(self) -> int:
        """How many articles are not in the index yet, or were changed or removed since."""
        row = self.database.connection().execute(
            "SELECT (SELECT count(*) FROM articles WHERE indexed_sha256 IS NOT sha256) + (SELECT count(*) FROM vectors_to_remove)"
        )
        return int(row.fetchone()[0])

    def require_match(self) -> None:
        """Raise IndexMismatch unless the stored index fits the settings and the embedder."""
        manifest.require(self.database, self.manifest)

    def status(self) -> dict[str, object]:
        """Counts and the manifest, for `index status`."""
        connection = self.database.connection()
        found = manifest.read(self.database)
        try:
            self.require_match()
            problem = ""
        except IndexMismatch as error:
            problem = str(error)
        return {
            "data": str(self.data),
            "articles": self.library.count(),
            "pending": self.pending(),
            "chunks": connection.execute("SELECT count(*) FROM chunks").fetchone()[0],
            "sentences": connection.execute("SELECT count(*) FROM sentences").fetchone()[0],
            "vectors": self.vectors.count(),
            "embedder": found.embedder if found else None,
            "embedder_sha256": found.embedder_sha256 if found else None,
            "dimension": found.dimension if found else None,
            "chunk_tokens": found.chunk_tokens if found else None,
            "schema": found.schema if found else None,
            "problem": problem,
        }

    def load_readers(self) -> None:
        """Load what reads sentences with a question, if anything does, so that no question waits for that."""
        for one in (self.reader, self.spans, self.rival):
            if one is not None:
                one.load()

    def close(self) -> None:
        """Let go of the files."""
        with self._mutex:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None
        self.database.close()


def default_embedder() -> SentenceTransformerEmbedder:
    """The embedder of the project, from the model cache. Raises ModelUnavailable."""
    model = models.find(published.DEFAULT_EMBEDDER)
    return SentenceTransformerEmbedder(models.ready(model.name), model.name, model.main.sha256, model.dimension)
