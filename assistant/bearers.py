"""Whose a value is, and of what: what makes the value of another sentence no other value for the same thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.evidence import Evidence
from assistant.quantities import YEAR, Quantity, quantities
from assistant.question import Question
from corpus.words import stem, words
from index.lexical import consonants

_BEARER = re.compile(r"\b(?P<age>(?:\w+-)?\w+)[- ]years?[- ]old (?P<noun>[a-z]+)")
# "Bell, 48, …": the age is Bell's own, not that of "Bell's son" or "the son of Bell".
_APPOSED = re.compile(r"(?P<who>[\w-]+), (?P<age>\d{1,3})(?=[,.;])")
# … and "Bell, a 48-year-old nurse", "Bell, aged 48,".
_AGED = re.compile(r"(?P<who>[\w-]+)(?:, (?:an? |the |aged )?| aged )(?P<age>\d{1,3})(?=-year|[,.;])")
# Whose age is asked for: a name right behind that, or with two words before it.
_WHOSE = r"\b(?:how old (?:is|was)|age of) (?:(?!of |from |in |at )[\w-]+ ){{0,2}}{who}(?=\s*(?:[?.,]|$|when |and |now|at |in ))|\b{who}['’]s age\b"
_REST = frozenset(stem(word) for word in ("remain", "still"))
_ANY_PERSON = frozenset("man woman boy girl person male female".split())
# Two sums or counts of which one is so many times the other are not of the same thing.
_ANOTHER_SIZE = 6.0
# "Nine stops instead of eleven would save 200 million."
_SUPPOSED = re.compile(r"\b(?:instead of|rather than)\b.*\b(?:would|could|might)\b|\b(?:would|could|might)\b.*\b(?:instead of|rather than)\b")


def another_bearer(value: Quantity, one: Evidence, cited: Sequence[Evidence], asked: set[str]) -> bool:
    """Whether an age is said of somebody whom its sentence calls something else than question and answer do ("a 23-year-old student")."""
    known = asked | {word.stem for other in cited for word in words(other.text)}
    bearers = [found["noun"] for found in _BEARER.finditer(one.text) if found["age"] == value.text]
    return any(noun not in _ANY_PERSON and stem(noun) not in known for noun in bearers)


def ages_of_another(claim: str, sentence: str) -> list[str]:
    """Ages of a claim that its sentence gives to what it calls otherwise ("The woman is two years old" of "a two-year-old lynx"), or to whom
    the claim's bearer belongs ("Bell's son is 48" of "Bell, 48, …")."""
    owned = r"\b(?:{who}['’]s (?:[\w-]+ ){{1,3}}|of (?:[\w-]+ )?{who} )(?:is|was|are|were) {age}\b"
    of_owner = [one["age"] for one in _APPOSED.finditer(sentence) if re.search(owned.format(who=re.escape(one["who"]), age=one["age"]), claim)]
    if of_owner:
        return sorted(set(of_owner))
    known = {word.stem for word in words(claim)}
    if known & {word.stem for word in words(sentence) if word.is_capitalised and word.start}:
        return []  # "Bell, a 36-year-old nurse"
    stated = {quantity.low for quantity in quantities(claim) if quantity.unit in ("age", "days")}
    borne = [(found["age"], found["noun"], quantity.low) for found in _BEARER.finditer(sentence) for quantity in quantities(found[0])]
    own = {age for age, noun, _ in borne if stem(noun) in known or noun in _ANY_PERSON}
    return sorted({age for age, _, low in borne if age not in own and {low, low * YEAR} & stated})


def ages_are_of_others(question: Question, sentence: str) -> bool:
    """Whether somebody's age is asked for by name, and all ages that a sentence gives are those of people with other names ("Bol, a 69-year-old
    baker, and Bell went" of Bell's)."""
    whose = [name for name in question.names if re.search(_WHOSE.format(who=re.escape(name.written)), question.text, re.IGNORECASE)]
    given = {quantity.text for quantity in quantities(sentence) if quantity.unit == "age"} if whose else set()
    borne = [found for found in _AGED.finditer(sentence) if found["who"][0].isupper()]
    if not given or given - {found["age"] for found in borne}:
        return False
    sounds = {consonants(name.key) for name in whose}
    return not any(consonants(word.key) in sounds for found in borne for word in words(found["who"]))


def comparable(value: Quantity, quantity: Quantity, times: float) -> bool:
    return value.low > 0 and quantity.low > 0 and max(value.low, quantity.low) <= times * min(value.low, quantity.low)


def of_another_size(value: Quantity, quantity: Quantity) -> bool:
    return value.unit in ("money", "") and not comparable(value, quantity, _ANOTHER_SIZE)


def age_of(question: Question, value: Quantity, one: Evidence) -> bool:
    """Whether a sentence gives an age right behind a name of the question ("Bell, 61,")."""
    names = "|".join(re.escape(name.written) for name in question.names)
    return bool(names) and bool(re.search(rf"\b(?:{names}),? (?:who is |aged? )?{re.escape(value.text)}\b", one.text))


def is_of_a_part(quantity: Quantity, one: Evidence) -> bool:
    """Whether a sentence gives a number of some of those whom it counts otherwise ("three of them")."""
    return bool(re.search(rf"\b{re.escape(quantity.text)} of (?:the|them|these|those|whom|its|his|her|their)\b", one.text, re.IGNORECASE))


def is_of_the_rest(stems: Iterable[str]) -> bool:
    """Whether words around a number tell that it is of those who are left ("more than 1,000 still remain", where 52 were freed)."""
    return not _REST.isdisjoint(stems)


def is_supposed(text: str) -> bool:
    """Whether a sentence sets a value in the place of another that would be so ("Nine stops instead of eleven would save millions")."""
    return bool(_SUPPOSED.search(text))
