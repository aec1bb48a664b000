"""The page's pieces as HTML, from values. Pure; every text from outside is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import ANSWERED, NOT_FOUND, Answer, Citation, Claim, Conflict, Passage
from assistant.evidence import Evidence
from corpus.article import Article, Span

# Characters that HTML or Markdown would read as markup, in text that goes through the chat's renderer.
_MARKUP = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'\\`*_{}[]()#+!|~$:@-.=^"} | {"\n": " ", "\r": " "})


_SHORT_WORD = 24


def safe(text: str) -> str:
    """Text for the chat: no HTML and no Markdown of it takes effect."""
    return text.translate(_MARKUP)


def asked(text: str) -> str:
    """A reader's question as a chat message."""
    return f'<p class="asked">{safe(text)}</p>'


def note(text: str) -> str:
    """What is going on, while nothing else can be shown."""
    return f'<p class="note" role="status">{safe(text)}</p>'


def answer_so_far(claims: Sequence[Claim], citations: Sequence[Citation], turn: str, waiting: str = "") -> str:
    """The sentences that have been checked so far, with their citations as links.

    `turn` tells the page which answer a citation belongs to ("conversation-number"); it goes
    into the link's class, the one place that the chat's sanitiser leaves alone.
    """
    by_number = {citation.n: citation for citation in citations}
    sentences = " ".join(_claim(claim, by_number, turn) for claim in claims)
    tail = f' <span class="note" role="status">{safe(waiting)}</span>' if waiting else ""
    return f'<p class="answer">{sentences}{tail}</p>'


def answer(value: Answer, turn: str) -> str:
    """A whole answer as a chat message: answered, not in the articles, or failed."""
    heading = ""
    if value.standalone != value.question and value.status != "error":
        heading = f'<p class="understood">Understood as: {safe(value.standalone)}</p>'
    if value.status == ANSWERED:
        foot = '<p class="kind">Quoted word for word from the articles.</p>' if value.extractive else ""
        apart = "".join(_difference(conflict, value.citations, turn) for conflict in value.conflicts)
        closing = f'<p class="kind">{safe(value.closing)}</p>' if value.closing else ""
        return heading + answer_so_far(value.claims, value.citations, turn) + apart + closing + foot + _actions(turn)
    if value.status == NOT_FOUND:
        more = " The nearest passages stand beside this; they are no answer." if value.nearest else ""
        return f'{heading}<p class="not-found">{safe(value.text)}{safe(more)}</p>{_actions(turn)}'
    return f'<p class="failed" role="alert">{safe(value.text)}</p>{_actions(turn)}'


def _actions(turn: str) -> str:
    """What a reader can do with an answer; the page's script knows them by their classes."""
    doings = (("copy", "Copy with sources"), ("retry", "Ask again"), ("edit", "Edit the question"))
    links = " ".join(f'<a class="act act-{name} of-{turn}" href="#chat" role="button" tabindex="0">{label}</a>' for name, label in doings)
    return f'<p class="acts">{links}</p>'


def _difference(conflict: Conflict, citations: Sequence[Citation], turn: str) -> str:
    """What sources give for the same thing, a row each: value, source and date, citation."""
    by_number = {citation.n: citation for citation in citations}
    rows = "".join(
        f"<tr><td>{safe(value.value)}</td><td>{safe(_origin(by_number[value.citations[0]].passage))}</td><td>{_links(value.citations, by_number, turn)}</td></tr>"
        for value in conflict.values
        if value.citations and value.citations[0] in by_number
    )
    return f'<div class="differ"><p>{conflict.heading}</p><table><thead><tr><th>value</th><th>source</th><th></th></tr></thead><tbody>{rows}</tbody></table></div>'


def _origin(passage: Passage) -> str:
    return f"{passage.source or passage.title}, {passage.date or 'no date'}"


def _claim(claim: Claim, citations: dict[int, Citation], turn: str) -> str:
    said = claim.whole
    last = said.rfind(" ") + 1  # a number does not go to the next line without the word before it
    links = _links(claim.citations, citations, turn, said)
    end = f"{_set_off(claim, last, len(said))}{links}"
    end = f'<span class="together">{end}</span>' if len(said) - last <= _SHORT_WORD else end
    return f'<span class="claim">{_set_off(claim, 0, last)}{end}</span>'


def _set_off(claim: Claim, start: int, end: int) -> str:
    """A part of a claim, what of the words that answer is in it in bold."""
    said = claim.whole
    found = re.search(rf"(?<!\w){re.escape(claim.phrase)}(?!\w)", said[len(said) - len(claim.text) :]) if claim.phrase else None
    first, last = (found.start() + len(said) - len(claim.text), found.end() + len(said) - len(claim.text)) if found else (end, end)
    first, last = min(max(first, start), end), min(max(last, start), end)
    bold = f"<strong>{safe(said[first:last])}</strong>" if first < last else ""
    return f"{safe(said[start:first])}{bold}{safe(said[last:end])}"


