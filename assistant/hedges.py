"""Numbers keep their "more than", "about" and "at least": models tend to drop them. Pure."""

from __future__ import annotations

import re

from assistant.facts import number_words

_HEDGE = re.compile(
    r"\b(?:(?:no |not )?(?:more|less|fewer) than|over|under|at least|at most|nearly|almost|about|around|approximately|roughly|some|up to|as many as|an estimated|close to)\s+$",
    re.IGNORECASE,
)


def keep_hedges(claim: str, sentence: str) -> str:
    """The claim with the hedges that the sentence puts before the same numbers, where it had none.

    >>> keep_hedges("27 journalists are imprisoned.", "He said at least 27 journalists are in prison.")
    'At least 27 journalists are imprisoned.'
    """
    hedges: dict[str, str] = {}
    bare: set[str] = set()
    for word, value in number_words(sentence):
        found = _HEDGE.search(sentence[: word.start])
        if found:
            hedges.setdefault(value, found[0].strip().lower())
        else:
            bare.add(value)
    for word, value in reversed(number_words(claim)):
        if value in hedges and value not in bare and not _HEDGE.search(claim[: word.start]):
            hedge = hedges[value] if claim[: word.start].strip() else hedges[value].capitalize()
            number = claim[word.start :] if word.written.isupper() or word.start else claim[word.start].lower() + claim[word.start + 1 :]
            claim = f"{claim[: word.start]}{hedge} {number}"
    return claim
