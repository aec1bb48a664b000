"""What other articles answer otherwise, as the reader for that sees, is told beside the answer."""

from __future__ import annotations

import pytest
from fakes import Differs, Points, Says
from test_assistant_other_values import sentence
from test_assistant_phrases import library

from assistant.answer import Answer
from assistant.evidence import Evidence
from assistant.in_words import differ
from assistant.llm import NoModel
from assistant.options import DEFAULT
from assistant.other_values import Compared
from assistant.otherwise import MAY_TELL_OTHERWISE, MEASURES_OTHERWISE, OF_SOMETHING_ELSE, TELLS_OTHERWISE, Otherwise
from assistant.parts import Parts
from assistant.phrases import Phrases
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.run import Run
from index.opened import Index

CITED = "The alarm in the Orlo sawmill was raised by the foreman, Gus Hart."
OTHER = "A night watchman saw the smoke of the Orlo sawmill and rang the bell."


def told(index: Index, asked: str, *texts: str, odds: float, fit: float = -2.0, **parts: bool) -> list[str]:
    """The values of the difference that is shown."""
    return [value.value for conflict in answered(index, asked, *texts, odds=odds, fit=fit, **parts).conflicts for value in conflict.values]


def answered(index: Index, asked: str, *texts: str, odds: float, fit: float = -2.0, **parts: bool) -> Answer:
    """The answer where the first article's beginning surely answers, and what has "Orlo" in the others has such odds of answering (`fit`) and of
    answering otherwise."""
    index = library(index, *texts)
    first = texts[0].split(".")[0]
    index.reader = Says(lambda text: 3.0 if text.startswith(first) else fit if "Orlo" in text else -6.0)
    index.spans = Points("the foreman, Gus Hart", "A night watchman", "Gus Hart", "ten weeks", "150 days", "81", "83", "421", "9,462")
    index.rival = Differs(lambda text: odds if "Orlo" in text else -6.0)
    return last(Assistant(index, NoModel(), Parts(**parts)).ask(asked)).answer


def both(limit: float, fit: float = -2.0) -> float:
    """The odds of answering otherwise with which a sentence that answers with `fit` reaches a limit."""
    return 2 * limit - fit


WHO = "Who raised the alarm in the Orlo sawmill?"


@pytest.mark.parametrize(("asked", "odds", "parts", "values"), [
    (WHO, both(TELLS_OTHERWISE) + 0.1, {}, ["foreman, Gus Hart", "night watchman"]),
    (WHO, both(TELLS_OTHERWISE) - 0.1, {}, []),
    (f"Do the articles agree on {WHO[0].lower()}{WHO[1:]}", both(MAY_TELL_OTHERWISE) + 0.1, {}, ["foreman, Gus Hart", "night watchman"]),
    (f"Do the articles agree on {WHO[0].lower()}{WHO[1:]}", both(MAY_TELL_OTHERWISE) - 0.1, {}, []),
    (WHO, 9.0, {"conflicts": False}, []),
    (WHO, 9.0, {"phrases": False}, []),
    (WHO, 9.0, {"reader": False}, []),
    ("Was the alarm in the Orlo sawmill raised by the foreman?", 9.0, {}, []),
    ("Which people raised the alarm in the Orlo sawmill?", 9.0, {}, []),
    ("Why was the alarm in the Orlo sawmill raised?", 9.0, {}, []),
    ("How was the alarm in the Orlo sawmill raised?", 9.0, {}, []),
])  # fmt: skip
def test_somebody_else_in_other_words(empty: Index, asked: str, odds: float, parts: dict[str, bool], values: list[str]) -> None:
    assert told(empty, asked, CITED, OTHER, odds=odds, **parts) == values


def test_the_same_in_other_words_is_no_difference(empty: Index) -> None:
    assert told(empty, WHO, CITED, "The bell of the Orlo sawmill was rung by Gus Hart, who had seen smoke.", odds=9.0) == []


@pytest.mark.parametrize(("odds", "values"), [(both(MEASURES_OTHERWISE) + 0.1, ["ten weeks", "150 days"]), (both(MEASURES_OTHERWISE) - 0.1, [])])
def test_a_number(empty: Index, odds: float, values: list[str]) -> None:
    texts = ("The judges gave the Orlo sawmill ten weeks to close.", "Ann Bell of Orlo was shown a paper by which there are 150 days left.")
    assert told(empty, "How much time has the Orlo sawmill been given?", *texts, odds=odds) == values


@pytest.mark.parametrize(
    ("also", "values"),
    [
        ("a lead of 412", ["421", "412"]),
        ("412 votes more", ["421", "412"]),
        ("a lead of 350", []),
        ("412 more than he, 430 with the islands", []),
        ("412 posters", []),
    ],
)
def test_the_one_value_of_about_the_same_size_though_another_answers(empty: Index, also: str, values: list[str]) -> None:
    texts = ("Ann Bell won the Orlo seat by 421 votes.", f"Gus Hart of Orlo got 9,462 votes, which left Ann Bell with {also}.")
    assert told(empty, "By how many votes did Ann Bell win the Orlo seat?", *texts, odds=both(MEASURES_OTHERWISE) + 0.1) == values


