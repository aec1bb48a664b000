"""Dates that a text states, and which of them is the article's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = rf"""(?:
    (?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})
  | (?P<month2>{_MONTH})\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<y2>(?:19|20)\d\d)
  | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<month3>{_MONTH}),?\ (?P<y3>(?:19|20)\d\d)
  | (?P<d4>\d{{1,2}})[./](?P<m4>\d{{1,2}})[./](?P<y4>(?:19|20)\d\d)
)"""
_FULL_DATE = re.compile(rf"(?<![\w-]){_DATE}(?![\w-]|\.\d)", re.VERBOSE | re.IGNORECASE)
_LABEL = r"(?:date(?:line)?|published(?:\ on)?|publication\ date|posted(?:\ on)?|(?:last\ )?updated(?:\ on)?|released\ on|issued(?:\ on)?)"
# A label makes a date the article's own only where the line says nothing more, or a new sentence begins after it.
_LABELLED = re.compile(
    rf"^\W*{_LABEL}\s*[:\-–]?\s*{_DATE}(?=\s*(?:$|[|·—–-]|\d{{1,2}}[:.]\d\d|(?-i:[A-Z“\"])))", re.VERBOSE | re.IGNORECASE | re.MULTILINE
)

# A line that is nothing but a date (with a weekday or a time), or an outlet and a date: the day of the report, where it stands near
# the top.
_DATE_LINE = re.compile(
    rf"^\W*(?:(?P<outlet>(?-i:[A-Z][\w.’'&-]*(?:\ (?:of|the|and|&|[A-Z][\w.’'&-]*)){{0,5}}))\s*[,|·—–-]\s*)?(?:[A-Z][a-z]+day,?\s+)?{_DATE}(?:,?\s+(?:at\s+)?[\d:.]+\s*(?:[ap]\.?m\.?)?\s*[A-Z]{{0,4}})?\W*$",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# Where and when a report was written, before its first words ("LISBON, October 3, 2025 (Iberia Wire) - Portugal's …").
DATED_DATELINE = re.compile(
    rf"^(?-i:[A-ZÀ-Þ][\w.’'-]*(?:,?\ [A-ZÀ-Þ][\w.’'-]*){{0,4}}),?\s+{_DATE},?(?:\s\([^()\n]{{2,40}}\))?\s?[—–-]{{1,2}}\s(?=\S)",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_TOP_CHARACTERS = 600
_LABEL_CHARACTERS = 1500

LABELLED_START = re.compile(rf"\W*{_LABEL}\s*[:\-–]?\s*{_DATE}\s+(?=(?-i:[A-Z“\"]))", re.VERBOSE | re.IGNORECASE)
"""A date label with which a line of running text begins ("date 2025-09-16 Last week, …")."""

# Words before a date that make it a date to come or a date gone by, not the day of the report.
_NOT_THE_DAY = re.compile(
    r"\b(?:(?:will|until|due|scheduled|planned|expected|deadline|born|anniversary)\b[^.\n]{0,40}|(?:by|before|since)\s+(?:\w+day,?\s+)?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A full date that a text states: the day, where it stands, and whether a label says it is the article's."""

    day: date
    start: int
    end: int
    labelled: bool


def stated_dates(text: str) -> list[StatedDate]:
    """All full dates (day, month, year) in a text, in order. `d/m/y` is read day first."""
    labelled = {match.end() for match in _LABELLED.finditer(text, 0, _LABEL_CHARACTERS)}
    labelled |= {match.end(name) for match in _DATE_LINE.finditer(text, 0, _TOP_CHARACTERS) for name in ("y1", "y2", "y3", "y4", "d1") if match[name]}
    lines = [match.span() for match in DATED_DATELINE.finditer(text, 0, _TOP_CHARACTERS)]
    found = []
    for match in _FULL_DATE.finditer(text):
        day = _day(match)
        if day:
            own = match.end() in labelled or any(start <= match.start() < end for start, end in lines)
            found.append(StatedDate(day, match.start(), match.end(), own))
    return found


def article_date(text: str, today: date) -> tuple[date | None, str]:
    """The date of an article, from its text alone, and how it is known.

    A labelled date ("date 2025-09-16", "Released on September 16, 2025") goes first; else
    the latest date that the report speaks of as past or present. An article cannot be older
    than what it reports, so the latest is the nearest to its day. Dates after `today` are
    not considered.
    """
    dates = [stated for stated in stated_dates(text) if stated.day <= today]
    for stated in dates:
        if stated.labelled:
            return stated.day, f"stated by the article: “{_line_of(text, stated)}”"
    reported = [s for s in dates if not _NOT_THE_DAY.search(text[max(0, s.start - 60) : s.start])]
    if not reported:
        return None, "the article states no date"
    latest = max(reported, key=lambda stated: (stated.day, -stated.start))
    return latest.day, f"the latest date that the article reports: “{text[latest.start : latest.end]}”"


def dated_outlet(text: str) -> str:
    """The outlet that a line near the top names beside its date ("Thornley Gazette, 5 March 2025"), else ""."""
    match = next((line for line in _DATE_LINE.finditer(text, 0, _TOP_CHARACTERS) if line["outlet"]), None)
    return match["outlet"] if match and len(match["outlet"].split()) > 1 else ""


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a date, with a weekday or a time."""
    return bool(_DATE_LINE.match(line))


def month_number(name: str) -> int | None:
    """1 to 12 for an English month's name or its abbreviation, else None."""
    stem = name.lower().rstrip(".")[:3]
    for number, month in enumerate(MONTHS, start=1):
        if len(stem) == 3 and month.startswith(stem):
            return number
    return None


def _day(match: re.Match[str]) -> date | None:
    group = match.groupdict()
    for suffix in "1234":
        year, day = group.get(f"y{suffix}"), group.get(f"d{suffix}")
        if year and day:
            name = group.get(f"month{suffix}")
            month = month_number(name) if name else int(group[f"m{suffix}"])
            try:
                return date(int(year), month or 0, int(day))
            except ValueError:
                pass
            try:  # 05/13/2024 can only be read month first
                return date(int(year), int(day), month or 0) if suffix == "4" else None
            except ValueError:
                return None
    return None


def _line_of(text: str, stated: StatedDate) -> str:
    start = text.rfind("\n", 0, stated.start) + 1
    return text[start : stated.end].strip()
