"""Conversations written out, and answers read again from what is kept of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from fakes import ScriptedModel

from assistant.answer import Answer, Conflict, Value
from assistant.export import FORMATS, export
from assistant.llm import NoModel
from assistant.pipeline import last
from assistant.session import Session
from assistant.ui.found import found
from index.opened import Index

QUESTION = "How many political prisoners still remain in Belarus?"


def test_an_answer_is_the_same_when_it_is_read_again(index: Index) -> None:
    session = Session(index, NoModel())
    name = session.conversations.begin()
    answer = last(session.ask(name, QUESTION)).answer
    assert answer.closing
    assert Answer.from_json(session.conversations.turns(name)[0].answer or {}).kept() == answer.kept()
    differing = replace(answer, conflicts=(Conflict("a", (Value("1", (1,)),)), Conflict("b", (Value("2", (1,)),), only_exactness=True)))
    again = Answer.from_json(differing.kept())
    assert again == replace(differing, seconds=again.seconds, claims=tuple(replace(one, text=one.whole, lead="") for one in differing.claims))


@pytest.mark.parametrize("form", FORMATS)
def test_every_citation_is_a_footnote_with_its_quote(index: Index, form: str) -> None:
    session = Session(index, NoModel())
    name = session.conversations.begin()
    answer = last(session.ask(name, QUESTION)).answer
    last(session.ask(name, "What is the capital of Australia?"))
    session.conversations.ask(name, "<script>alert(1)</script> [x](javascript:y)")
    text = export("A *title*", session.conversations.turns(name), form)
    articles = {article.id: article.text for article in index.library.all()}
    for citation in answer.citations:
        quote = " ".join(citation.passage.quote.split())
        assert citation.passage.quote in articles[citation.passage.article_id]
        assert re.sub(r"\W", "", quote) in re.sub(r"&#x27;|&quot;|\W", "", text)
    assert "The articles do not say" in text
    assert answer.closing in text
    if form == "JSON":
        assert [turn["number"] for turn in json.loads(text)["turns"]] == [1, 2, 3]
    else:
        assert "<script>" not in text
        assert "[x](" not in text or form == "HTML"
        assert "never finished" in text


def test_how_it_was_found_is_escaped_and_complete(index: Index) -> None:
    session = Session(index, ScriptedModel("<img src=x> 999 zebras were pardoned on 16 September [1]."))
    final = last(session.ask(session.conversations.begin(), "How many individuals were pardoned on 16 September?"))
    told = found(final.trace, final.answer.seconds.to_json())
    assert "<img" not in told
    assert "999 zebras" in told
    assert "Left out" in told
    assert told.count("<li value=") == len(final.trace["evidence"])
    assert "What the model wrote" not in found({}, {"evidence": None, "total": 0.1})
    twice = found({"said": ["NOT ", "FOUND"], "said_again": ["Six ", "came [1]."]}, {"evidence": None, "total": 0.1})
    assert "NOT FOUND</p><p class='said'>Of the best sentence alone: Six came [1].</p>" in twice
