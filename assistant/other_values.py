"""Other values for what was asked, from sentences of other articles that answer the question as well, as the reader finds. Pure.

Two papers tell the same in such different words that rules about words miss it ("some three hours" of a meeting, "almost five hours of
talks"); the reader sees that both sentences answer. What it finds is held against what rules can tell: the same unit, about
the same size, no other day, no other event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.bearers import comparable
from assistant.conflicts import Given, of_unit
from assistant.evidence import Evidence
from assistant.quantities import Quantity
from assistant.question import Question
from assistant.rivals import dated_apart, is_of_whom, of_event
from index.lexical import LexicalIndex

# From what log odds of the reader a sentence answers as well; how near it has to be to a cited one; of how many times the size a
# value may be. Counts are of many things in one story, measures of few.
_ANSWERS = -1.0
_NEAR, _NEAR_COUNT = 0.35, 0.45
_TIMES, _TIMES_COUNT = 3.0, 4 / 3
# The same for a sentence that the model reads, from what log odds it does, and how near one is that it reads in any case.
_NEAR_TO_READ, _TIMES_TO_READ, _MAY_ANSWER, _NEAR_ENOUGH = 0.3, 8.0, -1.5, 0.42
# How many sentences the reader sees.
_READ = 8
# The same for one whose very words that answer have the value, whatever its log odds, if so few of the sentences found for the question have more.
_NEAR_POINTED, _TIMES_POINTED, _LIKELIER = 0.28, 1.6, 3
# A newer report's, which says that it has become so much; how much of the question, in words of like meaning, it has ("died", "the death toll").
_TIMES_UPDATED, _LIKE_IT = 4.0, 0.3
_UPDATED = re.compile(
    r"(?:\b(?:ris(?:en|es)|rose|climb(?:ed|s)|increas(?:ed|es)|gr(?:own|ew)|(?:gone|went|goes) up|fall(?:en|s)|fell|drop(?:ped|s)|revised|raised|lowered|corrected|updated)\b[^.;:]{0,40}\bto"
    r"|\bnow (?:stands?|stood|put|is) at)\s+$",
    re.IGNORECASE,
)  # fmt: skip
# What answers as well without a value that can be measured (a cause, a place, what became of somebody): from what log odds, and from what to who
# asks whether articles agree; how near it has to be to a cited sentence, and how many sentences are read of each other article, and of all of them.
AS_WELL, MAY_AS_WELL, _NEAR_AT_ALL, _OF_EACH, _OF_ALL = 0.5, -1.0, 0.2, 8, 24


@dataclass(frozen=True, slots=True)
class Compared:
    """What an answer is held against: the sentences that it cites, those of the `pool` that may tell it otherwise, the question that both
    answer, and the reader's log odds that sentences do (`fits`)."""

    cited: Sequence[Evidence]
    pool: Sequence[Evidence]
    question: Question
    lexical: LexicalIndex
    fits: Callable[[Sequence[Evidence]], Sequence[float]]


def other_values(quantity: Quantity, compared: Compared) -> list[Given]:
    """Values that other articles give in place of a cited one, the likeliest first, each from one sentence."""
    found = _with_values(quantity, compared, (_NEAR if quantity.unit else _NEAR_COUNT), (_TIMES if quantity.unit else _TIMES_COUNT))
    return [Given(value.text, one, quantity=value) for fit, one, value in _likeliest(found, compared, _READ) if fit >= _ANSWERS]


def to_read_for(quantity: Quantity, compared: Compared) -> list[Evidence]:
    """Sentences that may give another value, but only just, the nearest to a cited one first. What they answer has to be read off them."""
    found = _with_values(quantity, compared, _NEAR_TO_READ, _TIMES_TO_READ)
    read = zip(compared.fits([one for _, one, _ in found]), found, strict=True)
    likely = [(near, one) for fit, (near, one, _) in read if near >= _NEAR_ENOUGH or fit >= _MAY_ANSWER]
    alone = [row for row in likely if quantity.unit or len(of_unit("", row[1].text)) == 1]  # "12 women and 13 men" are parts of what there is
    likely = [row for row in alone if is_of_whom(row[1], compared.cited, compared.question, compared.lexical)]
    return [one for _, one in sorted(likely, key=lambda row: -row[0])]


