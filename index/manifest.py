"""What an index was built with; an index built otherwise is refused, never read as if it fitted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from corpus.database import Database
from corpus.errors import IndexMismatch
from corpus.settings import Settings
from index.embed import Embedder

SCHEMA = 2
_KEY = "index_manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The embedder with its hash, the dimension, the chunking and this module's own version."""

    schema: int
    embedder: str
    embedder_sha256: str
    dimension: int
    chunk_tokens: int

    @classmethod
    def wanted(cls, embedder: Embedder, settings: Settings) -> Manifest:
        """What an index built now would be built with."""
        return cls(SCHEMA, embedder.name, embedder.sha256, embedder.dimension, settings.chunk.tokens)


def read(database: Database) -> Manifest | None:
    """The manifest of the index in this library, or None where none was built."""
    value = database.get_meta(_KEY)
    return None if value is None else Manifest(**json.loads(value))


def write(database: Database, manifest: Manifest) -> None:
    """Note what the index is built with."""
    database.set_meta(_KEY, json.dumps(asdict(manifest)))


def require(database: Database, wanted: Manifest) -> None:
    """Raise IndexMismatch, naming the difference and the command that mends it, unless the index fits."""
    found = read(database)
    if found is None or found == wanted:
        return
    old, new = asdict(found), asdict(wanted)
    differences = ", ".join(f"{key} {str(old[key])[:40]} instead of {str(new[key])[:40]}" for key in old if old[key] != new[key])
    raise IndexMismatch(f"The index was built with {differences}", "Run `python -m index rebuild`, or set it back")
