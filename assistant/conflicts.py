"""Where articles give different answers to the same question: which value, from which sentence. Pure.

Two sentences are compared only if they are about the same: they share most of what the answer says apart from the
value, name whom the question names, and do not date it differently. A value that is only less exact ("more than
1,000" beside 1,168) is no difference; one that is more exact is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.asking import asks_what_hour
from assistant.bearers import age_of, another_bearer, comparable, is_of_a_part, is_of_the_rest, is_supposed, of_another_size
from assistant.evidence import Evidence
from assistant.facts import is_calendar_word
from assistant.quantities import OLDEST, YEAR, Quantity, in_unit, quantities, years
from assistant.question import Question
from assistant.rivals import SAME_VECTOR, dated_apart, others, same_name
from corpus.words import stem, words
from index.lexical import LexicalIndex

# A sentence is about the same if it has so much, by weight, of the answer's words (or, for a name or a place, if its
# vector is so near to the cited sentence's), and scores at least so much of the cited one's score.
SAME_WORDS = 0.6
SAME_MATTER = 0.65
NEARLY_SAME_MATTER = 0.6
# A depth, a weight or an hour is seldom of two things in one story: a sentence that answers almost as well, and has one, will do.
AS_GOOD = 0.85
# A length of time, a sum or a share is of the same if so much of the words around it is the same; how many, only then or in
# a sentence that answers almost as well (52 prisoners were freed, 1,168 remain).
SAME_AROUND, COUNTED_AROUND, MUCH_AROUND = 0.25, 0.2, 0.3
_MEASURED = ("clock", "length", "weight", "area", "volume", "heat", "speed")
HALF_AS_LIKE = 0.4
# How many other values are told.
MOST = 3
_ANYBODY = frozenset(stem(word) for word in ("people", "person", "persons"))
# Before a value that a sentence corrects or leaves behind.
_INSTEAD = r"\b(?:not|instead of|rather than|(?:up|down|corrected|revised|lowered|raised) from)\s+"


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it is written, and the sentence that gives it."""

    value: str
    evidence: Evidence
    agrees: bool = False
    """Whether it is the answer's own value, more exactly."""
    quantity: Quantity | None = None


def asked_quantity(said: str, claim: str, question: Question) -> Quantity | None:
    """The quantity of an answer that the question asks for, as the claim writes it ("1,000." or "1,000 prisoners are held." said of
    "more than 1,000 prisoners")."""
    found = _asked_quantity(said, question)
    if found is None:
        return None
    whole = re.compile(rf"(?<![\w.,]){re.escape(found.text)}(?!\w)")
    bare = not found.unit and not found.counted  # "81": of what, its sentence says
    shown = next((q for q in quantities(claim) if (bare or q.unit == found.unit) and whole.search(q.text)), found)
    return replace(found, text=shown.text, low=shown.low, high=shown.high) if found.counted else shown


def asked_year(said: str, question: Question) -> Quantity | None:
    """The year of an answer to a question for a time, if it is the only one and no day of it is told."""
    found = [year for year in years(said) if year.text not in question.numbers]
    return found[0] if question.kind == "time" and len(found) == 1 and not any(is_calendar_word(word) for word in words(said)) else None


def _asked_quantity(claim: str, question: Question) -> Quantity | None:
    """The quantity of an answer that the question asks for: the only one that is not the question's own, or that measures what is asked
    for (a time of day, a length of time), or the one that counts what the question names."""
    known = {q.low for q in quantities(question.text)}
    own = [q for q in quantities(claim) if q.low not in known]
    units = ("clock",) if asks_what_hour(question.text) else tuple(filter(None, question.units))
    measuring = [q for q in own if q.unit.startswith(units)] if units else []
    if len(own) == 1 or len(measuring) == 1:
        return (measuring or own)[0]
    wanted = {word.stem for word in question.terms}
    counting = [q for q in own if wanted & set(q.counted[:2])]
    return counting[0] if len(counting) == 1 else None


