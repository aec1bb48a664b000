from __future__ import annotations

import json
import math
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from conftest import write
from fakes import HashingEmbedder, ScriptedModel
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm import NoModel
from assistant.parts import Parts
from assistant.session import Session
from corpus.errors import SourceboundError
from corpus.library import Library
from corpus.settings import Settings
from eval import datasets, gold, metrics, report, run, score, stats
from eval.compare import compare
from eval.gold import GoldQuestion, GoldSpan
from index.opened import Index

TINY = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 8), st.integers(9, 12)), max_size=4)


def question(**changes: object) -> GoldQuestion:
    span = GoldSpan(article="a", start=0, end=4, quote="text")
    value = {
        "id": "x",
        "kind": "fact",
        "split": "dev",
        "question": "How many?",
        "answerable": True,
        "answer": (("25", "twenty-five"),),
        "reference": "25.",
        "evidence": ((span,),),
    }
    return GoldQuestion.model_validate(value | changes)


def answer(text: str, status: str = "answered", citations: tuple[tuple[str, int, int], ...] = (("a", 0, 4),)) -> dict:
    cited = [{"n": n, "article_id": a, "start": s, "end": e, "quote": text} for n, (a, s, e) in enumerate(citations, start=1)]
    claims = [{"text": text, "citations": [c["n"] for c in cited], "support": "supported"}] if status == "answered" else []
    return {
        "status": status,
        "answer": text,
        "citations": cited,
        "claims": claims,
        "seconds": {"evidence": 0.1, "first_token": 1.0, "total": 2.0},
        "standalone_question": "",
    }


# --- the gold set itself


def test_the_gold_set_is_proved_by_its_own_check(index: Index) -> None:
    questions = gold.load(gold.DEFAULT)
    assert gold.check(questions, index.library) == []
    counts = gold.counts(questions)
    assert set(counts) == set(gold.KINDS)
    assert len(questions) >= 180
    assert all(sum(split.values()) >= 12 for split in counts.values())
    dev = sum(split["dev"] for split in counts.values())
    assert 0.55 <= dev / len(questions) <= 0.65
    assert any(len(q.history) >= 3 for q in questions)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": ((GoldSpan(article="a", start=1, end=4, quote="text"),),)}, "the quote is not at"),
        ({"evidence": ((GoldSpan(article="b", start=0, end=4, quote="text"),),)}, "there is no article b"),
        ({"answerable": False}, "not answerable, but with"),
        ({"answer": ()}, "answerable, but without"),
        ({"answer": (("26",),)}, "no evidence has any of 26"),
        ({"reference": "Twenty."}, "would be judged wrong"),
    ],
)
def test_what_is_wrong_with_a_question_is_found(empty: Index, tmp_path: Path, changes: dict, said: str) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "It was 25.")]))
    fine = question(evidence=((GoldSpan(article="a", start=0, end=10, quote="It was 25."),),))
    assert gold.check([fine], empty.library) == []
    assert any(said in problem for problem in gold.check([fine.model_copy(update=changes)], empty.library))


def test_duplicates_are_found_over_splits(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", "It was 25.")]))
    one = question(evidence=((GoldSpan(article="a", start=0, end=10, quote="It was 25."),),), question="How many people were pardoned on Monday?")
    other = one.model_copy(update={"id": "y", "split": "test", "question": "How many people were pardoned on Mondays?"})
    assert any("different splits" in problem for problem in gold.check([one, other], empty.library))
    assert any("same question" in problem for problem in gold.check([one, one.model_copy(update={"id": "z"})], empty.library))


def test_a_broken_gold_set_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceboundError, match=r"line 2: .*kind"):
        gold.load(write(tmp_path, "g.jsonl", question().model_dump_json() + '\n{"id": "x"}\n'))
    with pytest.raises(SourceboundError, match="no question"):
        gold.load(write(tmp_path, "g.jsonl", "\n"))


# --- metrics, by hand and against second implementations


