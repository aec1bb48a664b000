"""Copies of one text, found by their sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from conftest import write
from fakes import HashingEmbedder, ScriptedModel

from assistant.evidence import candidates, rank
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.selection import select
from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index
from index.retrieve import Searcher

TEXT = (
    "Published on 3 March 2024\n\nThe ferry Aurora sank off Split on Friday with {count} people on board. "
    "Captain Ivo Perić was {questioned} by the harbour police of Split. The owner of the ferry has promised to pay for the salvage."
)
GARBLED = TEXT.format(count=40, questioned="asked").replace("Perić", "Perrik").replace("Split", "Splyt")
OTHER = "Published on 9 March 2024\n\nCaptain Perić of the Aurora was freed in Split. He went home by bus. His lawyer spoke of a success."


def opened(data: Path, tmp_path: Path, texts: list[str]) -> tuple[Index, list[str]]:
    library = Library.open(data, seed=False)
    list(library.add_files([write(tmp_path, f"a{i}.txt", text) for i, text in enumerate(texts)]))
    index = Index(data, library, HashingEmbedder(), Settings())
    build(index)
    return index, [article.id for article in sorted(library.all(), key=lambda one: texts.index(one.text) if one.text in texts else 99)]


def test_copies_are_one_story_and_the_text_whose_names_others_have_comes_first(data: Path, tmp_path: Path) -> None:
    index, (garbled, good, other) = opened(data, tmp_path, [GARBLED, TEXT.format(count=40, questioned="questioned"), OTHER])
    assert index.stories.copied(garbled, good)
    assert not index.stories.copied(good, other)
    assert index.stories.better(garbled, good) == index.stories.better(good, garbled) == good
    assert index.stories.groups() == [[good, garbled]]
    index.close()


def test_what_a_copy_repeats_is_cited_once_from_the_better_text(data: Path, tmp_path: Path) -> None:
    index, (_, good, _) = opened(data, tmp_path, [GARBLED, TEXT.format(count=40, questioned="questioned"), OTHER])
    answer = last(
        Assistant(index, ScriptedModel("The owner of the ferry promised to pay for the salvage [1].")).ask("Who pays for the salvage of the ferry?")
    ).answer
    index.close()
    assert {citation.passage.article_id for citation in answer.citations} == {good}


def test_a_library_without_copies_has_no_stories(data: Path, tmp_path: Path) -> None:
    index, _ = opened(data, tmp_path, [TEXT.format(count=40, questioned="questioned"), OTHER])
    assert index.stories.groups() == []
    index.close()


def test_of_a_garbled_sentence_the_better_copy_s_is_evidence(data: Path, tmp_path: Path) -> None:
    """Whatever its words have become: a garbled copy says what nobody reported ("the captain questioned the police")."""
    good_text = TEXT.format(count=40, questioned="questioned")
    bad_text = GARBLED.replace("was asked by the harbour police of Splyt", "asked harbour police Splyt")
    index, (garbled, good, _) = opened(data, tmp_path, [bad_text, good_text, OTHER])
    assert index.stories.worse([garbled, good]) == {garbled: good}
    asked = "Whom did the harbour police ask about the Aurora?"
    vector = index.embedder.embed([asked])[0]
    read = analyse(asked, index.lexical)
    first = Searcher(index).search(asked, 12, vector.tolist())[0]
    whole, barely = replace(first, article_id=garbled, start=0, end=len(bad_text)), replace(first, article_id=good, start=0, end=10)
    pool = candidates(index, [whole, barely])
    shown = select(rank(read, vector, pool, index), index.settings.evidence, index.stories)
    index.close()
    assert shown
    assert {one.article.id for one in shown} == {good}
