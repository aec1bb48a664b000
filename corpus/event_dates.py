"""When what a sentence tells took place: the first date that it states, as exactly as it states it, read from its article's day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import MONTHS, month_number, stated_dates

DAY, MONTH, YEAR = "day", "month", "year"
_NAMES = rf"(?:{'|'.join(name.title() for name in MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<m1>{_NAMES}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?! (?:people|[a-z]+s)\b)|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_NAMES})\b)"
    r"(?!,? ?(?:19|20)\d\d\b)(?! ?[-–/:]\d)"
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_NAMES}),? (?:of )?(?P<y>(?:19|20)\d\d)\b")
_YEAR = re.compile(
    r"\b(?:in|since|during|after|before|from|until|of|by|late|early|the) (?P<y>(?:19|20)\d\d)\b(?! ?(?:%|per ?cent|people|[a-z]+s\b))", re.IGNORECASE
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = re.compile(rf"\b(?P<next>[Nn]ext )?(?P<day>{'|'.join(_WEEKDAYS)})\b(?!s)")
_TO_COME = re.compile(r"\b(?:will|would|is to|are to|planned|due|scheduled|expected|next)\b", re.IGNORECASE)
# A day and month without a year is of the year in which it is nearest to the article's day.
_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date and how exactly it is known: `exactness` is DAY, MONTH (the day is the first) or YEAR (1 January)."""

    day: date
    exactness: str


def event_date(sentence: str, published: date | None) -> EventDate | None:
    """The date that a sentence states for what it tells, the most exact one, of those the first; None if it states none.

    >>> event_date("The strike began on 3 May 2024 and ended in June.", None)
    EventDate(day=datetime.date(2024, 5, 3), exactness='day')
    >>> event_date("The mayor resigned on Tuesday.", date(2025, 9, 18))
    EventDate(day=datetime.date(2025, 9, 16), exactness='day')
    """
    days = dated_days(sentence, published)
    if days:
        return days[0].date
    month, year = _MONTH_YEAR.search(sentence), _YEAR.search(sentence)
    if month:
        return EventDate(date(int(month["y"]), month_number(month["m"]) or 1, 1), MONTH)
    return EventDate(date(int(year["y"]), 1, 1), YEAR) if year else None


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that a sentence states, and where: characters from `start` to `end`."""

    date: EventDate
    start: int
    end: int


def dated_days(sentence: str, published: date | None) -> list[Dated]:
    """The days that a sentence states, in order: the full dates, else those without a year and weekdays, read from its article's day.

    >>> [(one.date.day, one.start, one.end) for one in dated_days("The cages will run again from 22 April.", date(2025, 3, 16))]
    [(datetime.date(2025, 4, 22), 30, 38)]
    """
    full = [Dated(EventDate(one.day, DAY), one.start, one.end) for one in stated_dates(sentence)]
    if full:
        return full
    found = []
    for match in _MONTH_DAY.finditer(sentence):
        near = _nearest(month_number(match["m1"] or match["m2"]) or 0, int(match["d1"] or match["d2"]), published)
        if near:
            found.append(Dated(EventDate(near, DAY), match.start(), match.end()))
    weekday = _WEEKDAY.search(sentence)
    if weekday and published:
        found.append(Dated(EventDate(_weekday(weekday, sentence, published), DAY), weekday.start(), weekday.end()))
    return sorted(found, key=lambda one: one.start)


def _nearest(month: int, day: int, published: date | None) -> date | None:
    days = [found for year in (published.year - 1, published.year, published.year + 1) if (found := _date(year, month, day))] if published else []
    if published is None or not days:
        return None
    near = min(days, key=lambda one: abs((one - published).days))
    return near if abs((near - published).days) <= _HALF_A_YEAR else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(match: re.Match[str], sentence: str, published: date) -> date:
    """The last such day up to the article's own, or the next one where the sentence speaks of what is to come."""
    wanted = _WEEKDAYS.index(match["day"])
    if match["next"] or _TO_COME.search(sentence[: match.end()]):
        return published + timedelta(days=(wanted - published.weekday() - 1) % 7 + 1)
    return published - timedelta(days=(published.weekday() - wanted) % 7)
