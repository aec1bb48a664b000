"""Articles that differ, sides of a comparison, questions about agreement: the chain over small libraries written for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write
from fakes import HashingEmbedder, ScriptedModel

from assistant import agreement, alternatives, comparison, conflicts
from assistant.answer import Answer
from assistant.llm import LanguageModel, NoModel
from assistant.options import Options
from assistant.pipeline import Assistant, last
from assistant.quantities import Quantity, quantities
from assistant.question import analyse
from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index

FIRST = "Published on 3 March 2024\n\nThe ferry Aurora sank off Split on Friday. Rescuers said that 12 people drowned in the accident. The captain, Ivo Perić, was questioned by the police."
SECOND = "Published on 9 March 2024\n\nThe harbour office of Split has closed its search. It confirmed that 14 people drowned in the accident of the ferry Aurora. The captain, Marko Babić, was questioned by the police."
THIRD = (
    "Published on 5 March 2024\n\nMore than 10 people drowned in the accident of the ferry Aurora, the radio reported. Flags were lowered in Split."
)


def asked(data: Path, tmp_path: Path, articles: list[str], question: str, model: LanguageModel | None = None) -> Answer:
    library = Library.open(data, seed=False)
    list(library.add_files([write(tmp_path, f"a{i}.txt", text) for i, text in enumerate(articles)]))
    index = Index(data, library, HashingEmbedder(), Settings())
    build(index)
    try:
        return last(Assistant(index, model or NoModel()).ask(question)).answer
    finally:
        index.close()


def values(answer: Answer) -> set[str]:
    return {value.value for conflict in answer.conflicts for value in conflict.values}


@pytest.mark.parametrize("model", [None, "12 people drowned in the accident [1]."])
def test_another_articles_number_is_shown_with_its_date_and_citation(data: Path, tmp_path: Path, model: str | None) -> None:
    question = "How many people drowned in the accident of the ferry Aurora?"
    answer = asked(data, tmp_path, [FIRST, SECOND], question, ScriptedModel(model) if model else None)
    assert values(answer) == {"12", "14"}
    by_value = {value.value: value.citations for value in answer.conflicts[0].values}
    quotes = {citation.n: citation.passage.quote for citation in answer.citations}
    assert all(value in quotes[numbers[0]] for value, numbers in by_value.items())
    assert "The articles differ" in answer.text
    assert "2024-03-03" in answer.text
    assert "2024-03-09" in answer.text
    assert all(claim.citations for claim in answer.claims)


def test_what_is_only_less_exact_is_no_difference(data: Path, tmp_path: Path) -> None:
    answer = asked(
        data,
        tmp_path,
        [FIRST, THIRD],
        "How many people drowned in the accident of the ferry Aurora?",
        ScriptedModel("12 people drowned in the accident [1]."),
    )
    assert answer.conflicts == ()


def test_another_name_is_read_off_the_other_article(data: Path, tmp_path: Path) -> None:
    model = ScriptedModel("Ivo Perić was questioned by the police [1].", "Marko Babić was questioned by the police [1].")
    answer = asked(data, tmp_path, [FIRST, SECOND], "Who was questioned by the police after the accident?", model)
    assert values(answer) == {"Ivo Perić", "Marko Babić"}


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 1,000 prisoners", [("over 1,000", 1000.0, float("inf"), "")]),
        ("two years and seven months", [("two years and seven months", 2 * 365 + 7 * 30.4, 2 * 365 + 7 * 30.4, "days")]),
        ("twenty-one years", [("twenty-one years", 21 * 365.0, 21 * 365.0, "days")]),
        ("a 69-year-old man", [("69", 69.0, 69.0, "age")]),
        ("On 3 March 2024 a seventh man came in the 1990s", []),
        ("2000 guests came in 2000", [("2000", 2000.0, 2000.0, "")]),
        ("a dinner attended by 2000 guests", [("2000", 2000.0, 2000.0, "")]),
        ("it cost $4.2 million, 12% more", [("$4.2 million", 4.2e6, 4.2e6, "money"), ("12%", 12.0, 12.0, "%")]),
        ("at 6.55 a.m., 410 metres down", [("6.55 a.m.", 6.55, 6.55, "clock"), ("410 metres", 410.0, 410.0, "length metre")]),
        ("at 14:30 a 42-mile road", [("14:30", 14.0, 14.0, "clock"), ("42-mile", 42.0, 42.0, "length mile")]),
        ("Ann Bell, 36, a nurse, and her son, aged 12", [("36", 36.0, 36.0, "age"), ("12", 12.0, 12.0, "age")]),
        (
            "2.6 million cubic meters, not 1.8 million cubic metres",
            [("2.6 million cubic meters", 2.6e6, 2.6e6, "volume cubic metre"), ("1.8 million cubic metres", 1.8e6, 1.8e6, "volume cubic metre")],
        ),
        ("hundreds of people", [("hundreds", 200.0, 2000.0, "")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, float, float, str]]) -> None:
    assert [(q.text, q.low, q.high, q.unit) for q in quantities(text)] == expected


def test_what_quantities_allow() -> None:
    exact, over, about = quantities("12 people, more than 10 people, about 13 people")
    assert isinstance(exact, Quantity)
    assert exact.agrees(over)
    assert over.agrees(exact)
    assert not exact.agrees(about)
    assert exact.is_exact
    assert not over.is_exact


@pytest.mark.parametrize(
    ("question", "said", "articles"),
    [
        # another event, another bearer, what was before, and the very same in other words
        ("How much will the flood cost?", "The flood will cost 400 million euros [1].", ["The flood in the valley will cost 400 million euros, the governor said.", "Each day of the strike in the harbour cost 3 million euros, the chamber said."]),
        ("What share of the vote did the Reform Union get?", "The Reform Union got 46 percent of the vote [1].", ["The Reform Union got 46 percent of the vote.", "The Reform Union got 46 percent of the vote, the National Party 39 percent."]),
        ("How much did Velora offer for Castell?", "Velora offered 24 million euros for Castell [1].", ["Velora offered 24 million euros for Castell.", "Castell turned down an earlier offer of 19 million euros from Velora."]),
        ("How many stops will the tram of Split have?", "The tram of Split will have eleven stops [1].", ["The tram of Split will have eleven stops.", "Nine stops of the tram of Split instead of eleven would save money."]),
        ("How many houses burned in Split?", "12 houses burned in Split [1].", ["12 houses burned in Split.", "Twelve houses burned in Split on Monday."]),
    ],
)  # fmt: skip
def test_what_is_no_difference(data: Path, tmp_path: Path, question: str, said: str, articles: list[str]) -> None:
    assert asked(data, tmp_path, articles, question, ScriptedModel(said)).conflicts == ()


def test_a_corrected_value_is_one(data: Path, tmp_path: Path) -> None:
    articles = ["The water rose to 6.8 metres at Lowen bridge.", "The water rose to 7.1 metres at Lowen bridge, not 6.8 metres as first reported."]
    answer = asked(
        data, tmp_path, articles, "How high did the water rise at Lowen bridge?", ScriptedModel("The water rose to 6.8 metres at Lowen bridge [1].")
    )
    assert values(answer) == {"6.8 metres", "7.1 metres"}


def test_a_name_and_what_somebody_is_do_not_differ(data: Path, tmp_path: Path) -> None:
    articles = [
        "Ann Bell met the freed prisoners in Split on Monday.",
        "The freed prisoners in Split were met by exiled opposition figures on Monday.",
    ]
    model = ScriptedModel("Ann Bell met the freed prisoners in Split [1].", "Exiled opposition figures met the freed prisoners in Split [1].")
    answer = asked(data, tmp_path, articles, "Who met the freed prisoners in Split?", model)
    assert answer.status == "answered"
    assert answer.conflicts == ()
    assert len(model.replies) == 0, "the other sentence was read"


def test_letters_count_where_spelling_is_asked_for(data: Path, tmp_path: Path) -> None:
    articles = ["The captain of the ferry Aurora is Jovan Đerić of Split.", "The captain of the ferry Aurora, Jovan Djeric of Split, was questioned."]
    model = ScriptedModel("The captain is Jovan Đerić [1].", "The captain is Jovan Djeric [1].")
    answer = asked(data, tmp_path, articles, "How is the captain's surname written?", model)
    assert {value.split()[-1] for value in values(answer)} == {"Đerić", "Djeric"}


def test_more_exact_is_told_as_that(data: Path, tmp_path: Path) -> None:
    articles = [
        "The captain Ivo Perić was held in Split for over two years.",
        "The captain Ivo Perić was held in Split for two years and seven months.",
    ]
    answer = asked(
        data, tmp_path, articles, "How long was Ivo Perić held in Split?", ScriptedModel("Ivo Perić was held in Split for over two years [1].")
    )
    assert values(answer) == {"over two years", "two years and seven months"}
    assert answer.conflicts[0].only_exactness
    assert "not equally exact" in answer.text
    assert "differ" not in answer.text


MINE = "Published on 11 March 2025\n\nThe blast struck the Ravna pit at 6.40 a.m., in a gallery 380 metres below the surface. Its manager, Stefan Crăciunescu, said the belt was new. Guards had watched the gate for over two years without a break."
MINE_AGAIN = "Published on 12 March 2025\n\nThe explosion at the Ravna pit happened at 6.55 a.m., at a depth of 410 metres. Stefan Craciunesco, its manager, said that the belt was old. Guards had watched the gate without a break for two years and seven months, said the union."
MINE_LATER = "Published on 14 March 2025\n\nThe Ravna pit is closed. Its owner promised 300 families help."


@pytest.mark.parametrize(
    ("question", "reply", "expected"),
    [
        ("At what depth was the blast in the Ravna pit?", "The blast was 380 metres below the surface [1].", {"380 metres", "410 metres"}),
        ("What was the exact time of the blast in the Ravna pit?", "The blast struck the Ravna pit at 6.40 a.m. [1].", {"6.40 a.m.", "6.55 a.m."}),
        (
            "How is the surname of the manager of the Ravna pit spelled?",
            "Stefan Crăciunescu [1].",
            {"Stefan Crăciunescu", "Stefan Craciunesco"},
        ),
    ],
)
def test_other_words_for_the_same_matter_are_seen_to_differ(data: Path, tmp_path: Path, question: str, reply: str, expected: set[str]) -> None:
    answer = asked(data, tmp_path, [MINE, MINE_AGAIN, MINE_LATER], question, ScriptedModel(reply))
    assert values(answer) == expected


def test_years_of_the_same_matter_differ_and_others_do_not(data: Path, tmp_path: Path) -> None:
    articles = [
        "Published on 3 March 2024\n\nThe company Aurora Lines was founded in Split in 1989.",
        "Published on 9 March 2024\n\nBusiness is good. Aurora Lines, a company founded in Split in 1991, has hired sailors.",
        "Published on 10 March 2024\n\nAurora Lines has sold 14 ships since the flood of 2012.",
    ]
    model = ScriptedModel("The company Aurora Lines was founded in 1989 [1].")
    assert values(asked(data, tmp_path, articles, "When was the company Aurora Lines founded?", model)) == {"1989", "1991"}


def test_numbers_of_other_things_are_no_difference(data: Path, tmp_path: Path) -> None:
    kept = "Published on 1 May 2024\n\nToday 1,168 political prisoners remain in Varnia, the group Spring reports."
    freed = "Published on 3 May 2024\n\nLast week the release of 52 political prisoners of Varnia, nine of them journalists, was praised abroad."
    answer = asked(
        data,
        tmp_path,
        [kept, freed],
        "How many political prisoners remain in Varnia?",
        ScriptedModel("1,168 political prisoners remain in Varnia [1]."),
    )
    assert not answer.conflicts


@pytest.mark.parametrize("model", [None, "The mine was closed [1]."])
def test_where_articles_say_the_one_and_the_other_both_are_quoted(data: Path, tmp_path: Path, model: str | None) -> None:
    closed = "Published on 1 May 2024\n\nThe owner closed the Ravna mine in April, the union said. Its 300 miners were sent home."
    sold = "Published on 3 May 2024\n\nThe Ravna mine was sold by its owner, according to the radio. Its new owner comes from Vienna."
    answer = asked(data, tmp_path, [closed, sold], "Was the Ravna mine closed or sold?", ScriptedModel(model) if model else None)
    assert values(answer) == {"closed", "sold"}
    assert answer.extractive
    one_side = asked(tmp_path / "other", tmp_path, [closed], "Was the Ravna mine closed or sold?", ScriptedModel("The Ravna mine was closed [1]."))
    assert not one_side.conflicts


@pytest.mark.parametrize(
    "question", ["How many were killed or hurt?", "Were six or more ships lost?", "Was Ann Bell or the mayor there?", "Was it sold?"]
)
def test_an_or_that_names_no_two_answers(index: Index, question: str) -> None:
    assert alternatives.asked(analyse(question, index.lexical)) is None


def test_what_differs_from_the_exact_value_is_told_with_it(data: Path, tmp_path: Path) -> None:
    vague = "Published on 1 May 2024\n\nMore than 1,000 political prisoners remain in Varnia, rights groups say."
    exact = "Published on 3 May 2024\n\n1,168 political prisoners remain in Varnia, the group Spring reports."
    other = "Published on 4 May 2024\n\nApproximately 1,300 political prisoners remain in Varnia, the group Spring estimates."
    reply = "More than 1,000 political prisoners remain in Varnia [1]."
    answer = asked(data, tmp_path, [vague, exact, other], "How many political prisoners remain in Varnia, rights groups say?", ScriptedModel(reply))
    assert values(answer) == {"More than 1,000", "1,168", "Approximately 1,300"}


def test_what_an_article_denies_it_does_not_say(data: Path, tmp_path: Path) -> None:
    closed = "Published on 1 May 2024\n\nThe owner closed the Ravna mine in April, the union said."
    denied = "Published on 3 May 2024\n\nThe Ravna mine was not sold by its owner, according to the radio."
    assert not asked(data, tmp_path, [closed, denied], "Was the Ravna mine closed or sold?").conflicts


def test_no_model_reads_for_who_wants_quotations(data: Path, tmp_path: Path) -> None:
    library = Library.open(data, seed=False)
    list(library.add_files([write(tmp_path, f"a{i}.txt", text) for i, text in enumerate((FIRST, SECOND))]))
    index = Index(data, library, HashingEmbedder(), Settings())
    build(index)
    model = ScriptedModel("Ivo Perić [1].")
    answer = last(
        Assistant(index, model).ask("Do the articles agree on who the captain of the ferry Aurora was?", options=Options(quote_only=True))
    ).answer
    index.close()
    assert model.prompts == []
    assert answer.extractive


@pytest.mark.parametrize(
    ("said", "claim", "expected"),
    [
        ("1,300.", "About 1,300 people came.", "About 1,300"),
        ("5.", "25 women and 5 men were freed.", "5"),
        ("1,000.", "More than 1,000 prisoners remain.", "More than 1,000"),
    ],
)
def test_a_bare_number_is_that_of_its_sentence_and_no_part_of_another(index: Index, said: str, claim: str, expected: str) -> None:
    found = conflicts.asked_quantity(said, claim, analyse("How many were there?", index.lexical))
    assert found is not None
    assert found.text == expected


def test_ages_of_two_people_do_not_differ(data: Path, tmp_path: Path) -> None:
    first = "Published on 3 March 2024\n\nIvo Hart, 44, the captain of the ferry Aurora, was hurt in the accident."
    second = "Published on 9 March 2024\n\nThe captain of the ferry Aurora, Ivo Hart, 46, was hurt in the accident. Mara Stone, 51, a passenger of the ferry Aurora, was hurt in the accident."
    answer = asked(
        data,
        tmp_path,
        [first, second],
        "How old is the captain of the ferry Aurora?",
        ScriptedModel("The captain of the ferry Aurora is 44 years old [1]."),
    )
    assert values(answer) == {"44", "46"}


def test_a_student_is_no_driver(data: Path, tmp_path: Path) -> None:
    first = "Published on 3 March 2024\n\nThe driver of the train near Lomnice, a 54-year-old man, died in the crash of the train."
    second = "Published on 9 March 2024\n\nThe driver of the train and a 23-year-old student died in the crash of the train near Lomnice."
    reply = ScriptedModel("The driver of the train was 54 years old [1].")
    assert values(asked(data, tmp_path, [first, second], "How old was the driver of the train?", reply)) == set()


def test_a_part_of_those_counted_is_not_all_of_them(data: Path, tmp_path: Path) -> None:
    first = "Published on 3 March 2024\n\nNine of the injured were taken to hospital in Liberec, three of them in a serious condition."
    second = "Published on 9 March 2024\n\nThe report puts the number of the injured in hospital at 44."
    question = "How many of the injured in hospital were in a serious condition?"
    assert values(asked(data, tmp_path, [first, second], question, ScriptedModel("Three of the injured were in a serious condition [1]."))) == set()


def test_people_on_board_are_passengers_to_who_asks_whether_articles_agree(data: Path, tmp_path: Path) -> None:
    first = "Published on 3 March 2024\n\nThe train, which was built in 1990 and had come from Turnov, was carrying 130 passengers when it hit a vehicle outside the station."
    second = "Published on 9 March 2024\n\n120 people were on the train of passengers."
    question = "Do the articles agree on how many passengers were on the train?"
    assert values(asked(data, tmp_path, [first, second], question, ScriptedModel("130 passengers were on the train [1]."))) == {"130", "120"}


CASH = "Published on 27 May 2026\n\nAccording to the indictment, Brezan received 870,000 euros in cash."
YACHT = "Published on 12 May 2026\n\nBrezan, 61, had received 840,000 euros in cash and a yacht in exchange for contracts worth 97 million euros, a judge said."


def test_ages_and_sums_of_one_man_differ_and_sums_of_another_size_do_not(data: Path, tmp_path: Path) -> None:
    agree = ScriptedModel("Brezan received 870,000 euros in cash [1].")
    assert values(asked(data / "a", tmp_path / "a", [CASH, YACHT], "Do the articles agree on how much cash Brezan received?", agree)) == {
        "870,000 euros",
        "840,000 euros",
    }
    age = CASH.replace("Brezan received", "Brezan, 60, received")
    reply = ScriptedModel("Brezan is 60 years old [1].")
    assert values(asked(data / "b", tmp_path / "b", [age, YACHT], "How old is Brezan?", reply)) == {"60", "61"}
    worth = "Published on 27 May 2026\n\nThe yacht of Brezan is to be sold; experts value the yacht of Brezan at 310,000 euros."
    reply = ScriptedModel("The yacht of Brezan is worth 310,000 euros [1].")
    contracts = YACHT.replace("840,000 euros in cash and ", "")
    assert values(asked(data / "c", tmp_path / "c", [worth, contracts], "How much is the yacht of Brezan worth?", reply)) == set()


def test_an_age_is_of_whom_was_asked(data: Path, tmp_path: Path) -> None:
    text = "Published on 3 March 2024\n\nThe union spoke of an accident in which a 46-year-old lasher was hurt. Igor Lossik, a 69-year-old philosopher and leader, was freed."
    reply = ScriptedModel("The head of the union is 69 years old [2].")
    told = asked(data, tmp_path, [text], "How old is the head of the union?", reply)
    assert told.status == "not_found", told.text


def test_somebody_elses_share_is_no_difference(data: Path, tmp_path: Path) -> None:
    first = "Published on 3 March 2024\n\nThe founding Heikura family, which holds 18 per cent of the shares of Kaarna, has promised to sell."
    second = "Published on 4 March 2024\n\nThe Heikura family will sell its shares. The picture is different at the fund Lumme Capital, which holds 11.4 per cent of the shares of Kaarna."
    third = "Published on 5 March 2024\n\nThe bank counted again. It found that 21 per cent of the shares of Kaarna are held by the Heikura family and its friends."
    asked_for = "How big a stake in Kaarna does the Heikura family have?"
    reply = "The Heikura family holds 18 per cent of the shares [1]."
    assert values(asked(data / "a", tmp_path / "a", [first, second], asked_for, ScriptedModel(reply))) == set()
    assert values(asked(data / "b", tmp_path / "b", [first, third], asked_for, ScriptedModel(reply, reply))) == {"18 per cent", "21 per cent"}


def told(data: Path, tmp_path: Path, question: str, reply: str, *articles: str) -> set[str]:
    return values(asked(data, tmp_path, list(articles), question, ScriptedModel(reply)))


LYNX = "Published on 8 March 2026\n\nThe lynx had killed 14 hens and a goose on its way."


def test_counts_sums_and_ages_of_things_that_answer_as_well_differ(data: Path, tmp_path: Path) -> None:
    ate = "Published on 21 April 2026\n\nThe 16 hens that the lynx killed have been paid for."
    assert told(data / "a", tmp_path / "a", "How many hens did the lynx kill?", "The lynx killed 14 hens [1].", LYNX, ate) == {"14", "16"}
    old = "Published on 22 July 2026\n\nHikers have found a bronze sword about 3,200 years old near Lesna."
    young = "Published on 3 October 2026\n\nThe expert Igor Benko puts the bronze sword of Lesna at 1,900 years at most."
    question, reply = "How old is the bronze sword of Lesna?", "The bronze sword is about 3,200 years old [1]."
    assert told(data / "b", tmp_path / "b", question, reply, old, young) == {"about 3,200", "1,900 years"}


def test_a_part_is_no_other_value_for_the_whole(data: Path, tmp_path: Path) -> None:
    stolen = "Published on 17 February 2026\n\nBurglars stole 41 medieval silver coins from the museum of Skarvnes."
    found = "Published on 12 March 2026\n\nPolice have recovered 29 of the silver coins stolen from the museum of Skarvnes."
    question, reply = "How many coins were stolen from the museum of Skarvnes?", "41 silver coins were stolen [1]."
    assert told(data, tmp_path, question, reply, stolen, found) == set()
