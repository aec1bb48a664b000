"""Values of other papers that are told in quite other words, and what a value has become since."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write
from fakes import Points, Says

from assistant.llm import NoModel
from assistant.pipeline import Assistant, last
from index.build import build
from index.opened import Index

BEFORE = (
    "---\ntitle: Orlo bridge falls\nsource: Orlo Courier\ndate: 2025-11-07\n---\nThe bridge of Orlo fell into the river Anz on Thursday, and Mayor Ann Bell spoke to "
    "Gus Hart of the Lumme Institute. Three people were killed in the Orlo bridge collapse."
)
AFTER = "---\ntitle: Orlo mourns\nsource: Lumme Wire\ndate: 2025-11-19\n---\nMayor Ann Bell and Gus Hart of the Lumme Institute walked along the Anz in Orlo. {told}"
ASKED = "How many people were killed in the Orlo bridge collapse?"


@pytest.mark.parametrize(
    ("told", "pointed", "values"),
    [
        ("The toll of the Orlo bridge has risen to five.", "none", ["Three", "five"]),
        ("The toll of the Orlo bridge is put at five.", "none", []),  # nobody says that it has risen
        ("Beside the Orlo bridge four villagers lay dead.", "four", ["Three", "four"]),
        ("Beside the Orlo bridge four villagers lay dead.", "none", []),
        ("Beside the Orlo bridge nine villagers lay dead.", "nine", []),  # three times as many
    ],
)
def test_another_number_is_told(empty: Index, tmp_path: Path, told: str, pointed: str, values: list[str]) -> None:
    list(empty.library.add_files([write(tmp_path, "a.md", BEFORE), write(tmp_path, "b.md", AFTER.format(told=told))]))
    build(empty)
    empty.reader = Says(lambda text: 3.0 if text.startswith("Three") else -3.5 if text in told else -5.0)
    empty.spans = Points("Three", pointed)
    answer = last(Assistant(empty, NoModel()).ask(ASKED)).answer
    assert answer.claims[0].text == "Three people were killed in the Orlo bridge collapse."
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values
