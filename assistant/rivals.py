"""Sentences of other articles that may tell the same thing otherwise than the cited ones. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from assistant.about import speaks_of
from assistant.asking import thing_asked
from assistant.bearers import is_supposed
from assistant.evidence import Evidence
from assistant.facts import facts, has_name, is_calendar_word
from assistant.grammar import is_anaphoric, roles
from assistant.persons import is_person
from assistant.question import Question
from corpus.countries import seat_of
from corpus.dates import stated_dates
from corpus.words import Word, fold, stem, words
from index.lexical import LexicalIndex
from index.stories import Stories

# A sentence is near the cited one by its vector, or by its score; and at least so good beside it.
SAME_VECTOR = 0.5
NEAR_BY = 0.85
NEARLY_AS_GOOD = 0.6
# Two articles with so many names in common tell of one event.
MANY_NAMES = 6
# Words of a value that held before, or that was not to hold.
_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?|at first|originally|formerly|last year|a year ago|rejected|turned down|at its height)\b",
    re.IGNORECASE,
)
_SAYING = frozenset("say report tell announce claim state write note add estimate put count record confirm".split())
_OWNED = re.compile(r"\b(?:his|her|their|its)\b", re.IGNORECASE)


def others(cited: Sequence[Evidence], ranked: Iterable[Evidence], question: Question, lexical: LexicalIndex) -> Iterable[Evidence]:
    """The sentences of other articles that speak of all that the question names, themselves or right before, and well
    enough of the rest. Only a sentence near to the cited one may take a name from its article, or have none to take."""
    articles = {one.article.id for one in cited}
    least = NEARLY_AS_GOOD * max((one.score for one in cited), default=0.0)
    for one in ranked:
        if one.article.id in articles or one.score < least or is_of_before(one, cited):
            continue
        alike = any(float(one.vector @ other.vector) >= SAME_VECTOR or one.score >= NEAR_BY * other.score for other in cited)
        alike |= question.kind == "number" and all(one.cosine >= other.cosine for other in cited)
        if question.names and speaks_of(question.names, one, lexical.variants, often=alike) and not _of_another(one, cited, question, lexical):
            yield one
        if not question.names and alike and same_event(one, cited):
            yield one


def same_event(one: Evidence, cited: Sequence[Evidence]) -> bool:
    """Whether a sentence's article has a name of a cited one, of what stands before that or of its title, that is no country's; so it has
    where they name nobody, or where both articles have many names."""
    named = [name for other in cited for name in facts(f"{other.article.title}. {other.before} {other.text}").names]
    named = [name for name in named if not is_calendar_word(name) and not seat_of(name.key)]
    if not named or any(has_name(name, _all_words(one.article.title, one.article.text)) for name in named):
        return True
    return names_the_same(one, cited)


def names_the_same(one: Evidence, cited: Sequence[Evidence]) -> bool:
    """Whether a sentence's article has so many names in common with a cited one's that both tell of one event."""
    here = _all_names(one.article.title, one.article.text)
    return any(len(here & _all_names(other.article.title, other.article.text)) >= MANY_NAMES for other in cited)


def is_of_a_copy(one: Evidence, cited: Sequence[Evidence], stories: Stories) -> bool:
    """Whether a sentence's article is a copy of a cited one's, or the same."""
    return any(stories.copied(one.article.id, other.article.id) for other in cited)


def is_of_whom(one: Evidence, cited: Sequence[Evidence], question: Question, lexical: LexicalIndex) -> bool:
    """Whether a sentence, or the one before it, has the names of the question that a cited one has."""
    mine = [name for name in question.names if any(_has(name, other, lexical) for other in cited)]
    return all(_has(name, one, lexical) or has_name(name, words(one.before)) for name in mine)


def of_event(
    cited: Sequence[Evidence], pool: Iterable[Evidence], question: Question, lexical: LexicalIndex, least: float
) -> Iterator[tuple[float, Evidence]]:
    """The sentences of other articles about the event that was asked for, each with its cosine to the nearest cited one, `least` or more. Such
    an article has all names of the question, or so many of a cited one's that those may be left out that the cited sentence has not either (a paper
    of the place does not name the country). None that tells what held before or what is only supposed."""
    articles = {one.article.id for one in cited}
    mine = _named_in(cited, question, lexical)
    for one in pool:
        near = max((float(one.vector @ other.vector) for other in cited), default=0.0)
        if one.article.id in articles or near < least or is_supposed(one.text) or is_of_before(one, cited):
            continue
        alike = names_the_same(one, cited)
        if (alike or same_event(one, cited)) and has_all(mine if alike else question.names, one, lexical):
            yield near, one


def has_all(names: Sequence[Word], one: Evidence, lexical: LexicalIndex) -> bool:
    """Whether a sentence's article has all of some names, in whatever spelling."""
    there = _all_words(one.article.title, one.article.text)
    return all(has_name(name, there) or any(word.key in lexical.variants(name) for word in there) for name in names)


