"""Names of an answer as other articles write them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from assistant import in_words
from assistant.conflicts import Given
from assistant.evidence import Evidence
from assistant.question import Question
from corpus.words import Word, words
from index.lexical import consonants

_MOST = 3
_LOOKS_ALIKE = 70.0


def other_spellings(claim: str, cited: Sequence[Evidence], ranked: Iterable[Evidence], question: Question) -> list[Given]:
    """The names of an answer as other articles write them, each spelling once: names of several words of which one is the
    same and another only sounds or looks alike, in sentences that say nearly what the cited one does."""
    key = in_words.answer_words(claim, question)
    mine = next((name for one in cited for name in _full_names(one.text) if any(word.written == key[-1].written for word in name)), []) if key else []
    if not mine and not key:
        mine = next((name for one in cited for name in _full_names(one.text)), [])
    found: list[Given] = []
    seen = {" ".join(word.written for word in mine)}
    for one in ranked:
        if one.article.id in {other.article.id for other in cited}:
            continue
        for name in _full_names(one.text):
            written = " ".join(word.written for word in name)
            if written not in seen and len(name) == len(mine) and _spelled_otherwise(mine, name):
                seen.add(written)
                found.append(Given(written, one))
    return found[:_MOST]


def _heard(name: Word) -> str:
    """A name as it sounds, an "h" not heard."""
    return consonants(name.key).replace("h", "")


def _full_names(text: str) -> list[list[Word]]:
    """The names of several words in a text: capitalised words that follow one another."""
    runs: list[list[Word]] = []
    for word in words(text):
        if word.is_capitalised and runs and text[runs[-1][-1].end : word.start] == " ":
            runs[-1].append(word)
        elif word.is_capitalised:
            runs.append([word])
    return [run[-2:] for run in runs if len(run) > 1]


def _spelled_otherwise(mine: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two names are not written alike, but each word of one is, sounds or looks like that of the other."""
    pairs = [(a, b) for a, b in zip(mine, other, strict=True) if a.written != b.written]
    return len(pairs) > 0 and all(_heard(a) == _heard(b) or fuzz.ratio(a.key, b.key) >= _LOOKS_ALIKE for a, b in pairs)
