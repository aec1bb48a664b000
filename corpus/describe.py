"""What a bare text tells about itself: its title, date, source and language."""

from __future__ import annotations

import re
from datetime import date

from corpus.article import Article
from corpus.dates import article_date, dated_outlet, stated_dates
from corpus.sentences import FURNITURE, HEADING, TEXT, split_sentences
from corpus.words import sound

_SOURCE = re.compile(r"^\W*(?:source|outlet|publisher|published by|publication)\s*[:\-–]\s*(.{2,80})$", re.IGNORECASE | re.MULTILINE)
# "LISBON, October 3, 2025 (Iberia Wire) - Portugal's government …"
_IN_DATELINE = re.compile(r"^[A-ZÀ-Þ][^\n()]{1,60}\((?P<name>[A-Z][\w .&’'-]{1,40})\)\s?[—–-]{1,2}\s", re.MULTILINE)
_BYLINE = re.compile(
    r"^\W*(?:(?P<role>edited|written|reported|translated) by\s*:?|(?P<by>by)\b:?)\s*(?P<name>[^\W\d_][^\n]{1,60})$",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE_CHARACTERS = 110
_TOP_CHARACTERS = 2000
_ENGLISH = frozenset("the of and to in a is that for was on with as by at from has have were which".split())


def describe(
    text: str, *, article_id: str, file: str = "", address: str = "", title: str = "", source: str = "",
    day: date | None = None, date_from: str = "", language: str = "", today: date | None = None,
) -> Article:  # fmt: skip
    """Make an article of a text; what is not given is read from the text as a person would read it."""
    if day is None:
        day, date_from = article_date(text, today or date.today())
    return Article(
        id=sound(article_id),
        title=_squeeze(sound(title)) or find_title(text),
        source=_squeeze(sound(source)) or find_source(text),
        date=day,
        date_from=date_from,
        address=sound(address),
        language=sound(language) or find_language(text),
        file=sound(file),
        text=text,
    )


def find_title(text: str) -> str:
    """The headline where the text begins with one, else the first sentence, shortened at a word."""
    for sentence in split_sentences(text):
        line = _squeeze(sentence.span.of(text)).lstrip("# ")
        if sentence.kind == FURNITURE or (sentence.kind == HEADING and not re.search(r"\w{2}", line)):
            continue
        if sentence.kind in (HEADING, TEXT):
            return shorten(line, _TITLE_CHARACTERS)
    return shorten(_squeeze(text), _TITLE_CHARACTERS) or "Untitled"


def find_source(text: str) -> str:
    """The outlet that a line of the text names, else its editor or author, else ""."""
    named = _SOURCE.search(text)
    if named and not stated_dates(named[1]):
        return _squeeze(named[1])
    outlet = dated_outlet(text)
    if outlet:
        return _squeeze(outlet)
    agency = _IN_DATELINE.search(text[:_TOP_CHARACTERS])
    if agency:
        return _squeeze(agency["name"])
    byline = _BYLINE.search(text[:_TOP_CHARACTERS])
    if not byline or len(byline["name"].split()) > 6:
        return ""
    return f"{byline['role'].lower()} by {_squeeze(byline['name'])}" if byline["role"] else f"by {_squeeze(byline['name'])}"


def find_language(text: str) -> str:
    """ "en" where English function words are frequent, else "" (not known)."""
    words = re.findall(r"[^\W\d_]+", text[:20000].lower())
    return "en" if words and sum(word in _ENGLISH for word in words) / len(words) > 0.12 else ""


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut after a whole word, with an ellipsis where cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:–—-") + "…"


def _squeeze(text: str) -> str:
    return " ".join(text.split())
