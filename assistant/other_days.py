"""Other days for what was asked, from sentences of other articles that answer as well. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.asking import asks_what_hour
from assistant.conflicts import Given
from assistant.evidence import Evidence
from assistant.facts import numbers
from assistant.other_values import Compared
from assistant.question import Question
from assistant.rivals import of_event
from corpus.event_dates import Dated, dated_days

# How near a sentence has to be to a cited one; from what log odds of the reader it may answer as well; how many of the likeliest are asked of.
_NEAR, _ANSWERS, _ASKED = 0.35, -1.0, 2


def day_of(said: str, cited: Sequence[Evidence], question: Question) -> Dated | None:
    """The day that an answer gives to a question for a time, read from its article's; None if it gives none, or several."""
    if question.kind != "time" or asks_what_hour(question.text) or not cited:
        return None
    found = dated_days(said, cited[0].article.date)
    return found[0] if len({one.date for one in found}) == 1 else None


def other_days(day: date, compared: Compared, answers: Callable[[Evidence], bool]) -> list[Given]:
    """Days that other articles give in place of the answer's, the likeliest first, each from one sentence. `answers` is what the model says of
    one."""
    cited, question = compared.cited, compared.question
    told = set(question.numbers) & {value for one in cited for value in numbers(one.text)}  # "the 52 prisoners"
    found: list[tuple[Evidence, str]] = []
    for _, one in of_event(cited, compared.pool, question, compared.lexical, _NEAR):
        days = dated_days(one.text, one.article.date)
        if len({other.date for other in days}) == 1 and days[0].date.day != day and told <= numbers(one.text):
            found.append((one, one.text[days[0].start : days[0].end]))
    likely = sorted(zip(compared.fits([one for one, _ in found]), found, strict=True), key=lambda row: -row[0])
    likely = [row for row in likely if row[0] >= _ANSWERS][:_ASKED]
    return [Given(written, one) for _, (one, written) in likely if answers(one)]
