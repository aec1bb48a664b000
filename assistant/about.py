"""Is a sentence about what was asked? The question's names and numbers, looked for in it and around it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, product

from rapidfuzz.distance import Hamming

from assistant.days import day_asked, reports_of
from assistant.evidence import Evidence, uses, writes
from assistant.facts import facts, has_name, is_calendar_word, number_words, numbers
from assistant.grammar import begins_with_owner, is_about_the_known, parse
from assistant.question import Question
from corpus.words import Word, words
from corpus.words import stem as stem_of
from index.lexical import consonants

_OFTEN = 3
_LEAD = _PARAGRAPH = 500
_FEWEST_CONSONANTS = 3
# "Which three outlets …?" counts what it asks for; it is not limited to a three that an article would have to mention.
_FEW = 12


def unanswered_names(question: Question, cited: Sequence[Evidence], variants: Callable[[Word], tuple[str, ...]] = lambda name: ()) -> list[Word]:
    """Names of the question that neither the cited sentences, nor what stands around them, nor their articles' source or main subject
    (a name that is used again and again) speak of, in any spelling that the library has (`variants`). A name that only
    tells which one is meant ("the Romanian mine") may stand anywhere in the article."""
    left = []
    names = question.names
    for name in names:
        around = [words(one.text) + words(_paragraph_before(one)) + words(f"{one.article.title} {one.article.source} {one.beside}") for one in cited]
        spellings = variants(name)
        if any(has_name(name, near) or any(word.key in spellings for word in near) for near in around):
            continue
        least = 1 if name.start in question.qualifiers else _OFTEN
        if any(
            (_uses(name, one, spellings) >= least and (least == 1 or _is_in_lead(name, one, spellings))) or _part_of(name, names, one, variants)
            for one in cited
        ):
            continue
        if any(_is_about(name, one, spellings) and _names_nobody(one) for one in cited):
            continue
        left.append(name)
    return left


def _paragraph_before(one: Evidence) -> str:
    """The sentence before, and the rest of the paragraph up to it: whom "the company" is there."""
    start = max(one.article.text.rfind("\n", 0, one.start) + 1, one.start - _PARAGRAPH)
    return f"{one.before} {one.article.text[start : one.start]}"


def _is_in_lead(name: Word, one: Evidence, spellings: Sequence[str]) -> bool:
    """Whether an article's title or its first lines have a name."""
    lead = words(one.article.text[:_LEAD]) + words(one.article.title)
    return has_name(name, lead) or any(word.key in spellings for word in lead)


def _is_about(name: Word, one: Evidence, spellings: Sequence[str]) -> bool:
    """Whether an article uses a name twice, or in its first lines."""
    lead = words(one.article.text[:_LEAD])
    return _uses(name, one, spellings) > 1 or has_name(name, lead) or any(word.key in spellings for word in lead)


def _names_nobody(one: Evidence) -> bool:
    """Whether a sentence has no name of its own ("They left the coins alone", "the company was fined"), or turns on something
    that it only calls "the novel" or "it": it is about whom its article named before."""
    if is_about_the_known(one.text):
        return True
    begins = words(one.text)[:1] if parse(one.text)[0].pos_ not in ("PROPN", "NOUN") else []
    return all(is_calendar_word(name) or name in begins for name in facts(one.text).names)


def speaks_of(names: Sequence[Word], one: Evidence, variants: Callable[[Word], tuple[str, ...]] = lambda name: (), often: bool = False) -> bool:
    """Whether a sentence, or the one before it, has all of some names; a part of a full name stands for the whole where the
    article or its title writes it. With `often`, a name that the article is about will do."""
    near = words(one.text) + words(one.before)
    return all(
        has_name(name, near)
        or any(word.key in variants(name) for word in near)
        or _part_of(name, names, one, variants)
        or (often and _is_about(name, one, variants(name)))
        for name in names
    )


def is_of_another(names: Sequence[Word], one: Evidence, variants: Callable[[Word], tuple[str, ...]] = lambda name: ()) -> bool:
    """Whether a sentence turns on what belongs to somebody of the sentence before it, which names others than these ("Its director, …"
    after "The commission of Lagos was glad")."""
    here, before = words(one.text), words(one.before)
    named = [name for name in facts(one.before).names if not is_calendar_word(name)]
    if not named or not begins_with_owner(one.text):
        return False
    return not any(has_name(name, [*here, *before]) or any(word.key in variants(name) for word in [*here, *before]) for name in names)


def _part_of(name: Word, names: Sequence[Word], one: Evidence, variants: Callable[[Word], tuple[str, ...]]) -> bool:
    """Whether a name stands beside another in the question that the sentence or the one before it has, and the article
    writes the two together ("Mikola" of "Mikola Statkevich"), in any spelling that the library has."""
    near = words(one.text) + words(one.before)
    for other in names:
        first, second = sorted((name, other), key=lambda word: word.start)
        spellings = variants(other)
        if other != name and second.start - first.end == 1 and (has_name(other, near) or any(word.key in spellings for word in near)):
            written = product((first.key, *variants(first)), (second.key, *variants(second)))
            return any(writes(one.article, keys) for keys in written) or (name == first and _is_called(first, second, one))
    return False


def _is_called(first: Word, last: Word, one: Evidence) -> bool:
    """Whether an article writes a first name that sounds so but for one consonant ("Mikalai" for "Nikolaj"), or without its first
    ("Yorgos" for "Giorgos"), before a last name, and has the other nowhere. Shorter ones tell too little: Ada is not Ida."""
    bones = consonants(first.key)
    if len(bones) < _FEWEST_CONSONANTS or uses(one.article, first.stem):
        return False
    written = words(one.article.text)
    called = [a for a, b in pairwise(written) if a.is_capitalised and b.start - a.end == 1 and has_name(last, [b])]
    alike = [consonants(word.key) for word in called]
    return any((len(other) == len(bones) and Hamming.distance(bones, other) <= 1) or bones in (other[1:], f"{bones[:1]}{other}") for other in alike)


def _uses(name: Word, one: Evidence, spellings: Sequence[str]) -> int:
    return sum(uses(one.article, stem) for stem in {name.stem, *map(stem_of, spellings)})


def unanswered_numbers(question: str, cited: Sequence[Evidence]) -> list[str]:
    """Years and other numbers that limit the question and that no cited article mentions ("first" and its
    like limit nothing; a day limits it to what was reported within two weeks)."""
    stated = {value for one in cited for value in numbers(one.article.text) | numbers(one.article.title)}
    stated |= {part for one in cited if one.article.date for part in (str(one.article.date.year), str(one.article.date.day))}
    days = {day_asked(question, one.article.date) for one in cited if one.article.date and reports_of(question, one.article.date)}
    stated |= {part for day in days if day for part in (str(day.day), str(day.year))}
    return [
        value
        for word, value in number_words(question)
        if not value.endswith("th") and value not in stated and (word.key[0].isdigit() or float(value.strip("-%s")) > _FEW)
    ]