def with_names_beside(found: Sequence[Evidence], question: Question, lexical: LexicalIndex) -> list[Evidence]:
    """Sentences with the names that only tell which thing a question means ("the Kyrgyz politician"), where their article has them not and
    another on the same event has: a paper of the place does not say where it is."""
    telling = [name for name in question.names if name.start in question.qualifiers]
    one_of_each = {one.article.id: one for one in found} if telling else {}
    beside: dict[str, str] = {}
    for name, one in product(telling, one_of_each.values()):
        others = (other for other in one_of_each.values() if other is not one)
        if not has_all([name], one, lexical) and any(has_all([name], other, lexical) and names_the_same(one, [other]) for other in others):
            beside[one.article.id] = f"{beside.get(one.article.id, '')} {name.written}".strip()
    return [replace(one, beside=beside[one.article.id]) if one.article.id in beside else one for one in found]


def is_of_the_kind(question: Question, one: Evidence, cited: Sequence[Evidence]) -> bool:
    """Whether a sentence, or the one before it, has the word for the people of whom one is asked for ("Which journalist …?"), where a cited
    one has it: else it tells of somebody else."""
    asked = thing_asked(question.text)
    kind = stem(fold(asked)) if asked and is_person(asked) else ""
    has = [any(word.stem == kind for word in words(f"{other.before} {other.text}")) for other in (one, *cited)]
    return not kind or has[0] or not any(has[1:])


@lru_cache(maxsize=64)
def _all_names(title: str, text: str) -> frozenset[str]:
    """The names of an article that are no country's, folded."""
    return frozenset(name.key for name in facts(f"{title}. {text}").names if not is_calendar_word(name) and not seat_of(name.key))


@lru_cache(maxsize=64)
def _all_words(title: str, text: str) -> list[Word]:
    """Of an article: many of its sentences are looked at for one answer."""
    return words(title) + words(text)


def is_of_before(one: Evidence, cited: Sequence[Evidence]) -> bool:
    """Whether a sentence tells what held before, or was not to hold, and no cited one does."""
    return bool(_EARLIER.search(one.text)) and not any(_EARLIER.search(other.text) for other in cited)


def _of_another(one: Evidence, cited: Sequence[Evidence], question: Question, lexical: LexicalIndex) -> bool:
    """Whether a sentence has a name where the cited one has one of the question's, no country's: it is of somebody else ("Lumme Capital
    has 11 per cent"), unless it only says who says so."""
    mine = _named_in(cited, question, lexical)
    if all(_has(name, one, lexical) for name in mine) or is_anaphoric(one.text) or _OWNED.search(one.text):
        return False
    doers = {stem for role in roles(one.text) if role.verb not in _SAYING for stem in role.subjects}
    known = {word.stem for other in cited for word in words(other.text)}
    others = [name for name in facts(one.text).names if not is_calendar_word(name) and not seat_of(name.key)]
    return any(name.stem in doers - known for name in others)


def _named_in(cited: Sequence[Evidence], question: Question, lexical: LexicalIndex) -> list[Word]:
    """The names of the question that a cited sentence has, no countries."""
    return [name for name in question.names if not seat_of(name.key) and any(_has(name, other, lexical) for other in cited)]


def _has(name: Word, one: Evidence, lexical: LexicalIndex) -> bool:
    here = words(one.text)
    return has_name(name, here) or any(word.key in lexical.variants(name) for word in here)


def dated_apart(cited: Sequence[Evidence], one: Evidence) -> bool:
    mine = {stated.day for other in cited for stated in stated_dates(other.text)}
    theirs = {stated.day for stated in stated_dates(one.text)}
    return bool(mine and theirs and not mine & theirs)


def same_name(cited: Sequence[Evidence], one: Evidence, question: Question) -> bool:
    """Whether a sentence names somebody whom a cited one names, too, apart from what the question names and from countries; or the
    cited one names nobody else."""
    here = words(one.text)
    named = [name for other in cited for name in facts(other.text).names if not is_calendar_word(name) and not seat_of(name.key)]
    named = [name for name in named if not has_name(name, question.names)]
    return not named or any(has_name(name, here) for name in named)
