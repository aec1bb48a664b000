from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import write

from corpus.database import SCHEMA_VERSION, Database
from corpus.errors import LibraryError
from corpus.library import Library, Refused


def test_a_new_library_has_the_shipped_articles_once(data: Path) -> None:
    assert Library.open(data).count() == 5
    library = Library.open(data)
    assert library.count() == 5
    for article in library.all():
        library.remove(article.id)
    assert Library.open(data).count() == 0, "removed articles must not come back"


def test_the_same_article_twice_changes_nothing(data: Path, tmp_path: Path) -> None:
    library = Library.open(data, seed=False)
    path = write(tmp_path, "a.txt", "It rained on May 3, 2024.")
    copy = write(tmp_path / "elsewhere", "b.txt", "It rained on May 3, 2024.")
    assert [outcome.change for outcome in library.add_files([path, path, copy])] == ["added", "unchanged", "unchanged"]
    assert library.count() == 1


def test_a_changed_file_replaces_its_article_and_other_files_of_that_name_do_not(data: Path, tmp_path: Path) -> None:
    library = Library.open(data, seed=False)
    path = write(tmp_path, "a.txt", "It rained.")
    (first,) = library.add_files([path])
    write(tmp_path, "a.txt", "It snowed.")
    (second,) = library.add_files([path])
    (other,) = library.add_files([write(tmp_path / "other", "a.txt", "It hailed.")])
    assert (first.article.id, second.article.id, second.change) == ("a", "a", "updated")
    assert (other.article.id, other.change) == ("2-a", "added")
    assert sorted(a.text for a in library.all()) == ["It hailed.", "It snowed."]


def test_a_bad_file_does_not_stop_the_others(data: Path, tmp_path: Path) -> None:
    library = Library.open(data, seed=False)
    outcomes = list(library.add_files([write(tmp_path, "a.txt", ""), write(tmp_path, "b.txt", "It rained.")]))
    assert isinstance(outcomes[0], Refused)
    assert library.count() == 1


def test_articles_that_are_not_there(data: Path) -> None:
    library = Library.open(data)
    for call in (library.get, library.remove):
        with pytest.raises(LibraryError, match="no article"):
            call("nothing")


def test_newest_first(data: Path) -> None:
    days = [article.date for article in Library.open(data).all()]
    assert days == sorted(days, reverse=True)


def test_the_database_has_wal_foreign_keys_and_a_version(data: Path) -> None:
    database = Database(data)
    connection = database.connection()
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION


def test_a_newer_schema_is_refused_and_untouched(data: Path) -> None:
    database = Database(data)
    database.connection().execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(LibraryError, match="schema 99"):
        Library.open(data)
    assert sqlite3.connect(data / "library.db").execute("PRAGMA user_version").fetchone()[0] == 99


@pytest.mark.parametrize("content", [b"this is no database, whatever its name says " * 50])
def test_a_file_that_is_no_database_is_refused_and_untouched(data: Path, content: bytes) -> None:
    write(data, "library.db", content)
    with pytest.raises(LibraryError, match="damaged or no SQLite file"):
        Library.open(data)
    assert (data / "library.db").read_bytes() == content


def test_somebody_elses_database_is_refused(data: Path) -> None:
    data.mkdir()
    other = sqlite3.connect(data / "library.db")
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    with pytest.raises(LibraryError, match="not a Sourcebound library"):
        Library.open(data)


def test_a_data_directory_that_cannot_be_made() -> None:
    with pytest.raises(LibraryError, match="cannot be"):
        Library.open(Path("/proc/sourcebound"))


def test_a_failed_transaction_leaves_nothing(data: Path) -> None:
    database = Database(data)
    with pytest.raises(RuntimeError), database.transaction():
        database.set_meta("half", "done")
        raise RuntimeError
    assert database.get_meta("half") is None
