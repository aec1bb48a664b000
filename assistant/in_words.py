"""Answers in words: what in them answers, and whether two are the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.evidence import Evidence
from assistant.facts import facts, has_name, number_words
from assistant.quantities import quantities
from assistant.question import Question
from assistant.rivals import SAME_VECTOR, is_of_the_kind, others
from corpus.countries import same_country, seat_of
from corpus.words import Word, words
from index.lexical import LexicalIndex, consonants

# How near the vector of a sentence must be to the cited one's, where the question is whether articles agree.
SAME_VECTOR_ASKED = 0.45
# How many other words may stand between two that answer.
_BETWEEN = 2
_ASKS_FOR_MANY = re.compile(
    r"\b(?:which|what) (?:[\w-]+ )?(?:people|men|women|children)\b|\b(?:which|what) (?:\w+ )?(?!was\b|is\b|has\b|does\b)\w+s\b|\bwho (?:are|were|have)\b",
    re.IGNORECASE,
)
_ASKS_FOR_SPELLING = re.compile(
    r"\bspel(?:l|ls|t|led|ling|lings)\b|\bhow (?:is|are|was|were|do|does|did)\b.*\b(?:written|writes?)\b|\b(?:sur|family )name\b(?=\W*$|.*\b(?:same|all)\b)",
    re.IGNORECASE,
)
_ASKS_FOR_NAME = re.compile(r"\b(?:name[ds]?|surname|called|spel(?:led|ling)|written|title)\b")


def asks_for_name(question: Question) -> bool:
    """Whether the answer is who, where, when, or what something is called, and one of them ("Which countries …" has many)."""
    one = question.kind in ("person", "place", "time") or bool(_ASKS_FOR_NAME.search(question.text.lower()))
    return one and not asks_for_many(question.text)


def asks_for_many(asked: str) -> bool:
    """Whether the answer is several of a kind ("Which countries …", "Who were …")."""
    return bool(_ASKS_FOR_MANY.search(asked))


def to_read_again(
    claim: str, cited: Sequence[Evidence], ranked: Iterable[Evidence], question: Question, lexical: LexicalIndex, about_agreement: bool = False
) -> list[Evidence]:
    """Sentences of other articles that say nearly what the cited one does, but not with the answer's words: one of each
    article, the nearest first. What they answer has to be read off them. Who asks whether articles agree is shown more."""
    least = SAME_VECTOR_ASKED if about_agreement else SAME_VECTOR
    key = answer_words(claim, question)
    letters = asks_for_spelling(question)
    found: dict[str, tuple[float, Evidence]] = {}
    for one in others(cited, ranked, question, lexical):
        if not key or (_written(key, words(one.text)) if letters else _answered_by(key, one)) or not is_of_the_kind(question, one, cited):
            continue
        likeness = max((float(one.vector @ other.vector) for other in cited), default=0.0)
        if likeness >= least and likeness > found.get(one.article.id, (0.0, one))[0]:
            found[one.article.id] = (likeness, one)
    return [one for _, one in sorted(found.values(), key=lambda pair: (-pair[0], pair[1].article.id))]


def answer_words(claim: str, question: Question) -> list[Word]:
    """The words of a claim that answer: its names that the question does not have, else its other telling words."""
    asked = {word.stem for word in words(question.text)}
    stated = facts(claim)
    heard = {consonants(name.key) for name in question.names}
    names = [name for name in stated.names if name.stem not in asked and consonants(name.key) not in heard and not has_name(name, question.names)]
    return names or [word for word in stated.others if word.stem not in asked]


def in_case(claim: str, sentences: Sequence[Evidence]) -> str:
    """A claim whose first word has a capital only for standing first ("Exiled …", "exiled" in its sentence), without it."""
    first = next(iter(words(claim)), None)
    if any(one.text.find(claim) > 0 for one in sentences):
        return claim  # word for word, and not because it stood first
    if first is None or not any(word.key == first.key and not word.is_capitalised for one in sentences for word in words(one.text)):
        return claim
    return f"{claim[: first.start]}{claim[first.start].lower()}{claim[first.start + 1 :]}"


def value_of(claim: str, question: Question) -> str:
    """The part of a claim that answers, from the first to the last of its answering words that stand together."""
    key = answer_words(claim, question)
    if not key:
        return claim.rstrip(".")
    end = key[0].end
    for word in key[1:]:
        if len(claim[end : word.start].split()) > _BETWEEN:
            break
        end = word.end
    return claim[key[0].start : end]


def differ(claim: str, other: str, question: Question, otherwise: bool = False) -> bool:
    """Whether two answers to one question are not the same: of names, neither is part of the other ("John Kohl",
    "John Coale"; but "Coale" is); of other words, they share none. Where their sentences are known to answer `otherwise`, a name and
    other words are not the same, either."""
    if any(quantity.unit for quantity in quantities(claim)) != any(quantity.unit for quantity in quantities(other)):
        return False  # "15 million kroner", "the roof"
    mine, theirs = _uncounted(claim, question), _uncounted(other, question)
    if not mine or not theirs:
        return False
    if asks_for_spelling(question):
        return not _written(mine, theirs)
    asked = {word.stem for word in words(question.text)}
    said, heard = ({word.stem for word in facts(one).others} - asked for one in (claim, other))
    if said & heard and not asks_for_name(question):
        return False  # "Oslo lifted the ban", "lifting the Norwegian ban"
    named = [all(word.is_capitalised for word in some) for some in (mine, theirs)]
    if any(word.key in seat_of(other.key) or other.key in seat_of(word.key) for word in mine for other in theirs):
        return False  # "Paris" did what "France" did
    if all(named):
        return not (_within(mine, theirs) or _within(theirs, mine))
    if not otherwise and (any(named) or question.kind == "person"):
        return False  # "Ann Bell", "a minister" and "the head of the party" may be one
    return not any(has_name(word, mine) for word in theirs)


def _uncounted(claim: str, question: Question) -> list[Word]:
    """The words of a claim that answer, without its numbers: "One person" is no name."""
    counted = {word.start for word, _ in number_words(claim)}
    return [word for word in answer_words(claim, question) if word.start not in counted and word.key != "one"]


def may_hold(claim: str, other: str, question: Question) -> bool:
    """Whether two places may be one in the other: the one a country or in a country that is named, the other not."""
    abroad = [any(same_country(word.key) for word in answer_words(one, question)) for one in (claim, other)]
    return question.kind == "place" and abroad[0] != abroad[1]


def asks_for_spelling(question: Question) -> bool:
    """Whether a question is about how something is written: letters count then."""
    return bool(_ASKS_FOR_SPELLING.search(question.text))


def _written(some: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether the last of some names is written so, letter by letter, among others."""
    return any(word.written == some[-1].written for word in others)


def _within(some: Sequence[Word], others: Sequence[Word]) -> bool:
    return all(has_name(word, others) for word in some)


def _answered_by(key: Sequence[Word], one: Evidence) -> bool:
    """Whether a sentence has an answer's words: all of a name's, one of others'."""
    here = words(one.text)
    if all(word.is_capitalised for word in key):
        return _within(key, here)
    return any(word.stem == other.stem for word in key for other in here)
