"""Questions about agreement and comparisons: what is behind them, and what the chain shows of both sides."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles_that_differ import FIRST, SECOND, asked
from fakes import Answers, Says, ScriptedModel

from assistant import agreement, comparison


def test_whether_they_agree(data: Path, tmp_path: Path) -> None:
    question = "Do the articles agree on how many people drowned in the accident of the ferry Aurora?"
    differ = asked(data, tmp_path, [FIRST, SECOND], question, ScriptedModel("12 people drowned in the accident [1]."))
    assert "The articles differ: 12" in differ.text
    assert differ.standalone == question


def test_whether_one_article_agrees_with_itself(data: Path, tmp_path: Path) -> None:
    question = "Do the articles agree on how many people drowned in the accident of the ferry Aurora?"
    same = asked(data, tmp_path, [SECOND], question, ScriptedModel("14 people drowned in the accident [1]."))
    assert same.text.endswith(same.closing)
    assert "found no article that says otherwise" in same.closing
    assert same.conflicts == ()


@pytest.mark.parametrize(
    ("question", "behind"),
    [
        ("Do the articles agree on how many people were hurt?", "How many people were hurt?"),
        ("Is the length of the strike the same in every article?", "What is the length of the strike?"),
        ("Are the sources consistent about the death toll?", "What is the death toll?"),
        ("Is it settled when the bridge will open?", "When the bridge will open?"),
        ("Do all reports give the same number for those hurt?", "What is the number for those hurt?"),
        ("Do the two papers contradict each other about who paid?", "Who paid?"),
        ("Do the articles spell the envoy's name the same way?", "What is the envoy's name?"),
        ("Are there different figures for the remaining prisoners?", "What is the number of the remaining prisoners?"),
        ("Is there any disagreement between the reports about the date of the release?", "What is the date of the release?"),
        ("Do they give different dates for the arrest?", "What is the date for the arrest?"),
        ("Which figure for the dead is right?", "What is the number of the dead?"),
        ("Is the age of the captain the same everywhere?", "What is the age of the captain?"),
        ("Do the texts concur on when the bridge will open?", "When the bridge will open?"),
        ("How do the different articles write the captain's name?", "What is the captain's name?"),
        ("What totals for the remaining prisoners does each of the reports offer?", "What is the number of the remaining prisoners?"),
        ("Do both football stories report the same final score?", "What is the final score?"),
        ("Do all accounts put the break of the dam at the same hour?", "What is the time of the break of the dam?"),
        ("On the colour of the car, where do accounts part ways?", "What is the colour of the car?"),
        ("How well do the accounts line up on what caused the fire?", "What caused the fire?"),
        ("The mine's debts: any discrepancy in the coverage?", "What is The mine's debts?"),
        ("What figures are given for the gold, and do they match?", "What figures are given for the gold?"),
        ("Do the reports tell one story about who paid?", "Who paid?"),
        ("Do the experts agree on how old the sword is?", "How old the sword is?"),
        ("Do the witnesses agree about the colour of the car?", "What is the colour of the car?"),
        ("Was he certain?", None),
        ("How did the police describe the suspect?", None),
        ("Are the two companies the same size?", None),
        ("Did the articles say when?", None),
        ("Is the bridge closed?", None),
        ("Is the embassy the same as in 2022?", None),
        ("Did the governments agree on a price?", None),
        ("Why do the neighbours disagree about the fence?", None),
    ],
)
def test_the_question_behind_one_about_agreement(question: str, behind: str | None) -> None:
    assert agreement.topic(question) == behind


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Which city is older, Rome or Athens?", ("Which city is older, Rome?", "Which city is older, Athens?")),
        ("Who got the longer sentence, Ann Bell or her brother?", ("Who got the longer sentence, Ann Bell?", "Who got the longer sentence, Ann Bell’s brother?")),
        ("How do Poland's and Latvia's reactions differ?", ("How do Poland's reactions differ?", "How do Latvia's reactions differ?")),
        ("Is Matskevich older than Statkevich?", ("Is Matskevich older?", "Is Statkevich older?")),
        ("Did Warsaw and Riga respond in the same manner?", ("Did Warsaw respond in the same manner?", "Did Riga respond in the same manner?")),
        ("Ann Bell and her brother: who got the longer sentence?", ("Ann Bell: who got the longer sentence?", "Ann Bell’s brother: who got the longer sentence?")),
        ("Which happened earlier, Bell quitting or the army giving up?", ("Which happened earlier, Bell quitting?", "Which happened earlier, the army giving up?")),
        ("What set Warsaw's answer apart from Riga's?", ("What set Warsaw's answer?", "What set Riga's answer?")),
        ("Did Bell's camp outspend Hart's?", ("Did Bell's camp outspend?", "Did Hart's camp outspend?")),
        ("Which was higher, the toll of the strike in May or the one in June?", ("Which was higher, the toll of the strike in May?", "Which was higher, the toll of the strike in June?")),
        ("What did Bell say, compared with the unions?", ("What did Bell say?", "What did the unions say?")),
        ("How many came compared with last year?", None),
        ("How far apart are the union and the company on pay?", ("How much did the union say on pay?", "How much did the company say on pay?")),
        ("Which bank or company got the most?", None),
        ("Was the strike longer than the one in May?", ("Was the strike longer?", "Was the strike in May longer?")),
        ("Is the new bridge bigger or smaller?", None),
        ("Who was hurt or killed?", None),
        ("Is Paris in France?", None),
    ],
)  # fmt: skip
def test_the_sides_of_a_comparison(question: str, sides: tuple[str, str] | None) -> None:
    assert comparison.sides(question) == sides


def test_both_sides_are_shown(data: Path, tmp_path: Path) -> None:
    article = "The old bridge of Mostar is 29 metres long. The market is held on Sundays. The new bridge of Mostar is 38 metres long."
    answer = asked(data, tmp_path, [article], "Which is longer, the old bridge or the new bridge?", ScriptedModel("The old bridge is longer [1]."))
    shown = " ".join(claim.text for claim in answer.claims)
    assert "29 metres" in shown
    assert "38 metres" in shown
    assert "old bridge is longer" not in shown


@pytest.mark.parametrize(("of_both", "told"), [(0.9, ["two years", "fined 900 crowns"]), (5.0, ["not alike"])])
def test_the_reader_finds_the_sides_in_other_words(data: Path, tmp_path: Path, of_both: float, told: list[str]) -> None:
    """ "The restorer" is the painter of the question: a sentence that rather tells the other side is not taken for it; one that tells both, for both."""
    article = (
        "The painter's dog barked. The restorer got two years. The gallery owner was fined 900 crowns. Painter and owner were judged, and not alike."
    )
    side = {"two years": (1.4, 0.2), "fined": (1.9, 3.6), "alike": (of_both, of_both)}

    def odds(question: str, text: str) -> float:
        painter, owner = next((both for words, both in side.items() if words in text), (-3.0, -3.0))
        return max(painter, owner) if "painter or" in question else painter if "painter" in question else owner

    question = "Who got the tougher punishment, the painter or the gallery owner?"
    answer = asked(data, tmp_path, [article], question, ScriptedModel("NOT FOUND"), Answers(odds))
    assert [words for words in ("two years", "fined 900 crowns", "not alike", "barked") if words in answer.text] == told


def test_the_two_sides_are_no_difference_between_articles(data: Path, tmp_path: Path) -> None:
    articles = ["The Orlo fire in May: some 20 people died in the Orlo fire in May.", "Some 30 people died in the Orlo fire in June."]
    question = "How many people died in the Orlo fire in May, compared with the Orlo fire in June?"
    answer = asked(data, tmp_path, articles, question, ScriptedModel("NOT FOUND", "NOT FOUND"))
    assert {claim.text for claim in answer.claims} == set(articles)
    assert not answer.conflicts


@pytest.mark.parametrize(("other", "sides_shown"), [(-1.1, False), (-0.9, True), (0.6, True)])
def test_the_sides_are_beside_the_point_where_one_sentence_tells_both(data: Path, tmp_path: Path, other: float, sides_shown: bool) -> None:
    article = "The ferry Kassari is well liked. The freighter Hendrika is no beauty. Radar put the speed of the ferry at 11 knots and that of the freighter at 8."
    reader = Says(lambda text: 1.0 if "Radar" in text else other)
    answer = asked(data, tmp_path, [article], "Which was faster, the ferry Kassari or the freighter Hendrika?", reader=reader)
    assert ("well liked" in answer.text, "no beauty" in answer.text) == (sides_shown, sides_shown)
    assert "11 knots" in answer.text


@pytest.mark.parametrize(("odds", "told"), [(2.1, True), (1.9, False)])
def test_what_else_surely_answers_a_comparison_is_shown(data: Path, tmp_path: Path, odds: float, told: bool) -> None:
    article = "The strike of the pilots in May lasted five days. Rain fell all week. The walkout of six years ago had been over in three."
    reader = Says(lambda text: 3.0 if "pilots" in text else odds if "walkout" in text else -5.0)
    model = ScriptedModel("The strike of the pilots in May lasted five days [1].")
    answer = asked(
        data, tmp_path, [article], "By how much did the strike of the pilots in May outlast the last one, was it longer than before?", model, reader
    )
    assert ("walkout" in answer.text) is told


def test_who_asks_about_a_spelling_gets_what_has_its_words_whatever_the_reader_says(data: Path, tmp_path: Path) -> None:
    article = "The envoy John Coale came to Orlo. The mayor of Orlo likes letters."
    reader = Says(lambda text: -6.0 if "Coale" in text else -3.5)
    answer = asked(data, tmp_path, [article], "How is the surname of the envoy John who came to Orlo written?", reader=reader)
    assert answer.claims[0].text == "The envoy John Coale came to Orlo."
