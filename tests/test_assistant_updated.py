"""Values of other papers that are told in quite other words, and what a value has become since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import write
from fakes import Points, Says

from assistant.evidence import of_article, rank
from assistant.llm import NoModel
from assistant.other_values import Compared, updated
from assistant.pipeline import Assistant, last
from assistant.quantities import quantities
from assistant.question import analyse
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


@pytest.mark.parametrize(("likelier", "values"), [(3, ["Three", "four"]), (4, [])])
def test_another_number_is_told_only_if_hardly_a_sentence_answers_likelier(empty: Index, tmp_path: Path, likelier: int, values: list[str]) -> None:
    told = "Beside the Orlo bridge four villagers lay dead."
    list(empty.library.add_files([write(tmp_path, "a.md", BEFORE), write(tmp_path, "b.md", AFTER.format(told=told))]))
    beside = "\n\n".join(f"The {river} has a bridge, too, and people were on it." for river in ("Anz", "Bolt", "Cerna", "Drin"))
    list(empty.library.add_files([write(tmp_path, "c.md", f"Bridges of the country\n\n{beside}")]))
    build(empty)
    before = ("The Anz", "The Bolt", "The Cerna", "The Drin")[: likelier - 1]  # and the answer's own
    empty.reader = Says(lambda text: 3.0 if text.startswith("Three") else 0.5 if text.startswith(before) else -3.5 if text in told else -5.0)
    empty.spans = Points("Three", "four")
    answer = last(Assistant(empty, NoModel()).ask(ASKED)).answer
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


@pytest.mark.parametrize(("likeness", "values"), [(0.4, ["five"]), (0.2, [])])
def test_what_a_number_has_become_is_of_what_was_asked(empty: Index, tmp_path: Path, likeness: float, values: list[str]) -> None:
    risen = "The toll of the Orlo bridge has risen to five."
    list(empty.library.add_files([write(tmp_path, "a.md", BEFORE), write(tmp_path, "b.md", AFTER.format(told=risen))]))
    build(empty)
    read = analyse(ASKED, empty.lexical)
    ranked = rank(read, empty.embedder.embed([ASKED])[0], [one for article in empty.library.all() for one in of_article(empty, article.id)], empty)
    cited = [one for one in ranked if one.text.startswith("Three")]
    compared = Compared(cited, [replace(one, likeness=likeness) for one in ranked], read, empty.lexical, lambda some: [0.0] * len(some))
    assert [given.value for given in updated(quantities("Three people")[0], compared)] == values
    older = Compared([replace(one, likeness=likeness) for one in ranked if one.text == risen], ranked, read, empty.lexical, compared.fits)
    assert updated(quantities("five people")[0], older) == []  # what is older has not become anything