@pytest.mark.parametrize(
    ("text", "alternative", "there"),
    [("It was 12.", "12", True), ("in 2012", "12", False), ("its borders", "border", True), ("1,168 people", "1168", True), ("1,168 people", "168", False), ("fifty-two inmates", "52", True), ("seven-layer", "7", True), ("fifty-two", "two", False), ("no one", "", False), ("Adamovič said", "Adamovic", True)],
)  # fmt: skip
def test_finding_an_alternative(text: str, alternative: str, there: bool) -> None:
    assert metrics.finds(text, alternative) is there


def test_token_f1_by_hand() -> None:
    assert metrics.normalise("The U.S. embassy!") == "us embassy"
    assert metrics.exact_match("the embassy", ["An embassy."]) == 1.0
    assert metrics.token_f1("a b c", ["b c d e"]) == pytest.approx(2 * (2 / 2) * (2 / 4) / (2 / 2 + 2 / 4))
    assert metrics.token_f1("", ["x"]) == 0.0
    assert metrics.token_f1("x", []) == 0.0


@given(TINY, TINY)
def test_precision_agrees_with_counting_characters(found: list[tuple[str, int, int]], relevant: list[tuple[str, int, int]]) -> None:
    gold_characters = {(a, i) for a, s, e in relevant for i in range(s, e)}
    expected = [any((a, i) in gold_characters for i in range(s, e)) for a, s, e in found]
    assert metrics.precision(found, relevant) == (sum(expected) / len(found) if found else None)
    assert metrics.group_recall(found, [relevant] if relevant else []) == ((1.0 if any(expected) else 0.0) if relevant else None)


