"""Full names of a question in the library's spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import ask
from conftest import write

from assistant.respelled import respelled
from index.build import build
from index.opened import Index

TEXT = "The captain, Giorgos Hatzidakis, stayed on the ship. The surgeon Tesfay Woldemariam was freed. Raymond Ogel had his operation. Anna Hartmann of Melbourne, Australia, spoke."


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("How old is captain Yorgos Hatzidhakis?", "How old is captain Giorgos Hatzidakis?"),
        ("What happened to the surgeon Tesfai Wolde-Mariam?", "What happened to the surgeon Tesfay Woldemariam?"),
        ("When was Raymond Ogil operated?", "When was Raymond Ogel operated?"),
        ("Why did Dr Yorgos Hatzidakis stay?", "Why did Dr Giorgos Hatzidakis stay?"),
        # Another first name is another person, another country another country, and one word alone stays as it is.
        ("How old is Peter Hatzidakis?", "How old is Peter Hatzidakis?"), ("Who spoke in Melbourne, Austria?", "Who spoke in Melbourne, Austria?"), ("Who is Ogil?", "Who is Ogil?"),
        ("Who is Giorgos Hatzidakis?", "Who is Giorgos Hatzidakis?"), ("Who is Ida Ogel?", "Who is Ida Ogel?"),
    ],
)  # fmt: skip
def test_full_names_are_respelled(empty: Index, tmp_path: Path, asked: str, meant: str) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", TEXT)]))
    build(empty)
    empty.lexical.forget()
    assert respelled(asked, empty.lexical) == meant


def test_how_a_name_was_read_is_told(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", TEXT)]))
    answer = ask(empty, "When had Raymond Ogil his operation?", "Raymond Ogel had his operation [1].").answer
    assert (answer.question, answer.standalone) == ("When had Raymond Ogil his operation?", "When had Raymond Ogel his operation?")
