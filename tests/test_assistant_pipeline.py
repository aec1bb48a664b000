from __future__ import annotations

import threading
from pathlib import Path

import pytest
from asking import ask, number_of
from conftest import write
from fakes import FailingModel, ScriptedModel

from assistant.answer import ClaimChecked, Event, EvidenceFound, Final, Progress, Turn
from assistant.evidence import candidates, rank
from assistant.llm import NoModel
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.selection import select
from corpus.chunk import count_tokens
from corpus.settings import EvidenceSettings
from index.opened import Index
from index.retrieve import Searcher

PARDON = "How many people did Lukashenko pardon on September 16, 2025?"


def test_an_answer_is_cited_verbatim_and_streamed_in_order(index: Index) -> None:
    n = number_of(index, PARDON, "pardon of 25 individuals")
    events: list[Event] = list(Assistant(index, ScriptedModel(f"Lukashenko pardoned 25 individuals on September 16, 2025 [{n}].")).ask(PARDON))
    assert [type(event) for event in events] == [EvidenceFound, Progress, ClaimChecked, Final]
    answer = events[-1].answer
    assert answer.status == "answered"
    assert answer.text == "Lukashenko pardoned 25 individuals on September 16, 2025 [1]."
    (citation,) = answer.citations
    assert index.library.get(citation.passage.article_id).text[citation.passage.start : citation.passage.end] == citation.passage.quote
    assert "25" in citation.passage.quote


def test_the_json_has_the_contracts_shape(index: Index) -> None:
    value = ask(index, PARDON, "Lukashenko pardoned 25 individuals [1].").answer.to_json("7")
    assert list(value)[:6] == ["id", "question", "standalone_question", "status", "answer", "claims"]
    assert {"citations", "conflicts", "nearest", "model", "seconds"} <= value.keys()
    assert value["seconds"].keys() == {"evidence", "first_token", "total"}
    assert value["citations"][0].keys() == {"n", "article_id", "title", "source", "date", "start", "end", "quote"}
    assert value["claims"][0].keys() == {"text", "citations", "support"}


def test_a_wrong_number_is_not_shown(index: Index) -> None:
    final = ask(index, PARDON, "Lukashenko pardoned 52 individuals on September 16, 2025 [1].")
    assert "52" not in final.answer.text
    assert final.trace["dropped"][0]["missing"]


def test_knowledge_that_is_not_in_the_articles_is_not_shown(index: Index) -> None:
    final = ask(index, "Who is John Coale?", "John Coale is an American lawyer born in 1946, married to Greta Van Susteren [1].")
    assert "1946" not in final.answer.text
    assert "Greta" not in final.answer.text


def test_a_true_sentence_about_somebody_else_is_no_answer(index: Index) -> None:
    final = ask(index, "How many prisoners did Germany release?", "Belarus released 52 political prisoners [1].", "")
    assert all("52" not in claim.text or "German" in claim.text for claim in final.answer.claims)


def test_unknown_numbers_are_dropped_and_the_right_sentence_is_found(index: Index) -> None:
    answer = ask(index, PARDON, "Lukashenko pardoned 25 individuals on September 16, 2025 [17].").answer
    assert [citation.n for citation in answer.citations] == [1]
    assert "[17]" not in answer.text


def test_a_question_about_what_the_library_does_not_know_is_refused_without_the_model(index: Index) -> None:
    model = ScriptedModel()
    answer = last(Assistant(index, model).ask("What is the capital of Australia?")).answer
    assert answer.status == "not_found"
    assert answer.citations == ()
    assert answer.claims == ()
    assert 1 <= len(answer.nearest) <= 3
    assert "Australia" in answer.text
    assert model.prompts == []


def test_a_word_of_a_headline_is_not_said_to_be_unmentioned(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "Quagga returns to Zagreb\n\nThe zoo bought an animal on May 3, 2024.")]))
    answer = ask(empty, "What does a quagga eat in Lisbon?", "NOT FOUND").answer
    assert answer.status == "not_found"
    assert "“Lisbon”" in answer.text
    assert "“quagga”" not in answer.text


def test_the_models_refusal_is_a_refusal(index: Index) -> None:
    final = ask(index, "Which sanctions did the European Union lift?", "NOT FOUND")
    assert final.answer.status == "not_found"
    assert final.answer.nearest


def test_nothing_of_the_model_survives_then_the_articles_are_quoted(index: Index) -> None:
    asked = "Who announced the pardon of 25 individuals on September 16, 2025?"  # all its words are in a sentence
    answer = ask(index, asked, *["The pardon of 25 individuals was announced [1]."] * 2).answer
    assert answer.status == "answered"
    assert answer.extractive
    assert all(claim.text in " ".join(citation.passage.quote.split()) for claim, citation in zip(answer.claims, answer.citations, strict=True))


def test_a_model_that_breaks_off_costs_nobody_what_was_checked(index: Index) -> None:
    events = list(Assistant(index, FailingModel("Lukashenko pardoned 25 individuals [1]. And th")).ask(PARDON))
    answer = events[-1].answer
    assert answer.status == "answered"
    assert answer.claims[0].text == "Lukashenko pardoned 25 individuals."


def test_a_model_that_says_nothing_gives_way_to_quotes(index: Index) -> None:
    answer = last(Assistant(index, FailingModel("")).ask(PARDON)).answer
    assert (answer.status, answer.extractive) == ("answered", True)


def test_without_a_model_the_articles_are_quoted(index: Index) -> None:
    answer = last(Assistant(index, NoModel()).ask(PARDON)).answer
    assert answer.status == "answered"
    assert "25" in answer.text
    assert answer.model == "none"
    assert last(Assistant(index, NoModel()).ask("What is the capital of Australia?")).answer.status == "not_found"


