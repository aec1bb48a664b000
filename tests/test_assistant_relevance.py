"""What the model says of a sentence, asked whether it answers: what is shown by it and what is not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import write
from fakes import FailingModel, Says, ScriptedModel, evidence

from assistant.answer import Final
from assistant.answerable import judge
from assistant.evidence import Evidence
from assistant.options import Options
from assistant.parts import Parts
from assistant.pipeline import Assistant, last
from assistant.prompt import relevance_prompt
from assistant.question import analyse
from assistant.quoting import quotable
from assistant.relevance import Relevance
from assistant.run import Run
from assistant.ui.found import found
from corpus.errors import ModelUnavailable
from index.cross import Scores
from index.opened import Index
from index.reader import SentenceReader

MEASLES = (
    "Measles in Kastara\n\nNeighbouring Kastara has closed two border markets because of measles.\n\n"
    "In Luvara 41 people have died of measles since May, the ministry of Luvara said."
)
DIED = "How many people have died of measles in Luvara?"


@pytest.fixture
def measles(empty: Index, tmp_path: Path) -> Index:
    list(empty.library.add_files([write(tmp_path, "a.txt", MEASLES)]))
    return empty


def told(index: Index, asked: str, opinion: Callable[[str], float | None], *replies: str, parts: Parts | None = None) -> tuple[Final, ScriptedModel]:
    model = ScriptedModel(*replies)
    model.opinions = opinion
    return last(Assistant(index, model, parts or Parts()).ask(asked)), model


def sure_of(words: str, odds: float) -> Callable[[str], float | None]:
    """An opinion of the sentences that have these words; of others it is sure that they do not answer."""
    return lambda asked: odds if words in asked.split("Sentence: ")[1] else -5.0


def test_nothing_is_shown_of_a_sentence_that_the_model_says_does_not_answer(measles: Index) -> None:
    reply = "41 people have died of measles in Luvara [1]."
    shown, _ = told(measles, DIED, sure_of("41 people", 2.0), reply)
    assert shown.answer.status == "answered"
    final, model = told(measles, DIED, lambda asked: -2.0, reply)
    assert final.answer.status == "not_found", final.answer.text
    assert any("41 people" in asked for asked in model.asked)
    assert "the answer, as the model reads it once more" in final.trace["dropped"][0]["missing"]
    page = found(final.trace, {"evidence": None, "total": 0.1})
    assert "0.12" in page


class Reads(SentenceReader):
    """Finds the same of every sentence."""

    def __init__(self, odds: float) -> None:
        self.given = odds
        self.read: list[Sequence[tuple[str, ...]]] = []

    def scores(self, question: str, sentences: Sequence[tuple[str, ...]], asked: Sequence[str] = ()) -> Scores:
        self.read.append(sentences)
        return np.full(len(sentences), self.given, dtype=np.float32)


def test_the_readers_opinion_counts_beside_the_models(measles: Index) -> None:
    reply = "41 people have died of measles in Luvara [1]."
    for said, read, status in (
        (-2.0, -2.5, "not_found"),
        (-2.0, 2.0, "answered"),
        (0.5, -2.5, "answered"),
        (None, -2.3, "answered"),
        (None, -2.5, "not_found"),
    ):
        measles.reader = Reads(read)
        final, _ = told(measles, DIED, lambda asked, said=said: said, reply)
        assert final.answer.status == status, (said, read)
    measles.reader = Reads(-2.0)
    final, _ = told(measles, DIED, lambda asked: -1.0, reply)
    assert final.trace["opinions"][0]["odds"] == pytest.approx(-0.5 - 0.45 * 2)
    sentence = next(one for one in measles.reader.read[0] if one[0].startswith("In Luvara 41"))
    assert sentence[2] == "Measles in Kastara"
    measles.reader = Reads(-5.0)
    final, _ = told(measles, DIED, lambda asked: -1.0, reply, parts=Parts(reader=False))
    assert (final.answer.status, final.trace["opinions"][0]["odds"], measles.reader.read) == ("answered", -1.0, [])


def test_nothing_is_asked_where_the_reader_finds_no_answer_unless_a_sentence_corrects_the_question(measles: Index) -> None:
    for asked, read, is_asked in ((DIED, -3.2, True), (DIED, -3.4, False), ("How many people have not died of measles in Luvara?", -3.4, True)):
        measles.reader = Reads(read)
        _, model = told(measles, asked, lambda asked: -5.0, "NOT FOUND", "NOT FOUND")
        assert bool(model.prompts) == is_asked, (asked, read)


def test_what_is_unlikely_by_its_words_is_asked_where_the_reader_is_sure_but_of_nobody_unknown(
    measles: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    for probability, read, is_asked in ((0.16, -1.0, True), (0.14, -0.1, False), (0.14, 0.1, True), (0.0, 3.0, False)):
        monkeypatch.setattr("assistant.pipeline.answerable.judge", lambda *given, p=probability: replace(judge(*given), probability=p))
        measles.reader = Reads(read)
        _, model = told(measles, DIED, lambda asked: 0.0, "NOT FOUND", "NOT FOUND")
        assert bool(model.prompts) == is_asked, (probability, read)


def test_where_the_reader_is_sure_the_model_need_not_be_asked(measles: Index) -> None:
    for read, is_asked in ((0.9, True), (1.1, False)):
        measles.reader = Reads(read)
        final, model = told(measles, DIED, lambda asked: 0.0, "41 people have died of measles in Luvara [1].")
        assert (final.answer.status, bool(model.asked)) == ("answered", is_asked)


def test_a_doubt_is_not_enough(measles: Index) -> None:
    final, _ = told(measles, DIED, lambda asked: -1.0, "41 people have died of measles in Luvara [1].")
    assert final.answer.status == "answered"


def test_without_an_opinion_all_is_as_before(measles: Index) -> None:
    def failing(asked: str) -> float | None:
        raise ModelUnavailable("The model broke off", "Try again")

    for opinion in (lambda asked: None, failing):
        final, _ = told(measles, DIED, opinion, "41 people have died of measles in Luvara [1].")
        assert final.answer.status == "answered"


def test_it_is_asked_only_where_that_part_is_at_work_and_once_of_a_sentence(measles: Index) -> None:
    final, model = told(measles, DIED, lambda asked: -5.0, "41 people have died of measles in Luvara [1].", parts=Parts(relevance=False))
    assert (final.answer.status, model.asked) == ("answered", [])
    _, model = told(measles, DIED, lambda asked: -5.0, "41 people have died of measles in Luvara [1]. In Luvara 41 people have died [1].")
    assert len(model.asked) == len(set(model.asked))


def test_what_would_be_dropped_is_quoted_where_the_model_is_sure(empty: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.writer.sure_enough", lambda *given: 0.99)
    text = "Eruption of Oruhai\n\nThe army sent 180 soldiers and two helicopters to help.\n\nTarawen is an island with a long history of volcanoes."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    asked, reply = (
        "How many soldiers did the army deploy to assist after the eruption of Oruhai?",
        "The army deployed 180 soldiers to assist after the eruption of Oruhai [1].",
    )
    unsure, _ = told(empty, asked, lambda asked: 0.0, reply)
    assert unsure.trace["dropped"][0]["missing"] == ["enough of its words"]
    sure, _ = told(empty, asked, sure_of("180 soldiers", 1.0), reply)
    assert not sure.trace["dropped"]
    assert [claim.text for claim in sure.answer.claims] == ["The army sent 180 soldiers and two helicopters to help."]


def test_the_sentence_of_a_weak_claim_is_quoted_where_nothing_else_stands_and_the_model_does_not_say_no(
    empty: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.writer.sure_enough", lambda *given: 0.99)
    monkeypatch.setattr("assistant.pipeline.answerable.judge", lambda *given: replace(judge(*given), probability=0.5))
    text = "Dashkevar\n\nDashkevar, who has governed the country for 27 years, denies that there are any.\n\nThe country has jails."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    asked, reply = "For how many years has Dashkevar held the reins of power?", "Dashkevar has held the reins of power for 27 years [1]."
    for odds, claims in ((-1.2, ["Dashkevar, who has governed the country for 27 years, denies that there are any."]), (-1.4, [])):
        final, _ = told(empty, asked, sure_of("27 years", odds), reply, "NOT FOUND")
        assert final.trace["dropped"][0]["missing"] == ["enough of its words"]
        assert [claim.text for claim in final.answer.claims] == claims
    strange, _ = told(empty, asked, sure_of("27 years", 0.0), "Dashkevar has held the reins of power for 28 years [1].", "NOT FOUND")
    assert strange.answer.status == "not_found"


def test_what_the_model_refused_is_quoted_where_it_is_sure_of_a_sentence(measles: Index) -> None:
    asked = "What did Kastara shut on account of the measles?"
    unsure, _ = told(measles, asked, lambda asked: 0.0, "NOT FOUND")
    assert unsure.answer.status == "not_found"
    sure, _ = told(measles, asked, sure_of("border markets", 1.0), "NOT FOUND")
    assert [claim.text for claim in sure.answer.claims] == ["Neighbouring Kastara has closed two border markets because of measles."]


def test_in_place_of_what_was_turned_down_only_what_surely_answers_is_quoted(measles: Index) -> None:
    asked, reply = "What happened because of measles in Kastara and Luvara?", "Measles closed two border markets in Kastara [1]."
    for odds, status in ((0.0, "not_found"), (1.0, "answered")):
        final, _ = told(measles, asked, sure_of("41 people", odds), reply, "NOT FOUND")
        assert final.answer.status == status, (odds, final.answer.text)
        assert "border markets" not in final.answer.text


def test_of_yes_or_no_a_comparison_and_a_spelling_it_is_not_asked(measles: Index) -> None:
    for asked in ("Has Kastara closed two border markets because of measles?", "How is the name of Luvara spelled?"):
        final, model = told(measles, asked, lambda asked: -5.0, "Neighbouring Kastara has closed two border markets because of measles [1].")
        assert not final.trace.get("opinions"), (asked, model.asked)


def test_that_a_sentence_denies_something_is_not_enough(empty: Index, tmp_path: Path) -> None:
    """It must have much of the question: else it is asked like any other."""
    list(empty.library.add_files([write(tmp_path, "a.txt", "Crash at Beira\n\nBuses moved those who had no cars from Beira.")]))
    final, model = told(
        empty, "Where did people stay after the crash at Beira?", lambda asked: -5.0, "Buses moved those who had no cars from Beira [1]."
    )
    assert any("no cars" in asked for asked in model.asked)
    assert final.answer.status == "not_found"


def test_what_denies_what_the_question_presumes_is_shown(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "The pilot Ines Rocha was not hurt in the landing at Beira.")]))
    final, _ = told(
        empty, "How was the pilot Ines Rocha hurt in the landing?", lambda asked: -5.0, "The pilot Ines Rocha was not hurt in the landing [1]."
    )
    assert final.answer.status == "answered"


def test_for_quotes_alone_the_model_is_asked_nothing(measles: Index) -> None:
    model = ScriptedModel()
    model.opinions = lambda asked: -5.0
    final = last(Assistant(measles, model).ask(DIED, options=Options(quote_only=True)))
    assert final.answer.status == "answered"
    assert not model.prompts
    assert not model.asked


def test_a_model_that_failed_is_not_asked_again(measles: Index) -> None:
    def failing(asked: str) -> float | None:
        raise ModelUnavailable("The model broke off", "Try again")

    model = FailingModel("Nothing of that.")
    final = last(Assistant(measles, model).ask(DIED))
    assert (final.answer.status, final.answer.extractive, model.asked) == ("answered", True, [])
    _, model = told(measles, "What happened because of measles in Kastara and Luvara?", failing, "NOT FOUND", "NOT FOUND")
    assert len(model.asked) == 1


def test_the_sentence_before_is_shown_with_it() -> None:
    one = evidence(1, "She had waited nine hours.", before="Greta Lindqvist grows\nwheat.")
    system, asked = relevance_prompt("How long did Lindqvist wait?", one)
    assert "yes or no" in system.content
    assert asked.content.splitlines()[:3] == [
        "Question: How long did Lindqvist wait?",
        "Before it: Greta Lindqvist grows wheat.",
        "Sentence: She had waited nine hours.",
    ]
    assert "Before it" not in relevance_prompt("Who?", evidence(1, "She had waited."))[1].content


def sure_that_not(index: Index, asked: str, one: Evidence, sides: bool = False) -> tuple[bool, Run]:
    """Whether a sentence is turned down by a model that says no to all; and the run."""
    model = ScriptedModel()
    model.opinions = lambda _: -5.0
    run = Run(asked=asked, started=0.0, model="scripted", standalone=asked, sides=[one] if sides else [])
    read = analyse(asked, index.lexical)
    return Relevance(model, threading.Lock(), None, index.lexical).turns_down(run, read, [one]), run


def test_where_no_says_nothing_nothing_is_turned_down(index: Index) -> None:
    fell = replace(evidence(1, "The toll in Perkovic fell to nine in June."), coverage=0.6)
    down, run = sure_that_not(index, "What was the toll in Perkovic in June?", fell)
    assert down
    assert run.turned_down
    for asked in ("Was the toll in Perkovic larger in May or in June?", "Did the toll in Perkovic fall?", "How is Perkovic spelled?"):
        down, run = sure_that_not(index, asked, fell)
        assert not down, asked
        assert not run.turned_down
        assert not run.opinions
    assert not sure_that_not(index, "What was the toll in Perkovic in June?", fell, sides=True)[0]


def test_only_a_denial_with_much_of_the_question_is_spared(index: Index) -> None:
    asked = "How was the pilot Rocha hurt in the landing?"
    denial = evidence(1, "The pilot Rocha was not hurt in the landing.")
    assert not sure_that_not(index, asked, replace(denial, coverage=0.5))[0]
    assert sure_that_not(index, asked, replace(denial, coverage=0.3))[0]
    assert sure_that_not(index, asked, replace(evidence(1, "The pilot Rocha was hurt in the landing."), coverage=0.5))[0]
    of_something_else = evidence(1, "No deaths were reported, though the pilot Rocha was hurt in the landing.")
    assert sure_that_not(index, asked, replace(of_something_else, coverage=0.5))[0]
    which = "Which company made the engine that failed in the landing of Rocha?"
    assert sure_that_not(index, which, replace(evidence(1, "Rocha made the landing after the engine failed."), coverage=0.5))[0]
    why_not = "Why was the pilot Rocha not hurt in the landing?"
    assert not sure_that_not(index, why_not, replace(evidence(1, "The pilot Rocha was hurt in the landing."), coverage=0.5))[0]
    assert sure_that_not(index, why_not, replace(evidence(1, "The pilot Rocha spoke to reporters."), coverage=0.5))[0]


@pytest.mark.parametrize(("fit", "corrects"), [(-4.4, True), (-4.6, False)])
def test_a_denial_on_another_matter_corrects_nothing(index: Index, fit: float, corrects: bool) -> None:
    asked = "How was the pilot Rocha hurt in the landing?"
    one = replace(evidence(1, "The pilot Rocha was not hurt in the landing."), coverage=0.5)
    read = analyse(asked, index.lexical)
    judgement = replace(judge(read, [one], index.lexical), probability=0.7, unknown=())
    model = ScriptedModel()
    model.opinions = lambda _: -5.0
    relevance = Relevance(model, threading.Lock(), Says(lambda _: fit), index.lexical)
    run = Run(asked=asked, started=0.0, model="scripted", standalone=asked, evidence=[one], refused=True)
    assert list(quotable(run, read, judgement, relevance, index.lexical, judged=True)) == ([one] if corrects else [])
    assert relevance.none_answers(read, [one], judgement) is not corrects
    assert relevance.turns_down(run, read, [one]) is not corrects


@pytest.mark.parametrize(("probability", "turned_down", "opinion", "quoted"), [
    (0.95, False, 0.0, True),  # likely enough, and not turned down
    (0.95, False, -2.0, False),
    (0.95, True, 0.0, False),  # another was turned down: this one must surely answer
    (0.95, True, 1.0, True),
    (0.5, False, 0.0, False),  # not likely enough
    (0.5, False, 1.0, True),
])  # fmt: skip
def test_what_is_quoted(index: Index, probability: float, turned_down: bool, opinion: float, quoted: bool) -> None:
    asked = "How many people did Perkovic pardon?"
    one = replace(evidence(1, "Perkovic pardoned 25 people."), coverage=0.8)
    read = analyse(asked, index.lexical)
    judgement = replace(judge(read, [one], index.lexical), probability=probability, unknown=())
    model = ScriptedModel()
    model.opinions = lambda _: opinion
    run = Run(asked=asked, started=0.0, model="scripted", standalone=asked, evidence=[one], turned_down=turned_down)
    relevance = Relevance(model, threading.Lock(), None, index.lexical)
    assert list(quotable(run, read, judgement, relevance, index.lexical, judged=True)) == ([one] if quoted else [])


def test_what_was_turned_down_is_not_pointed_to(measles: Index) -> None:
    reply = "Neighbouring Kastara has closed two border markets because of measles [2]."
    final, _ = told(measles, "What happened because of measles in Kastara and Luvara?", sure_of("41 people", 1.0), reply)
    assert [claim.text for claim in final.answer.claims] == ["In Luvara 41 people have died of measles since May, the ministry of Luvara said."]


def test_only_the_end_of_a_long_sentence_before_is_shown() -> None:
    asked = relevance_prompt("Who?", evidence(1, "She had waited.", before=f"{'Long ago ' * 60}she came.")).pop().content
    assert len(asked.split("Before it: ")[1].split("\n")[0]) == 200
    assert "she came." in asked
