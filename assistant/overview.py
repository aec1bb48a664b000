"""What a set of articles reports, to be looked at rather than read: by day, and by who is named where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from typing import Any

from rapidfuzz import fuzz

from corpus.article import Article
from corpus.event_dates import DAY, event_date
from corpus.words import Word, words
from index.lexical import consonants
from index.opened import Index
from index.scope import ALL, Scope

# The newest articles are looked at, so many; of the names those in the most articles.
MOST_ARTICLES, MOST_COLUMNS, MOST_NAMES = 300, 8, 24
_ALIKE = 84.0
_FIRST_ALIKE = 50.0
_LONGEST_NAME = 3
_SENTENCES = "SELECT s.start, s.end FROM sentences s JOIN articles a ON a.key = s.article WHERE a.id = ? AND s.kind = 'text' ORDER BY s.start"
_TITLES = frozenset(
    "president prime minister foreign us u.s american european saint mr mrs ms dr sir senator general king queen pope the a an on in at every each all no some many most several".split()
)


Mention = tuple[str, int, int]
"""An article's id, and where the sentence with a name begins and ends."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence that tells of a day: characters `start` to `end` of an article. `exactness` is "day", "month", "year", or
    "article" where the sentence states no date and the article's own stands for it."""

    day: date
    exactness: str
    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its spellings, the most used first, and in which articles (by id) it stands how often and where first."""

    spellings: tuple[str, ...]
    articles: dict[str, tuple[int, int, int]]
    """Article id → (mentions, start and end of the first sentence with it)."""


def newest(index: Index, most: int, scope: Scope = ALL) -> list[Article]:
    """The newest articles of a scope, copies of one story only once, the better text."""
    ids = set(scope.articles(index.database))
    for group in index.stories.groups():  # of the copies that are there, the best
        ids -= set([one for one in group if one in ids][1:])
    return index.library.newest(most, ids)


def timeline(index: Index, articles: Sequence[Article]) -> list[Happening]:
    """What articles report, the latest first: each sentence that states a date, under that date; each article's first
    sentence, under the article's own, where it states none."""
    found: list[Happening] = []
    for article in articles:
        for place, (start, end) in enumerate(_sentences(index, article)):
            stated = event_date(article.text[start:end], article.date)
            if stated is not None:
                found.append(Happening(stated.day, stated.exactness, article, start, end))
            elif place == 0 and article.date is not None:
                found.append(Happening(article.date, "article", article, start, end))
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.exactness != DAY, one.article.id, one.start))


def names(index: Index, articles: Sequence[Article]) -> list[Named]:
    """Who is named in which of some articles, those in the most articles first: names of two or three words, other spellings
    and the last word alone counted with them."""
    mentions: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    common = {word.key for article in articles for word in words(article.text) if not word.is_capitalised}
    for article in articles:
        for start, end in _sentences(index, article):
            for run in _runs(article.text[start:end], common):
                keys = tuple(word.key for word in run)
                mentions[keys].append((article.id, start, end))
                written[keys][" ".join(word.written for word in run)] += 1
    groups: list[list[tuple[str, ...]]] = []
    for keys in sorted((keys for keys in mentions if len(keys) > 1), key=lambda keys: (-len(mentions[keys]), keys)):
        same = next((group for group in groups if any(_same(keys, other) for other in group)), None)
        if same is None:
            groups.append([keys])
        else:
            same.append(keys)
    taken: set[str] = set()
    named = []
    for group in groups:  # a last name alone is that of whoever is named most
        alone = {keys[-1] for keys in group} - taken
        taken |= alone
        spellings = sum((written[keys] for keys in group), Counter[str]())
        named.append(
            Named(
                tuple(one for one, _ in spellings.most_common()),
                _places([m for keys in (*group, *((last,) for last in sorted(alone))) for m in mentions.get(keys, ())]),
            )
        )
    return sorted(named, key=lambda one: (-len(one.articles), -sum(count for count, _, _ in one.articles.values()), one.spellings))[:MOST_NAMES]


def _places(mentions: Sequence[Mention]) -> dict[str, tuple[int, int, int]]:
    articles: dict[str, tuple[int, int, int]] = {}
    for article, start, end in sorted(mentions):
        count, first, last = articles.get(article, (0, start, end))
        articles[article] = (count + 1, first, last)
    return articles


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are one in two spellings: their last words look or sound alike, and those before them do."""
    last, its = one[-1], other[-1]
    alike = fuzz.ratio(last, its) >= _ALIKE or (len(consonants(last)) > 1 and consonants(last) == consonants(its))
    return alike and fuzz.ratio(one[-2], other[-2]) >= _FIRST_ALIKE


def _runs(sentence: str, common: Collection[str]) -> list[list[Word]]:
    """Capitalised words that follow one another, without a title or a `common` word (one that is written small, too) at their
    beginning: "President Alexander Lukashenko", "Released Ann Bell"."""
    runs: list[list[Word]] = []
    for word in words(sentence):
        if not word.is_capitalised or word.is_stop or len(word.key) == 1:
            continue
        if runs and sentence[runs[-1][-1].end : word.start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    kept = [list(dropwhile(lambda word: word.key in _TITLES or word.key in common or word.is_acronym, run)) for run in runs]
    return [run for run in kept if 0 < len(run) <= _LONGEST_NAME]


def _sentences(index: Index, article: Article) -> list[tuple[int, int]]:
    rows: list[Any] = index.database.connection().execute(_SENTENCES, (article.id,)).fetchall()
    return [(row["start"], row["end"]) for row in rows]
