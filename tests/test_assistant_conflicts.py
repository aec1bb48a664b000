"""Articles that differ: the chain over small libraries written for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles_that_differ import FIRST, SECOND, asked, values
from conftest import write
from fakes import HashingEmbedder, ScriptedModel

from assistant import alternatives
from assistant.options import Options
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from corpus.library import Library
from corpus.settings import Settings
from index.build import build
from index.opened import Index

THIRD = (
    "Published on 5 March 2024\n\nMore than 10 people drowned in the accident of the ferry Aurora, the radio reported. Flags were lowered in Split."
)


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


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The first explosion on Mount Oruhai was recorded at 3:40 a.m. by the observatory.",
            "On Mount Oruhai the first blast came at 3:55 a.m., the committee said.",
            {"3:40 a.m.", "3:55 a.m."},
        ),
        (
            "The first explosion on Mount Oruhai was recorded at 5.20 p.m. by the observatory.",
            "On Mount Oruhai the first explosion came shortly before seven in the evening, the committee said.",
            {"5.20 p.m.", "shortly before seven in the evening"},
        ),
        (
            "The first explosion on Mount Oruhai came at 3:40 a.m.",
            "The first explosion on Mount Oruhai was heard by sailors, shepherds, monks, nurses, bakers, watchmen and drivers at 3:55 a.m.",
            {"3:40 a.m.", "3:55 a.m."},
        ),
        (
            "The first explosion on Mount Oruhai was recorded at 5:20 p.m. by the observatory.",
            "On Mount Oruhai the first explosion came at 17:20, the committee said.",
            set(),
        ),
    ],
)
def test_times_of_day_differ_by_the_minute(data: Path, tmp_path: Path, first: str, second: str, expected: set[str]) -> None:
    articles = [f"Published on 3 March 2024\n\n{first} People slept.", f"Published on 4 March 2024\n\n{second} The market was open."]
    answer = asked(data, tmp_path, articles, "At what time was the first explosion on Mount Oruhai?", ScriptedModel(f"{first} [1]"))
    assert values(answer) == expected


def test_what_is_cited_only_for_a_name_may_give_another_value(data: Path, tmp_path: Path) -> None:
    articles = [
        "Published on 3 March 2024\n\nPart of the roof of the Velden museum fell on Monday afternoon, injuring seven people and burying steam engines. It snowed.",
        "Published on 4 March 2024\n\nNine people were hurt when the great glass roof of our museum fell into the hall on Monday. Schools in Velden were shut.",
    ]
    model = ScriptedModel("Nine people were hurt in the Velden museum accident [2].")
    answer = asked(data, tmp_path, articles, "How many people were injured in the Velden museum accident?", model)
    assert values(answer) == {"Nine", "seven"}
    numbers = [set(value.citations) for value in answer.conflicts[0].values]
    assert not numbers[0] & numbers[1]


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


def test_whether_a_name_is_spelled_alike_is_quoted_with_the_other_spelling(data: Path, tmp_path: Path) -> None:
    articles = [
        "Published on 2 March 2026\n\nBart Claes stepped down as the chief executive of Volthaven.",
        "Published on 13 February 2026\n\nThe chief executive of Volthaven, Bart Klaes, said that he would pay.",
    ]
    answer = asked(data, tmp_path, articles, "Do the papers agree on how to spell the surname of the chief executive of Volthaven?")
    assert {value.split()[-1] for value in values(answer)} == {"Claes", "Klaes"}


def test_another_event_is_no_other_report_of_this_one(data: Path, tmp_path: Path) -> None:
    """Without a name in the question, an article that has none of the answer's names is of something else."""
    first = "Published on 3 March 2024\n\nThe night train to Turnov hit a lorry at 5:47 a.m."
    other = "Published on 9 March 2024\n\nA night train from Split hit a lorry at 5:10 a.m. and burned."
    same = "Published on 9 March 2024\n\nThe night train hit a lorry at 5:10 a.m. and burned. Trains to Turnov run again."
    question, reply = "At what time did the night train hit a lorry?", "The night train hit a lorry at 5:47 a.m. [1]."
    assert values(asked(data, tmp_path, [first, same], question, ScriptedModel(reply))) == {"5:47 a.m.", "5:10 a.m."}
    assert values(asked(data / "x", tmp_path / "x", [first, other], question, ScriptedModel(reply))) == set()


@pytest.mark.parametrize(("called", "expected"), [("journalist", {"Ivo Perić", "Marko Babić"}), ("trader", set())])
def test_of_the_people_asked_for_nobody_else_is_another_answer(data: Path, tmp_path: Path, called: str, expected: set[str]) -> None:
    first = "Published on 3 March 2024\n\nA court in Ravna sent the journalist Ivo Perić to prison for four years on Monday."
    second = (
        f"Published on 9 March 2024\n\nFor four years the {called} Marko Babić was sent to prison, the radio in Ravna reported. The judge was ill."
    )
    replies = ("The journalist Ivo Perić was sent to prison for four years [1].", "Marko Babić was sent to prison for four years [1].")
    answer = asked(data, tmp_path, [first, second], "Which journalist was sent to prison in Ravna?", ScriptedModel(*replies))
    assert values(answer) == expected