def _links(numbers: Sequence[int], citations: dict[int, Citation], turn: str, said: str = "") -> str:
    return "".join(
        f'<a class="citation of-{turn}" href="#citation-{n}" role="button" tabindex="0" title="{_tooltip(citations[n].passage, said)}">{n}</a>'
        for n in numbers
        if n in citations
    )


def _tooltip(passage: Passage, said: str) -> str:
    """The quote, where it is from, and how it supports what was said."""
    quote = " ".join(passage.quote.split())
    how = "" if not said else " · word for word" if quote == said else " · in other words; names, numbers and wording were checked"
    return safe(f"“{quote}” {passage.title}, {passage.date or 'no date'}{how}")


def byline(source: str, day: str | None, today: date) -> str:
    """Source, date and age of an article, for people."""
    if not day:
        return f"{source or 'no source named'} · no date"
    days = (today - date.fromisoformat(day)).days
    age = (
        "today"
        if days <= 0
        else f"{days} day{'s' * (days != 1)} ago"
        if days < 60
        else f"{days // 30} months ago"
        if days < 730
        else f"{days // 365} years ago"
    )
    return f"{source or 'no source named'} · {day} ({age})"


def passages(found: Sequence[Passage], heading: str, today: date) -> str:
    """Cards that open the article at their passage."""
    cards = "".join(
        f'<li><a class="passage" href="#sources" role="button" tabindex="0" data-article="{html.escape(p.article_id)}" data-start="{p.start}" data-end="{p.end}">'
        f'<q>{html.escape(" ".join(p.quote.split()))}</q><span class="from">{html.escape(p.title)}<br>{html.escape(byline(p.source, p.date, today))}</span></a></li>'
        for p in found
    )
    return f'<h2>{html.escape(heading)}</h2><ol class="passages">{cards}</ol>'


def evidence_cards(found: Sequence[Evidence], today: date) -> str:
    """The evidence, in sight before a word of the answer is."""
    return passages([Passage.of(one) for one in found], "Passages found", today)


def reader(article: Article, marked: Span | None, also: Sequence[Span], today: date) -> str:
    """A whole article, one passage marked, other cited passages marked lighter, each at its exact offsets."""
    day = article.date.isoformat() if article.date else None
    spans = [(span, "also") for span in also if marked is None or not span.overlaps(marked)]
    spans = [*spans, (marked, "mark")] if marked else spans
    spans.sort(key=lambda pair: pair[0].start)
    parts: list[str] = []
    cursor = 0
    for span, kind in spans:
        if span.start < cursor:
            continue
        parts.append(_running(article.text[cursor : span.start]))
        body = html.escape(span.of(article.text))
        parts.append(f'<mark tabindex="-1">{body}</mark>' if kind == "mark" else f'<span class="also">{body}</span>')
        cursor = span.end
    parts.append(_running(article.text[cursor:]))
    how = f'<p class="date-from">Date: {html.escape(article.date_from)}</p>'
    return (
        f'<article lang="{html.escape(article.language)}"><h2>{html.escape(article.title)}</h2>'
        f'<p class="byline">{html.escape(byline(article.source, day, today))}</p>{how}<div class="text">{"".join(parts)}</div></article>'
    )


def _running(text: str) -> str:
    """Text between marks, with room between its paragraphs whether one line break divides them or two."""
    return re.sub(r"\s*\n\s*", '<span class="gap">\n</span>', html.escape(text))


def welcome(count: int) -> str:
    """What the panel shows before anything was asked."""
    return (
        "<h2>Ask, then check</h2>"
        f'<p class="lead">Answers come only from the {count} article{"s" * (count != 1)} of this library, sentence by sentence, '
        "each with a numbered citation. Open a number to see the article at the very sentence here.</p>"
    )


def begin(line: str = "Four questions to begin with are on their way …") -> str:
    """What the chat shows before anything was asked, and a line under it."""
    return f'<div class="begin"><h2>What would you like to know?</h2><p>{line}</p></div>'


# What a model file's name ends in that tells readers nothing: "-instruct-q4_k_m".
_BUILD = re.compile(r"(?:[-_.](?:instruct|chat|it))?[-_.](?:i?q\d\w*|f16|bf16|f32)$", re.IGNORECASE)


def model_state(state: str, name: str, seconds: float, usual: float, here: bool = True) -> str:
    """One line on the language model, which is `here` or at an address; while it loads, how far it is if it takes as long as it did before (`usual`, seconds)."""
    said = {
        "ready": f"Answers are written {'on this machine ' if here else ''}by {_BUILD.sub('', name)}",
        "loading": "The model is loading. You can ask already",
        "off": "The model loads with the first question",
        "failed": "The model has stopped; it starts again with the next question",
        "none": "No model: answers are quoted word for word",
    }[state]
    far = min(0.95, seconds / max(usual, 1.0))
    bar = f'<progress max="1" value="{far:.2f}" aria-label="How far the model is loaded"></progress>' if state == "loading" else ""
    return f'<p class="state {html.escape(state)}" role="status">{html.escape(said)}{bar}</p>'
