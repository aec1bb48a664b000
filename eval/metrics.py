"""Metrics, as pure functions. Each says what it returns where it is undefined: None, never zero."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.facts import facts, has_name, number_words
from corpus.words import words

Place = tuple[str, int, int]
"""An article's id, start and end (characters)."""

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def finds(text: str, alternative: str) -> bool:
    """Whether a text has the words of an alternative one after another, in any inflection, numbers in
    figures or words: "12" is not in "2012", "border" is in "borders", "52" in "fifty-two", "0.8" in "0.8 per cent"."""
    wanted = " ".join(_comparable(alternative))
    told = " ".join(_comparable(text))
    return bool(wanted) and any(f" {wanted} " in f" {one} " for one in (told, told.replace("%", "")))


def _comparable(text: str) -> list[str]:
    """The stems of a text's words, numbers by their value: "fifty-two", "52"."""
    values = {word.start: value for word, value in number_words(text)}
    found: list[str] = []
    spoken = False
    for word in words(text):
        if word.start in values:
            found.append(values[word.start])
            spoken = not word.key[0].isdigit()
        elif not (spoken and number_words(word.written)):  # the rest of a number in words
            found.append(word.stem)
            spoken = False
    return found


def normalise(text: str) -> str:
    """SQuAD's normalisation: lower case, no punctuation, no a/an/the, single spaces.

    Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", 2016.
    """
    plain = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(_ARTICLES.sub(" ", plain).split())


def exact_match(answer: str, golds: Sequence[str]) -> float:
    """1.0 if the answer is one of the golds after normalisation, else 0.0."""
    return float(any(normalise(answer) == normalise(gold) for gold in golds))


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """Token F1 after normalisation, the best over the golds, 0 to 1.

    >>> round(token_f1("It closed in February 2022", ["February 2022"]), 3)
    0.571
    """
    return max((_f1(normalise(answer).split(), normalise(gold).split()) for gold in golds), default=0.0)


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = sum((Counter(answer) & Counter(gold)).values())
    if not shared:
        return 0.0
    precision, recall = shared / len(answer), shared / len(gold)
    return 2 * precision * recall / (precision + recall)


def overlaps(a: Place, b: Place) -> bool:
    """Whether two places share a character of the same article."""
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def group_recall(found: Iterable[Place], groups: Sequence[Sequence[Place]]) -> float | None:
    """Share of the groups of which one place at least was found; None where there are no groups."""
    places = list(found)
    if not groups:
        return None
    return sum(any(overlaps(a, b) for a in places for b in group) for group in groups) / len(groups)


def precision(found: Sequence[Place], relevant: Sequence[Place]) -> float | None:
    """Share of what was found that is relevant; None where nothing was found."""
    if not found:
        return None
    return sum(any(overlaps(a, b) for b in relevant) for a in found) / len(found)


def unsupported(claim: str, quotes: Sequence[str]) -> list[str]:
    """Names and numbers of a claim that none of the quotes it cites has: an independent look at what was
    shown, without context and without the chain's own judgement."""
    stated = facts(claim)
    here = [word for quote in quotes for word in words(quote)]
    lower = {word.key for word in here if not word.is_capitalised}
    missing = [name.written for name in stated.names if name.key not in lower and not has_name(name, here)]
    return missing + sorted(stated.numbers - {value for quote in quotes for value in facts(quote).numbers})
