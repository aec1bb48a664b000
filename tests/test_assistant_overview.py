"""The timeline, the names by article, and what a reader chooses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import write
from fakes import HashingEmbedder, ScriptedModel

from assistant.llm import NoModel
from assistant.options import Options
from assistant.overview import names, newest, timeline
from assistant.pipeline import Assistant, last
from assistant.ui import catalogue
from corpus.event_dates import event_date
from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index
from index.scope import UNNAMED, Scope

FIRST = (
    "Ferry sinks\nPublished on 3 March 2024\n\nPresident Ana Kovač visited Split on Saturday. The ferry Aurora sank on 1 March 2024. Captain Ivo Perić "
    "was questioned by the police. The ferry was built in 1987."
)
SECOND = (
    "Captain freed\nPublished on 9 March 2024\n\nIvo Peric was freed in Split. In February the owner had sold the ship, said Ana Kovač <b>today</b>."
)


@pytest.fixture
def index(data: Path, tmp_path: Path) -> Index:
    library = Library.open(data, seed=False)
    list(library.add_files([write(tmp_path, "a.txt", FIRST), write(tmp_path, "b.txt", SECOND)]))
    opened = Index(data, library, HashingEmbedder(), Settings())
    build(opened)
    return opened


@pytest.mark.parametrize(
    ("sentence", "published", "expected"),
    [
        ("He came on 5 May.", date(2025, 5, 20), (date(2025, 5, 5), "day")),
        ("It closed on December 30.", date(2025, 1, 10), (date(2024, 12, 30), "day")),
        ("It will open on Friday.", date(2025, 9, 16), (date(2025, 9, 19), "day")),
        ("The council meets next Tuesday.", date(2025, 9, 16), (date(2025, 9, 23), "day")),
        ("It was shut in February 2022.", date(2025, 9, 16), (date(2022, 2, 1), "month")),
        ("He has ruled since 1994.", date(2025, 9, 16), (date(1994, 1, 1), "year")),
        ("On 31 February it was cold.", date(2025, 9, 16), None),
        ("He came on Tuesday.", None, None),
        ("About 2000 people came.", date(2025, 9, 16), None),
        ("Nothing happened.", date(2025, 9, 16), None),
        ("On September 11, 52 prisoners were freed.", date(2025, 9, 16), (date(2025, 9, 11), "day")),
        ("He came on September 11th.", date(2025, 9, 16), (date(2025, 9, 11), "day")),
        ("It fell on 29 February.", date(2024, 3, 10), (date(2024, 2, 29), "day")),
        ("The president, in power since July 1994, freed them on Thursday.", date(2025, 9, 16), (date(2025, 9, 11), "day")),
        ("In May 12 people died.", date(2025, 9, 16), None),
    ],
)
def test_when_a_sentence_says_it_was(sentence: str, published: date | None, expected: tuple[date, str] | None) -> None:
    found = event_date(sentence, published)
    assert (found and (found.day, found.exactness)) == expected


def test_the_timeline_has_the_day_of_the_event_where_it_is_stated(index: Index) -> None:
    articles = newest(index, 10)
    happenings = timeline(index, articles)
    told = [(one.day.isoformat(), one.exactness, one.article.text[one.start : one.end].split()[0]) for one in happenings]
    assert ("2024-03-02", "day", "President") in told
    assert ("2024-03-01", "day", "The") in told
    assert ("1987-01-01", "year", "The") in told
    assert ("2024-03-09", "article", "Ivo") in told
    assert [one.day for one in happenings] == sorted((one.day for one in happenings), reverse=True)
    html = catalogue.timeline(happenings, len(articles))
    assert 'datetime="1987"' in html
    assert 'datetime="2024-03-02"' in html


def test_of_a_scope_the_newest_are_taken_within_it(index: Index) -> None:
    assert [one.title for one in newest(index, 1, Scope(until=date(2024, 3, 5)))] == ["Ferry sinks"]
    assert newest(index, 1, Scope(("The Times",))) == []


def test_names_are_counted_with_their_spellings(index: Index) -> None:
    articles = newest(index, 10)
    named = {one.spellings[0]: one for one in names(index, articles)}
    captain = next(one for name, one in named.items() if "Per" in name)
    assert {"Ivo Peric"} < {*captain.spellings}
    assert len(captain.articles) == 2
    assert "Ana Kovač" in named
    assert not any(name.startswith("President") for name in named)
    html = catalogue.names([*named.values()], articles)
    assert html.count('<th scope="col">') == 1 + len(articles)


def test_only_the_chosen_articles_answer(index: Index) -> None:
    assistant = Assistant(index, NoModel())
    question = "Was the captain of the ferry questioned by the police?"
    assert last(assistant.ask(question)).answer.status == "answered"
    late = Options(Scope(since=date(2024, 3, 5)))
    answer = last(assistant.ask(question, options=late)).answer
    assert answer.status == "not_found"
    assert answer.text.startswith("The articles chosen (from 2024-03-05) do not say.")
    nobody = last(assistant.ask(question, options=Options(Scope(("The Times",))))).answer
    assert nobody.text == "No article is left to look in (The Times). Choose other filters."
    early = last(assistant.ask(question, options=Options(Scope((UNNAMED,), until=date(2024, 3, 5))))).answer
    assert early.status == "answered"
    assert early.text.endswith(f"Asked only of: {UNNAMED}, to 2024-03-05.")


def test_quotes_alone_do_not_ask_the_model(index: Index) -> None:
    model = ScriptedModel("The captain was questioned by the police [1].")
    answer = last(Assistant(index, model).ask("Was the captain of the ferry questioned by the police?", options=Options(quote_only=True))).answer
    assert answer.extractive
    assert model.prompts == []


def test_more_sentences_can_be_looked_at(index: Index) -> None:
    assistant = Assistant(index, NoModel())
    few, many = (last(assistant.ask("What happened to the ferry?", options=Options(sentences=n))).trace["evidence"] for n in (2, 8))
    assert len(few) <= 2 < len(many)


def test_the_list_pages_searches_and_escapes(index: Index) -> None:
    entries, total = index.library.catalogue("split", "oldest", 0, 1)
    assert (len(entries), total, entries[0].title) == (1, 2, "Ferry sinks")
    assert index.library.catalogue("zeppelin")[1] == 0
    assert index.library.catalogue("<b>")[1] == 1
    html = catalogue.listed(entries, 0, total, {entries[0].id: "<i>other</i>"}, date(2024, 3, 10))
    assert "1–1 of 2 articles" in html
    assert "<i>" not in html
