"""Whether a sentence answers a question, asked of the model, and of the reader beside it.

Small models that are asked for an answer take a sentence near the matter for one that tells it; asked whether a sentence
tells it, the same model knows better: how likely its yes is counts. The reader (`index/reader.py`) sees other things, so that both
together know better than each (docs/measurements.md has the figures). It costs a prompt of some 80 tokens.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace

from assistant import comparison, in_words, selection
from assistant.about import speaks_of
from assistant.answerable import Judgement
from assistant.asking import subject_nouns
from assistant.contrast import is_denial
from assistant.days import undated
from assistant.evidence import Evidence, has_kind
from assistant.llm import LanguageModel
from assistant.prompt import relevance_prompt
from assistant.question import Question, asks_yes_no
from assistant.run import Run
from corpus.errors import ModelUnavailable
from corpus.words import words
from index.lexical import LexicalIndex
from index.reader import SentenceReader

# What the model's log odds of yes against no count, and the reader's, which knows better: below the first nothing is shown of a sentence;
# from the second one is quoted that would have been dropped.
MODEL, READER = 0.5, 0.45
SAYS_NO, SAYS_YES = -1.5, 0.3
# The reader's alone: from what on it surely answers, below what it does not where no model tells.
READS_LIKE_ANSWER, READS_LIKE_NONE = 1.0, -2.4
# Nothing is asked of the model where the evidence is less likely to answer by its words than the first, unless the reader's log odds of a
# sentence are at least the second; nor where they are below the third for all of it.
REFUSE_BELOW, ANSWERS, NONE_ANSWERS = 0.15, 0.0, -3.3
# Below what log odds of the reader a sentence corrects nothing, whatever it denies.
_NO_CORRECTION = -4.5
# How much less sure than the surest a sentence may be to be as good.
_AS_SURE = 1.0
# How much of the question a sentence has that denies what it presumes.
MUCH = 0.45
NO_ANSWER = "the answer, as the model reads it once more"
log = logging.getLogger(__name__)


class Relevance:
    """Asks a model, which is `decoding` for one at a time, and a reader, if there is one. Safe to share between threads."""

    def __init__(self, model: LanguageModel, decoding: threading.Lock, reader: SentenceReader | None, lexical: LexicalIndex) -> None:
        self.model, self.reader, self.lexical, self._decoding = model, reader, lexical, decoding

    def none_answers(self, read: Question, found: Sequence[Evidence], judgement: Judgement) -> bool:
        """Whether the evidence surely does not answer: by its words, unless the reader, which knows better, is sure of a sentence (but nobody
        whom no article knows has one); or by the reader. What corrects a question answers it. Of spellings the reader knows nothing."""
        if self.reader is None or not found or judgement.probability == 0.0 or in_words.asks_for_spelling(read):
            return judgement.probability < REFUSE_BELOW
        best = max(self.fits(read, found))
        if judgement.probability < REFUSE_BELOW and best < ANSWERS:
            return True
        return best < NONE_ANSWERS and not any(self.corrects(read, one) for one in found)

    def corrects(self, read: Question, one: Evidence) -> bool:
        """Whether a sentence denies what a question presumes, and is not on another matter by the reader."""
        return denies(read, one, self.lexical) and (self.reader is None or self._fit(read, one) >= _NO_CORRECTION)

    def surest(self, read: Question, found: Sequence[Evidence]) -> list[Evidence]:
        """The sentences that surely answer by the reader, all but as surely as the surest; none without a reader."""
        if self.reader is None or not found:
            return []
        fits = self.fits(read, found)
        least = max(READS_LIKE_ANSWER, max(fits) - _AS_SURE)
        return [one for one, fit in zip(found, fits, strict=True) if fit >= least]

    def turns_down(self, run: Run, read: Question, cited: Sequence[Evidence], waits: bool = True) -> bool:
        """Whether none of the sentences answers. Where that is no, where what the question presumes is denied, where a comparison takes
        two sentences, and how a name is spelled, no says nothing: there it is not asked."""
        asked = run.standalone
        if run.sides or asks_yes_no(asked) or comparison.compares(asked) or in_words.asks_for_spelling(replace(read, text=asked)):
            return False
        if any(self.corrects(read, one) for one in cited):
            return False
        if self.reader is not None and any(self.reads_like_answer(read, one) for one in cited):
            return False  # the model's no has never weighed so much
        found = [self._says_no(run, read, one, waits) for one in cited]
        run.turned_down |= (no := bool(found) and all(found))
        return no

    def _says_no(self, run: Run, read: Question, one: Evidence, waits: bool) -> bool:
        """Whether a sentence does not answer; by the reader alone, if there is one, where no model tells."""
        odds = self.odds(run, read, one, waits)
        return odds < SAYS_NO if odds is not None else self.reader is not None and self._fit(read, one) < READS_LIKE_NONE

    def answers(self, run: Run, read: Question, one: Evidence, waits: bool = True) -> bool:
        """Whether a sentence surely answers."""
        odds = self.odds(run, read, one, waits)
        return odds is not None and odds >= SAYS_YES

    def odds(self, run: Run, read: Question, one: Evidence, waits: bool = True) -> float | None:
        """The log odds that it answers, the reader's counted in; None if the model does not tell. Asked once. Whoever has the decoder does not wait for it."""
        key = (one.article.id, one.start)
        if run.options.quote_only or "failed" in run.trace:
            return None  # the model is not wanted, or just did not answer
        if key not in run.opinions:
            if waits:
                with self._decoding:
                    run.opinions[key] = self._ask(run, read, one)
            else:
                run.opinions[key] = self._ask(run, read, one)
            run.trace.setdefault("opinions", []).append({"sentence": one.text, "odds": run.opinions[key]})
        return run.opinions[key]

    def _ask(self, run: Run, read: Question, one: Evidence) -> float | None:
        try:
            odds = self.model.says_yes(relevance_prompt(undated(read.text, one), one))
        except ModelUnavailable as error:
            log.warning("the model failed: %s", error)
            run.trace["failed"] = str(error)
            return None
        return odds if odds is None or self.reader is None else MODEL * odds + READER * self._fit(read, one)

    def reads_like_answer(self, read: Question, one: Evidence) -> bool:
        """Whether a sentence answers by the reader alone, which takes a moment; no, where there is none."""
        return self._fit(read, one) >= READS_LIKE_ANSWER

    def fits(self, read: Question, found: Sequence[Evidence]) -> list[float]:
        """The reader's log odds that each sentence answers; 0 without a reader."""
        return selection.fits(read, found, self.reader) if self.reader is not None else [0.0] * len(found)

    def _fit(self, read: Question, one: Evidence) -> float:
        return self.fits(read, [one])[0]


def denies(read: Question, one: Evidence, lexical: LexicalIndex) -> bool:
    """Whether a sentence has whom the question names and much of the rest, and says of some of that that it is not so where the question
    takes it to be, or the other way round: what a question presumes is corrected by it ("She ran unsuccessfully")."""
    stems = {word.stem for word in words(one.text)}
    about = speaks_of(read.names, one, lexical.variants) if read.names else bool(subject_nouns(read.text) & stems)
    told = any(word.stem in stems for word in read.terms if word not in read.names) and (not any(read.units) or has_kind(read, one.text))
    wanted = {word.stem for word in words(read.text) if not word.is_stop}
    corrects = is_denial(one.text) != is_denial(read.text) and (is_denial(one.text, wanted) or is_denial(read.text, stems))
    return about and told and one.coverage >= MUCH and corrects
