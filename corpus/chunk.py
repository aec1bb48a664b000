"""Article → chunks with exact spans: llama-index's SentenceSplitter, bounded by what the embedder reads."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.article import Span
from corpus.sentences import split_sentences


def split_chunks(text: str, tokens: int, fits: Callable[[str], bool]) -> list[Span]:
    """Cut a text into chunks of at most `tokens` cl100k_base tokens, none longer than `fits` allows.

    Chunks follow one another without overlap, end at sentence ends where they can, and
    leave nothing out but white space. `fits` tells whether the embedder reads a text whole;
    a chunk that it would cut is halved, at a space if there is one, until it fits.
    """
    chunks: list[Span] = []
    for paragraph_run in _locate(text, _splitter(tokens).split_text(text)):
        chunks.extend(_halve(text, paragraph_run, fits))
    return chunks


def count_tokens(text: str) -> int:
    """Tokens of a text in cl100k_base, from the tables that ship with llama-index."""
    return len(_encoding().encode(text, disallowed_special=()))


def _locate(text: str, pieces: list[str]) -> list[Span]:
    """Where the splitter's pieces stand. A piece that is not found verbatim is bridged over, so
    that nothing is lost even if the splitter had changed a character."""
    spans: list[Span] = []
    cursor = 0
    for piece in pieces:
        start = text.find(piece, cursor)
        if start < 0:
            continue
        if text[cursor:start].strip():
            start = cursor
        spans.append(Span(start, max(text.find(piece, cursor) + len(piece), start)))
        cursor = spans[-1].end
    if text[cursor:].strip():
        spans.append(Span(cursor, len(text)))
    return [span for span in (span.trimmed(text) for span in spans) if span.start < span.end]


def _halve(text: str, span: Span, fits: Callable[[str], bool]) -> list[Span]:
    if span.end - span.start < 2 or fits(span.of(text)):
        return [span]
    middle = (span.start + span.end) // 2
    space = max(text.rfind(" ", span.start, middle), text.rfind("\n", span.start, middle))
    cut = space if space > span.start + (span.end - span.start) // 4 else middle
    halves = [Span(span.start, cut).trimmed(text), Span(cut, span.end).trimmed(text)]
    return [piece for half in halves if half.start < half.end for piece in _halve(text, half, fits)]


def _sentence_texts(text: str) -> list[str]:
    """The splitter's notion of sentences is ours: each with the white space that follows it."""
    starts = [sentence.start for sentence in split_sentences(text)]
    if not starts:
        return [text]
    bounds = [0, *starts[1:], len(text)]
    return [text[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]


@lru_cache(maxsize=4)
def _splitter(tokens: int) -> Any:
    from llama_index.core.node_parser import SentenceSplitter

    return SentenceSplitter(
        chunk_size=tokens, chunk_overlap=0, tokenizer=_encoding().encode_ordinary, chunking_tokenizer_fn=_sentence_texts,
        include_metadata=False, include_prev_next_rel=False,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _encoding() -> Any:
    package = importlib.util.find_spec("llama_index.core")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("llama-index-core is not installed")
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(Path(package.submodule_search_locations[0]) / "_static" / "tiktoken_cache"))
    import tiktoken

    return tiktoken.get_encoding("cl100k_base")