def to_point_at(quantity: Quantity, compared: Compared, found: Sequence[Evidence]) -> list[tuple[Evidence, Quantity]]:
    """Sentences of other articles with a value of about the same size, each with it, that answer likelier than nearly all that was `found` for the question, the
    likeliest first. The reader's log odds say little by themselves here: it was taught that one sentence of all answers best."""
    limit = sorted([*compared.fits(found), *[float("-inf")] * (_LIKELIER + 1)], reverse=True)[_LIKELIER]
    values = _with_values(quantity, compared, _NEAR_POINTED, _TIMES_POINTED)
    return [(one, value) for fit, one, value in _likeliest(values, compared, 2 * _READ) if fit >= limit]


def updated(quantity: Quantity, compared: Compared) -> list[Given]:
    """What the newest of newer articles on the event says that a value has become ("has risen to 34"); nothing if none does."""
    days = [one.article.date for one in compared.cited if one.article.date]
    quantity = replace(quantity, high=quantity.low)  # "at least 19" is no longer told, once there are 34
    found = [
        (one.article.date, near, Given(value.text, one, quantity=value))
        for near, one, value in _with_values(quantity, compared, _NEAR_POINTED, _TIMES_UPDATED)
        if days
        and one.article.date
        and one.article.date > max(days)
        and one.likeness >= _LIKE_IT
        and _UPDATED.search(one.text[: one.text.find(value.text)])
    ]
    return [max(found, key=lambda row: row[:2])[2]] if found else []


def of_about_that_size(value: Quantity, quantity: Quantity) -> bool:
    """Whether a value can stand in the place of another by its size: counts are of many things in one story, measures of few."""
    return quantity.unit == "clock" or comparable(value, quantity, _TIMES if quantity.unit else _TIMES_POINTED)


def answer_as_well(compared: Compared, about_agreement: bool = False) -> list[Evidence]:
    """Of each other article about the event the sentence that answers likeliest, where the reader is sure that it does; the surest first. Who asks
    whether articles agree is shown less sure ones."""
    read = likely_elsewhere(compared)
    best = {one.article.id: one for fit, one in reversed(read) if fit >= (MAY_AS_WELL if about_agreement else AS_WELL)}
    return [one for _, one in read if best.get(one.article.id) is one]


def likely_elsewhere(compared: Compared) -> list[tuple[float, Evidence]]:
    """Of each other article about the event the best sentences, each with the reader's log odds that it answers; the likeliest first."""
    of_each: dict[str, list[Evidence]] = {}
    for _, one in of_event(compared.cited, compared.pool, compared.question, compared.lexical, _NEAR_AT_ALL):
        of_each.setdefault(one.article.id, []).append(one)
    found = [one for some in of_each.values() for one in some[:_OF_EACH]][:_OF_ALL]
    return sorted(zip(compared.fits(found), found, strict=True), key=lambda row: -row[0])


def _likeliest(found: Sequence[tuple[float, Evidence, Quantity]], compared: Compared, most: int) -> list[tuple[float, Evidence, Quantity]]:
    """Of the `most` sentences nearest to a cited one each with the reader's log odds in place of how near it is, the likeliest first."""
    nearest = sorted(found, key=lambda row: -row[0])[:most]
    read = zip(compared.fits([one for _, one, _ in nearest]), nearest, strict=True)
    return sorted(((fit, one, value) for fit, (_, one, value) in read), key=lambda row: -row[0])


def _with_values(quantity: Quantity, compared: Compared, least: float, times: float) -> list[tuple[float, Evidence, Quantity]]:
    """Sentences of other articles about the same event that have a value of about its size, each with how near it is to a cited one. Ages and
    years are of too many things in one story: none of those."""
    if quantity.unit in ("age", "year") or (not quantity.unit and quantity.high <= 1):
        return []
    cited, question = compared.cited, compared.question
    own = {q.low for text in (question.text, *(one.text for one in cited)) for q in of_unit(quantity.unit, text)}
    found: list[tuple[float, Evidence, Quantity]] = []
    for near, one in of_event(cited, compared.pool, question, compared.lexical, least):
        value = _value(quantity, one, times) if not dated_apart(cited, one) else None
        if value is not None and value.low not in own:
            found.append((near, one, value))
    return found


def _value(quantity: Quantity, one: Evidence, times: float) -> Quantity | None:
    """The value of a sentence that can stand in the place of another: of its unit, the nearest to it; None if there is none of about its
    size, or one that can be true together with it."""
    same = of_unit(quantity.unit, one.text)
    if any(q.agrees(quantity) for q in same):
        return None
    fitting = [q for q in same if quantity.unit == "clock" or comparable(q, quantity, times)]
    return min(fitting, key=lambda q: abs(q.low - quantity.low), default=None)