@pytest.mark.parametrize(("asked", "values", "quoted"), [
    ("What happened to the Orlo sawmill?", [], 2),
    ("What has become of the alarm in the Orlo sawmill?", [], 2),
    ("Do the articles agree on what happened to the Orlo sawmill?", ["foreman, Gus Hart", "night watchman"], 2),
    ("What was heard at the Orlo sawmill?", ["foreman, Gus Hart", "night watchman"], 2),
    ("What did somebody do at the Orlo sawmill?", [], 1),
    ("What does the alarm in the Orlo sawmill mean?", [], 1),
])  # fmt: skip
def test_what_happened_in_turn_is_told_and_is_no_difference(empty: Index, asked: str, values: list[str], quoted: int) -> None:
    answer = answered(empty, asked, CITED, OTHER, odds=9.0)
    assert ([value.value for conflict in answer.conflicts for value in conflict.values], len(answer.citations)) == (values, quoted)


def test_an_age_though_the_words_that_answer_are_a_bare_number(empty: Index) -> None:
    texts = (
        "A keeper of bees, 81 years old, was found dead in the Orlo sawmill.",
        "Jan Bol, 83, was carried from the Orlo sawmill, where his hives stood.",
    )
    assert told(empty, "How old was the dead beekeeper in the Orlo sawmill?", *texts, odds=both(MEASURES_OTHERWISE) + 0.1) == ["81", "83"]


@pytest.mark.parametrize(("odds", "values"), [(both(MEASURES_OTHERWISE) + 0.1, ["3 May 2024", "9 May 2024"]), (both(MEASURES_OTHERWISE) - 0.1, [])])
def test_a_day(empty: Index, odds: float, values: list[str]) -> None:
    texts = ("The Orlo sawmill was shut on 3 May 2024 by the judges.", "It was 9 May 2024 when the last saw of the Orlo sawmill stood still.")
    assert told(empty, "When was the Orlo sawmill shut?", *texts, odds=odds) == values


def seen(index: Index, rival: Differs, fits: dict[str, float], pool: list[Evidence]) -> list[Evidence]:
    """The sentences that answer otherwise, whatever their odds, but for those far behind the likeliest."""
    compared = Compared([sentence(1, CITED)], pool, analyse(WHO, index.lexical), index.lexical, lambda some: [fits[one.text] for one in some])
    return Otherwise(index.stories, rival, Phrases(Points())).found(Run(WHO, WHO, 0.0, "none", DEFAULT), compared, -99.0)


def test_of_each_article_the_likeliest_is_told_and_only_those_that_may_answer_are_read(index: Index) -> None:
    pool = [sentence(n, f"Sentence {n} of the Orlo sawmill.", 0.5) for n in range(2, 22)]
    rival = Differs(lambda text: float(text.split()[1]) / 10)
    found = seen(index, rival, {one.text: -one.n / 20 for one in pool}, pool)
    assert [one.n for one in found] == list(range(11, 1, -1))  # the ten that answer likeliest, by both
    assert rival.asked[0][:2] == (WHO, CITED)
    alike = [sentence(2, "Sentence 5 of Orlo.", 0.5), sentence(2, "Sentence 9 of Orlo.", 0.5), sentence(3, "Sentence 7 of Orlo.", 0.19)]
    assert [one.text for one in seen(index, rival, {one.text: 0.0 for one in alike}, alike)] == ["Sentence 9 of Orlo."]


def test_a_copy_of_the_cited_article_says_nothing_otherwise(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = [sentence(n, f"Sentence {n} of the Orlo sawmill.", 0.5) for n in (2, 3)]
    monkeypatch.setattr(index.stories, "copied", lambda one, other: {one, other} == {"a1", "a2"})
    assert [one.n for one in seen(index, Differs(lambda text: 1.0), {one.text: 0.0 for one in pool}, pool)] == [3]


def test_what_is_far_behind_the_likeliest_is_left_out(index: Index) -> None:
    pool = [sentence(n, f"Sentence {n} of the Orlo sawmill.", 0.5) for n in (2, 3, 4)]
    rival = Differs(lambda text: {"2": 4.0, "3": 2.1, "4": 1.9}[text.split()[1]])
    assert seen(index, rival, {one.text: 0.0 for one in pool}, pool) == pool[:2]


@pytest.mark.parametrize(("odds", "values"), [(OF_SOMETHING_ELSE + 0.1, ["25", "19"]), (OF_SOMETHING_ELSE - 0.1, [])])
def test_a_number_of_something_else_is_no_other_value(empty: Index, odds: float, values: list[str]) -> None:
    texts = ("The mayor of Orlo pardoned 25 thieves on Monday, the town hall said.", "The mayor of Orlo pardoned 19 thieves on Monday, said a paper.")
    index = library(empty, *texts)
    index.reader = Says(lambda text: 3.0 if "25" in text else -0.5 if "19" in text else -6.0)
    index.spans = Points("25", "19")
    index.rival = Differs(lambda text: odds)
    answer = last(Assistant(index, NoModel()).ask("How many thieves did the mayor of Orlo pardon?")).answer
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("the foreman, Gus Hart", "a night watchman", True),
    ("Gus Hart", "Hart", False),
    ("a cracked valve", "the valve", False),
])  # fmt: skip
def test_a_name_and_other_words_are_not_the_same_where_sentences_differ(index: Index, one: str, other: str, expected: bool) -> None:
    read = analyse("Who raised the alarm?", index.lexical)
    assert differ(one, other, read, otherwise=True) is expected
    assert differ(one, other, read) is False