def test_ranking_agrees_with_the_formulas() -> None:
    two = question(evidence=((GoldSpan(article="a", start=10, end=20, quote="x"),), (GoldSpan(article="b", start=0, end=9, quote="y"),)))
    hits = [{"article_id": a, "start": s, "end": e} for a, s, e in (("c", 0, 50), ("a", 0, 50), ("c", 50, 90), ("b", 0, 50))]
    found = score.score(two, answer("25"), {"hits": hits})
    assert found["hit@1"] == 0.0
    assert found["hit@5"] == found["recall@5"] == 1.0
    assert found["mrr@10"] == pytest.approx(1 / 2)
    assert found["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))
    assert score.score(two, answer("25"), {"hits": hits[:2]})["recall@5"] == pytest.approx(0.5)


def test_unsupported_facts_of_what_was_shown() -> None:
    assert metrics.unsupported("Belarus freed 52 people.", ["Minsk in Belarus freed fifty-two."]) == []
    assert metrics.unsupported("Germany freed 53 people.", ["Belarus freed 52."]) == ["Germany", "53"]


# --- judging


@pytest.mark.parametrize(
    ("gold_changes", "given", "scores"),
    [
        ({}, answer("25 people."), {"correct": 1.0, "citation_precision": 1.0, "citation_recall": 1.0, "refused_wrongly": 0.0}),
        ({}, answer("26 people."), {"correct": 0.0, "answered_right": 0.0}),
        ({"wrong": ("52",)}, answer("25 or 52."), {"correct": 0.0}),
        ({}, answer("25.", citations=(("a", 90, 99),)), {"correct": 1.0, "citation_precision": 0.0, "citation_recall": 0.0}),
        ({}, answer("No.", "not_found", ()), {"correct": 0.0, "refused_wrongly": 1.0, "citation_precision": None, "unsupported": None}),
        ({}, answer("Broken.", "error", ()), {"correct": 0.0, "answered_right": 0.0, "refused_wrongly": 0.0}),
        (
            {"answerable": False, "answer": (), "evidence": ()},
            answer("No.", "not_found", ()),
            {"correct": 1.0, "refused_rightly": 1.0, "answered_right": None, "mrr@10": None},
        ),
        ({"answerable": False, "answer": (), "evidence": ()}, answer("25."), {"correct": 0.0, "refused_rightly": 0.0}),
    ],
)
def test_judgements(gold_changes: dict, given: dict, scores: dict) -> None:
    found = score.score(question(**gold_changes), given, {})
    assert {name: found[name] for name in scores} == scores


def test_a_citation_marker_is_no_number() -> None:
    two = question(answer=(("2", "two"),), reference="Two.")
    marked = answer("Some Germans came.") | {"answer": "Some Germans came [2]."}
    assert score.score(two, marked, {})["correct"] == 0.0
    assert score.score(two, answer("Two."), {})["exact_match"] == 1.0


# --- statistics


def test_wilson_by_hand() -> None:
    z, n, p = 1.959964, 10, 0.8
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    found = stats.wilson(8, 10)
    assert (found.low, found.high) == (pytest.approx(centre - half, abs=1e-6), pytest.approx(centre + half, abs=1e-6))


def test_clustering_widens_the_interval_of_what_hangs_together() -> None:
    values = [1.0] * 20 + [0.0] * 20
    apart = stats.clustered_mean(values, [str(i) for i in range(40)])
    together = stats.clustered_mean(values, ["a"] * 20 + ["b"] * 20)
    assert apart.value == together.value == 0.5
    assert together.high - together.low > 2 * (apart.high - apart.low)
    assert stats.clustered_mean(values, ["a"] * 20 + ["b"] * 20) == together, "seeded"


def test_paired_tests_agree_with_scipy() -> None:
    from scipy.stats import binomtest, permutation_test

    assert stats.mcnemar(8, 2) == pytest.approx(binomtest(8, 10, 0.5).pvalue)
    assert stats.mcnemar(0, 0) == 1.0
    random = np.random.default_rng(1)
    for size in (8, 40):
        values = random.normal(0.3, 1, size)
        reference = permutation_test((values,), np.mean, permutation_type="samples", n_resamples=9999, random_state=2).pvalue
        assert stats.paired_permutation(list(values)) == pytest.approx(reference, abs=0.02)
    assert stats.paired_permutation([0.0, 0.0]) == 1.0


# --- runs


@pytest.fixture
def session(index: Index) -> Session:
    return Session(index, NoModel())


def test_a_run_writes_everything_and_a_second_takes_it_from_the_cache(session: Session) -> None:
    questions = run.select(gold.load(gold.DEFAULT), "dev", sample=12)
    folder = run.run(session, questions, "first")
    assert {path.name for path in folder.iterdir()} == {"results.jsonl", "run.json", "report.md", "report.html", "junit.xml"}
    value = run.load(folder)
    assert [row["id"] for row in value["rows"]] == [q.id for q in questions]
    assert not any(row["cached"] for row in value["rows"])
    again = run.load(run.run(session, questions, "second"))
    assert all(row["cached"] for row in again["rows"])
    assert again["summary"]["metrics"] == value["summary"]["metrics"]
    assert session.index.database.connection().execute("SELECT count(*) FROM conversations").fetchone()[0] == 0, (
        "an evaluation leaves no conversations"
    )


def test_another_model_does_not_get_the_cached_answers(session: Session) -> None:
    questions = run.select(gold.load(gold.DEFAULT), "dev", ["far"])[:2]
    run.run(session, questions, "first")
    other = Session(session.index, ScriptedModel(*["NOT FOUND"] * 9))
    assert not any(row["cached"] for row in run.load(run.run(other, questions, "other"))["rows"])


def test_the_reports_of_a_run(session: Session) -> None:
    questions = run.select(gold.load(gold.DEFAULT), "dev", sample=14)
    hostile = questions[0].model_copy(update={"question": "<script>alert(1)</script> Who is John Coale?", "reference": "Coale & <b>"})
    folder = run.run(session, [hostile, *questions[1:]], "hostile <name>".replace("<name>", "x"))
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)\s*=", page), "the report asks for nothing from outside"
    assert "<script>alert" not in page
    assert page.count("<details") == 14
    suite = ET.parse(folder / "junit.xml").getroot()
    assert int(suite.get("tests", "0")) == len(suite) == 14
    assert int(suite.get("failures", "0")) == sum(case.find("failure") is not None for case in suite)
    assert "| correct |" in (folder / "report.md").read_text(encoding="utf-8")


def test_a_library_that_is_not_the_gold_sets_is_refused(empty: Index) -> None:
    with pytest.raises(SourceboundError, match="not the one of this gold set"):
        run.run(Session(empty, NoModel()), run.select(gold.load(gold.DEFAULT)), "x")


