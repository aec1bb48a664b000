"""Words as search and checks compare them: lower case, without diacritics, stemmed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# A word may hold an inner apostrophe or dots (U.S., Tikhanovskaya's); a number, its separators.
_WORD = re.compile(r"\d+(?:st|nd|rd|th|s)\b|\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")

# Characters of a text that is remembered.
_SENTENCE = 600

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between both but
    by can could did do does doing down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or other our
    ours out over own same she should so some such than that the their theirs them themselves then there these they this those
    through to too under until up us very was we were what when where which while who whom whose why will with would you your
    yours tell please know much many say says said according article articles really actually exactly set put
    take taken took make made get got give given happen happened happens yes however""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, as compared (`key`), its stem, and where it stands."""

    written: str
    key: str
    stem: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        """Whether it carries no meaning of its own ("us" and "who" do not, "US" and "WHO" do)."""
        return self.key in STOP_WORDS and not self.is_acronym

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals alone: US, U.S., NATO."""
        return len(self.key) > 1 and self.written.isupper() and self.key.isalpha()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital."""
        return self.written[0].isupper()


def sound(text: str) -> str:
    """A text from outside that can be stored and printed: bytes that were no text become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def words(text: str) -> list[Word]:
    """The words and numbers of a text, in order; a possessive 's is dropped. Those of a sentence are remembered: it is read many
    times on the way to an answer."""
    return list(_words_of_sentence(text)) if len(text) <= _SENTENCE else list(_read(text))


@lru_cache(maxsize=8_192)
def _words_of_sentence(text: str) -> tuple[Word, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        written = re.sub(r"['’]s?$", "", match[0])
        if written:
            key = fold(written)
            yield Word(written, key, stem(key), match.start(), match.start() + len(written))


def stems(text: str) -> set[str]:
    """The stems of the words of a text that carry meaning."""
    return {word.stem for word in words(text) if not word.is_stop}


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case, without diacritics, apostrophes and dots: U.S. → us, Viačorka → viacorka."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.translate(_LETTERS).replace("’", "").replace("'", "").replace(".", "" if not plain[:1].isdigit() else ".")


@lru_cache(maxsize=100_000)
def stem(key: str) -> str:
    """The stem of a folded word (Porter 2, English)."""
    return str(_stemmer().stem(key)) if key.isalpha() else key


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
