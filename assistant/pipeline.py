"""The answering chain: question → evidence → model → checked claims → answer, as a stream of events."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from assistant import agreement, answerable, comparison, compound, evidence, premise, question, small_talk
from assistant.about import unanswered_names
from assistant.answer import ANSWERED, ERROR, NOT_FOUND, Answer, ClaimChecked, Event, EvidenceFound, Final, Passage, Progress, Seconds, Turn
from assistant.answerable import Judgement
from assistant.differences import Differences
from assistant.evidence import Evidence
from assistant.finding import Finder
from assistant.followup import is_challenge, standalone
from assistant.last_look import READ_THERE, overlooked
from assistant.llm import LanguageModel
from assistant.options import DEFAULT, Options
from assistant.parts import ALL, Parts
from assistant.phrases import Phrases
from assistant.question import Question
from assistant.quoting import ALL_WORDS, quotable
from assistant.relevance import SAYS_NO
from assistant.respelled import respelled
from assistant.run import Run
from assistant.short import answering_words, short_fact
from assistant.wording import as_of, looked_in, not_said, refusal_text, whole
from assistant.writer import Writer
from corpus.errors import Busy, LibraryError, SourceboundError
from corpus.words import sound
from index.build import build
from index.lock import WAIT_SECONDS
from index.opened import Index

# How likely it must answer for the model to read the best sentence alone, if it made nothing of all of them that stands.
LOOK_AGAIN_ABOVE = 0.8
FAR_BETTER, BETTER, NEARLY_AS_GOOD = 1.2, 1.1, 0.8
_NEAREST = 3
_SIDES = 2
log = logging.getLogger(__name__)


class Assistant:
    """Answers questions over an open index with a language model. Safe to share between threads."""

    def __init__(self, index: Index, model: LanguageModel, parts: Parts = ALL) -> None:
        self.index, self.model, self.parts = index, model, parts
        self.finder = Finder(index, parts)
        self.writer = Writer(index, model, parts)
        self.phrases = Phrases(index.spans if parts.phrases else None)
        self.differences = Differences(index, self.finder.searcher, self.writer, self.phrases)

    def ask(self, text: str, history: Sequence[Turn] = (), options: Options = DEFAULT) -> Iterator[Event]:
        """Answer a question; the last event is always a Final, whatever happens.

        `history` are the earlier turns of the conversation, oldest first.
        """
        run = Run(asked=sound(text), standalone=sound(text), started=time.monotonic(), model=self.model.name, options=options)
        try:
            yield from self._answer(run, history)
        except SourceboundError as error:
            yield self._final(run, ERROR, str(error))

    def refresh(self) -> None:
        """Bring the index up to date with the library, if it is not. While somebody else is indexing, what
        is indexed already will do; only if nothing is, wait for it. Raises Busy, IndexMismatch."""
        self.index.require_match()
        _ = self.index.vectors  # opened again, and the vocabulary forgotten, if another process has written
        if not self.index.pending():
            return
        has_some = self.index.vectors.count() > 0
        try:
            build(self.index, wait_seconds=1.0 if has_some else WAIT_SECONDS)
        except Busy:
            if not has_some:
                raise
            log.info("somebody else is indexing; answering from what there is")

    def _answer(self, run: Run, history: Sequence[Turn]) -> Iterator[Event]:
        asked = question.core(question.clean(run.asked))
        reply = small_talk.reply_to(asked)
        if reply:
            yield self._final(run, NOT_FOUND, reply)
            return
        challenged = bool(history) and is_challenge(asked)
        if challenged and history[-1].cited:
            run.standalone = history[-1].question
            yield from self._quote_again(run, history[-1])
            return
        self.refresh()
        named = self.index.lexical
        whole_question = history[-1].question if challenged else respelled(named.cased(asked), named)
        begins, *others = compound.parts(whole_question)
        first = standalone(begins, history) if history and not challenged else begins
        run.standalone = whole_question if first == begins else " ".join([first, *others])
        if others:
            yield from self._answer_each(run, [first, *others], challenged)
            return
        judgement, extractive = yield from self._answer_one(run, challenged)
        if run.claims:
            run.closing = " ".join(filter(None, (run.closing, looked_in(run))))
            yield self._final(run, ANSWERED, whole(run), extractive)
        else:
            yield self._final(run, NOT_FOUND, self._refusal(run, run.standalone, judgement))

    def _answer_one(self, run: Run, only_quote: bool = False) -> Generator[Event, None, tuple[Judgement, bool]]:
        """Answer one question with claims, or with none if the articles do not say. Returns the judgement, and whether all is quoted."""
        behind = agreement.topic(run.standalone)
        read = question.analyse(behind or run.standalone, self.index.lexical)
        self.finder.find(run, read)
        run.evidence_seconds = run.evidence_seconds or time.monotonic() - run.started
        yield EvidenceFound(run.standalone, tuple(run.evidence))
        judgement = answerable.judge(read, run.in_its_words, self.index.lexical)
        run.trace["judgement"] = {"probability": round(judgement.probability, 4), "unknown": list(judgement.unknown)}
        short = None if run.sides or only_quote else short_fact(read, run.evidence, self.writer.relevance, self.phrases, self.index.lexical)
        none = premise.denied(read, run.ranked, self.index.lexical) if short is None and not run.sides and not judgement.unknown else None
        if none is not None:
            yield self._quoted(run, read, none)
            return judgement, True
        if self.parts.answerability and not run.sides and self.writer.relevance.none_answers(read, run.evidence, judgement):
            return judgement, False
        if self.parts.conflicts:
            yield from self.differences.either(run, read)
        if run.claims:
            run.closing = as_of(run) if read.of_now else ""
            return judgement, True
        read_there = False
        if short is not None:
            run.sure = True
            run.trace["sure"] = short.text
            yield self._quoted(run, read, short)
        elif self.model.state != "none" and not run.options.quote_only and not only_quote:
            failed = yield from self.writer.write(run, read, judgement)
            if run.there and not failed and not run.claims and self.parts.last_look:
                read_there = yield from self._quote_there(run, read)
            doubtful = not failed and not run.claims and not run.sides and judgement.probability >= LOOK_AGAIN_ABOVE
            if doubtful and self.parts.second_look:
                yield from self.writer.look_again(run, read, judgement)
            if failed and not run.claims:
                yield Progress("quoting", failed)
        extractive = not run.claims or short is not None
        if run.sides:
            yield from self._quote_sides(run)
        if extractive and short is None and len(run.sides) < _SIDES:
            yield from self._quote(run, read, judgement)
        if not run.claims and self.parts.last_look:
            last = overlooked(run, read, judgement, self.writer.relevance, self.index.lexical, self.index.stories)
            if last is not None:
                yield self._quoted(run, read, last)
        if run.claims:
            yield from self._add_best(run, read)
            if self.parts.conflicts and not run.sides:  # two sides have two values
                yield from self.differences.tell(run, read, extractive or read_there, about_agreement=behind is not None)
            run.closing = " ".join(filter(None, (run.closing, as_of(run) if read.of_now else "")))
        return judgement, extractive or read_there

    def _answer_each(self, run: Run, asked_for: Sequence[str], only_quote: bool) -> Iterator[Event]:
        """Answer each of the questions in a question; of those that the articles do not answer, say so."""
        unanswered: list[str] = []
        judgements: list[Judgement] = []
        extractive, closings = True, []
        before: Turn | None = None
        for text in asked_for:
            asked = compound.alone(text, before) if before else text
            if before and not before.answer and compound.needs(asked, before.question):
                unanswered.append(text)
                continue
            part = Run(run.asked, run.started, run.model, asked, run.options, citations=run.citations, evidence_seconds=run.evidence_seconds)
            judgement, quoted = yield from self._answer_one(part, only_quote)
            run.add(part)
            judgements.append(judgement)
            before = Turn(asked, " ".join(claim.whole for claim in part.claims), phrase=next((claim.phrase for claim in part.claims), ""))
            extractive &= quoted or not part.claims
            if not part.claims:
                unanswered.append(text)
            elif part.closing:
                closings.append(part.closing)
        if not run.claims:
            unknown = tuple(word for judgement in judgements for word in judgement.unknown)
            yield self._final(run, NOT_FOUND, self._refusal(run, run.standalone, replace(judgements[0], unknown=unknown)))
            return
        closings = list(dict.fromkeys(closings)) + [not_said(asked) for asked in unanswered]
        run.closing = " ".join(filter(None, (*closings, looked_in(run))))
        yield self._final(run, ANSWERED, whole(run), extractive)

    def _quote_again(self, run: Run, turn: Turn) -> Iterator[Event]:
        """Who doubts an answer is shown the very sentences that it cited, as they stand now."""
        for passage in turn.cited:
            if self._stands(passage):
                yield run.repeat(passage)
        gone = "" if run.claims else "What that answer cited is no longer in the library."
        yield self._final(run, ANSWERED if run.claims else NOT_FOUND, gone or whole(run), extractive=bool(run.claims))

    def _stands(self, passage: Passage) -> bool:
        """Whether an article is in the library still, with the passage where it was."""
        try:
            return self.index.library.get(passage.article_id).text[passage.start : passage.end] == passage.quote
        except LibraryError:
            return False

    def _quote(self, run: Run, read: Question, judgement: Judgement) -> Iterator[Event]:
        """The extractive answer; nothing if the evidence is too weak to stand alone."""
        for one in quotable(run, read, judgement, self.writer.relevance, self.index.lexical, self.parts.answerability):
            if not run.cites(one):
                yield self._quoted(run, read, one)

    def _quoted(self, run: Run, read: Question, one: Evidence) -> ClaimChecked:
        """A sentence, the words of it that answer told apart."""
        return run.quote(one, answering_words(read, one, self.phrases))

    def _quote_there(self, run: Run, read: Question) -> Generator[Event, None, bool]:
        """The sentence from which the model read what does not stand, if it says that it answers; whether it does."""
        found = [(self.writer.relevance.odds(run, read, one), one) for one in run.there]
        sure = [(odds, one) for odds, one in found if odds is not None and odds >= READ_THERE]
        run.turned_down |= all(odds is not None and odds < SAYS_NO for odds, _ in found)
        if sure:
            yield self._quoted(run, read, max(sure, key=lambda pair: pair[0])[1])
        return bool(sure)

    def _quote_sides(self, run: Run) -> Iterator[Event]:
        """The sentence for each side of a comparison, where the answer does not cite it already."""
        for one in run.sides:
            if not run.cites(one):
                yield run.quote(one)

    def _add_best(self, run: Run, read: Question) -> Iterator[Event]:
        """What the model has left out: the sentence with all words of the question, where it cited a far worse one; one that gives a
        reason, right after what it cited or better than that, where it gave none; what else surely answers a comparison; and the newest report, where
        the question is of now."""
        cited = [one for one in run.evidence if run.cites(one)]
        if not cited:
            return
        most = max(one.score for one in cited)
        best = max(run.evidence, key=lambda one: one.score)
        wanted = [best] if best.coverage >= ALL_WORDS and best.score >= FAR_BETTER * most else []
        if read.kind == "reason" and not any(evidence.has_kind(read, one.text) for one in cited):
            ends = {(one.article.id, one.end) for one in cited}
            reasons = [one for one in run.ranked if evidence.has_kind(read, one.text) and _follows(one, ends)]
            better = [one for one in run.evidence if one.score >= (1.0 if evidence.has_kind(read, one.text) else BETTER) * most and one not in cited]
            wanted += (reasons or [one for one in better if not unanswered_names(read, [one], self.index.lexical.variants)])[:1]
        if comparison.compares(run.standalone):  # what it sets side by side may stand in several
            wanted += self.writer.relevance.surest(read, run.evidence)
        days = [one.article.date for one in cited if one.article.date]
        if read.of_now and days:
            newer = [one for one in run.evidence if one.article.date and one.article.date > max(days) and one.score >= NEARLY_AS_GOOD * most]
            wanted += [one for one in newer if not unanswered_names(read, [one], self.index.lexical.variants)][:1]
        for one in dict.fromkeys([*run.beside, *wanted, *run.denials]):
            if not run.cites(one):
                yield run.quote(one)

    def _refusal(self, run: Run, asked: str, judgement: Judgement) -> str:
        """The articles do not say: name what was looked for."""
        if run.options.scope.is_all:
            return refusal_text(asked, judgement, self.index.library.count())
        return refusal_text(asked, judgement, len(run.options.scope.articles(self.index.database)), run.options.scope.describe())

    def _final(self, run: Run, status: str, text: str, extractive: bool = False) -> Final:
        nearest = tuple(Passage.of(one) for one in (run.nearest or run.evidence)[:_NEAREST]) if status == NOT_FOUND else ()
        seconds = Seconds(run.evidence_seconds, run.first_claim, time.monotonic() - run.started)
        standalone = run.asked if run.standalone.casefold() == run.asked.casefold() else run.standalone
        answer = Answer(
            run.asked, standalone, status, text, tuple(run.claims), tuple(run.citations), nearest, run.model, seconds,
            tuple(run.conflicts) if status == ANSWERED else (), extractive, run.closing,
        )  # fmt: skip
        return Final(answer, run.trace)


def _follows(one: Evidence, ends: set[tuple[str, int]]) -> bool:
    """Whether a sentence stands right after one that ends there."""
    return any(one.article.id == name and one.start - end >= 0 and not one.article.text[end : one.start].strip() for name, end in ends)


def last(events: Iterator[Event]) -> Final:
    """Run a question to its end and give the last event."""
    final: Final | None = None
    for event in events:
        if isinstance(event, Final):
            final = event
    assert final is not None
    return final
