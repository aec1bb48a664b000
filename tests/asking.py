"""Asking the chain over a small index, with a model that says what it is told to."""

from __future__ import annotations

from pathlib import Path

from conftest import write
from fakes import ScriptedModel

from assistant.answer import Final, Turn
from assistant.evidence import candidates, rank
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.selection import select
from index.opened import Index
from index.retrieve import Searcher


def ask(index: Index, question: str, *replies: str, history: tuple[Turn, ...] = ()) -> Final:
    """The end of an answer to a question, of the replies given."""
    return last(Assistant(index, ScriptedModel(*replies)).ask(question, history))


def number_of(index: Index, question: str, part: str) -> int:
    """The number under which the model is shown the sentence with this part."""
    vector = index.embedder.embed([question])[0]
    read = analyse(question, index.lexical)
    pool = candidates(index, Searcher(index).search(question, index.settings.retrieval.chunks, vector.tolist()))
    return next(e.n for e in select(rank(read, vector, pool, index), index.settings.evidence, index.stories) if part in e.text)


def dated(empty: Index, tmp_path: Path, *articles: str) -> Index:
    """An index that gets these articles."""
    list(empty.library.add_files([write(tmp_path, f"a{i}.txt", text) for i, text in enumerate(articles)]))
    return empty
