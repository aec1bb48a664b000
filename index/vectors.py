"""Chunk vectors in Chroma, reached through llama-index's vector-store interface.

The only module that imports chromadb. Chroma is always rebuildable: the record is SQLite.
"""

from __future__ import annotations

import logging
import math
import re
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import chromadb.api.shared_system_client
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import VectorStoreQuery, VectorStoreQueryResult
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.errors import IndexMismatch
from index.embed import Vectors

COLLECTION = "chunks"
log = logging.getLogger(__name__)


class CosineChromaStore(ChromaVectorStore):
    """llama-index's Chroma store whose similarities are cosines, from -1 to 1.

    The base class gives exp(-distance); Chroma's cosine distance is 1 - cosine.
    """

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        """The nearest nodes, their cosines in `similarities`."""
        result = super().query(query, **kwargs)
        result.similarities = [1.0 + math.log(max(score, 1e-9)) for score in result.similarities or []]
        return result


class VectorIndex:
    """The Chroma collection of one data directory: cosine, unit vectors, ids that are never reused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open()

    def _open(self) -> None:
        try:
            self._client: Any = chromadb.PersistentClient(str(self.folder), settings=ChromaSettings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
        except (ChromaError, ValueError, OSError, RuntimeError, AttributeError, KeyError) as error:
            # A client that failed to open stays half open in Chroma's cache and would be handed out again.
            chromadb.api.shared_system_client.SharedSystemClient.clear_system_cache()
            raise IndexMismatch(f"The vectors in {self.folder} cannot be opened ({error})", "Run `python -m index rebuild`") from error
        self.store = CosineChromaStore.from_collection(self._collection)

    def reopen(self) -> None:
        """See what another process has written: an open client does not."""
        self._client.close()
        self._open()

    def close(self) -> None:
        """Let go of Chroma's files."""
        self._client.close()

    @classmethod
    def emptied(cls, folder: Path) -> VectorIndex:
        """An empty collection in place of whatever is there. What cannot be opened is deleted as files;
        what can is emptied through Chroma, since another process may have it open."""
        try:
            found = cls(folder)
        except IndexMismatch:
            log.warning("%s could not be opened and is deleted", folder)
            shutil.rmtree(folder, ignore_errors=True)
            return cls(folder)
        found._client.delete_collection(COLLECTION)
        found.reopen()
        found._remove_leftovers()
        return found

    def _remove_leftovers(self) -> None:
        """Delete the folders of segments that no longer exist; Chroma leaves them behind."""
        database = sqlite3.connect(f"file:{self.folder / 'chroma.sqlite3'}?mode=ro", uri=True)
        try:
            alive = {row[0] for row in database.execute("SELECT id FROM segments")}
        finally:
            database.close()
        for place in self.folder.iterdir():
            if place.is_dir() and re.fullmatch(r"[0-9a-f-]{36}", place.name) and place.name not in alive:
                shutil.rmtree(place, ignore_errors=True)

    def add(self, nodes: Sequence[BaseNode]) -> None:
        """Store nodes that carry their embedding. An id that is there already stays as it is."""
        self.store.add(list(nodes))

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors by id; ids that are not there are ignored."""
        for start in range(0, len(ids), 1000):
            self._collection.delete(ids=list(ids[start : start + 1000]))

    def count(self) -> int:
        """How many vectors there are; 0 while another process is making the collection anew."""
        try:
            return int(self._collection.count())
        except ChromaError:
            self.reopen()
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """The ids of all vectors."""
        return set(self._collection.get(include=[])["ids"])

    def query(self, query: VectorStoreQuery) -> VectorStoreQueryResult:
        """The nearest nodes. If the collection was made anew by another process, it is opened again; raises
        IndexMismatch if that does not help."""
        try:
            return self.store.query(query)
        except ChromaError as error:
            log.info("the collection is not there any more (%s); opening it again", error)
        self.reopen()
        try:
            return self.store.query(query)
        except ChromaError as error:
            raise IndexMismatch(
                f"The vectors cannot be read ({error})", "Ask again in a moment; if it stays so, run `python -m index rebuild`"
            ) from error

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored vector of each id that is there."""
        if not ids:
            return {}
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        embeddings = found["embeddings"]
        return {} if embeddings is None else {i: np.asarray(v, dtype=np.float32) for i, v in zip(found["ids"], embeddings, strict=True)}

    def finds_itself(self, sample: Sequence[str]) -> bool:
        """Whether a query with each sampled vector comes back with it: the graph is readable, not only the table."""
        for name, vector in self.vectors(sample).items():
            result = self._collection.query(query_embeddings=[vector.tolist()], n_results=min(5, max(1, self.count())), include=["distances"])
            distances = (result["distances"] or [[2.0]])[0]
            if name not in result["ids"][0] and not (distances and distances[0] < 1e-3):
                return False
        return True
