"""What readers said of answers, kept in the library file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.database import Database
from corpus.errors import SourceboundError
from corpus.words import sound

MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's word on one turn of a conversation, the later one if there were two."""

    conversation: str
    number: int
    liked: bool
    comment: str
    given_at: str


def give(database: Database, conversation: str, number: int, liked: bool, comment: str = "") -> None:
    """Keep a reader's word on an answer. Raises SourceboundError if there is no such turn."""
    with database.transaction() as connection:
        if connection.execute("SELECT 1 FROM turns WHERE conversation = ? AND number = ?", (conversation, number)).fetchone() is None:
            raise SourceboundError("There is no such answer", "It may have been deleted in another window")
        connection.execute(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
            (conversation, number, liked, sound(comment).strip()[:MOST_CHARACTERS], datetime.now(UTC).isoformat(timespec="seconds")),
        )


def given(database: Database) -> list[Feedback]:
    """All of it, oldest first."""
    rows = database.connection().execute("SELECT * FROM feedback ORDER BY given_at, conversation, number")
    return [Feedback(row["conversation"], row["number"], bool(row["liked"]), row["comment"], row["given_at"]) for row in rows]