def test_selecting_questions() -> None:
    questions = gold.load(gold.DEFAULT)
    assert {q.split for q in run.select(questions)} == {"dev"}
    assert len(run.select(questions, "all")) == len(questions)
    assert len(run.select(questions, "dev", sample=10)) == 10
    with pytest.raises(SourceboundError, match="No question"):
        run.select(questions, "dev", ["nothing"])


def test_what_breaks_is_a_failure_and_ends_no_run(session: Session) -> None:
    """Counted as wrong, told in the reports, asked again by the next run."""
    questions = run.select(gold.load(gold.DEFAULT), "dev", ["fact"])[:3]
    asked = session.assistant.searcher.search

    def broken(query: str, *rest: object) -> object:
        if query == questions[1].question:
            raise RuntimeError("boom")
        return asked(query, *rest)

    session.assistant.searcher.search = broken
    folder = run.run(session, questions, "broken")
    value = run.load(folder)
    assert value["summary"]["failed"] == 1
    assert value["summary"]["metrics"]["correct"]["n"] == 3
    assert "RuntimeError: boom" in ET.parse(folder / "junit.xml").getroot()[1].find("error").get("message")
    session.assistant.searcher.search = asked
    again = run.load(run.run(session, questions, "again"))
    assert [row["cached"] for row in again["rows"]] == [True, False, True]
    assert again["summary"]["failed"] == 0


def test_flips_since_a_baseline(session: Session) -> None:
    questions = run.select(gold.load(gold.DEFAULT), "dev", ["fact", "far"])
    before = run.load(run.run(session, questions, "before"))
    for row in before["rows"]:
        row["scores"]["correct"] = 1.0 - row["scores"]["correct"]
    folder = run.run(session, questions, "after", baseline=before)
    rows = run.load(folder)["rows"]
    assert all(row["flip"] == ("gained" if row["scores"]["correct"] else "lost") for row in rows)
    assert "became right since before" in (folder / "report.html").read_text(encoding="utf-8")
    assert "became right" in (folder / "report.md").read_text(encoding="utf-8")


def test_a_worse_setting_is_called_worse_and_a_rerun_no_different(index: Index) -> None:
    """The planted one: the words of the question are not looked at before it is answered."""
    questions = run.select(gold.load(gold.DEFAULT), "dev", ["far", "near_miss", "injection", "fact"])
    whole = run.load(run.run(Session(index, NoModel()), questions, "whole"))
    worse = run.load(run.run(Session(index, NoModel(), Parts(answerability=False)), questions, "worse"))
    verdicts = {d.metric.name: d.verdict for d in compare(whole, worse).differences}
    assert verdicts["refused_rightly"] == "worse"
    again = run.load(run.run(Session(index, NoModel()), questions, "again"))
    assert {d.verdict for d in compare(whole, again).differences} == {"no difference can be told"}
    table = report.table([whole, worse])
    assert "| worse |" in table
    assert "p = " in table


def test_passages_without_answers_are_not_judged(session: Session) -> None:
    only = question(answer=(), reference="")
    found = score.score(only, answer("25."), {})
    assert found["correct"] is None
    assert found["answered_right"] is None
    assert found["citation_precision"] == 1.0


# --- comparing


def rows(*correct: float) -> dict:
    blank = dict.fromkeys((metric.name for metric in score.METRICS), None)
    return {"rows": [{"id": f"q{i}", "question": "x", "scores": blank | {"correct": c, "token_f1": c / 2}} for i, c in enumerate(correct)]}


def test_a_clear_change_is_told_and_noise_is_not() -> None:
    better = compare(rows(*[0.0] * 10, 1.0), rows(*[1.0] * 11))
    assert {d.metric.name: d.verdict for d in better.differences} == {"correct": "better", "token_f1": "better"}
    assert len(better.gained) == 10
    assert better.lost == ()
    worse = compare(rows(*[1.0] * 11), rows(*[0.0] * 10, 1.0))
    assert {d.verdict for d in worse.differences} == {"worse"}
    noise = compare(rows(0, 1, 0, 1), rows(1, 0, 0, 1))
    assert {d.verdict for d in noise.differences} == {"no difference can be told"}
    with pytest.raises(SourceboundError, match="share no question"):
        compare({"rows": []}, rows(1.0))