def test_a_follow_up_is_asked_as_a_question_that_stands_alone(index: Index) -> None:
    history = (Turn("When did the US embassy in Minsk close?", "It closed in February 2022 [1]."),)
    answer = ask(index, "Why was it closed?", "NOT FOUND", history=history).answer
    assert answer.standalone == "Why was the US embassy in Minsk closed?"
    assert answer.question == "Why was it closed?"


@pytest.mark.parametrize("question", ["", "   \n", "x" * 10_000, "😀🎉", "\x00\x07", "?!"])
def test_bad_questions_are_told_in_one_line(index: Index, question: str) -> None:
    final = ask(index, question)
    assert final.answer.status == "error"
    assert "\n" not in final.answer.text
    assert len(final.answer.text) < 200


def test_html_in_a_question_is_only_text(index: Index) -> None:
    answer = ask(index, "<script>alert(1)</script> Who is John Coale?", "John Coale is the US envoy [1].").answer
    assert answer.status in ("answered", "not_found")


def test_an_empty_library_says_so(empty: Index) -> None:
    answer = ask(empty, "Who is John Coale?").answer
    assert answer.status == "not_found"
    assert "no articles" in answer.text


def test_new_articles_are_indexed_by_the_next_question(index: Index, tmp_path: Path) -> None:
    list(index.library.add_files([write(tmp_path, "zoo.txt", "The zoo of Zagreb bought 14 zebras on May 3, 2024.")]))
    answer = ask(index, "How many zebras did the zoo of Zagreb buy?", "The zoo of Zagreb bought 14 zebras [1].").answer
    assert (answer.status, answer.citations[0].passage.article_id) == ("answered", "zoo")


def test_while_somebody_else_is_indexing_what_is_there_will_do(index: Index, tmp_path: Path) -> None:
    list(index.library.add_files([write(tmp_path, "zoo.txt", "The zoo of Zagreb bought 14 zebras on May 3, 2024.")]))
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with index.writing("a long build"):
            held.set()
            release.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    assert ask(index, PARDON, "Lukashenko pardoned 25 individuals [1].").answer.status == "answered"
    assert index.pending() == 1
    release.set()
    holder.join()


def test_one_generation_at_a_time_and_the_others_are_told(index: Index) -> None:
    started, go = threading.Event(), threading.Event()

    class Slow(ScriptedModel):
        def stream(self, *args):
            started.set()
            go.wait(10)
            yield from super().stream(*args)

    assistant = Assistant(index, Slow("Lukashenko pardoned 25 individuals [1].", "Lukashenko pardoned 25 individuals [1]."))
    first = threading.Thread(target=lambda: last(assistant.ask(PARDON)))
    first.start()
    assert started.wait(10)
    second = assistant.ask(PARDON)
    assert isinstance(next(second), EvidenceFound)
    assert next(second) == Progress("queued", "another question is being answered")
    go.set()
    assert last(second).answer.status == "answered"
    first.join()


def test_a_reader_who_leaves_lets_the_next_one_in(index: Index) -> None:
    assistant = Assistant(index, ScriptedModel("Lukashenko pardoned 25 individuals [1]. More [1].", "Lukashenko pardoned 25 individuals [1]."))
    events = assistant.ask(PARDON)
    while not isinstance(next(events), ClaimChecked):
        pass
    events.close()
    assert last(assistant.ask(PARDON)).answer.status == "answered"


def test_evidence_is_within_its_limits_and_without_repeats(index: Index) -> None:
    question = "How many women and men were pardoned?"
    vector = index.embedder.embed([question])[0]
    read = analyse(question, index.lexical)
    ranked = rank(read, vector, candidates(index, Searcher(index).search(question, 8)), index)
    chosen = select(ranked, EvidenceSettings(sentences=5, tokens=150), index.stories)
    assert [e.n for e in chosen] == list(range(1, len(chosen) + 1))
    assert sum(count_tokens(e.text) for e in chosen) <= 150
    assert len({e.text for e in chosen}) == len(chosen)
    assert all(e.article.text[e.start : e.end] == e.text for e in chosen)
    assert "Recommended Stories" not in " ".join(e.text for e in ranked)
    assert rank(read, vector, candidates(index, Searcher(index).search(question, 8)), index) == ranked


def test_a_name_in_another_script_and_a_first_name_that_sounds_alike(index: Index) -> None:
    answer = ask(index, "When was Nikolaj Khilo arrested?", "Khilo was arrested in April 2024 [1].").answer
    assert answer.status == "answered"
    assert "April 2024" in answer.text


def test_a_question_may_name_the_source_of_an_article(empty: Index, tmp_path: Path) -> None:
    text = "A headline about a bid\n\nSource: Oulu Observer\n\nThe bid for the maker of sensors is 23.50 euros a share."
    list(empty.library.add_files([write(tmp_path, "bid.txt", text)]))
    asked = "What price does the Oulu Observer give for the bid for the maker of sensors?"
    assert ask(empty, asked, "The bid for the maker of sensors is 23.50 euros a share [1].").answer.status == "answered"
    assert ask(empty, asked.replace("Oulu Observer", "Turku Gazette"), "The bid is 23.50 euros a share [1].").answer.status == "not_found"


def test_a_name_that_only_a_title_has_is_known_in_any_spelling(empty: Index, tmp_path: Path) -> None:
    list(
        empty.library.add_files(
            [write(tmp_path, "a.txt", "Dockers walk out at Setúbal\n\nThe union of the dockers has put four demands on the table.")]
        )
    )
    answer = ask(
        empty, "How many demands has the union of the dockers of Setubal put?", "The union of the dockers has put four demands on the table [1]."
    ).answer
    assert answer.status == "answered"
