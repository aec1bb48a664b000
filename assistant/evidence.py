"""Hits → evidence: the few sentences that the model is shown, with what a reader needs to understand them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.facts import has_name, states_name, states_reason, states_saying, states_time
from assistant.quantities import quantities
from assistant.question import Question
from corpus.article import Article
from corpus.errors import LibraryError
from corpus.words import Word, words
from index.embed import Embedder
from index.lexical import LexicalIndex
from index.opened import Index
from index.retrieve import Copy, Hit
from index.stories import COUNTERPART

# What a sentence's score is made of (fitted; docs/measurements.md has how); the likeness of two words from which it begins
# to count, and from which they count as the same; what a word of the sentence before counts.
COSINE, COSINE_BEFORE, COSINE_AFTER, COSINE_CHUNK = 0.75, 0.33, 0.15, 0.37
WORDS, LIKE_WORDS = 0.4, 0.5
KIND_BONUS, RECENT_BONUS = 0.17, 0.2
UNLIKE, LIKE = 0.1, 0.6
CONTEXT_SHARE = 0.5
_AGAIN = 6
_PRONOUNS = frozenset("he him his she her hers they them their its".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit: its text, the sentence right before it ("" after a heading), its unit vector and those of the
    sentences before and after it (zeros where there are none), and the cosine of its chunk to the question."""

    article: Article
    start: int
    end: int
    text: str
    before: str
    vector: NDArray[np.float32]
    vector_before: NDArray[np.float32]
    vector_after: NDArray[np.float32]
    chunk: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence chosen as evidence, numbered from 1 in the order shown to the model.

    `score` is what it was chosen by; `cosine`, `coverage` (share of the question's telling words, by weight, in the
    sentence or before it), `likeness` (the same with words of like meaning) and `chunk` (the cosine of its chunk) are parts of it. `copies` are the
    same statement in other articles.
    """

    n: int
    article: Article
    start: int
    end: int
    text: str
    before: str
    score: float
    cosine: float
    coverage: float
    likeness: float
    chunk: float
    vector: NDArray[np.float32] = field(repr=False, compare=False, default_factory=lambda: np.zeros(0, dtype=np.float32))
    copies: tuple[Copy, ...] = ()
    beside: str = ""
    """Names that only tell which thing a question means, and that only other articles on the same event have."""


_SENTENCES = """
SELECT * FROM (
  SELECT s.start, s.end, s.kind, s.vector, lag(s.start) OVER places AS before_start, lag(s.end) OVER places AS before_end,
    lag(s.kind) OVER places AS before_kind, lag(s.vector) OVER places AS before, lead(s.vector) OVER places AS after
  FROM sentences s JOIN articles a ON a.key = s.article WHERE a.id = ?1 WINDOW places AS (ORDER BY s.start)
) WHERE kind = 'text' AND start < ?3 AND end > ?2 AND vector IS NOT NULL ORDER BY start
"""


def _vector(stored: bytes) -> NDArray[np.float32]:
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)


def candidates(index: Index, hits: Sequence[Hit]) -> list[Candidate]:
    """The sentences of the hits that may be evidence, in the order of the hits, each once; then what the better copy of an article
    has for those of the worse one."""
    found: dict[tuple[str, int], Candidate] = {}
    farthest = min((hit.cosine for hit in hits if hit.cosine is not None), default=0.0)  # no chunk that only words found is nearer
    for hit in hits:
        for one in _sentences(index, hit.article_id, hit.start, hit.end, farthest if hit.cosine is None else hit.cosine):
            found.setdefault((one.article.id, one.start), one)
    for worse, better in index.stories.worse(hit.article_id for hit in hits).items():
        mine = [one for one in found.values() if one.article.id == worse]
        for its in of_article(index, better) if mine else ():
            nearest = max(range(len(mine)), key=[float(one.vector @ its.vector) for one in mine].__getitem__)
            if float(mine[nearest].vector @ its.vector) >= COUNTERPART:
                found.setdefault((its.article.id, its.start), replace(its, chunk=mine[nearest].chunk))
    return list(found.values())


def of_article(index: Index, article_id: str) -> list[Candidate]:
    """All sentences of an article that may be evidence, whether a hit has them or not."""
    return _sentences(index, article_id, 0, None, 0.0)


def _sentences(index: Index, article_id: str, start: int, end: int | None, chunk: float) -> list[Candidate]:
    """The sentences of a part of an article, or to its end, that may be evidence; none if it has been removed since."""
    article = _article(index, article_id)
    if article is None:
        return []
    found = []
    for row in index.database.connection().execute(_SENTENCES, (article_id, start, len(article.text) if end is None else end)):
        text = article.text[row["start"] : row["end"]]
        before = article.text[row["before_start"] : row["before_end"]] if row["before_kind"] == "text" else ""
        if text.rstrip().endswith("?") or orders_the_model(text) or orders_the_model(before):
            continue  # a question is no statement, and an order to whoever reads this is none either
        vector = _vector(row["vector"])
        first, last = (_vector(row[name]) if row[name] is not None else np.zeros_like(vector) for name in ("before", "after"))
        found.append(Candidate(article, row["start"], row["end"], text, before, vector, first, last, chunk))
    return found


_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your |these |those )*(?:previous|prior|above|earlier|preceding|existing|other)? ?(?:instructions?|prompts?|rules|quotes|context)\b"
    r"|\bsystem prompt\b|\byou are (?:now )?(?:an? )?(?:helpful |large )?(?:ai|assistant|chatbot|language model)\b"
    r"|\b(?:reply|respond|answer) (?:only )?with (?:only |just )?(?:the )?(?:word|phrase|sentence)s?\b|\bnew instructions?:",
    re.IGNORECASE,
)


def orders_the_model(text: str) -> bool:
    """Whether a sentence of an article speaks to the model that reads it ("Ignore previous instructions"): such text can be
    read and searched like any other, but no answer is made of it, nor of what follows it."""
    return bool(_ORDERS.search(text))


def _article(index: Index, article_id: str) -> Article | None:
    """The article of a hit, or None if it has been removed since."""
    try:
        return index.library.get(article_id)
    except LibraryError:
        return None


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a sentence, and those of the one before it, of the title and of the source."""

    here: list[Word]
    near: list[Word]


