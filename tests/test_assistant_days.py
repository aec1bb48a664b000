"""The time that a question names, and what goes without saying in an article of that time."""

from __future__ import annotations

from datetime import date

import pytest
from fakes import Answers, evidence

from assistant.days import day_meant, undated
from assistant.question import analyse
from assistant.selection import fits
from assistant.verify import SUPPORTED, verify
from index.opened import Index

SEPTEMBER = date(2025, 9, 12)
FREED = "31 were freed on Thursday."


@pytest.mark.parametrize(
    ("asked", "sentence", "bare"),
    [
        ("How many were freed in September?", FREED, "How many were freed?"),
        ("In September 2025, how many were freed?", FREED, "how many were freed?"),
        ("How many were freed in 2025 in Orlo?", FREED, "How many were freed in Orlo?"),
        ("How many were freed on 11 September?", FREED, "How many were freed?"),
        ("How many were freed on September 11, 2025?", FREED, "How many were freed?"),
        ("How many were freed in early september?", "31 were freed.", "How many were freed?"),
        ("How many were freed in September?", "31 were freed on 11 September.", None),  # it says so
        ("How many were freed in September?", "31 were freed on 30 August.", None),
        ("How many were freed in September?", "31 were freed in March 2021.", None),
        ("How many were freed in September 2024?", FREED, None),
        ("How many were freed in October?", FREED, None),
        ("How many were freed in 2024?", FREED, None),
        ("How many were freed on 10 September?", FREED, None),
        ("How many were freed?", FREED, None),
        ("Whom did they free of the 2000 in the September fire?", FREED, None),
    ],
)
def test_a_time_goes_without_saying_in_an_article_of_that_time(asked: str, sentence: str, bare: str | None) -> None:
    assert undated(asked, evidence(1, sentence, day=SEPTEMBER)) == (bare or asked)
    assert undated(asked, evidence(1, sentence)) == asked


def test_a_month_is_meant_by_a_day_in_it() -> None:
    assert day_meant(evidence(1, FREED, day=SEPTEMBER), "Who was freed in September?") == "September 2025"
    assert day_meant(evidence(1, FREED, day=SEPTEMBER), "Who was freed in 2025?") == "2025"
    assert day_meant(evidence(1, FREED, day=SEPTEMBER), "Who was freed in August?") == ""


def test_a_claim_may_name_the_month_that_was_asked_for() -> None:
    claim, one = "31 were freed in September.", evidence(1, FREED, day=SEPTEMBER)
    assert verify(claim, [1], [one], "How many were freed in September?").support == SUPPORTED
    assert verify(claim, [1], [one], "How many were freed?").support != SUPPORTED
    assert verify("31 were freed in October.", [1], [one], "How many were freed in October?").support != SUPPORTED


@pytest.mark.parametrize(("sure", "found"), [(0.9, 4.0), (1.1, -4.0)])
def test_where_no_sentence_is_sure_they_are_read_without_it(index: Index, sure: float, found: float) -> None:
    reader = Answers(lambda asked, text: sure if "mayor" in text else -4.0 if "September" in asked else 4.0)
    there = [evidence(1, FREED, day=SEPTEMBER), evidence(2, "The mayor freed 31.")]
    assert fits(analyse("How many were freed in September?", index.lexical), there, reader)[0] == pytest.approx(found)
