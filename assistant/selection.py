"""Which of the ranked sentences become the evidence. Pure, but for the optional model that reads them a second time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from assistant.as_named import as_named
from assistant.bearers import ages_are_of_others
from assistant.contrast import turned
from assistant.days import undated
from assistant.evidence import Evidence
from assistant.facts import numbers
from assistant.introduced import introduction
from assistant.question import Question
from corpus.chunk import count_tokens
from corpus.settings import EvidenceSettings
from index.cross import Reranker
from index.reader import SentenceReader
from index.retrieve import Copy
from index.stories import COUNTERPART, SAME_SENTENCE, Stories

# The share of the best score below which a sentence is left out; how much a sentence loses by its likeness to those chosen
# before it; how alike copies are written, in percent; how many are read with the question by a reranker.
RELEVANT_SHARE, REPETITION_WEIGHT = 0.5, 0.3
_COPY_RATIO = 80.0
_RERANKED = 24
# How many the reader that comes with the project reads first, and how many more where none of these is likelier to answer than that.
FIRST, _MORE, IN_DOUBT = 10, 14, 1.0
# What a unit of its log odds counts beside what a sentence was ranked by, between those with which it holds that one does not answer, and that
# it does; how much less likely an answer than the best may be to be shown.
FIT, NO_ANSWER, SURE, BEHIND = 1.0, -6.0, 6.0, 2.0
# A better copy tells what a worse one does if it has so much of what that has of the question (it need not have a misspelt name).
_MUCH_OF_IT = 0.5


def rerank(question: Question, ranked: Sequence[Evidence], reranker: Reranker) -> list[Evidence]:
    """Evidence in another order: the best sentences are read together with the question, and what that says counts as much as
    what they were ranked by."""
    first, rest = list(ranked[:_RERANKED]), ranked[_RERANKED:]
    if not first:
        return []
    most = max(one.score for one in first)
    fits = reranker.scores(question.text, [f"{one.before} {one.text}".strip() for one in first])
    again = [replace(one, score=(one.score + most * float(fit)) / 2) for one, fit in zip(first, fits, strict=True)]
    again.sort(key=lambda one: (-one.score, one.article.id, one.start))
    floor = again[-1].score
    return [replace(one, n=n) for n, one in enumerate([*again, *(replace(one, score=min(one.score, floor)) for one in rest)], start=1)]


def select(ranked: Sequence[Evidence], settings: EvidenceSettings, stories: Stories, first: Sequence[Evidence] = ()) -> list[Evidence]:
    """The best sentences within the limits on number and tokens, those far below the best left out,
    statements that repeat folded together, in copies of one story also those in other words, and the better text shown.
    Those of `first` come first, whatever they score."""
    chosen = list(first)
    copies: list[list[Copy]] = [[] for _ in chosen]
    used = sum(count_tokens(one.text) + 5 for one in chosen)
    places = {(one.article.id, one.start) for one in chosen}
    rest = [one for one in ranked if one.score >= RELEVANT_SHARE * ranked[0].score and (one.article.id, one.start) not in places]
    rest = _without_worse(rest, ranked, stories)
    while rest and len(chosen) < settings.sentences:
        # Maximal marginal relevance: the next best counts for less, the more it says what is chosen already.
        best = max(rest, key=lambda one: one.score - REPETITION_WEIGHT * _nearest(one, chosen))
        rest.remove(best)
        same = next((i for i, other in enumerate(chosen) if _repeats(other, best, stories)), None)
        if same is not None:
            was = chosen[same]
            kept, folded = (best, was) if same >= len(first) and stories.better(was.article.id, best.article.id) == best.article.id else (was, best)
            chosen[same] = kept
            copies[same].append(Copy(folded.article.id, folded.start, folded.end))
            continue
        cost = count_tokens(best.text) + 5
        if chosen and used + cost > settings.tokens:
            continue
        chosen.append(best)
        copies.append([])
        used += cost
    return [replace(one, n=n, copies=tuple(same)) for n, (one, same) in enumerate(zip(chosen, copies, strict=True), start=1)]


def as_read(question: Question, ranked: Sequence[Evidence], reader: SentenceReader, more: Callable[[], Sequence[Evidence]]) -> list[Evidence]:
    """Evidence in another order, with other scores: of the best sentences what the reader finds counts far more than what they were
    ranked by. Where none of these is likely to answer, it reads on in what `more` gives. Those that are far less likely to answer than
    the best are left out."""
    first = list(ranked[:FIRST])
    found = fits(question, first, reader)
    if first and max(found) < IN_DOUBT:
        known = {(one.article.id, one.start) for one in first}
        again = [one for one in more() if (one.article.id, one.start) not in known][:_MORE]
        first, found = [*first, *again], found + fits(question, again, reader)
    least = max(found, default=0.0) - BEHIND
    read = [
        replace(one, score=one.score + FIT * (min(max(fit, NO_ANSWER), SURE) - NO_ANSWER))
        for one, fit in zip(first, found, strict=True)
        if fit >= least
    ]
    return sorted(read, key=lambda one: -one.score)


def others(ranked: Sequence[Evidence], chosen: Sequence[Evidence], stories: Stories, among: int) -> list[Evidence]:
    """Of so many of the best sentences those that are none of the chosen, nor copies of them, nor a worse copy's, nor far below the best."""
    known = {(one.article.id, one.start) for one in chosen} | {(copy.article_id, copy.start) for one in chosen for copy in one.copies}
    good = [one for one in ranked[:among] if one.score >= RELEVANT_SHARE * ranked[0].score]
    return [one for one in _without_worse(good, ranked, stories) if (one.article.id, one.start) not in known]


