"""The days that questions and sentences speak of, as seen from the day of an article, and their numbers. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.facts import is_in_date, is_year, number_words, numbers, states_time
from corpus.dates import MONTHS, month_number, stated_dates
from corpus.event_dates import DAY, event_date
from corpus.words import words

_REPORTED_WITHIN = timedelta(days=14)
# When, as a question says it: "in September", "on 11 September 2025", "in 2025".
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WHEN = re.compile(
    rf",?\s*\b(?:in|on|during)\s+(?:(?:early|mid|late)[- ])?(?:(?:the\s+)?{_DAY}\s+(?:of\s+)?)?(?:(?P<month>{'|'.join(MONTHS)})\b(?:\s+(?:the\s+)?{_DAY}\b)?(?:,?\s+(?P<year>20\d\d))?|(?P<alone>20\d\d))\b,?",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def day_asked(question: str, published: date | None) -> date | None:
    """The day that a question names with its month, as an article of some day would mean it."""
    tokens = words(question)
    asked = event_date(question, published) if any(is_in_date(tokens, i) for i in range(len(tokens))) else None
    return asked.day if asked and asked.exactness == DAY else None


def reports_of(question: str, published: date) -> bool:
    """Whether an article of some day may report of the day that a question names: it appeared then, or within two weeks."""
    day = day_asked(question, published)
    return day is not None and timedelta() <= published - day <= _REPORTED_WITHIN


def day_meant(one: Evidence, asked: str) -> str:
    """The day that the question names, in words, if it is the one that the sentence states, in whatever words ("on Tuesday"), or,
    where neither it nor the one before it states any, the article's own day or the one before. Of a month or a year that the question names:
    the article's own, if the sentence states no day in another."""
    published = one.article.date
    if published is None:
        return ""
    day = day_asked(asked, published)
    stated = event_date(one.text, published) or event_date(one.before, published)
    if day is None:
        return _period_meant(asked, published, published if stated is None else stated.day if stated.exactness == DAY else None)
    its = stated is not None and stated.exactness == DAY and stated.day == day
    return in_words(day) if its or (stated is None and timedelta() <= published - day <= timedelta(days=1)) else ""


def _period_meant(asked: str, published: date, day: date | None) -> str:
    """The month or year that a question names, if both the article and the day that its sentence means are in it; otherwise ""."""
    when = _WHEN.search(asked)
    if when is None or day is None:
        return ""
    month, year = month_number(when["month"]) if when["month"] else None, when["year"] or when["alone"]
    is_in_it = all((month is None or one.month == month) and (year is None or one.year == int(year)) for one in (published, day))
    return (f"{published:%B} {published.year}" if month else f"{published.year}") if is_in_it else ""


def undated(asked: str, one: Evidence) -> str:
    """A question without the time that it names, if that goes without saying in a sentence: it is the article's ("in September", "on 16 September"
    for "on Tuesday"). Readers of a sentence do not know its day.

    Asked "How many were freed in September?", of "31 were freed on Thursday" in an article of 11 September: "How many were freed?"
    """
    when = _WHEN.search(asked)
    if when is None or not day_meant(one, asked):
        return asked
    said = when["month"] or when["alone"]
    return (
        asked
        if re.search(rf"\b{said}\b", one.text, re.IGNORECASE)
        else f"{asked[: when.start()]} {asked[when.end() :].lstrip()}".strip().replace(" ?", "?")
    )


def own_day(one: Evidence) -> str:
    """The date of the article in words, if the sentence speaks of that very day ("today", "on Tuesday")."""
    day = one.article.date
    if day is None or not re.search(rf"\btoday\b|(?<!last )(?<!next )(?<!previous )(?<!every )(?<!each )\b{day:%A}\b", one.text, re.IGNORECASE):
        return ""
    return in_words(day)


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def date_numbers(text: str) -> set[str]:
    """The numbers of a text that are days or years."""
    tokens = words(text)
    places = {word.start: value for word, value in number_words(text)}
    found = set()
    for i, token in enumerate(tokens):
        if token.start in places and (is_in_date(tokens, i) or is_year(token)):
            found.add(places[token.start])
    return found


def numbers_meant(one: Evidence) -> set[str]:
    """The numbers of a sentence, and those of the day that it speaks of without saying it again: its
    article's ("on Tuesday"), or the one in the sentence before, where it gives no time of its own."""
    found = numbers(one.text) | numbers(own_day(one))
    if not states_time(one.text):
        found |= {value for stated in stated_dates(one.before) for value in numbers(one.before[stated.start : stated.end])}
    return found
