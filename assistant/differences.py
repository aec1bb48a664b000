"""What other articles say in place of an answer, told beside it: each value with the sentence that gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant import alternatives, conflicts, evidence, in_words, selection, spellings
from assistant.answer import Claim, Conflict, Event, Progress, Value, running
from assistant.asking import asks_what_name
from assistant.conflicts import MOST, Given
from assistant.evidence import Evidence
from assistant.other_days import day_of, other_days
from assistant.other_values import AS_WELL, MAY_AS_WELL, Compared, answer_as_well, of_about_that_size, other_values, to_point_at, to_read_for, updated
from assistant.otherwise import MAY_TELL_OTHERWISE, TELLS_OTHERWISE, Otherwise
from assistant.phrases import LIKELY, Phrases
from assistant.quantities import Quantity, in_unit, quantities
from assistant.question import Question, asks_yes_no
from assistant.rivals import is_of_a_copy, names_the_same
from assistant.run import Run
from assistant.writer import Writer
from corpus.words import words
from index.opened import Index
from index.retrieve import Searcher
from index.stories import SAME_SENTENCE

# Sentences of other articles that are read for a second opinion: each takes the model about a second.
_READ_AGAIN = 2
# The model's log odds (with the reader's) from which another day is told.
_SAYS_AS_WELL = -0.8
# Of which there may be many: reasons, things done, and ways to say what something means.
_OF_MANY = re.compile(r"\bwhy\b|\bwhat (?:do|does|did|is|are|was|were|has|have|had)\b.*\b(?:mean[st]?|do|done|doing)\b", re.IGNORECASE)
# One thing after another is no difference ("turned back at the border", "has been found in the prison").
_IN_TURN = re.compile(r"\bwhat (?:has |have |had )?(?:happen(?:ed|s)?|became|become) (?:to|of|with)\b", re.IGNORECASE)
_IN_WHAT_WAY = re.compile(r"\bhow (?:come|is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b", re.IGNORECASE)
# Words of a value at most, and what it does not begin with.
_LONG = 14
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
# Chunks that say most nearly what the answer's sentence says.
_ALIKE = 12


class Differences:
    """Looks for other values in the articles. Safe to share between threads."""

    def __init__(self, index: Index, searcher: Searcher, writer: Writer, phrases: Phrases) -> None:
        self.index, self.searcher, self.writer, self.phrases = index, searcher, writer, phrases
        rival = index.rival if phrases.known and writer.relevance.reader is not None else None
        self.otherwise = Otherwise(index.stories, rival, phrases)

    def tell(self, run: Run, read: Question, extractive: bool, about_agreement: bool) -> Iterator[Event]:
        """Where other articles give another value for what was asked, quote them beside the answer."""
        claim = run.claims[0]
        cited = [one for one in (*run.ranked, *run.sides) if any(c.passage.shows(one) for c in run.citations if c.n in claim.citations)]
        said = self._said(run, read, claim, cited)
        quantity = conflicts.asked_year(said, read) or conflicts.asked_quantity(said, claim.text, read)
        if quantity is None and about_agreement and read.kind == "number":
            quantity = next(iter(quantities(said)), None)  # of several values at once
        if quantity is not None and (read.kind == "number" or about_agreement or (read.kind == "time" and quantity.unit in ("clock", "year"))):
            mine = quantity.text
            cited = conflicts.that_give(quantity, cited)  # not what it cites only for a name
            others = self._other_quantities(run, read, claim, quantity, cited, about_agreement)
        elif (day := day_of(said, cited, read)) is not None:
            mine = said[day.start : day.end]
            compared = self._compared(run, read, cited)
            others = other_days(day.date.day, compared, partial(self._answers, run, read)) or self.otherwise.dated(run, day, compared)
        else:
            of_name = in_words.asks_for_name(read) or (about_agreement and read.kind != "number")
            one = read.kind != "number" and not asks_yes_no(read.text) and not _OF_MANY.search(read.text)
            if not (of_name or one):
                return
            compared = self._compared(run, read, cited)
            one &= not _IN_WHAT_WAY.search(read.text)  # … and ways ("by bus", "against their wishes")
            otherwise = self.otherwise.found(run, compared, MAY_TELL_OTHERWISE if about_agreement else TELLS_OTHERWISE) if one else []
            if not (of_name or otherwise or self._one_is_told_otherwise(run, read, cited)):
                return
            if self._model_reads(run):
                yield Progress("comparing", "looking at what other articles say")
            if extractive and cited:  # what the quoted sentence answers has to be read off it, too
                said = self._read_off(run, read, cited[0], likely=bool(otherwise)) or said
            said = in_words.in_case(said, cited)
            mine, others = self._value(said, read), self._names(run, compared, said, otherwise, about_agreement)
        others = [given for given in others if given.value.casefold() != mine.casefold()]
        if not others:
            run.closing = "I found no article that says otherwise." if about_agreement and not run.denials else ""
            return
        own = tuple(c.n for c in run.citations if c.n in claim.citations and any(c.passage.shows(one) for one in cited))
        values = [Value(mine, own or claim.citations)]
        for given in others:
            text = running(given.evidence.text)
            said_before = next((one for one in run.claims if one.text == text), None)
            if said_before is None:
                event = run.quote(given.evidence, given.value)
                yield event
                said_before = event.claim
            values.append(Value(given.value, said_before.citations))
        if about_agreement or not _IN_TURN.search(read.text):
            run.conflicts.append(Conflict(run.standalone, tuple(values), only_exactness=all(given.agrees for given in others)))

    def _other_quantities(
        self, run: Run, read: Question, claim: Claim, quantity: Quantity, cited: Sequence[Evidence], about_agreement: bool
    ) -> list[Given]:
        """Other values in place of a quantity, the likeliest first."""
        compared = self._compared(run, read, cited)
        pool = compared.pool
        others = conflicts.other_quantities(claim.text, quantity, cited, pool, read, self.index.lexical, about_agreement)
        exact = next((given for given in others if given.quantity is not None and given.quantity.is_exact), None)
        if exact is not None and exact.quantity is not None and not quantity.is_exact:  # what differs from the exact value, too
            more = conflicts.other_quantities(exact.evidence.text, exact.quantity, [exact.evidence, *cited], pool, read, self.index.lexical)
            known = {(one.article.id, one.start) for one in (*cited, *(given.evidence for given in others))}
            others += [given for given in more if (given.evidence.article.id, given.evidence.start) not in known]
        that_differ = partial(self.otherwise.that_differ, compared) if not about_agreement else list
        others = that_differ(others + self._as_read(quantity, compared, others))
        others = others or that_differ(self._pointed_at(run, quantity, compared)) or updated(quantity, compared)
        others = others or that_differ(self._counted(run, quantity, compared)) or self.otherwise.measured(run, quantity, compared)
        return [self._best_told(one, pool) for one in others[:MOST]]

    def _compared(self, run: Run, read: Question, cited: Sequence[Evidence]) -> Compared:
        return Compared(cited, self._pool(run, read, cited), read, self.index.lexical, partial(self.writer.relevance.fits, read))

    def either(self, run: Run, read: Question) -> Iterator[Event]:
        """Where a question asks whether it is one thing or another, and some articles say the one and others the other, both
        are quoted; nothing if not."""
        asked = alternatives.asked(read)
        if asked is None or not run.ranked:
            return
        found = [alternatives.best(one, other, read, run.ranked, self.index.lexical) for one, other in (asked, asked[::-1])]
        first, second = found
        if first is None or second is None or first[1].article.id == second[1].article.id:
            return
        values = []
        for word, sentence in (first, second):
            told = self._best_told(Given(word, sentence), run.ranked)
            event = run.quote(told.evidence, told.value)
            yield event
            values.append(Value(told.value, event.claim.citations))
        run.conflicts.append(Conflict(run.standalone, tuple(values)))

    def _reads(self, run: Run) -> bool:
        """Whether there is somebody to read what sentences of other articles answer."""
        return self.phrases.known or self._model_reads(run)

    def _model_reads(self, run: Run) -> bool:
        """Whether the model is asked what a sentence answers: not where it was not waited for so far."""
        return self.writer.model.state != "none" and not run.options.quote_only and not run.sure

    def _said(self, run: Run, read: Question, claim: Claim, cited: Sequence[Evidence]) -> str:
        """What a claim answers: the words of its sentence that do, if it has them; else all of it, as the model wrote it."""
        said = run.said(claim)
        phrase = self.phrases.of(read.text, cited[0]) if cited else None
        return phrase.text if phrase is not None and phrase.text.casefold() in said.casefold() else said

    def _read_off(self, run: Run, read: Question, one: Evidence, same_event: bool = False, likely: bool = False) -> str | None:
        """What one sentence answers: its words that do, if it surely answers and they stand out (unless it is `likely` in any case); else what
        the model makes of it alone; None if nothing."""
        if self.phrases.known and self.writer.relevance.fits(read, [one])[0] >= (MAY_AS_WELL if likely else AS_WELL):
            phrase = self.phrases.of(read.text, one)
            return phrase.text if phrase is not None and (likely or phrase.odds >= LIKELY) else None
        return self.writer.read_alone(run, read, replace(one, n=1), same_event) if self._model_reads(run) else None

    def _one_is_told_otherwise(self, run: Run, read: Question, cited: Sequence[Evidence]) -> bool:
        """Whether a question that has been answered in one sentence has one answer, though no name, number or day (what set off a fire, what
        became of somebody; but one may do something for more than one reason), and another article answers it, too."""
        one = (
            read.kind in ("reason", "fact")
            and not asks_yes_no(read.text)
            and not in_words.asks_for_many(read.text)
            and not _OF_MANY.search(read.text)
        )
        return one and len(run.claims) == 1 and not run.sides and self._reads(run) and bool(self._answered_elsewhere(run, read, cited))

    def _answered_elsewhere(self, run: Run, read: Question, cited: Sequence[Evidence], about_agreement: bool = False) -> list[Evidence]:
        """Of other articles on the event, no copies of the cited ones, the sentences of which the reader is sure; none without a reader."""
        if self.writer.relevance.reader is None:
            return []
        pool = [one for one in run.ranked if not is_of_a_copy(one, cited, self.index.stories)]
        return answer_as_well(Compared(cited, pool, read, self.index.lexical, partial(self.writer.relevance.fits, read)), about_agreement)

    def _as_read(self, quantity: Quantity, compared: Compared, known: Sequence[Given]) -> list[Given]:
        """Values of sentences that answer as well by the reader, other than those known, and none that is only less exact."""
        if self.writer.relevance.reader is None:
            return []
        seen = [quantity, *(given.quantity for given in known if given.quantity is not None)]
        found: list[Given] = []
        for given in other_values(quantity, compared):
            if given.quantity is not None and not any(given.quantity.agrees(one) for one in seen):
                seen.append(given.quantity)
                found.append(given)
        return found

    def _pointed_at(self, run: Run, quantity: Quantity, compared: Compared) -> list[Given]:
        """The value in the words of another article's sentence that answer, where hardly any other sentence answers likelier."""
        if not self.phrases.known or self.writer.relevance.reader is None:
            return []
        for one, value in to_point_at(quantity, compared, run.ranked[: selection.FIRST]):
            phrase = self.phrases.of(compared.question.text, one)
            given = _given(phrase.text, one, quantity, compared.question) if phrase is not None and phrase.odds >= LIKELY else []
            if any(it.quantity == value for it in given):
                return given
        return []

    def _counted(self, run: Run, quantity: Quantity, compared: Compared) -> list[Given]:
        """A value that is read off a sentence of another article: of one that surely answers, though nothing else tells that it is of the same;
        or by the model of one that is near enough to the answer's."""
        if not self._reads(run) or self.writer.relevance.reader is None:
            return []
        read, cited = compared.question, compared.cited
        sure = self._answered_elsewhere(run, read, cited) if self.phrases.known else []
        near = to_read_for(quantity, compared)[:_READ_AGAIN]
        for one in [*sure, *(other for other in near if other not in sure)]:
            said = self._read_off(run, read, one, names_the_same(one, cited))
            given = _given(said, one, quantity, read) if said is not None else []
            if given:
                return given
        return []

    def _value(self, said: str, read: Question) -> str:
        """What was said as a value: words of a sentence (the model's end with a full stop) as they are but for an article, unless there are
        many; else the part of it that answers."""
        if self.phrases.known and not said.endswith(".") and len(said.split()) <= _LONG:
            return _ARTICLE.sub("", said)
        return in_words.value_of(said, read)

    def _answers(self, run: Run, read: Question, one: Evidence) -> bool:
        """Whether a sentence of another article answers as well, by the reader, or by what the model says of it beside that."""
        if self.writer.relevance.reader is not None and self.writer.relevance.fits(read, [one])[0] >= AS_WELL:
            return True
        odds = self.writer.relevance.odds(run, read, one)
        return odds is not None and odds >= _SAYS_AS_WELL

    def _pool(self, run: Run, read: Question, cited: Sequence[Evidence]) -> list[Evidence]:
        """The sentences found for the question, and those of the chunks that say most nearly what a cited sentence says: other
        articles tell it in words that the question may not have."""
        known = {(one.article.id, one.start) for one in run.ranked}
        added: list[Evidence] = []
        for one in cited:
            hits = self.searcher.search(one.text, _ALIKE, one.vector.tolist(), run.options.scope)
            pool = [found for found in evidence.candidates(self.index, hits) if (found.article.id, found.start) not in known]
            known |= {(found.article.id, found.start) for found in pool}
            added += evidence.rank(read, run.vector, pool, self.index)
        return sorted([*run.ranked, *added], key=lambda one: (-one.score, one.article.id, one.start))

    def _best_told(self, given: Given, pool: Sequence[Evidence]) -> Given:
        """A value from the better of the copies of one story that give it."""
        its, stories = given.evidence, self.index.stories
        for one in pool:
            same = (
                bool(re.search(rf"(?<![\w.,]){re.escape(given.value)}(?!\w)", one.text))
                and float(one.vector @ its.vector) >= SAME_SENTENCE
                and one.article.id != its.article.id
            )
            if same and stories.copied(one.article.id, its.article.id) and stories.better(one.article.id, its.article.id) == one.article.id:
                return replace(given, evidence=one)
        return given

    def _names(self, run: Run, compared: Compared, claim: str, otherwise: Sequence[Evidence], about_agreement: bool) -> list[Given]:
        """Names, places and causes that other articles give: other spellings of the answer's, then the words that answer of what
        answers `otherwise`, then what is read off sentences that say nearly the same."""
        asked = replace(compared.question, text=run.standalone)
        if in_words.asks_for_spelling(asked) or asks_what_name(asked.text):
            spelled = spellings.other_spellings(claim, compared.cited, compared.pool, asked)
            if spelled:
                return spelled
        return list(self._read(run, compared, claim, otherwise, about_agreement))

    def _read(self, run: Run, compared: Compared, claim: str, otherwise: Sequence[Evidence], about_agreement: bool) -> Iterator[Given]:
        if not self._reads(run):
            return
        read, cited = compared.question, compared.cited
        seen = [claim]
        of_name = about_agreement or in_words.asks_for_name(read)
        found = in_words.to_read_again(claim, cited, run.ranked, read, self.index.lexical, about_agreement) if of_name else []
        of_each = {one.article.id: one for one in self._answered_elsewhere(run, read, cited, about_agreement)}
        found = [of_each.pop(one.article.id, one) for one in found] + list(of_each.values())
        found = [*otherwise] + [one for one in found if all(one.article.id != other.article.id for other in otherwise)]
        for one in found[:_READ_AGAIN]:
            other = self.otherwise.words(compared, one) if one in otherwise else self._read_off(run, read, one, likely=about_agreement)
            other = in_words.in_case(other, [one]) if other is not None else None
            if other is None or (in_words.may_hold(claim, other, read) and not about_agreement):
                continue
            if not any(word.is_capitalised for word in words(other)) and is_of_a_copy(one, cited, self.index.stories):
                continue  # "penal colony" in other words; its names may be garbled
            if all(in_words.differ(was, other, read, one in otherwise) for was in seen):
                seen.append(other)
                yield Given(self._value(other, read), one)


def _given(said: str, one: Evidence, quantity: Quantity, read: Question) -> list[Given]:
    """The value of a sentence that was read off it, if it is another one in the place of a quantity."""
    asked = conflicts.asked_quantity(said, said, read)
    same = in_unit(asked, quantity.unit) if asked is not None else None
    value = next((q for q in conflicts.of_unit(quantity.unit, one.text) if same is not None and q.agrees(same)), None)
    other = value is not None and not value.agrees(quantity) and of_about_that_size(value, quantity)
    return [Given(value.text, one, quantity=value)] if value is not None and other else []
