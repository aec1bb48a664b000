"""Before a refusal: a sentence that answers in other words than the question's, as model and reader together find.

Small models refuse what they would have to translate first ("cats and dogs" of a sentence about pets), and sentences in other words
are ranked low. Near misses are the other way round: they have the question's words, and not what it asks for. So where the
evidence is sure by its words and the model found nothing, only what it wrote itself, if it was not quite its sentence's, is
looked at again (docs/measurements.md has the figures).
"""

from __future__ import annotations

from assistant import selection
from assistant.answerable import Judgement
from assistant.evidence import Evidence
from assistant.extract import extract
from assistant.question import Question, asks_yes_no
from assistant.relevance import READER, READS_LIKE_ANSWER, Relevance
from assistant.run import Run
from index.lexical import LexicalIndex
from index.stories import Stories

# How many of the best sentences the reader sees; of how many the model is asked, if the reader's log odds are so high; from what sum of
# both log odds one is quoted; how sure the evidence may be by its words.
_READ, _ASKED, NOT_HOPELESS, BOTH_SAY_SO, SAME_WORDS = 24, 3, -1.5, -0.5, 0.85
# The model's log odds from which the sentence of a weak claim is quoted; how much better it is than another for being one.
SAYS_SO, WROTE_IT = -1.3, 1.0
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
            sure.append((_both(fits[_place(one)], odds) + WROTE_IT, one))
    unsaid = bool(judgement.unknown) and asks_yes_no(run.standalone)
    if relevance.reader is not None and not (run.sides or unsaid or judgement.probability >= SAME_WORDS):
        likely = [one for one in run.nearest if fits[_place(one)] >= NOT_HOPELESS and extract(read, [one], lexical)]
        both = [(_both(fits[_place(one)], relevance.odds(run, read, one)), one) for one in likely[:_ASKED]]
        sure += [(value, one) for value, one in both if value >= BOTH_SAY_SO]
    return max(sure, key=lambda pair: pair[0])[1] if sure else None


def _both(fit: float, odds: float | None) -> float:
    """The model's log odds that a sentence answers and the reader's, counted alike; where the model does not tell, the reader has to be sure."""
    return fit - READS_LIKE_ANSWER + BOTH_SAY_SO if odds is None else odds + (1 - READER) * fit


def _place(one: Evidence) -> tuple[str, int]:
    return one.article.id, one.start