def rank(question: Question, vector: NDArray[np.float32], pool: Sequence[Candidate], index: Index) -> list[Evidence]:
    """All candidates as evidence, best first (numbered so); ties by article id and position.

    A weighted sum of what speaks for a sentence (the weights above): its cosine to the question, that of the sentences
    around it and of its chunk, the share of the question's words that it has, the same with words of like meaning,
    whether it has the kind of thing asked for (a number, a time, a name), and, if the question is of now, how new it is.
    """
    recent = _recency(pool) if question.of_now else {}
    weights = _term_weights(question, index.lexical)
    read = [_Read(words(one.text), words(one.before) + words(one.article.title) + words(one.article.source)) for one in pool]
    scored = []
    for one, its, like in zip(pool, read, like_words(weights, read, index.embedder), strict=True):
        cosine = float(one.vector @ vector)
        coverage = _coverage(weights, one.article, its, index.lexical)
        score = COSINE * cosine + COSINE_BEFORE * float(one.vector_before @ vector) + COSINE_AFTER * float(one.vector_after @ vector)
        score += COSINE_CHUNK * one.chunk + WORDS * coverage + LIKE_WORDS * like
        score += KIND_BONUS * has_kind(question, one.text) + RECENT_BONUS * recent.get(one.article.id, 0.0)
        scored.append((score, cosine, coverage, like, one))
    scored.sort(key=lambda row: (-row[0], row[4].article.id, row[4].start))
    return [
        Evidence(n, one.article, one.start, one.end, one.text, one.before, score, cosine, coverage, like, one.chunk, one.vector)
        for n, (score, cosine, coverage, like, one) in enumerate(scored, start=1)
    ]


def like_words(weights: Sequence[tuple[Word, float]], pool: Sequence[_Read], embedder: Embedder) -> list[float]:
    """For each candidate, the share of the question's words, by weight, that have a word of like meaning in it, or half
    as much in the sentence before it or the title ("spouse" and "wife", "reporter" and "journalist")."""
    here = [[word.key for word in one.here if not word.is_stop] for one in pool]
    near = [[word.key for word in one.near if not word.is_stop] for one in pool]
    known = sorted({key for keys in (*here, *near) for key in keys})
    if not known or not weights:
        return [0.0] * len(pool)
    places = {key: i for i, key in enumerate(known)}
    alike = embedder.word_vectors([word.key for word, _ in weights]) @ embedder.word_vectors(known).T
    alike = np.clip((alike - UNLIKE) / (LIKE - UNLIKE), 0.0, 1.0)
    shares = np.array([weight for _, weight in weights])

    def best(keys: list[str]) -> NDArray[np.float32]:
        return np.asarray(alike[:, [places[key] for key in keys]].max(axis=1) if keys else np.zeros(len(shares)), dtype=np.float32)

    return [float(np.maximum(best(h), CONTEXT_SHARE * best(n)) @ shares) for h, n in zip(here, near, strict=True)]