def other_quantities(
    claim: str,
    quantity: Quantity,
    cited: Sequence[Evidence],
    ranked: Iterable[Evidence],
    question: Question,
    lexical: LexicalIndex,
    about_agreement: bool = False,
) -> list[Given]:
    """Quantities that other articles give in place of the answer's, each value once, the likeliest first. Who asks whether
    articles agree is told the less exact ones, too."""
    found: list[Given] = []
    seen = [quantity]
    written = _as_cited(quantity, cited)
    quantity = quantity if quantity.counted else written
    # What stands around it, but for what it counts and whom the question names: that is around other numbers, too.
    telling_apart = written.near - {*written.counted[:2], *(name.stem for name in question.names)}
    said = {word.stem for word in words(claim)}
    asked = {word.stem for word in question.terms}
    own = {q.low for q in quantities(question.text)}
    telling = [word.stem for word in question.terms if word.stem in said and word not in question.names and not word.key[0].isdigit()]
    telling = telling or list(quantity.counted[:1])
    wanted = [word.stem for word in question.terms if word not in question.names and not word.key[0].isdigit()]
    best = max((other.score for other in cited), default=0.0)
    for one in others(cited, ranked, question, lexical):
        like = max((float(one.vector @ other.vector) for other in cited), default=0.0)
        same = _share(telling, one, lexical) >= SAME_WORDS or like >= SAME_MATTER
        same |= quantity.unit.startswith(_MEASURED) and one.score >= AS_GOOD * best and _only_one(quantity.unit, one)
        same |= one.score >= best and _share(wanted, one, lexical) >= SAME_WORDS  # it answers as well as the cited one
        nearer = about_agreement and all(one.cosine >= other.cosine for other in cited)
        value = _matching(quantity, one, asked, lexical, nearer) if (quantity.unit or quantity.high > 1) and not dated_apart(cited, one) else None
        part = any(is_of_a_part(written, other) for other in cited)  # three of them: whatever else is counted is not these
        if (
            value is None
            or (not value.unit and is_of_a_part(value, one) != part)
            or of_another_size(value, quantity)
            or value.low in own
            or is_supposed(one.text)
            or (value.unit == "age" and value.low <= OLDEST and (not same_name(cited, one, question) or another_bearer(value, one, cited, asked)))
        ):
            continue
        around = _weight(telling_apart & value.near, lexical) / (_weight(telling_apart, lexical) or 1.0)
        as_well = value.unit == "money" and one.score >= best and _only_one("money", one) and comparable(value, quantity, 2.0)
        if (
            as_well
            or (value.unit == "age" and age_of(question, value, one))
            or (about_agreement and value.unit in ("money", "days", "%") and comparable(value, quantity, 2.0))
        ):
            same = True
        elif value.unit == "year":
            same = like >= SAME_MATTER or (like >= SAME_VECTOR and around >= SAME_AROUND)
        elif value.unit:
            same = same or around >= SAME_AROUND
        else:
            # Those who remain are none of those who were freed.
            answers = one.score >= AS_GOOD * best and not (is_of_the_rest(value.near) and not is_of_the_rest(asked | said | written.near))
            same = around >= MUCH_AROUND or (same and not part and (around >= COUNTED_AROUND or answers))
            same |= nearer and bool(_ANYBODY & set(value.counted[:1]))
            same |= like >= NEARLY_SAME_MATTER and not part and value.counted[:1] == quantity.counted[:1] and around >= COUNTED_AROUND
        if not same:
            continue
        # As much in other words, or less exactly, is no other value.
        if not any(value.agrees(s) and not (value.is_exact != s.is_exact if about_agreement else value.is_exact and not s.is_exact) for s in seen):
            seen.append(value)
            found.append(Given(value.text, one, value.agrees(quantity), value))
    return found[:MOST]


def _as_cited(quantity: Quantity, cited: Sequence[Evidence]) -> Quantity:
    """An answer's quantity as its sentence writes it, with what it counts and what stands around it there."""
    there = [q for one in cited for q in of_unit(quantity.unit, one.text)]
    return next((q for q in there if q.low == quantity.low), quantity)


def that_give(quantity: Quantity, cited: Sequence[Evidence]) -> list[Evidence]:
    """The cited sentences that have a quantity; all where none has."""
    return [one for one in cited if any(q.low == quantity.low for q in of_unit(quantity.unit, one.text))] or list(cited)


def of_unit(unit: str, text: str) -> list[Quantity]:
    """The quantities of a text that have a unit ("year": its years), or one that measures the same, in it; where an age is wanted, also how old a
    thing is put at."""
    if unit == "year":
        return years(text)
    found = quantities(text)
    if unit == "age":  # of a thing: "put the sword at 1,900 years"
        found += [replace(q, low=q.low / YEAR, high=q.high / YEAR, unit="age") for q in found if q.unit == "days" and q.low > OLDEST * YEAR]
    return [same for q in found if (same := in_unit(q, unit)) is not None]


def counts_such(value: Quantity, quantity: Quantity) -> bool:
    """Whether a value measures, or counts what another counts, as far as it says what ("13 men" are no 14 foreigners, a "majority of 412" may be 421 votes)."""
    return bool(value.unit or not value.counted or set(quantity.counted) & set(value.counted))


def _weight(stems: Iterable[str], lexical: LexicalIndex) -> float:
    return sum(lexical.weight(stem) for stem in stems)


def _only_one(unit: str, one: Evidence) -> bool:
    """Whether a sentence has one quantity of a unit."""
    return sum(quantity.unit == unit for quantity in quantities(one.text)) == 1


def _share(telling: Sequence[str], one: Evidence, lexical: LexicalIndex) -> float:
    """Share of stems, by weight, that a sentence has, or the one before it or the title."""
    stems = {word.stem for word in (*words(one.text), *words(one.before), *words(one.article.title))}
    weights = [(lexical.weight(stem), stem in stems) for stem in set(telling)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, there in weights if there) / total if total else 0.0


def _matching(quantity: Quantity, one: Evidence, asked: set[str], lexical: LexicalIndex, nearer: bool = False) -> Quantity | None:
    """The quantity of a sentence that stands for the given one: of the same unit, with the most, by weight, of the words around it
    and of the question's around it; None if the sentence gives the very same, or nothing that measures the same. In a sentence that is
    `nearer` to the question than the cited one, a number of people will do, whatever they are called there; of a time of
    day it is enough to be the only one."""
    same = of_unit(quantity.unit, one.text)
    if any((q.low, q.high) == (quantity.low, quantity.high) and not re.search(_INSTEAD + re.escape(q.text), one.text) for q in same):
        return None
    same = [q for q in same if (q.low, q.high) != (quantity.low, quantity.high)]
    wanted = quantity.near | asked
    likeness = {q: _weight(wanted & q.near, lexical) for q in same}
    most = max(likeness.values(), default=0.0)
    fitting = [
        q
        for q in same
        if (likeness[q] > 0 and likeness[q] >= HALF_AS_LIKE * most and counts_such(q, quantity))
        or (nearer and _ANYBODY & set(q.counted[:1]))
        or (q.unit == "clock" and len(same) == 1)
    ]
    apart = [q for q in fitting if not q.agrees(quantity)]
    return max(apart or fitting, key=lambda q: likeness[q], default=None)