def test_less_is_better_where_it_is() -> None:
    blank = dict.fromkeys((metric.name for metric in score.METRICS), None) | {"correct": 1.0}

    def with_unsupported(value: float) -> dict:
        return {"rows": [{"id": str(i), "question": "x", "scores": blank | {"unsupported": value}} for i in range(12)]}

    found = {d.metric.name: d.verdict for d in compare(with_unsupported(2.0), with_unsupported(0.0)).differences}
    assert found["unsupported"] == "better"


def test_run_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SourceboundError, match="is no run"):
        run.load(tmp_path)


# --- other people's questions


SQUAD = {
    "data": [
        {"title": "Harbour_of_Split", "paragraphs": [{"context": "The harbour closed on Monday. It opened again after 14 days.", "qas": [{"id": "s1", "question": "For how many days was the harbour closed?", "answers": [{"text": "14 days", "answer_start": 48}]}]}]},
        {"title": "Zoo", "paragraphs": [{"context": "The zoo of Zagreb bought nine zebras in May.", "qas": [{"id": "s2", "question": "How many zebras did the zoo of Zagreb buy?", "answers": [{"text": "nine", "answer_start": 25}]}]}]},
    ]
}  # fmt: skip


def test_squad_becomes_a_library_and_a_gold_set_that_passes_its_check(data: Path, tmp_path: Path) -> None:
    dataset = datasets.read("squad", write(tmp_path, "squad.json", json.dumps(SQUAD)))
    datasets.store(dataset, data, tmp_path / "gold.jsonl")
    questions = gold.load(tmp_path / "gold.jsonl")
    assert gold.check(questions, Library.open(data, seed=False)) == []
    assert questions[0].spans[0].quote == "It opened again after 14 days."


def test_what_was_left_out_must_be_refused(data: Path, tmp_path: Path) -> None:
    dataset = datasets.leave_out(datasets.read("squad", write(tmp_path, "squad.json", json.dumps(SQUAD))), 1)
    datasets.store(dataset, data, tmp_path / "gold.jsonl")
    session = Session(Index(data, Library.open(data, seed=False), HashingEmbedder(), Settings()), NoModel())
    value = run.load(run.run(session, run.select(gold.load(tmp_path / "gold.jsonl"), "all"), "squad"))
    assert {row["id"]: (row["answer"]["status"], row["scores"]["correct"]) for row in value["rows"]} == {
        "s1": ("not_found", 1.0),
        "s2": ("answered", 1.0),
    }


def test_beir_and_jsonl(tmp_path: Path) -> None:
    write(tmp_path / "beir", "corpus.jsonl", '{"_id": "d1", "title": "Zoo", "text": "The zoo bought zebras."}\n{"_id": "d2", "text": "It rained."}\n')
    write(tmp_path / "beir", "queries.jsonl", '{"_id": "q1", "text": "Who bought zebras?"}\n')
    write(tmp_path / "beir" / "qrels", "test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n")
    beir = datasets.read("beir", tmp_path / "beir")
    assert [span.article for span in beir.questions[0].spans] == ["d1"]
    rows = '{"text": "It rained for 3 days.", "question": "How long did it rain?", "answer": "3 days"}\n{"text": "It rained for 3 days.", "question": "Why?", "answer": []}\n'
    plain = datasets.read("jsonl", write(tmp_path, "rows.jsonl", rows))
    assert len(plain.articles) == 1
    assert [q.answerable for q in plain.questions] == [True, False]


@pytest.mark.parametrize(
    ("kind", "content"), [("squad", "[]"), ("squad", "{"), ("jsonl", '{"text": "x"}'), ("jsonl", '{"text": "x", "question": "?", "answer": "y"}')]
)
def test_broken_data_sets_are_told_in_one_line(tmp_path: Path, kind: str, content: str) -> None:
    with pytest.raises(SourceboundError, match=f"is no {kind} data set"):
        datasets.read(kind, write(tmp_path, "file", content))
