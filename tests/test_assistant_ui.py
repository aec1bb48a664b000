"""The page's markup: whatever comes from outside is text, never markup; offsets are exact."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from fakes import ScriptedModel
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Claim, Passage, Seconds
from assistant.overview import Happening, Named
from assistant.session import Session
from assistant.ui import catalogue, markup
from assistant.ui.panel import open_passage
from assistant.ui.talk import talk
from corpus.article import Article, Span
from corpus.library import Entry
from index.opened import Index

TODAY = date(2026, 11, 24)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [link](javascript:alert(1)) **bold** `code` $x$ </p> \"' &amp;"


def article(text: str, title: str = "A title") -> Article:
    return Article("a<1>", title, HOSTILE, date(2025, 9, 16), HOSTILE, "", "en", "", text)


class Reading(HTMLParser):
    """What a browser would make of some markup: its tags, attributes and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


@given(st.text(max_size=200))
def test_text_for_the_chat_comes_back_as_it_was(text: str) -> None:
    shown = markup.safe(text)
    assert not set(shown) & set("<>\"'*_`[]()$\n")
    assert html.unescape(shown) == html.unescape(text.replace("\n", " ").replace("\r", " ")) or "&" in text


def test_hostile_text_stays_text_everywhere() -> None:
    passage = Passage("a", HOSTILE, HOSTILE, None, 0, 3, HOSTILE)
    claim = Claim(HOSTILE, (1,), "supported")
    answer = Answer(HOSTILE, HOSTILE + "?", "answered", HOSTILE, (claim,), (Citation(1, passage),), (passage,), "m", Seconds(0, 0, 0))
    for shown in (
        markup.asked(HOSTILE), markup.note(HOSTILE), markup.answer(answer, "c-1"), markup.passages([passage], HOSTILE, TODAY),
        markup.reader(article(HOSTILE, HOSTILE), Span(3, 9), [Span(12, 20)], TODAY), markup.model_state("ready", HOSTILE, 0, 1),
        catalogue.listed([Entry(HOSTILE, HOSTILE, HOSTILE, None, 3)], 0, 1, {HOSTILE: HOSTILE}, TODAY, HOSTILE), catalogue.listed([], 0, 0, {}, TODAY, HOSTILE),
        catalogue.timeline([Happening(TODAY, "day", article(HOSTILE, HOSTILE), 0, len(HOSTILE))], 1),
        catalogue.names([Named((HOSTILE, HOSTILE), {"a": (1, 0, 3)})], [article(HOSTILE, HOSTILE)]),
    ):  # fmt: skip
        seen = Reading(shown)
        assert seen.tags <= {*"p span a strong article h2 h3 div mark ol ul li q br button section time table thead tbody tr th td code".split()}
        assert seen.attributes <= {*"class href role tabindex title lang data-article data-start data-end type datetime scope aria-label".split()}
        assert all(link.startswith("#") for link in seen.links)


def test_the_model_is_named_as_people_name_it_and_placed_only_where_it_is() -> None:
    here = markup.model_state("ready", "qwen2.5-1.5b-instruct-q4_k_m", 0, 1)
    assert ">Answers are written on this machine by qwen2.5-1.5b<" in here
    assert ">Answers are written by mistral-small<" in markup.model_state("ready", "mistral-small", 0, 1, here=False)


@given(st.text(min_size=1, max_size=120), st.data())
def test_the_mark_is_exactly_the_span(text: str, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)))
    shown = markup.reader(article(text), Span(start, end), [], TODAY)
    marked = re.search(r'<mark tabindex="-1">(.*?)</mark>', shown, re.DOTALL)
    assert marked is not None
    assert html.unescape(marked[1]) == html.unescape(html.escape(text[start:end]))
    body = re.search(r'<div class="text">(.*)</div></article>', shown, re.DOTALL)
    assert body is not None
    plain = re.sub(r'</?mark[^>]*>|<span class="gap">|(?<=\n)</span>', "", body[1])
    assert html.unescape(plain).split() == text.split()  # room between paragraphs is all that changes


def test_ages_are_told_as_people_tell_them() -> None:
    assert markup.byline("BBC", "2026-11-24", TODAY) == "BBC · 2026-11-24 (today)"
    assert markup.byline("", "2026-11-23", TODAY) == "no source named · 2026-11-23 (1 day ago)"
    assert "14 months ago" in markup.byline("", "2025-09-16", TODAY)
    assert markup.byline("BBC", None, TODAY) == "BBC · no date"


def test_a_question_on_the_page_from_evidence_to_answer(index: Index) -> None:
    session = Session(index, ScriptedModel("Lukashenko pardoned 25 individuals on September 16, 2025 [1]."))
    conversation = session.conversations.begin()
    views = list(talk(session, conversation, "How many people did Lukashenko pardon on September 16, 2025?"))
    assert any(view.panel and "Passages found" in view.panel for view in views[:3]), "evidence before the model has written"
    link = re.search(r'<a class="citation of-(\S+)" href="#citation-1"[^>]*>1</a>', views[-1].message)
    assert link is not None
    assert views[-1].panel
    opened = open_passage(session, json.dumps({"turn": link[1], "n": 1}))
    stored = session.conversations.turns(conversation)[0].answer
    assert stored is not None
    assert html.unescape(re.search(r"<mark[^>]*>(.*?)</mark>", opened, re.DOTALL)[1]) == stored["citations"][0]["quote"]


def test_a_refusal_shows_the_nearest_passages(index: Index) -> None:
    session = Session(index, ScriptedModel())
    (*_, last) = talk(session, session.conversations.begin(), "What is the capital of Australia?")
    assert "not-found" in last.message
    assert "The articles do not say" in html.unescape(last.message)
    assert last.panel
    assert "no answer" in last.panel


def test_an_unexpected_error_is_told_and_logged(index: Index, caplog: pytest.LogCaptureFixture) -> None:
    class Exploding(ScriptedModel):
        def stream(self, *args):
            raise ZeroDivisionError

    session = Session(index, Exploding())
    (*_, last) = talk(session, session.conversations.begin(), "How many people did Lukashenko pardon on September 16, 2025?")
    assert "went wrong" in html.unescape(last.message)
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"turn": "x", "n": 1}',
        '{"turn": "x-1", "n": 1}',
        '{"article": "gone"}',
        '{"article": "gone", "start": "a", "end": "b"}',
    ],
)
def test_references_that_lead_nowhere(index: Index, reference: str) -> None:
    session = Session(index, ScriptedModel())
    assert 'class="note"' in open_passage(session, reference)


def test_conversations_survive_and_are_told_apart(index: Index) -> None:
    session = Session(index, ScriptedModel("NOT FOUND", "NOT FOUND"))
    first, second = session.conversations.begin(), session.conversations.begin()
    assert first != second
    list(session.ask(first, "What is the capital of Australia?"))
    list(session.ask(second, "Who is John Coale?"))
    again = Session(Index(index.data, index.library, index.embedder, index.settings), ScriptedModel())
    assert [turn.question for turn in again.conversations.turns(first)] == ["What is the capital of Australia?"]
    assert [turn.question for turn in again.conversations.turns(second)] == ["Who is John Coale?"]
    again.conversations.remove(first)
    assert again.conversations.turns(first) == []
    traces = list((index.data / "traces").glob("*.jsonl"))
    assert len(traces) == 1
    assert len(traces[0].read_text(encoding="utf-8").splitlines()) == 2
