"""Before a refusal: a sentence that answers in other words than the question's, as the reader finds.

Small models refuse what they would have to translate first ("cats and dogs" of a sentence about pets). Near misses are the other
way round: they have the question's words, and not what it asks for. So where the evidence is sure by its words and the model
found nothing, the reader has to be surer (docs/measurements.md has the figures).
"""

from __future__ import annotations

from dataclasses import replace

from assistant import selection
from assistant.answerable import Judgement
from assistant.evidence import Evidence, uses
from assistant.extract import extract
from assistant.question import Question, sets_aside
from assistant.relevance import Relevance
from assistant.run import Run
from index.lexical import LexicalIndex
from index.stories import Stories

# How many of the best sentences the reader sees; from what log odds of it the likeliest is quoted; how sure the evidence may be by its
# words for that, and from what log odds if it is surer.
_READ, READS_LIKE_IT, SAME_WORDS, IN_ANY_CASE = 24, -2.3, 0.85, -1.1
# The model's log odds from which the sentence of a weak claim is quoted; how much better it is than another for being one.
SAYS_SO, WROTE_IT = -1.3, 0.5
# … of one that does not stand for a name alone, before anything else is quoted.
READ_THERE = -0.5


def overlooked(run: Run, read: Question, judgement: Judgement, relevance: Relevance, lexical: LexicalIndex, stories: Stories) -> Evidence | None:
    """The sentence to quote in place of a refusal; None if there is none. In any case `run.nearest` is what answers likeliest."""
    found = [*run.evidence, *selection.others(run.ranked, run.evidence, stories, _READ)]
    fits = dict(zip(map(_place, found), relevance.fits(read, found), strict=True))
    if relevance.reader is not None:
        run.nearest = sorted(found, key=lambda one: -fits[_place(one)])
    sure: list[tuple[float, Evidence]] = []
    for one in run.nearly:
        odds = relevance.odds(run, read, one)
        if odds is not None and odds >= SAYS_SO:
            sure.append((fits[_place(one)] + WROTE_IT, one))
    if relevance.reader is not None and not run.sides:
        doubtful = bool(judgement.unknown) or sets_aside(run.standalone)
        least = IN_ANY_CASE if doubtful or judgement.probability >= SAME_WORDS else READS_LIKE_IT
        likely = [one for one in run.nearest if fits[_place(one)] >= least and _holds(one, read, fits[_place(one)], lexical)]
        sure += [(fits[_place(one)], one) for one in likely[:1]]
    return max(sure, key=lambda pair: pair[0])[1] if sure else None


def _holds(one: Evidence, read: Question, fit: float, lexical: LexicalIndex) -> bool:
    """Whether a sentence holds what is asked for; of whom the question names its article need only speak somewhere, if it surely answers."""
    if fit >= IN_ANY_CASE:
        named = [name.written for name in read.names if uses(one.article, name.stem)]
        one = replace(one, beside=" ".join([one.beside, *named]))
    return bool(extract(read, [one], lexical))


def _place(one: Evidence) -> tuple[str, int]:
    return one.article.id, one.start