def fits(question: Question, sentences: Sequence[Evidence], reader: SentenceReader) -> list[float]:
    """How well each answers, by the reader, in log odds; not at all, if it tells the ages of others than him whose is asked for. Where none is
    sure to, they are read again without the time that the question names, if that goes without saying."""
    seen = [(one.text, one.before, one.article.title, introduction(one)) for one in sentences]
    asked = [as_named(question, one, " ".join(around)) for one, around in zip(sentences, seen, strict=True)]
    found = _read(question, asked, seen, reader)
    bare = [undated(text, one) for text, one in zip(asked, sentences, strict=True)]
    if bare != asked and max(found) < IN_DOUBT:
        found = _read(question, bare, seen, reader)
    return [NO_ANSWER if ages_are_of_others(question, one.text) else fit for fit, one in zip(found, sentences, strict=True)]


def _read(question: Question, asked: Sequence[str], seen: Sequence[tuple[str, ...]], reader: SentenceReader) -> list[float]:
    return list(reader.scores(question.text, seen, [f"{text.rstrip(' ?.!')}?" for text in asked]).tolist())


def _without_worse(rest: Sequence[Evidence], ranked: Sequence[Evidence], stories: Stories) -> list[Evidence]:
    """Without the sentences of a worse copy that the better one tells too, in whatever words, with much of what they have of the question: a garbled
    copy may say what nobody reported."""
    better = {worse: [one for one in ranked if one.article.id == best] for worse, best in stories.worse(one.article.id for one in ranked).items()}

    def is_told(one: Evidence) -> bool:
        its = better.get(one.article.id, ())
        same = [other for other in its if float(one.vector @ other.vector) >= COUNTERPART and other.coverage >= _MUCH_OF_IT * one.coverage]
        # Another number may be a later one.
        return any(numbers(one.text) <= numbers(other.text) and not turned(one.text, other.text) for other in same)

    return [one for one in rest if not is_told(one)]


def _nearest(one: Evidence, chosen: Sequence[Evidence]) -> float:
    """The cosine of a sentence to the nearest of those chosen; 0 where there are none."""
    return max((float(one.vector @ other.vector) for other in chosen), default=0.0)


def _repeats(a: Evidence, b: Evidence, stories: Stories) -> bool:
    """Whether two sentences of different articles say the same: with nearly the same words, or, in copies of one story, with others."""
    if a.article.id == b.article.id or numbers(a.text) != numbers(b.text) or turned(a.text, b.text):
        return False
    return fuzz.ratio(a.text, b.text) >= _COPY_RATIO or (float(a.vector @ b.vector) >= SAME_SENTENCE and stories.copied(a.article.id, b.article.id))
