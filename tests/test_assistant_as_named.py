"""A question's names as a sentence has them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import Says, evidence

from assistant.as_named import as_named
from assistant.question import Question, analyse
from assistant.selection import fits
from corpus.words import words
from index.cross import Scores
from index.opened import Index

ASKED = "Where does Marketa Hrushkova work?"


def read(text: str, **spellings: tuple[str, ...]) -> Question:
    names = tuple(word for word in words(text)[1:] if word.is_capitalised)
    return Question(text, "place", names, names, (), spellings=tuple(spellings.get(name.key, ()) for name in names))


@pytest.mark.parametrize(
    ("asked", "seen", "rest", "expected"),
    [
        (ASKED, "Dr Hrušková works in Brno.", "Markéta Hrušková came.", "Where does Hrušková work?"),
        (ASKED, "Dr Hrušková works in Brno.", "Hrušková came.", ASKED),
        (ASKED, "Dr Hrušková works in Brno.", "Markéta Hrušková saw Hrushkova.", ASKED),
        (ASKED, "Markéta Hrušková works in Brno.", "", "Where does Marketa Hrušková work?"),
        (ASKED, "Markéta works in Brno.", "", ASKED),
        (ASKED, "She works in Brno.", "", ASKED),
        (ASKED, "The hrušková works in Brno.", "Markéta Hrušková came.", ASKED),
        (ASKED, "Markéta Hrushek works in Brno.", "", ASKED),
        ("Did Hrushkova's son see Bell, Hrushkova?", "Bell told Hrušková.", "", "Did Hrušková's son see Bell, Hrušková?"),
        ("Is Ann Mary Bell in Brno?", "Mary Bell left.", "Ann Mary Bell came.", "Is Mary Bell in Brno?"),
        ("Is Ann Bell in Brno?", "Bell left.", "Tom Bell came.", "Is Ann Bell in Brno?"),
        ("Is it in Brno?", "Hrušková left.", "", "Is it in Brno?"),
    ],
)
def test_a_name_is_written_as_it_is_there_and_the_last_one_alone_if_it_is_alone(asked: str, seen: str, rest: str, expected: str) -> None:
    one = evidence(1, seen, before=rest)
    assert as_named(read(asked, hrushkova=("hrushek", "hruskova")), one, seen) == expected


def test_a_name_that_the_library_has_is_not_one_that_only_looks_like_it(index: Index) -> None:
    spelled = {name: analyse(f"Where is {name}?", index.lexical).spellings[0] for name in ("Statkevich", "Statkevitch", "Tikhanovskaya")}
    assert "matskevich" not in spelled["Statkevich"]
    assert "statkevich" in spelled["Statkevitch"]
    assert "tsikhanouskaya" in spelled["Tikhanovskaya"]


def test_where_there_are_no_names_nothing_is_changed(index: Index) -> None:
    asked = analyse("how many are in prison?", index.lexical)
    assert as_named(asked, evidence(1, "Nobody knows."), "Nobody knows.") == asked.text


def test_each_sentence_is_read_with_the_question_as_it_spells_it(index: Index) -> None:
    class Hears(Says):
        def __init__(self) -> None:
            super().__init__(lambda text: 0.0)
            self.heard: list[str] = []

        def scores(self, question: str, sentences: object, asked: object = ()) -> Scores:
            self.heard += list(asked)  # type: ignore[call-overload]
            return super().scores(question, sentences)  # type: ignore[arg-type]

    reader = Hears()
    asked = analyse("Where is Mikola Statkevitch", index.lexical)
    there = [
        replace(evidence(1, "Statkevich is ill.", before="Mikola Statkevich came. He left."), before="He left."),
        evidence(2, "Mikola Statkevich came."),
        replace(evidence(3, "He is at home."), before="Mikola came."),
    ]
    fits(asked, there, reader)
    assert reader.heard == ["Where is Statkevich?", "Where is Mikola Statkevich?", f"{asked.text}?"]
