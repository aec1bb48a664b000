"""Full names of a question in the library's spelling: "Yorgos Hatzidhakis" is its Giorgos Hatzidakis."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from corpus.countries import seat_of
from corpus.words import Word, fold, words
from index.lexical import LexicalIndex, consonants

# Two first names, or two last names beside the same first, are one if so much alike and sounding so but for one consonant.
_ALIKE = 70.0
_FEWEST_LETTERS = 4
_HYPHENED = re.compile(r"\b([A-ZÀ-Þ][\w’']+)-([A-ZÀ-Þ][\w’']+)\b")


def respelled(text: str, lexical: LexicalIndex) -> str:
    """A question with the full names that the library does not have in the spelling that it has, where it writes a name so much
    alike beside the same other one; any other word as it is. Who is only called otherwise ("Peter" for "John") stays himself."""
    text = _HYPHENED.sub(lambda match: _joined(match, lexical), text)
    for place in range(len(words(text)) - 1):
        first, last = words(text)[place : place + 2]
        if first.is_capitalised and last.is_capitalised and text[first.end : last.start] == " ":
            one, other = _written(first, last, lexical) or (first.written, last.written)
            text = f"{text[: first.start]}{one} {other}{text[last.end :]}"
    return text


def _joined(match: re.Match[str], lexical: LexicalIndex) -> str:
    """ "Wolde-Mariam" as "Woldemariam", if the library has that, or nearly that, and not the parts."""
    whole = words(f"{match[1]}{match[2].lower()}")[0]
    has_both = all(lexical.is_name(words(part)[0]) for part in match.groups())
    return whole.written if not has_both and (lexical.is_name(whole) or lexical.variants(whole)) else match[0]


def _written(first: Word, last: Word, lexical: LexicalIndex) -> tuple[str, str] | None:
    """A full name with what the library does not know of it, in any spelling, in that of its full name most alike, of equals the
    one that it writes most often; None if it knows both words, or has no such name."""
    known = [lexical.has(word) for word in (first, last)]
    if all(known) or any(seat_of(word.key) for word in (first, last)):
        return None
    found: Counter[tuple[str, str]] = Counter()
    for other, is_last in ((last, True), (first, False)):
        for key in (other.key, *lexical.variants(other)):
            found.update(pair for pair in lexical.full_names(key, is_last) if _alike(first, pair[0]) and _alike(last, pair[1]))
    asked = f"{first.key} {last.key}"
    best = min(found, key=lambda pair: (-fuzz.ratio(asked, fold(" ".join(pair))), -found[pair], pair)) if found else None
    return (first.written if known[0] else best[0], last.written if known[1] else best[1]) if best else None


def _alike(asked: Word, written: str) -> bool:
    other = words(written)[0].key
    if asked.key == other:
        return True
    if min(len(asked.key), len(other)) < _FEWEST_LETTERS or fuzz.ratio(asked.key, other) < _ALIKE:
        return False
    return Levenshtein.distance(consonants(asked.key), consonants(other)) <= 1
