"""The days that questions and sentences speak of, as seen from the day of an article. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.evidence import Evidence
from assistant.facts import is_in_date
from corpus.event_dates import DAY, event_date
from corpus.words import words

_REPORTED_WITHIN = timedelta(days=14)


def day_asked(question: str, published: date | None) -> date | None:
    """The day that a question names with its month, as an article of some day would mean it."""
    asked = event_date(question, published) if any(is_in_date(words(question), i) for i in range(len(words(question)))) else None
    return asked.day if asked and asked.exactness == DAY else None


def reports_of(day: date | None, published: date) -> bool:
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
