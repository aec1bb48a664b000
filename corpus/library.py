"""The library: every article, kept word for word in SQLite."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.article import Article
from corpus.database import Database
from corpus.errors import LibraryError, SourceboundError, UnreadableArticle
from corpus.readers import read_path
from corpus.words import sound

SHIPPED = Path(__file__).parent / "articles"
ORDERS = {
    "newest": "date IS NULL, date DESC, id",
    "oldest": "date IS NULL, date, id",
    "title": "title COLLATE NOCASE, id",
    "source": "source = '', source COLLATE NOCASE, date DESC, id",
    "longest": "length(text) DESC, id",
}
"""Orders of the list: their names and what SQL sorts by."""
_COLUMNS = "id, title, source, date, date_from, address, language, file, text"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one article did: `change` is "added", "updated" or "unchanged"."""

    article: Article
    change: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the list: everything but its text; `words` is about how many it has."""

    id: str
    title: str
    source: str
    date: date | None
    words: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be added, and why."""

    path: str
    error: SourceboundError


class Library:
    """The articles of one data directory. Offsets everywhere refer to the text stored here."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, data: Path, seed: bool = True) -> Library:
        """Open the library of a data directory; load the shipped articles into a new one.

        With `seed=False` a new library stays empty (it is about to be filled from elsewhere).
        """
        library = cls(Database(data))
        if seed and library.database.get_meta("seeded") is None:
            for path in sorted(SHIPPED.iterdir()):
                for article in read_path(path):
                    library.add(article)
        if library.database.get_meta("seeded") is None:
            library.database.set_meta("seeded", "shipped" if seed else "empty")
        return library

    def add(self, article: Article) -> Added:
        """Store an article.

        The same text again changes nothing, whatever its file is called. A file or address
        that is known, with another text, replaces the stored one under the same id. An id
        that another file has taken gets a number in front.
        """
        with self.database.transaction() as connection:
            same = connection.execute(f"SELECT {_COLUMNS} FROM articles WHERE sha256 = ?", (article.sha256,)).fetchone()
            if same is not None:
                return Added(_article(same), "unchanged")
            known = _known(connection, article)
            if known is not None:
                article = replace(article, id=known["id"])
                connection.execute("DELETE FROM chunks WHERE article = ?", (known["key"],))
                connection.execute("DELETE FROM sentences WHERE article = ?", (known["key"],))
                connection.execute("DELETE FROM words WHERE article = ?", (known["key"],))
                connection.execute(
                    "UPDATE articles SET title=?, source=?, date=?, date_from=?, address=?, language=?, file=?, text=?, sha256=?,"
                    " added_at=?, indexed_sha256=NULL WHERE key=?",
                    (*_values(article)[1:], article.sha256, _now(), known["key"]),
                )
                return Added(article, "updated")
            article = replace(article, id=_free_id(connection, article.id))
            connection.execute(
                f"INSERT INTO articles ({_COLUMNS}, sha256, added_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (*_values(article), article.sha256, _now()),
            )
            return Added(article, "added")

    def add_files(self, paths: Iterable[Path]) -> Iterator[Added | Refused]:
        """Read and store files, one by one; a bad one is told and does not stop the others."""
        for path in paths:
            try:
                for article in read_path(path):
                    yield self.add(article)
            except SourceboundError as error:
                yield Refused(str(path), error)
            except (ValueError, OSError, sqlite3.DataError) as error:
                yield Refused(str(path), UnreadableArticle(f"{sound(str(path))} cannot be read ({error})", "Save its text as a .txt file in UTF-8"))

    def get(self, article_id: str) -> Article:
        """One article. Raises LibraryError if there is none of that id."""
        row = self.database.connection().execute(f"SELECT {_COLUMNS} FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise LibraryError(f"There is no article {article_id!r}", "`python -m corpus list` shows the ids")
        return _article(row)

    def all(self) -> list[Article]:
        """Every article, newest first, undated ones last; ties by id."""
        rows = self.database.connection().execute(f"SELECT {_COLUMNS} FROM articles ORDER BY date IS NULL, date DESC, id")
        return [_article(row) for row in rows]

    def newest(self, most: int, among: Collection[str] | None = None) -> list[Article]:
        """So many of the newest articles, of those with the given ids if any are given; undated ones last, ties by id."""
        wanted = "1" if among is None else "id IN (SELECT value FROM json_each(?1))"
        rows = self.database.connection().execute(
            f"SELECT {_COLUMNS} FROM articles WHERE {wanted} ORDER BY date IS NULL, date DESC, id LIMIT ?2", (json.dumps(sorted(among or ())), most)
        )
        return [_article(row) for row in rows]

    def sources(self) -> list[str]:
        """The sources of the articles, in alphabetical order, "" among them if some article's is not known."""
        return [row["source"] for row in self.database.connection().execute("SELECT DISTINCT source FROM articles ORDER BY source")]

    def catalogue(self, containing: str = "", order: str = "newest", first: int = 0, most: int = 50) -> tuple[list[Entry], int]:
        """A page of the list of articles, without their texts, and how many there are in all: those with all words of
        `containing` in their title, source or text, in one of ORDERS, from number `first` (from 0), at most `most`."""
        values = containing.split()
        wanted = " AND ".join("instr(lower(title || ' ' || source || ' ' || text), lower(?))" for _ in values) or "1"
        connection = self.database.connection()
        total = connection.execute(f"SELECT count(*) FROM articles WHERE {wanted}", values).fetchone()[0]
        rows = connection.execute(
            "SELECT id, title, source, date, length(text) - length(replace(replace(text, char(10), ' '), ' ', '')) + 1 AS words FROM articles"
            f" WHERE {wanted} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            (*values, most, first),
        )
        return [
            Entry(row["id"], row["title"], row["source"], date.fromisoformat(row["date"]) if row["date"] else None, row["words"]) for row in rows
        ], int(total)

    def count(self) -> int:
        """How many articles there are."""
        return int(self.database.connection().execute("SELECT count(*) FROM articles").fetchone()[0])

    def remove(self, article_id: str) -> Article:
        """Remove an article, and with it all that was made from it. Returns what was removed."""
        article = self.get(article_id)
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        return article


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _known(connection: sqlite3.Connection, article: Article) -> sqlite3.Row | None:
    """The stored article that came from the same address, or from the same place of the same file."""
    if article.address:
        row: sqlite3.Row | None = connection.execute("SELECT key, id FROM articles WHERE address = ?", (article.address,)).fetchone()
        return row
    for row in connection.execute("SELECT key, id FROM articles WHERE file != '' AND file = ? ORDER BY key", (article.file,)):
        if re.sub(r"^\d+-", "", row["id"]) == article.id or row["id"] == article.id:
            return row
    return None


def _free_id(connection: sqlite3.Connection, wanted: str) -> str:
    """`wanted`, or with the first free number in front: the id still ends in the file's stem."""
    candidate, number = wanted, 1
    while connection.execute("SELECT 1 FROM articles WHERE id = ?", (candidate,)).fetchone():
        number += 1
        candidate = f"{number}-{wanted}"
    return candidate


def _values(article: Article) -> tuple[str | None, ...]:
    day = article.date.isoformat() if article.date else None
    return (
        article.id, article.title, article.source, day, article.date_from,
        article.address, article.language, article.file, article.text,
    )  # fmt: skip


def _article(row: sqlite3.Row) -> Article:
    values = dict(row)
    return Article(**(values | {"date": date.fromisoformat(values["date"]) if values["date"] else None}))
