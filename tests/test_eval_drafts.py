from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import write

from assistant import feedback
from assistant.llm import NoModel
from assistant.pipeline import last
from assistant.session import Session
from assistant.ui.verdict import Verdict, comment, judge
from corpus.errors import SourceboundError
from eval import gold
from eval.drafts import drafts
from index.opened import Index


@pytest.fixture
def session(index: Index) -> Session:
    return Session(index, NoModel())


def test_what_readers_say_becomes_a_draft(session: Session, tmp_path: Path) -> None:
    name = session.conversations.begin()
    for question in ("Which airline had its sanctions lifted?", "How many people did Lukashenko pardon on 16 September?"):
        last(session.ask(name, question))
    verdict, asked = judge(session, name, 3, liked=True)
    assert "good" in asked
    judge(session, name, 1, liked=True)
    worse, asked = judge(session, name, 1, liked=False)
    assert "wrong" in asked
    assert "Kept" in comment(session, name, worse, "  It should say when. ")
    assert "Kept" in comment(session, name, verdict, "")
    first, second = drafts(session.index.database)
    assert (first["draft"]["liked"], first["draft"]["comment"], first["evidence"]) == (False, "It should say when.", [])
    assert second["draft"]["liked"]
    assert second["history"] == ["Which airline had its sanctions lifted?"]
    article = session.index.library.get(second["evidence"][0][0]["article"])
    span = second["evidence"][0][0]
    assert article.text[span["start"] : span["end"]] == span["quote"]
    with pytest.raises(SourceboundError, match="draft"):
        gold.load(write(tmp_path, "g.jsonl", json.dumps(second)))


def test_feedback_on_an_answer_that_is_gone(session: Session) -> None:
    verdict, said = judge(session, "nowhere", 1, liked=True)
    assert verdict == Verdict()
    assert "There is no such answer" in said
    assert "thumb" in comment(session, "nowhere", Verdict(), "x")
    assert "no such answer" in comment(session, "nowhere", Verdict(1, liked=True), "x")
    assert feedback.given(session.index.database) == []


def test_feedback_goes_with_its_conversation(session: Session) -> None:
    name = session.conversations.begin()
    last(session.ask(name, "Which airline had its sanctions lifted?"))
    judge(session, name, 1, liked=True)
    session.conversations.remove(name)
    assert feedback.given(session.index.database) == []
