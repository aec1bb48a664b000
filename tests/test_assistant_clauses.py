"""What a sentence says in one clause of one, and a claim of another; lists of names, one by one."""

from __future__ import annotations

import pytest
from fakes import evidence

from assistant.asking import names_it_barely, statement_asked
from assistant.bearers import ages_of_another
from assistant.clauses import dated_otherwise, first_of_another_kind, measured_otherwise, of_the_speaker
from assistant.contrast import contrasts
from assistant.listed import without_strangers

URGED = "“Stack was found in the colony,” opposition leader Ann Bell said, “I urge everybody to demand his freedom.”"


@pytest.mark.parametrize(
    ("claim", "sentence", "wrong"),
    [
        ("Ann Bell was freed.", URGED, ["free"]),
        ("Stack was found in the colony.", URGED, []),
        ("Bell was freed.", "“I was freed at noon,” Bell said.", []),
        ("Bell, who was freed, spoke.", "Bell, who was freed in May, said: “They want her freedom, too.”", []),
    ],
)
def test_who_only_speaks_has_not_done_what_he_says_of_others(claim: str, sentence: str, wrong: list[str]) -> None:
    assert of_the_speaker(claim, sentence) == wrong


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [("Hart received a bid in 1915.", ["1915"]), ("Bell received a bid in 1915.", []), ("Hart received a bid in 1937.", [])],
)
def test_a_year_is_of_whom_its_clause_tells(claim: str, wrong: list[str]) -> None:
    assert dated_otherwise(claim, "Neither won (although Bell did receive a bid in 1915 and Hart did receive one in 1937).") == wrong


def test_the_first_of_another_kind_is_not_the_first() -> None:
    assert first_of_another_kind("Skylark was the first jazz group.", "Skylark, often called the first folk group, broke up.") == ["first"]
    assert first_of_another_kind("Skylark was the first folk group.", "Skylark, often called the first folk group, broke up.") == []
    assert first_of_another_kind("It is the largest dairy firm.", "It is the country's largest dairy group.") == []


@pytest.mark.parametrize(
    ("claim", "sentence", "wrong"),
    [
        ("The turnout was 61 per cent.", "In June 61 per cent voted to leave, at a turnout of 69 per cent.", ["61%"]),
        ("The turnout was 61 per cent.", "The islanders voted by 61 per cent to leave.", ["61%"]),
        ("The turnout was 69 per cent.", "In June 61 per cent voted to leave, at a turnout of 69 per cent.", []),
        ("The toll has risen to 14.", "The death toll was 14, the mayor said.", []),
        ("The harvest forecast was 4 per cent.", "Its new forecast puts milk output next year at 4 per cent.", ["4%"]),
        ("The forecast for the output of milk was 4 per cent.", "Its new forecast puts milk output next year at 4 per cent.", []),
        ("The milk output was put at 4 per cent.", "Its new forecast puts milk output next year at 4 per cent.", []),
    ],
)
def test_a_number_is_of_what_it_measures(claim: str, sentence: str, wrong: list[str]) -> None:
    assert measured_otherwise(claim, sentence) == wrong


def test_a_list_keeps_those_of_whom_a_sentence_says_so() -> None:
    found = [evidence(1, URGED), evidence(2, "Stack, who was freed in May, is back."), evidence(3, "Jo Hart was freed, too.")]
    assert without_strangers("Stack, Ann Bell, Jo Hart.", "Who was freed?", found) == "Stack and Jo Hart."
    assert without_strangers("Stack and Jo Hart.", "Who was freed?", found) == "Stack and Jo Hart."
    called = [evidence(1, "Ann Bell, a nurse, and Jo Hart, a journalist, were named.")]
    assert without_strangers("Ann Bell, Jo Hart.", "Which journalists were named?", called) == "Jo Hart."
    assert without_strangers("Ann Bell, Jo Hart.", "Who was named?", called) == "Ann Bell, Jo Hart."


def test_what_a_question_for_a_time_takes_to_be_so() -> None:
    assert statement_asked("Which year did Lome become a town?") == "Lome become a town"
    assert statement_asked("When was Ann Bell freed?") == "Ann Bell was freed"
    assert statement_asked("Who was freed?") == ""


def test_a_noun_that_stands_alone_tells_nothing_of_which() -> None:
    assert names_it_barely("The firm stores batteries for carmakers.", "carmakers")
    assert not names_it_barely("The firm stores batteries for German carmakers.", "carmakers")
    assert not names_it_barely("The firm stores batteries.", "carmakers")


def test_who_is_done_to_does_it_not() -> None:
    sentence = "In 2023 a wolf was shot after nine hours."
    assert "who does “shoot”" in contrasts("The lynx was shot by a wolf.", sentence)
    assert contrasts("A wolf was shot.", sentence) == []


def test_to_whom_something_is_done_does_it_not_whatever_the_question_calls_them() -> None:
    sentence = "One guard, who is still in service, smuggled a pair of glasses to her."
    assert "who does “smuggle”" in contrasts("The poet smuggled a pair of glasses to her.", sentence)
    assert contrasts("A guard smuggled a pair of glasses to her.", sentence) == []
    assert contrasts("The poet smuggled a pair of glasses to her.", "She smuggled a pair of glasses to her sister.") == []
    assert contrasts("The warder smuggled a pair of glasses to her sister.", "One guard smuggled a pair of glasses to her sister.") == []
    assert contrasts("Jon Baum smuggled a pair of glasses to her.", sentence) == []  # he may be that guard: names have rules of their own


def test_an_age_is_of_what_its_sentence_says() -> None:
    assert ages_of_another("The woman is two years old.", "A two-year-old lynx escaped.") == ["two"]
    assert ages_of_another("The lynx is two years old.", "A two-year-old lynx escaped.") == []
    assert ages_of_another("Bell is 36 years old.", "It was Bell, a 36-year-old nurse, who fell.") == []
    assert ages_of_another("The man was 36.", "A 36-year-old man fell.") == []
    hungry = "Bell, 48, stopped eating on Monday, since she may not see her teenage son."
    for claim in ("Ada Bell's son is 48 years old.", "Bell's teenage son was 48.", "The son of Ada Bell is 48."):
        assert ages_of_another(claim, hungry) == ["48"]
    assert ages_of_another("Ada Bell is 48 years old.", hungry) == []
    assert ages_of_another("Bell, whose son is a teenager, is 48.", hungry) == []
