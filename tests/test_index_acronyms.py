"""What an acronym is short for, where the articles only write it in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import ask
from conftest import write
from fakes import evidence

from assistant.answerable import judge
from assistant.question import analyse
from index.acronyms import spelled_out
from index.build import build
from index.opened import Index

OBSERVER = "The Organization for Security and Co-operation in Europe sent an observer to the trial in Orlo."


@pytest.mark.parametrize(("acronym", "text", "found"), [
    ("OSCE", OBSERVER, "Organization for Security and Co-operation in Europe"),
    ("DOJ", "The Department of Justice declined.", "Department of Justice"),
    ("BAJ", "the Belarusian Association of Journalists said", "Belarusian Association of Journalists"),
    ("CPJ", "The Committee to Protect Journalists said", "Committee to Protect Journalists"),
    ("WHO", "a doctor of the World Health\nOrganization", "World Health\nOrganization"),
    ("WHO", "World Health officials met the Organization", ""),
    ("WHO", "the world health organization", ""),
    ("EU", "the European Union", ""),  # two letters are of many things
    ("ABCDEFGH", "A B C D E F G H", ""),
])  # fmt: skip
def test_words_that_follow_one_another_spell_it_out(acronym: str, text: str, found: str) -> None:
    assert spelled_out(acronym, text) == found


def test_the_most_telling_word_stands_for_an_acronym_that_no_sentence_has(empty: Index, tmp_path: Path) -> None:
    list(
        empty.library.add_files(
            [write(tmp_path, "a.txt", f"Trial in Orlo\n\n{OBSERVER} The court in Europe heard him. The Organization was silent.")]
        )
    )
    build(empty)
    read = analyse("Whom did the OSCE send?", empty.lexical)
    assert empty.lexical.variants(read.names[0]) in (("security",), ("co-operation",))
    assert "security" in empty.lexical.terms("OSCE") or "co-operation" in empty.lexical.terms("OSCE")
    assert "OSCE" not in judge(read, [], empty.lexical).unknown
    assert "IAEA" in judge(analyse("Whom did the IAEA send?", empty.lexical), [], empty.lexical).unknown


def test_a_place_that_only_the_dateline_names_is_known(empty: Index, tmp_path: Path) -> None:
    text = "Editor jailed\n\nBISHKEK - A court in the Kyrgyz capital sentenced an editor to six years. Supporters stood outside the court."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    final = ask(empty, "Where did supporters of the editor stand in Bishkek?", "Supporters stood outside the court [1].")
    assert [claim.text for claim in final.answer.claims] == ["Supporters stood outside the court."]
    assert ask(empty, "Where did supporters of the editor stand in Tashkent?", "Supporters stood outside the court [1].").answer.claims == ()


def test_an_acronym_that_nobody_writes_does_not_refuse_by_itself(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "The observers of the union saw the trial of the editor in Orlo on Monday.")]))
    build(empty)
    for name, none in (("IAEA", False), ("Vanuatu", True)):
        read = analyse(f"Did observers of the {name} see the trial of the editor in Orlo?", empty.lexical)
        judgement = judge(read, [evidence(1, "The observers of the union saw the trial of the editor in Orlo on Monday.")], empty.lexical)
        assert (name in judgement.unknown, judgement.probability == 0.0) == (True, none)
