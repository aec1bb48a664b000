"""What other articles answer otherwise than the cited sentence, as two readers find: how well a sentence answers (`index/reader.py`), and whether
it does so otherwise (`index/rival.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import in_words
from assistant.bearers import comparable
from assistant.conflicts import Given, counts_such, of_unit
from assistant.evidence import Evidence
from assistant.other_values import Compared, likely_elsewhere, of_about_that_size
from assistant.phrases import Phrases
from assistant.quantities import Quantity
from assistant.question import asks_yes_no
from assistant.rivals import is_of_a_copy
from assistant.run import Run
from corpus.event_dates import Dated, dated_days
from index.cross import Scores
from index.rival import RivalReader
from index.stories import Stories

# How many sentences are read, those that answer likeliest.
_READ = 10
# From what log odds, the mean of both readers', a sentence answers otherwise; for who asks whether articles agree; and where it has a value of the
# same unit. How much less likely than the likeliest another one may be.
TELLS_OTHERWISE, MAY_TELL_OTHERWISE, MEASURES_OTHERWISE = 0.0, -0.8, -1.2
_AS_LIKELY = 1.0
# How many times as large a value may be that is told though other words of its sentence answer.
_NEARLY = 1.1
# Below what log odds, of the second reader alone, a value is of something else, whatever rules hold.
OF_SOMETHING_ELSE = -2.8


class Otherwise:
    """Looks for what differs among sentences that may tell the same, with a `rival` reader, if there is one. Safe to share between threads."""

    def __init__(self, stories: Stories, rival: RivalReader | None, phrases: Phrases) -> None:
        self.stories, self.rival, self.phrases = stories, rival, phrases

    def found(self, run: Run, compared: Compared, least: float) -> list[Evidence]:
        """Of other articles about the event, no copies of the cited ones, the sentences that answer otherwise, one of each; none without a reader
        for that, nor where there is more than one answer."""
        asked = compared.question.text
        if self.rival is None or not compared.cited or run.sides or asks_yes_no(asked) or in_words.asks_for_many(asked):
            return []
        likely = [row for row in likely_elsewhere(compared) if not is_of_a_copy(row[1], compared.cited, self.stories)]
        likely = likely[:_READ]
        odds = _odds(self.rival, compared, [one for _, one in likely])
        found = sorted((((fit + float(other)) / 2, one) for other, (fit, one) in zip(odds, likely, strict=True)), key=lambda row: -row[0])
        best = {one.article.id: one for _, one in reversed(found)}
        found = [(fit, one) for fit, one in found if best[one.article.id] is one]
        run.trace["otherwise"] = [{"sentence": one.text, "odds": round(fit, 2)} for fit, one in found]
        return [one for fit, one in found if fit >= max(least, found[0][0] - _AS_LIKELY)]

    def measured(self, run: Run, quantity: Quantity, compared: Compared) -> list[Given]:
        """Another value in place of a quantity, in the words that answer of a sentence that answers otherwise."""
        for one in self.found(run, compared, MEASURES_OTHERWISE):
            words = self.words(compared, one) or ""
            there = of_unit(quantity.unit, one.text)
            values = [q for q in there if words and (q.text in words or words in q.text)]
            if len(values) != 1 or not (quantity.unit == "age" or of_about_that_size(values[0], quantity)):
                values = [q for q in there if comparable(q, quantity, _NEARLY)]  # "9,462, a majority of 412" beside 421
                values = values if all(counts_such(q, quantity) for q in values) else []  # but no "13 men" beside 14 foreigners
            if len(values) == 1 and not values[0].agrees(quantity):
                return [Given(values[0].text, one, quantity=values[0])]
        return []

    def dated(self, run: Run, day: Dated, compared: Compared) -> list[Given]:
        """The one day of a sentence that answers otherwise."""
        for one in self.found(run, compared, MEASURES_OTHERWISE):
            days = dated_days(one.text, one.article.date)
            if len({other.date for other in days}) == 1 and days[0].date.day != day.date.day:
                return [Given(one.text[days[0].start : days[0].end], one)]
        return []

    def words(self, compared: Compared, one: Evidence) -> str | None:
        """The words of a sentence that answer, if any do."""
        phrase = self.phrases.of(compared.question.text, one)
        return phrase.text if phrase is not None else None

    def that_differ(self, compared: Compared, others: Sequence[Given]) -> list[Given]:
        """Other values without those that are surely of something else ("23" injured in place of 87 passengers)."""
        if self.rival is None or not compared.cited:
            return list(others)
        odds = _odds(self.rival, compared, [given.evidence for given in others])
        return [given for given, fit in zip(others, odds, strict=True) if given.agrees or fit >= OF_SOMETHING_ELSE]


def _odds(rival: RivalReader, compared: Compared, sentences: Sequence[Evidence]) -> Scores:
    """The log odds that sentences answer otherwise than the first cited one."""
    return rival.scores(compared.question.text, compared.cited[0].text, [(one.text, one.before, one.article.title) for one in sentences])
