"""Questions that name two answers: "Was the mine closed or sold?" Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import comparison
from assistant.evidence import Evidence, again
from assistant.question import Question, asks_yes_no
from corpus.words import Word, words
from index.lexical import LexicalIndex

# So much of the rest of the question, by weight, must be in a sentence, in the one before it or in the title; and so much of
# the best sentence's score it must have.
_REST = 0.5
_AS_GOOD = 0.55
_BETWEEN = 1
# Right before a word that is denied.
_DENIED = re.compile(r"(?:\b(?:not|never|no|nor|neither|denied|without|instead of|rather than)|n['’]t)\b(?:\W+\w+){0,2}\W+$", re.IGNORECASE)


def asked(question: Question) -> tuple[Word, Word] | None:
    """The two words of which one is the answer; None for any other question, for one that compares, for "How many were
    killed or hurt?", and for two who may both have done something ("Did Ann or Bob vote?").

    "Is the envoy called Coale or Kohl?" has Coale and Kohl; "six or more ships" has none.
    """
    if not asks_yes_no(question.text):
        return None
    found = words(question.text)
    at = next((i for i, word in enumerate(found) if word.key == "or"), None)
    if at is None or comparison.sides(question.text) is not None:
        return None
    before = next((word for word in found[:at][::-1][: _BETWEEN + 1] if not word.is_stop), None)
    after = next((word for word in found[at + 1 :] if not word.is_stop and not word.key.endswith("ly")), None)
    first = next((word for word in found if not word.is_stop), None)
    if before is None or after is None or before is first or before.stem == after.stem or before.is_capitalised != after.is_capitalised:
        return None
    return None if after.key in ("more", "less", "fewer", "so") else (before, after)


def best(one: Word, other: Word, question: Question, ranked: Sequence[Evidence], lexical: LexicalIndex) -> tuple[str, Evidence] | None:
    """The best sentence that says the one thing and not the other, with the word as it writes it; None if there is none."""
    rest = [word for word in question.terms if word.stem not in (one.stem, other.stem)]
    total = sum(lexical.weight(word.stem) for word in rest if lexical.known(word))
    for sentence in ranked:
        here = words(sentence.text)
        said = next((word for word in here if _is(one, word)), None)
        if (
            said is None
            or _DENIED.search(sentence.text[: said.start])
            or any(_is(other, word) for word in here)
            or sentence.score < _AS_GOOD * ranked[0].score
        ):
            continue
        near = {word.key for word in (*here, *words(sentence.before), *words(sentence.article.title))}
        stems = {again(word.stem) for word in here} | {word.stem for word in words(sentence.before)}
        share = sum(lexical.weight(word.stem) for word in rest if again(word.stem) in stems or near & {word.key, *lexical.variants(word)})
        if not total or share >= _REST * total:
            return said.written, sentence
    return None


def _is(wanted: Word, word: Word) -> bool:
    """Whether a word is the wanted one: names letter by letter, others by stem."""
    return word.key == wanted.key if wanted.is_capitalised else word.stem == wanted.stem
