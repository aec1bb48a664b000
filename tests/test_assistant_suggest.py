"""Questions to begin with: made by grammar, kept if the chain answers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.llm import NoModel
from assistant.pipeline import Assistant, last
from assistant.suggest import _questions, suggest
from index.opened import Index


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        ("The king pardoned 25 prisoners.", ["How many prisoners did the king pardon?"]),
        ("More than 65,000 people were arrested.", ["How many people were arrested?"]),
        ("Washington lifted sanctions on Belavia.", ["Who lifted sanctions on Belavia?"]),
        ("Kallas said that it was a start.", ["What did Kallas say?"]),
        ("Khilo was arrested in April 2024.", ["When was Khilo arrested?"]),
        ("Freed miners were bussed to Lithuania.", ["Where were freed miners bussed?"]),
        ("The embassy was closed after Russia invaded Ukraine.", ["Why was the embassy closed?"]),
        ("Poland closed the border because of the exercises.", ["Who closed the border?", "Why did Poland close the border?"]),
        ("Officials said the ferry was closed on 3 May 2024.", ["When was the ferry closed?"]),
        ("All passengers were taken off on Monday.", ["When were all passengers taken off?"]),
        ("Athens called off the strike on Monday.", ["Who called off the strike?", "When did Athens call off the strike?"]),
        ("He pardoned 25 prisoners.", []),
        ("They lost their houses.", []),
    ],
)
def test_what_a_sentence_answers(sentence: str, questions: list[str]) -> None:
    assert [question for _, question in _questions(sentence)] == questions


def test_suggestions_are_answered_and_differ(index: Index) -> None:
    found = suggest(index)
    assert 1 <= len(found) <= 4
    assert len(set(found)) == len(found)
    assert all(last(Assistant(index, NoModel()).ask(question)).answer.status == "answered" for question in found)


@pytest.mark.model
def test_a_fresh_library_is_indexed_first_and_asked_for_different_things(tmp_path: Path) -> None:
    """Before it is indexed nobody knows which articles are copies: of the shipped ones the worse copy writes "inmates"."""
    fresh = Index.open(tmp_path / "data")
    found = suggest(fresh)
    fresh.close()
    assert len(found) == 4
    assert len({question.split()[0] for question in found}) >= 3, "a number, a person, a place: not one kind four times"
    assert not any("inmates" in question for question in found)


def test_an_empty_library_suggests_nothing(index: Index) -> None:
    for article in index.library.all():
        index.library.remove(article.id)
    assert suggest(index) == []
