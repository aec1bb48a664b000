"""Do the articles answer the question at all? A judgement made outside the model, from what can be explained."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.about import unanswered_names, unanswered_numbers
from assistant.evidence import Evidence, has_kind
from assistant.question import Question
from index.lexical import LexicalIndex


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against, each from 0 to 1 (cosines from -1): the highest of a sentence's cosine, coverage of the
    question's words, coverage by words of like meaning, and of its chunk's cosine; whether a sentence holds the kind of
    thing asked for; and the shares of the question's names and numbers that the evidence does not mention."""

    cosine: float
    coverage: float
    likeness: float
    chunk: float
    kind: float
    names_missing: float
    numbers_missing: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """`probability` that the evidence answers, 0 where a rule says that it cannot; `unknown` words of the question that the library lacks."""

    probability: float
    signals: Signals
    unknown: tuple[str, ...]


def signals(question: Question, evidence: Sequence[Evidence], lexical: LexicalIndex) -> Signals:
    """Read the signals off a question and its evidence."""
    names = unanswered_names(question, evidence, lexical.variants)
    left = unanswered_numbers(question.text, evidence)
    return Signals(
        cosine=max((one.cosine for one in evidence), default=0.0),
        coverage=max((one.coverage for one in evidence), default=0.0),
        likeness=max((one.likeness for one in evidence), default=0.0),
        chunk=max((one.chunk for one in evidence), default=0.0),
        kind=float(any(has_kind(question, one.text) for one in evidence)),
        names_missing=len(names) / len(question.names) if question.names else 0.0,
        numbers_missing=min(1.0, len(left) / len(question.numbers)) if question.numbers else 0.0,
    )


# Rounded from a logistic regression over 1,217 questions and their evidence: on 24 encyclopedia articles, as they are, with
# the answering paragraph withheld and with the whole article withheld; and on news in words that are not the articles'
# (docs/measurements.md has the figures). `unknown` and `numbers_missing` tell nothing beside the others; a number is judged by rule below.
_INTERCEPT = -7.3
_COSINE, _COVERAGE, _LIKENESS, _CHUNK, _KIND, _NAMES_MISSING = 7.2, 5.2, 0.7, 1.5, 1.05, -3.0


# Words that say how something is asked for, not what for; that the articles lack them tells a reader nothing.
_ASKING = frozenset(
    "long old far often large big high wide deep tall going without besides like mentioned different exactly total still yet already currently now nowadays presently".split()
)


def judge(question: Question, evidence: Sequence[Evidence], lexical: LexicalIndex) -> Judgement:
    """How likely the evidence answers the question.

    A question that names somebody or something that the library does not know at all, or
    limits itself to a year or number that no article of the evidence mentions, is not
    answered whatever else fits.
    """
    found = signals(question, evidence, lexical)
    unknown = tuple(word.written for word in question.terms if word.key not in _ASKING and not lexical.mentioned(word))
    logit = _INTERCEPT + _COSINE * found.cosine + _COVERAGE * found.coverage + _LIKENESS * found.likeness + _CHUNK * found.chunk
    logit += _KIND * found.kind + _NAMES_MISSING * found.names_missing
    probability = 1.0 / (1.0 + math.exp(-logit))
    strange_name = any(name.written in unknown and not name.is_acronym for name in question.names)
    if not evidence or strange_name or found.numbers_missing == 1.0:
        probability = 0.0
    return Judgement(probability, found, unknown)
