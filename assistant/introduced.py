"""The sentence that names whom "he", "she" or "the 58-year-old" is, where the sentence before does not. Pure.

By words alone: it is looked for of every sentence that the reader sees, and parsing those (as `leads.py` does one that is shown) takes longer than
reading them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.evidence import Evidence
from assistant.facts import is_calendar_word
from corpus.article import Article
from corpus.sentences import TEXT, Sentence, split_sentences
from corpus.words import Word, words

# How many sentences back a name may stand.
_NEAR = 4
_SOMEBODY = re.compile(
    r"\b(?:he|she|his|her|him|hers|himself|herself)\b|(?:^|[,:] )(?:according to |said )?the (?:\d\d-year-old|(?:wo)?man|accused|suspect|couple|deceased)\b",
    re.IGNORECASE,
)


def introduction(one: Evidence) -> str:
    """The sentence before a sentence of an article, but not right before it, that names whom it is about; "" where it names somebody
    itself, or the one right before it does, or none near does."""
    sentences, known = _read(one.article)
    if not _needs_one(one.text, known):
        return ""
    return _named_in([sentence.span.of(one.article.text) for sentence in sentences if sentence.end <= one.start], known)


def introducing(text: str, earlier: Sequence[str], known: Collection[str]) -> str:
    """The same of a sentence and those before it, in order. `known` are the names of its article, as `names_in` finds them.

    >>> introducing("He was stopped at the border.", ["Milán Kőszegi drives a lorry.", "Nobody was looking for it."], {"koszegi"})
    'Milán Kőszegi drives a lorry.'
    """
    return _named_in(earlier, known) if _needs_one(text, known) else ""


def _named_in(earlier: Sequence[str], known: Collection[str]) -> str:
    near = list(reversed(earlier[-_NEAR:]))
    named = next((i for i, one in enumerate(near) if _introduces(one, known)), 0)
    return near[named] if named else ""


def names_in(sentences: Iterable[str]) -> frozenset[str]:
    """The words, folded, that have a capital within a sentence: names, which may begin one, too."""
    return frozenset(word.key for one in sentences for word in _names(one))


def _needs_one(text: str, known: Collection[str]) -> bool:
    """Whether a sentence turns on somebody before it names anybody."""
    somebody = _SOMEBODY.search(text)
    return somebody is not None and not any(name.start < somebody.start() for name in _names(text, known))


def _introduces(text: str, known: Collection[str]) -> bool:
    """Whether a sentence names somebody: in full ("written by a friend from his schooldays, Milán Kőszegi"), or before it says "he"."""
    found = _names(text, known)
    in_full = any(second.start - first.end == 1 for first, second in pairwise(found))
    return in_full or (bool(found) and not _needs_one(text, known))


def _names(text: str, known: Collection[str] = ()) -> list[Word]:
    """The names of a sentence; its first word only if it is known for one."""
    found = [word for word in words(text) if word.is_capitalised and not word.is_stop and not is_calendar_word(word)]
    return [word for word in found if word.start > 1 or word.key in known]


@lru_cache(maxsize=256)
def _read(article: Article) -> tuple[tuple[Sentence, ...], frozenset[str]]:
    """The sentences of an article that are no headings, and its names."""
    sentences = tuple(sentence for sentence in split_sentences(article.text) if sentence.kind == TEXT)
    return sentences, names_in(sentence.span.of(article.text) for sentence in sentences)
