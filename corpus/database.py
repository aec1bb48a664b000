"""The SQLite file: opened with WAL and foreign keys, its schema version checked, one connection a thread."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import LibraryError

SCHEMA_VERSION = 1
FILE_NAME = "library.db"
_BUSY_SECONDS = 30.0


class Database:
    """`library.db` in a data directory. Safe to share between threads.

    Opening creates the directory, the file and its tables where they are missing. Raises
    LibraryError if the file is no library, is from a newer version, or cannot be written.
    """

    def __init__(self, data: Path) -> None:
        self.path = data / FILE_NAME
        self._local = threading.local()
        weakref.finalize(self, _close, self._local)  # at the process's end, too: SQLite then takes its log back into the file
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"The data directory {data} cannot be made ({error.strerror})", "Choose another with --data DIR") from error
        self._prepare()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode; rows by name."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: commits at the end, rolls back on any exception."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Close this thread's connection."""
        _close(self._local)

    def get_meta(self, key: str) -> str | None:
        """A value of the `meta` table."""
        row = self.connection().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])

    def set_meta(self, key: str, value: str) -> None:
        """Write a value of the `meta` table (within the transaction that is open, if one is)."""
        self.connection().execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))

    def _prepare(self) -> None:
        """Create or check the schema."""
        try:
            connection = self.connection()
            connection.execute("PRAGMA journal_mode = WAL")
            version = self._version()
            if version == 0:
                self._create()
                return
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error
        if version != SCHEMA_VERSION:
            self.close()
            raise LibraryError(
                f"{self.path} has schema {version}, this version reads {SCHEMA_VERSION}",
                "Update Sourcebound, or choose another data directory with --data DIR",
            )

    def _create(self) -> None:
        schema = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
        with self.transaction() as connection:
            if self._version() != 0:  # another process was first
                return
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise LibraryError(f"{self.path} is not a Sourcebound library", "Choose another data directory with --data DIR")
            for statement in _statements(schema):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return int(self.connection().execute("PRAGMA user_version").fetchone()[0])

    def _explain(self, error: sqlite3.DatabaseError) -> LibraryError:
        text = str(error)
        if "not a database" in text or "malformed" in text:
            return LibraryError(f"{self.path} is damaged or no SQLite file ({text})", "Move it away and add the articles again")
        if "full" in text:
            return LibraryError(f"The disk of {self.path.parent} is full", "Free some space and run the same command again")
        return LibraryError(f"{self.path} cannot be opened for writing ({text})", "Choose another data directory with --data DIR")


def _statements(schema: str) -> Iterator[str]:
    """The statements of a schema file, one by one (`executescript` would end the transaction)."""
    pending = ""
    for line in schema.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _close(local: threading.local) -> None:
    """Close this thread's connection."""
    connection: sqlite3.Connection | None = getattr(local, "connection", None)
    if connection is not None:
        connection.close()
        local.connection = None