def _recency(pool: Sequence[Candidate]) -> dict[str, float]:
    """How new the article of each candidate is among theirs: 1 for the newest day, 0 for the oldest or none."""
    days = {one.article.id: one.article.date for one in pool}
    ordered = sorted({day for day in days.values() if day})
    return {name: ordered.index(day) / (len(ordered) - 1) for name, day in days.items() if day and len(ordered) > 1}


# How long, told by its beginning.
_SINCE = re.compile(r"\bsince (?:[A-Za-z]+ ){0,2}(?:19|20)\d\d\b")


def has_kind(question: Question, text: str) -> bool:
    """Whether a sentence holds the kind of thing that the question asks for."""
    if question.kind == "number":
        asked = {quantity.low for quantity in quantities(question.text)}
        found = [quantity for quantity in quantities(text) if quantity.low not in asked or not quantity.is_exact]
        lasting = "days" in question.units and bool(_SINCE.search(text))
        return lasting or any(not question.units or quantity.unit.split(" ")[0] in question.units for quantity in found)
    if question.kind == "time":
        return states_time(text)
    if question.kind in ("person", "place"):
        return states_name(text, question.names)
    if question.kind == "reason":
        return states_reason(text)
    if question.kind == "saying":
        return states_saying(text)
    return True


def _term_weights(question: Question, lexical: LexicalIndex) -> list[tuple[Word, float]]:
    """The question's words with their shares of its meaning. A word that the library does not have
    weighs as its other words do on average: readers ask in words of their own."""
    known = [lexical.weight(word.stem) for word in question.terms if lexical.known(word)]
    usual = sum(known) / len(known) if known else 1.0
    weights = [(word, lexical.weight(word.stem) if lexical.known(word) else usual) for word in question.terms]
    total = sum(weight for _, weight in weights) or 1.0
    return [(word, weight / total) for word, weight in weights]


def _coverage(weights: list[tuple[Word, float]], article: Article, read: _Read, lexical: LexicalIndex) -> float:
    """Share of the question's words, by weight, that the sentence has; half for the one before it or the title, but all
    of a name there where the sentence has a pronoun for it ("His wife, …"). A part of a name counts as the whole where the
    article writes the whole ("Coale" for "John Coale")."""
    here, near = read.here, read.near
    here_stems, near_stems = {w.stem for w in here}, {w.stem for w in near}
    again_here = {again(stem) for stem in here_stems}
    pronoun = any(w.key in _PRONOUNS for w in here)
    share = 0.0
    for i, (word, weight) in enumerate(weights):
        variants = set(lexical.variants(word))
        if (
            word.stem in here_stems
            or any(w.key in variants for w in here)
            or (word.is_capitalised and has_name(word, here))
            or again(word.stem) in again_here
        ):
            share += weight
        elif word.stem in near_stems or any(w.key in variants for w in near):
            share += weight * (1.0 if pronoun and word.is_capitalised else CONTEXT_SHARE)
        elif (part := _other_part(weights, i)) is not None and part.stem in here_stems | near_stems and writes(article, (word.key, part.key)):
            share += weight * (1.0 if pronoun or part.stem in here_stems else CONTEXT_SHARE)
    return share


def has_all(terms: Sequence[Word], one: Evidence, lexical: LexicalIndex) -> bool:
    """Whether a sentence has all of some words, the names among them if need be before it."""
    here = words(one.text)
    near = here + words(one.before)
    return all(
        any(word.stem == w.stem or w.key in lexical.variants(word) for w in (near if word.is_capitalised else here)) or has_name(word, here)
        for word in terms
    )


def _other_part(weights: list[tuple[Word, float]], i: int) -> Word | None:
    """The last part of the name of which the i-th word of a question is the first ("Coale" for "John")."""
    word = weights[i][0]
    following = weights[i + 1][0] if i + 1 < len(weights) else None
    beside = following is not None and following.start - word.end == 1 and word.is_capitalised and following.is_capitalised
    return following if beside else None


def writes(article: Article, keys: Sequence[str]) -> bool:
    """Whether an article or its title has some folded words one after another: a name in full."""
    return f" {' '.join(keys)} " in _read(article)[0]


def uses(article: Article, stem: str) -> int:
    """How often an article uses a stem."""
    return _read(article)[1][stem]


@lru_cache(maxsize=256)
def _read(article: Article) -> tuple[str, Counter[str]]:
    """The words of an article, its title first, folded in one line; and how often it uses each stem."""
    body = words(article.text)
    folded = " ".join(word.key for word in (*words(article.title), *body))
    return f" {folded} ", Counter(word.stem for word in body)


def again(stem: str) -> str:
    """A stem without the "re" of what is done again: reopen → open. (A stem that only begins so becomes none that is in use.)"""
    return stem[2:] if stem.startswith("re") and len(stem) >= _AGAIN else stem
