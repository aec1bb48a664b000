"""What a question takes for granted and an article says is not so."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import ask
from conftest import write

from index.build import build
from index.opened import Index

TEXT = (
    "Surveyors freed in Riosucio\n\nThe Portuguese surveyors of Pontevale were freed in Riosucio on Saturday. No ransom was paid, the commissioner said. "
    "Not a single hunter had shot a wolf near Riosucio. The director, Lukas Ebner, said the surveyors were well. He declined to comment on the valve."
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("How big was the ransom paid for the Portuguese surveyors?", "No ransom was paid, the commissioner said."),
        ("Which hunter shot the wolf near Riosucio?", "Not a single hunter had shot a wolf near Riosucio."),
        ("What did Lukas Ebner say about the valve?", "He declined to comment on the valve."),
        ("How big was the ransom that Iceland paid?", ""),  # of whom no article speaks
        ("Who was freed in Riosucio on Saturday?", ""),
    ],
)
def test_that_there_was_none_is_told_without_the_model(empty: Index, tmp_path: Path, asked: str, told: str) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", TEXT)]))
    build(empty)
    final = ask(empty, asked, "NOT FOUND", "NOT FOUND")
    assert ("prompt" not in final.trace and [claim.text for claim in final.answer.claims] == [told]) == bool(told)
