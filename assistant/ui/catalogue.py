"""The list of articles, the timeline and the table of names, as HTML. Pure; every text from outside is escaped here."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from assistant.overview import Happening, Named
from assistant.ui.markup import byline
from corpus.article import Article
from corpus.library import Entry

PAGE = 25
"""Articles on a page of the list."""
_SHOWN = {"day": "", "month": "in the course of the month", "year": "in the course of the year", "article": "the day of the article"}


def listed(entries: Sequence[Entry], first: int, total: int, copies: Mapping[str, str], today: date, sought: str = "") -> str:
    """A page of the list: each article opens in the panel and can be removed; a copy of a story says of what, by
    `copies` (id → title)."""
    if not total and sought:
        return f'<p class="note">No article has “{html.escape(sought)}”. Search for fewer words.</p>'
    if not total:
        return '<p class="note">The library is empty. Add articles under “Add”, or with <code>python -m corpus add PATH</code>.</p>'
    rows = "".join(
        f'<li><a class="passage" href="#sources" role="button" tabindex="0" data-article="{html.escape(one.id)}">{html.escape(one.title)}</a>'
        f'<span class="from">{html.escape(byline(one.source, one.date.isoformat() if one.date else None, today))} · {one.words:,} words'
        f"{f' · tells the same story as “{html.escape(copies[one.id])}”' if one.id in copies else ''}</span>"
        f'<button type="button" class="take" data-article="{html.escape(one.id)}" aria-label="Remove “{html.escape(one.title)}”">Remove</button></li>'
        for one in entries
    )
    of = f"{first + 1:,}–{first + len(entries):,} of {total:,}" if total > len(entries) else f"{total:,}"
    return f'<h2>{of} article{"s" * (total != 1)}{" found" if sought else " in the library"}</h2><ul class="articles">{rows}</ul>'


def timeline(happenings: Sequence[Happening], articles: int) -> str:
    """What the articles report, by day, the latest first; each point opens its sentence."""
    if not happenings:
        return '<p class="note">No article states a date.</p>'
    parts = []
    for (day, exactness), some in groupby(happenings, key=lambda one: (one.day, _grain(one.exactness))):
        points = "".join(
            f'<li><a class="passage" href="#sources" role="button" tabindex="0" data-article="{html.escape(one.article.id)}" data-start="{one.start}" data-end="{one.end}">'
            f"{html.escape(' '.join(one.article.text[one.start : one.end].split()))}</a>"
            f'<span class="from">{html.escape(" · ".join(filter(None, (one.article.title, _SHOWN[one.exactness]))))}</span></li>'
            for one in some
        )
        parts.append(f'<section><h3><time datetime="{_machine(day, exactness)}">{_written(day, exactness)}</time></h3><ol>{points}</ol></section>')
    told = f"What {articles} article{'s' * (articles != 1)} report{'s' * (articles == 1)}, by day; copies of one story are shown once."
    return f'<p class="lead">{told}</p>{"".join(parts)}'


def _grain(exactness: str) -> str:
    return exactness if exactness in ("month", "year") else "day"


def _machine(day: date, grain: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[grain]]


def _written(day: date, grain: str) -> str:
    return {"year": f"{day.year}", "month": f"{day:%B} {day.year}", "day": f"{day.day} {day:%B} {day.year}"}[grain]


def names(named: Sequence[Named], articles: Sequence[Article]) -> str:
    """Who is named in which article, how often; each number opens the article where it names them first."""
    if not named:
        return '<p class="note">No name of two words stands in these articles.</p>'
    heads = "".join(f'<th scope="col"><span>{html.escape(_short(one.title))}</span></th>' for one in articles)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.spellings[0])}{_also(one.spellings[1:])}</th>{"".join(_cell(one, article) for article in articles)}</tr>'
        for one in named
    )
    return (
        f'<p class="lead">Who is named where, and how often; other spellings are counted with each.</p>'
        f'<div class="matrix" tabindex="0" role="region" aria-label="Names by article"><table><thead><tr><th scope="col">name</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _also(spellings: Sequence[str]) -> str:
    return f'<span class="from">also {html.escape(", ".join(spellings[:3]))}</span>' if spellings else ""


def _cell(one: Named, article: Article) -> str:
    if article.id not in one.articles:
        return "<td></td>"
    count, start, end = one.articles[article.id]
    label = html.escape(f"{one.spellings[0]}, {count} times in “{article.title}”")
    return (
        f'<td><a class="passage" href="#sources" role="button" tabindex="0" aria-label="{label}" data-article="{html.escape(article.id)}"'
        f' data-start="{start}" data-end="{end}">{count}</a></td>'
    )


def _short(title: str) -> str:
    return title if len(title) <= 48 else title[:48].rsplit(" ", 1)[0] + " …"
