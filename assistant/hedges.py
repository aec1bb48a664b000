"""Numbers keep their "more than", "about" and "at least": models tend to drop them. Pure."""

from __future__ import annotations

import re

from assistant.facts import is_year, number_words
from assistant.quantities import quantities

# Words that are hedges wherever they stand before a number, and prepositions that are only where nothing
# governs them ("remain: over 1,000", not "a dispute over 40 hectares").
_HEDGE = re.compile(
    r"(?:\b(?:(?:no |not )?(?:more|less|fewer) than|at least|at most|nearly|almost|approximately|roughly|up to|as many as|an estimated|close to)"
    r"|(?:^|[:,;(–—]\s*|\b(?:that|and|but|with|were|was|are|is|be|been|have|has|had|saw|see|of)\s+)(?P<loose>over|under|about|around|some))\s+$",
    re.IGNORECASE,
)
_ANY_HEDGE = re.compile(r"\b(?:than|over|under|about|around|some|least|most|nearly|almost|approximately|roughly|to|as|estimated)\s+$", re.IGNORECASE)


def keep_hedges(claim: str, sentence: str) -> str:
    """The claim with the hedges that the sentence puts before the same numbers, where it had none.

    >>> keep_hedges("27 journalists are imprisoned.", "He said at least 27 journalists are in prison.")
    'At least 27 journalists are imprisoned.'
    """
    hedges: dict[str, str] = {}
    bare: set[str] = set()
    for word, value in number_words(sentence):
        found = _HEDGE.search(sentence[: word.start])
        if found and not is_year(word):
            hedges.setdefault(value, (found["loose"] or found[0]).strip().lower())
        else:
            bare.add(value)
    for word, value in reversed(number_words(claim)):
        if value in hedges and value not in bare and not _ANY_HEDGE.search(claim[: word.start]):
            hedge = hedges[value] if claim[: word.start].strip() else hedges[value].capitalize()
            number = claim[word.start :] if word.written.isupper() or word.start else claim[word.start].lower() + claim[word.start + 1 :]
            claim = f"{claim[: word.start]}{hedge} {number}"
    return claim


def hedged_otherwise(claim: str, sentence: str) -> list[str]:
    """Numbers that a claim makes a limit, and its sentence, which has them, does not ("over 52" of "52").

    >>> hedged_otherwise("Held for over two years and two days.", "Held for over two years, or for two years and two days.")
    ['over two years and two days']
    """
    stated = quantities(sentence)
    found = []
    for one in quantities(claim):
        limit = one.low if one.high == float("inf") else one.high if one.low == 0 and one.high else None
        same = [other for other in stated if other.unit == one.unit and limit in (other.low, other.high)]
        if limit is not None and any(other.is_exact for other in same) and all(other.is_exact for other in same):
            found.append(one.text)
    return found
