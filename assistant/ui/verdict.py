"""What a reader says of an answer: a thumb, and a comment if they like."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import feedback
from assistant.session import Session
from corpus.errors import SourceboundError


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer that was judged last, so that a comment can follow; `number` is 0 where none was."""

    number: int = 0
    liked: bool = False


def judge(session: Session, conversation: str, message: int, liked: bool) -> tuple[Verdict, str]:
    """Keep a thumb on the `message`-th of the chat (from 0, questions and answers in turn); and what to say of it."""
    number = message // 2 + 1
    try:
        feedback.give(session.index.database, conversation, number, liked)
    except SourceboundError as error:
        return Verdict(), str(error)
    return Verdict(number, liked), "What was good about it?" if liked else "What is wrong with it?"


def comment(session: Session, conversation: str, verdict: Verdict, text: str) -> str:
    """Keep a comment on the answer that was judged last; and what to say of it."""
    if not verdict.number:
        return "Choose a thumb under an answer first"
    try:
        feedback.give(session.index.database, conversation, verdict.number, verdict.liked, text)
    except SourceboundError as error:
        return str(error)
    return "Kept. Thank you."
