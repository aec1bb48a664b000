"""From a question to its evidence: hits, ranked sentences, and those that are chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import answerable, comparison, evidence, in_words, question, selection
from assistant.answer import Passage
from assistant.evidence import Evidence
from assistant.parts import Parts
from assistant.question import Question
from assistant.relevance import READS_LIKE_ANSWER
from assistant.rivals import with_names_beside
from assistant.run import Run
from corpus.settings import EvidenceSettings
from corpus.words import stems
from index.cross import CrossModel, Reranker
from index.opened import Index
from index.reader import SentenceReader
from index.retrieve import Hit, Searcher

# The sides of a comparison have sentences of their own if each is at least so likely to answer for its side, and one is surer.
SIDE_ABOVE, ONE_SIDE_ABOVE = 0.05, 0.4
# … unless one of so many likeliest sentences surely answers it all, and by the reader's log odds so much likelier than they do.
_FIRST, _BESIDE = 4, 2.0
# What is read by so much likelier as the other side's counts for less here; and by so little one sentence for both sides may be worse than two.
_AS_GOOD = 0.5
# Of how many articles all is read where what was found is in doubt, and how many of their sentences are ranked for that.
_WHOLE_ARTICLES, _OF_THEM = 2, 60


class Finder:
    """Finds evidence in an open index. Safe to share between threads."""

    def __init__(self, index: Index, parts: Parts) -> None:
        self.index = index
        self.searcher = Searcher(index, [name for name in ("dense", "lexical") if not getattr(parts, name)])
        self.reader = index.reader if parts.reader else None
        given = index.settings.retrieval.reranker
        self._reranker = Reranker(CrossModel(Path(given).expanduser())) if given else None

    def find(self, run: Run, read: Question) -> None:
        """Hits, then the sentences of the evidence."""
        settings = self.index.settings
        sides = comparison.sides(read.text) or ()
        vector, *vectors = self.index.embedder.embed([read.text, *sides])  # at once: a batch costs little more than one
        run.vector = vector
        hits = self.searcher.search(read.text, settings.retrieval.chunks, vector.tolist(), run.options.scope)
        run.ranked = evidence.rank(read, vector, evidence.candidates(self.index, hits), self.index)
        run.ranked = with_names_beside(run.ranked, read, self.index.lexical)
        if self._reranker is not None:
            run.ranked = selection.rerank(read, run.ranked, self._reranker)
        first = self._sides(run, sides, vectors)
        chosen = settings.evidence if run.options.sentences is None else _wider(settings.evidence, run.options.sentences)
        run.evidence = run.in_its_words = selection.select(run.ranked, chosen, self.index.stories, first)
        if self.reader is not None and self._reranker is None and not in_words.asks_for_spelling(read):
            again = selection.as_read(read, run.ranked, self.reader, partial(self._more, run, read, hits))
            first = [] if first and _tells_all(read, again[:_FIRST], first, self.reader) else first
            run.evidence = selection.select(again, chosen, self.index.stories, first)
        run.sides = run.evidence[: len(first)]
        run.trace["hits"] = [hit.to_json() for hit in hits]
        run.trace["evidence"] = [_evidence_json(one) for one in run.evidence]

    def _more(self, run: Run, read: Question, hits: Sequence[Hit]) -> list[Evidence]:
        """All sentences that were found, and the others of the articles of which most was found, the best first: they join what was ranked."""
        found: dict[str, float] = {}
        for hit in hits:
            found[hit.article_id] = found.get(hit.article_id, 0.0) + hit.score
        places = {(one.article.id, one.start) for one in run.ranked}
        articles = sorted(found, key=lambda article: -found[article])[:_WHOLE_ARTICLES]
        pool = [one for article in articles for one in evidence.of_article(self.index, article) if (one.article.id, one.start) not in places]
        pool.sort(key=lambda one: -float(one.vector @ run.vector))
        rest = evidence.rank(read, run.vector, pool[:_OF_THEM], self.index)
        found_too = sorted([*run.ranked, *rest], key=lambda one: (-one.score, one.article.id, one.start))
        run.ranked = with_names_beside(found_too, read, self.index.lexical)
        return run.ranked

    def _sides(self, run: Run, texts: Sequence[str], vectors: Sequence[NDArray[np.float32]]) -> list[Evidence]:
        """The best sentence for each side of a comparison, each once; nothing for any other question."""
        read = [question.analyse(side, self.index.lexical) for side in texts]
        fitting = [self._of_side(run, *side) for side in zip(read, texts[::-1], vectors, strict=True)]
        found: list[Evidence] = []
        likely: list[float] = []
        for side, other, ranked in zip(read, read[::-1], fitting, strict=True):
            best, sure = self._best_of_side(side, other, ranked, found)
            likely.append(sure)
            if best is None or sure < SIDE_ABOVE:
                return []
            if not any(Passage.of(one) == Passage.of(best) for one in found):
                found.append(best)
        return found if max(likely, default=0.0) >= ONE_SIDE_ABOVE else []

    def _of_side(self, run: Run, read: Question, other: str, vector: NDArray[np.float32]) -> list[Evidence]:
        """The sentences that may tell one side of a comparison, the best first: those that have what sets it apart from the other."""
        hits = self.searcher.search(read.text, self.index.settings.retrieval.chunks, vector.tolist(), run.options.scope)
        ranked = evidence.rank(read, vector, evidence.candidates(self.index, hits), self.index)
        own = [word for word in read.terms if word.stem not in stems(other)]
        names = [word for word in own if word in read.names or word.key[0].isdigit()]
        if not names and self.reader is not None:
            return ranked  # who reads them needs none of the side's own words
        telling = names or own
        fitting = [one for one in ranked if {word.stem for word in telling} <= stems(one.text)]
        fitting = fitting or [one for one in ranked if evidence.has_all(telling, one, self.index.lexical)]
        return fitting or ([] if names else ranked)  # a side that names nobody: the best there is

    def _best_of_side(self, side: Question, other: Question, fitting: Sequence[Evidence], found: Sequence[Evidence]) -> tuple[Evidence | None, float]:
        """The sentence that answers one side of a comparison, rather than the other, and how likely it does: by the reader, for which one that
        was found for the other side is nearly as good as any; without a reader the best that has the kind of thing asked for."""
        if not fitting:
            return None, 0.0
        if self.reader is None:
            asked = replace(side, kind="number") if comparison.asks_how_many(side.text) else side
            best = next((one for one in fitting if evidence.has_kind(asked, one.text)), fitting[0])
            return best, answerable.judge(side, [best], self.index.lexical).probability
        first = fitting[: selection.FIRST]
        here, there = (selection.fits(asked, first, self.reader) for asked in (side, other))
        known = {Passage.of(one) for one in found}
        worth = [
            fit - max(0.0, beside - fit - _AS_GOOD) + _AS_GOOD * (Passage.of(one) in known)
            for one, fit, beside in zip(first, here, there, strict=True)
        ]
        best, fit = max(zip(first, here, worth, strict=True), key=lambda read: read[2])[:2]
        return best, max(answerable.judge(side, [best], self.index.lexical).probability, 1 / (1 + math.exp(-fit)))


def _tells_all(read: Question, found: Sequence[Evidence], first: Sequence[Evidence], reader: SentenceReader) -> bool:
    """Whether a sentence answers a comparison by itself, and so much likelier than those of its sides that these are beside the point."""
    best = max(selection.fits(read, found, reader), default=0.0)
    return best >= READS_LIKE_ANSWER and best - max(selection.fits(read, first, reader)) >= _BESIDE


def _wider(settings: EvidenceSettings, sentences: int) -> EvidenceSettings:
    """The settings with another number of sentences, and tokens in proportion."""
    tokens = max(settings.tokens * sentences // settings.sentences, settings.tokens // 2)
    return settings.model_copy(update={"sentences": sentences, "tokens": tokens})


def _evidence_json(one: Evidence) -> dict[str, Any]:
    return {
        "n": one.n, "article_id": one.article.id, "start": one.start, "end": one.end, "text": one.text,
        "score": round(one.score, 4), "cosine": round(one.cosine, 4), "coverage": round(one.coverage, 4),
        "likeness": round(one.likeness, 4), "chunk": round(one.chunk, 4),
        "copies": [{"article_id": c.article_id, "start": c.start, "end": c.end} for c in one.copies],
    }  # fmt: skip
