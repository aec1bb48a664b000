"""Questions to begin with: made by grammar, kept if the chain answers them."""

from __future__ import annotations

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


def test_an_empty_library_suggests_nothing(index: Index) -> None:
    for article in index.library.all():
        index.library.remove(article.id)
    assert suggest(index) == []
