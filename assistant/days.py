"""The days that questions and sentences speak of, as seen from the day of an article, and their numbers. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.facts import is_in_date, is_year, number_words, numbers, states_time
from corpus.dates import stated_dates
from corpus.event_dates import DAY, event_date
from corpus.words import words

_REPORTED_WITHIN = timedelta(days=14)


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
    where neither it nor the one before it states any, the article's own day or the one before."""
    published = one.article.date
    day = day_asked(asked, published)
    if day is None or published is None:
        return ""
    stated = event_date(one.text, published) or event_date(one.before, published)
    its = stated is not None and stated.exactness == DAY and stated.day == day
    return in_words(day) if its or (stated is None and timedelta() <= published - day <= timedelta(days=1)) else ""


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
