from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fakes import ScriptedModel

from assistant.llm import NoModel
from assistant.parts import Parts
from assistant.session import Session
from corpus.errors import SourceboundError
from eval import gold, report, run
from eval.compare import compare
from index.opened import Index


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
    asked = session.assistant.finder.searcher.search

    def broken(query: str, *rest: object) -> object:
        if query == questions[1].question:
            raise RuntimeError("boom")
        return asked(query, *rest)

    session.assistant.finder.searcher.search = broken
    folder = run.run(session, questions, "broken")
    value = run.load(folder)
    assert value["summary"]["failed"] == 1
    assert value["summary"]["metrics"]["correct"]["n"] == 3
    assert "RuntimeError: boom" in ET.parse(folder / "junit.xml").getroot()[1].find("error").get("message")
    session.assistant.finder.searcher.search = asked
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
    questions = run.select(gold.load(gold.DEFAULT), "all", ["far", "injection", "near_miss"])
    whole = run.load(run.run(Session(index, NoModel()), questions, "whole"))
    worse = run.load(run.run(Session(index, NoModel(), Parts(answerability=False)), questions, "worse"))
    verdicts = {d.metric.name: d.verdict for d in compare(whole, worse).differences}
    assert verdicts["refused_rightly"] == "worse"
    again = run.load(run.run(Session(index, NoModel()), questions, "again"))
    assert {d.verdict for d in compare(whole, again).differences} == {"no difference can be told"}
    table = report.table([whole, worse])
    assert "| worse |" in table
    assert "p = " in table


def test_run_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SourceboundError, match="is no run"):
        run.load(tmp_path)
