"""Conversations, kept in the library file: each turn is written before it is answered and after."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.answer import Answer, Passage, Turn
from corpus.database import Database
from corpus.describe import shorten
from corpus.words import sound

_TITLE_CHARACTERS = 60
_LOCKED_WITH = "browser_secret"


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn: `answer` is the JSON object of an Answer, or None if it was never finished."""

    number: int
    question: str
    answer: dict[str, Any] | None


class Conversations:
    """All conversations of one data directory."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def begin(self) -> str:
        """The id of a new conversation; it is stored with its first question."""
        return secrets.token_urlsafe(12)

    def browser_secret(self) -> str:
        """What a browser's list of its own conversations is locked with: the same after a restart, or they could not be found again."""
        with self.database.transaction():
            if self.database.get_meta(_LOCKED_WITH) is None:
                self.database.set_meta(_LOCKED_WITH, secrets.token_urlsafe(24))
        return self.database.get_meta(_LOCKED_WITH) or ""

    def ask(self, conversation: str, question: str) -> int:
        """Store a question; return the number of its turn, from 1."""
        question = sound(question)
        with self.database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO conversations VALUES (?, ?, ?)", (conversation, shorten(" ".join(question.split()), _TITLE_CHARACTERS), _now())
            )
            number = int(connection.execute("SELECT coalesce(max(number), 0) + 1 FROM turns WHERE conversation = ?", (conversation,)).fetchone()[0])
            connection.execute("INSERT INTO turns VALUES (?, ?, ?, NULL, ?)", (conversation, number, question, _now()))
        return number

    def answer(self, conversation: str, number: int, answer: Answer) -> None:
        """Store the answer of a turn, unless another question has taken its place."""
        value = json.dumps(answer.kept(), ensure_ascii=False)
        self.database.connection().execute(
            "UPDATE turns SET answer = ? WHERE conversation = ? AND number = ? AND question = ?",
            (value, conversation, number, sound(answer.question)),
        )

    def turns(self, conversation: str) -> list[StoredTurn]:
        """The turns of a conversation, oldest first."""
        rows = self.database.connection().execute(
            "SELECT number, question, answer FROM turns WHERE conversation = ? ORDER BY number", (conversation,)
        )
        return [StoredTurn(row["number"], row["question"], json.loads(row["answer"]) if row["answer"] else None) for row in rows]

    def titles(self, conversations: Sequence[str]) -> list[tuple[str, str]]:
        """Those of some conversations that have a turn, in the order given, with their titles."""
        marks = ", ".join("?" * len(conversations))
        rows = self.database.connection().execute(f"SELECT id, title FROM conversations WHERE id IN ({marks})", list(conversations))
        known = {row["id"]: row["title"] for row in rows}
        return [(one, known[one]) for one in conversations if one in known]

    def history(self, conversation: str) -> list[Turn]:
        """The finished turns as the chain wants them."""
        return [
            Turn(
                turn.answer["standalone_question"],
                _said(turn.answer),
                tuple(Passage.from_json(c) for c in turn.answer["citations"]),
                next(iter(turn.answer.get("phrases") or ()), ""),
            )
            for turn in self.turns(conversation)
            if turn.answer is not None and turn.answer["status"] != "error"
        ]

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        title = shorten(" ".join(sound(title).split()), _TITLE_CHARACTERS)
        if title:
            self.database.connection().execute("UPDATE conversations SET title = ? WHERE id = ?", (title, conversation))

    def containing(self, conversations: Sequence[str], text: str) -> list[str]:
        """Those of some conversations, in the order given, with all words of a text in their title, questions and answers."""
        found = []
        for conversation in conversations:
            rows = self.database.connection().execute(
                "SELECT title AS said FROM conversations WHERE id = ?1 UNION ALL SELECT question || ' ' ||"
                " coalesce(json_extract(answer, '$.answer'), '') FROM turns WHERE conversation = ?1",
                (conversation,),
            )
            said = " ".join(row["said"] for row in rows).casefold()
            if said and all(word in said for word in text.casefold().split()):
                found.append(conversation)
        return found

    def cut(self, conversation: str, number: int) -> list[tuple[Any, ...]]:
        """Take away a turn and those after it, which are asked anew; what was taken, for `put_back`."""
        with self.database.transaction() as connection:
            rows = connection.execute("SELECT * FROM turns WHERE conversation = ? AND number >= ? ORDER BY number", (conversation, number)).fetchall()
            connection.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (conversation, number))
        return [tuple(row) for row in rows]

    def put_back(self, conversation: str, number: int, taken: Sequence[tuple[Any, ...]]) -> bool:
        """Bring back what was cut, unless what was asked in its place has been answered; whether it was brought back."""
        with self.database.transaction() as connection:
            now = connection.execute("SELECT answer FROM turns WHERE conversation = ? AND number = ?", (conversation, number)).fetchone()
            if not taken or (now is not None and now["answer"] and json.loads(now["answer"])["status"] != "error"):
                return False
            connection.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (conversation, number))
            connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?)", taken)
        return True

    def remove(self, conversation: str) -> None:
        """Forget a conversation and its turns."""
        self.database.connection().execute("DELETE FROM conversations WHERE id = ?", (conversation,))


def _said(answer: dict[str, Any]) -> str:
    """What an answer said, without what other articles say differently: pronouns point to the answer itself."""
    claims = [claim["text"] for claim in answer["claims"]]
    return " ".join(claims[:1] if answer["conflicts"] else claims) if answer["status"] == "answered" else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
