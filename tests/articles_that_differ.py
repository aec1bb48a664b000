"""Asking the chain over small libraries that differ, written for one test."""

from __future__ import annotations

from pathlib import Path

from conftest import write
from fakes import HashingEmbedder, ScriptedModel

from assistant.answer import Answer
from assistant.llm import LanguageModel, NoModel
from assistant.pipeline import Assistant, last
from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index
from index.reader import SentenceReader

FIRST = "Published on 3 March 2024\n\nThe ferry Aurora sank off Split on Friday. Rescuers said that 12 people drowned in the accident. The captain, Ivo Perić, was questioned by the police."
SECOND = "Published on 9 March 2024\n\nThe harbour office of Split has closed its search. It confirmed that 14 people drowned in the accident of the ferry Aurora. The captain, Marko Babić, was questioned by the police."


def asked(
    data: Path, tmp_path: Path, articles: list[str], question: str, model: LanguageModel | None = None, reader: SentenceReader | None = None
) -> Answer:
    library = Library.open(data, seed=False)
    list(library.add_files([write(tmp_path, f"a{i}.txt", text) for i, text in enumerate(articles)]))
    index = Index(data, library, HashingEmbedder(), Settings())
    build(index)
    index.reader = reader
    try:
        return last(Assistant(index, model or NoModel()).ask(question)).answer
    finally:
        index.close()


def values(answer: Answer) -> set[str]:
    return {value.value for conflict in answer.conflicts for value in conflict.values}


def told(data: Path, tmp_path: Path, question: str, reply: str, *articles: str) -> set[str]:
    return values(asked(data, tmp_path, list(articles), question, ScriptedModel(reply)))
