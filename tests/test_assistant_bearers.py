"""Whose a value is, and of what: other people's ages, parts of a whole, sums of another size are no difference."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from articles_that_differ import asked, told, values
from fakes import Says, ScriptedModel, evidence

from assistant import conflicts
from assistant.bearers import ages_are_of_others, of_another_size
from assistant.quantities import quantities
from assistant.question import analyse
from assistant.selection import NO_ANSWER, fits
from index.opened import Index


@pytest.mark.parametrize(
    ("said", "claim", "expected"),
    [
        ("1,300.", "About 1,300 people came.", "About 1,300"),
        ("5.", "25 women and 5 men were freed.", "5"),
        ("1,000.", "More than 1,000 prisoners remain.", "More than 1,000"),
        ("1,000 prisoners remain.", "More than 1,000 prisoners remain in its jails.", "More than 1,000"),
    ],
)
def test_a_number_is_that_of_its_sentence_and_no_part_of_another(index: Index, said: str, claim: str, expected: str) -> None:
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
    second = "Published on 9 March 2024\n\n120 people were on the train of passengers from Turnov."
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


def test_a_count_of_another_size_is_of_others(data: Path, tmp_path: Path) -> None:
    first = "Published on 16 September 2026\n\nKardovia has 1,300 political prisoners who remain in its jails, the rights group Vesna reckons."
    second = "Published on 11 September 2026\n\nKardovia let 52 political prisoners go, 14 foreigners among them. The remaining {} were political prisoners of Kardovia itself."
    question = "How many political prisoners remain in Kardovia?"
    reply = "1,300 political prisoners remain in Kardovia [1]."
    for count, differing in (("38", set[str]()), ("1,168", {"1,300", "1,168"})):
        articles = [first, second.format(count)]
        assert values(asked(data / count, tmp_path / count, articles, question, ScriptedModel(reply))) == differing


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


LYNX = "Published on 8 March 2026\n\nThe lynx had killed 14 hens and a goose on its way."


def test_counts_sums_and_ages_of_things_that_answer_as_well_differ(data: Path, tmp_path: Path) -> None:
    ate = "Published on 21 April 2026\n\nThe 16 hens that the lynx killed have been paid for."
    assert told(data / "a", tmp_path / "a", "How many hens did the lynx kill?", "The lynx killed 14 hens [1].", LYNX, ate) == {"14", "16"}
    cost = "Published on 2 May 2026\n\nThe new bridge at Lesna will cost 80 million euros, the ministry says."
    dear = "Published on 9 May 2026\n\nThe auditors put the price of the new bridge at Lesna at 95 million euros."
    question, reply = "How much will the new bridge at Lesna cost?", "The new bridge will cost 80 million euros [1]."
    assert told(data / "c", tmp_path / "c", question, reply, cost, dear) == {"80 million euros", "95 million euros"}
    old = "Published on 22 July 2026\n\nHikers have found a bronze sword about 3,200 years old near Lesna."
    young = "Published on 3 October 2026\n\nThe expert Igor Benko puts the bronze sword of Lesna at 1,900 years at most."
    question, reply = "How old is the bronze sword of Lesna?", "The bronze sword is about 3,200 years old [1]."
    assert told(data / "b", tmp_path / "b", question, reply, old, young) == {"about 3,200", "1,900 years"}


def test_a_part_is_no_other_value_for_the_whole(data: Path, tmp_path: Path) -> None:
    stolen = "Published on 17 February 2026\n\nBurglars stole 41 medieval silver coins from the museum of Skarvnes."
    found = "Published on 12 March 2026\n\nPolice have recovered 29 of the silver coins stolen from the museum of Skarvnes."
    question, reply = "How many coins were stolen from the museum of Skarvnes?", "41 silver coins were stolen [1]."
    assert told(data, tmp_path, question, reply, stolen, found) == set()


@pytest.mark.parametrize(
    ("question", "claim", "other", "like", "score", "agreement", "expected"),
    [
        # A depth or an hour: the only one of a sentence that answers almost as well.
        ("How deep was the fire?", "The fire was 380 metres down.", "Flames raged at 410 metres.", 0.5, 0.9, False, {"410 metres"}),
        ("How deep was the fire?", "The fire was 380 metres down.", "Flames raged at 410 metres.", 0.5, 0.8, False, set()),
        ("How deep was the fire?", "The fire was 380 metres down.", "Flames raged at 410 metres, smoke at 90 metres.", 0.5, 0.9, False, set()),
        # A sum of the sentence that answers best of all, and of no other size.
        ("What does the bridge cost?", "The bridge costs 80 million euros.", "Auditors reckon 95 million euros.", 0.5, 1.1, False, {"95 million euros"}),
        ("What does the bridge cost?", "The bridge costs 80 million euros.", "Auditors reckon 95 million euros.", 0.5, 0.9, False, set()),
        ("What does the bridge cost?", "The bridge costs 80 million euros.", "Auditors reckon 195 million euros.", 0.5, 1.1, False, set()),
        # People on board, to who asks whether articles agree, in the sentence nearest to the question.
        ("How many passengers?", "It carried 130 passengers.", "There were 120 people on it.", 0.5, 1.0, True, {"120"}),
        ("How many passengers?", "It carried 130 passengers.", "There were 120 people on it.", 0.5, 1.0, False, set()),
        # The sentence that answers best of all has the question's words, though not the claim's.
        ("How long was the drive?", "The journey lasted 9 days.", "It was a long drive of 11 days.", 0.5, 1.1, False, {"11 days"}),
        ("How long was the drive?", "The journey lasted 9 days.", "It was a long drive of 11 days.", 0.5, 0.9, False, set()),
        # An age right behind the name, whatever else is told of him there.
        ("How old is Brezan?", "Brezan is 60 years old.", "Brezan, 61, went to trial.", 0.5, 0.9, False, {"61"}),
        ("How old is Brezan?", "Brezan is 60 years old.", "Brezan went to trial with a man of 61 years.", 0.5, 0.9, False, set()),
        # Of the same things, in a sentence that says nearly the same.
        ("How many burned?", "In the night 14 houses burned in the old town.", "The fire took 16 houses of the old quarter.", 0.62, 0.8, False, {"16"}),
        ("How many burned?", "In the night 14 houses burned in the old town.", "The fire took 16 houses of the old quarter.", 0.55, 0.8, False, set()),
        ("How many burned?", "In the night 14 houses burned in the old town.", "The fire took 16 barns of the old quarter.", 0.62, 0.8, False, set()),
        # Those who remain are none of those who were freed, unless somebody asks for them.
        ("How many prisoners were freed?", "The release was of 52 prisoners.", "More than 1,000 prisoners remain in jail.", 0.56, 1.1, False, set()),
        ("How many prisoners were freed?", "The release was of 52 prisoners.", "There were 54 prisoners in the coaches.", 0.56, 1.1, False, {"54"}),
        ("How many prisoners are still there?", "There are 1,168 prisoners.", "About 1,300 prisoners remain in jail.", 0.56, 1.1, False, {"About 1,300"}),
        # The question's own number is nobody's answer.
        ("How many of the 40 hens died?", "Of 40 hens 14 hens died.", "The lynx had 40 hens for its prey.", 0.9, 1.1, False, set()),
        ("How many hens died?", "Of them 14 hens died.", "The lynx had 40 hens for its prey.", 0.9, 1.1, False, {"40"}),
    ],
)  # fmt: skip
def test_what_another_article_gives_in_its_place(
    index: Index, question: str, claim: str, other: str, like: float, score: float, agreement: bool, expected: set[str]
) -> None:
    mine = replace(evidence(1, claim), vector=np.array([1.0, 0.0], dtype=np.float32))
    turned = np.array([like, (1 - like**2) ** 0.5], dtype=np.float32)
    rival = replace(evidence(2, other), vector=turned, score=score)
    read = analyse(question, index.lexical)
    quantity = conflicts.asked_quantity(claim, claim, read)
    assert quantity is not None
    assert {given.value for given in conflicts.other_quantities(claim, quantity, [mine], [mine, rival], read, index.lexical, agreement)} == expected


@pytest.mark.parametrize(("other", "another"), [("2 million euros", False), ("640,000 euros", True), ("70 million euros", True)])
def test_sums_six_times_as_large_are_of_something_else(other: str, another: bool) -> None:
    assert of_another_size(quantities(other)[0], quantities("7.5 million euros")[0]) is another


@pytest.mark.parametrize(("asked", "text", "expected"), [
    ("How old is Bell?", "Tom Reed, a 69-year-old baker, and Ann Bell, a nurse, left.", True),
    ("How old is Ann Bell?", "Tom Reed aged 69, and Bell left.", True),
    ("What is the age of Bell?", "Tom Reed, 69, left.", True),
    ("What was Bell's age?", "Tom Reed, aged 69, left.", True),
    ("How old is Bell?", "Ann Bell, a 69-year-old nurse, and Tom Reed, 44, left.", False),
    ("How old is Bel?", "Ann Bell, 69, left.", False),
    ("How old is Bell?", "The 69-year-old left.", False),
    ("How old is Bell?", "Tom Reed, 44, and the 69-year-old left.", False),
    ("How old was the baker from Bell?", "Tom Reed, 69, left Bell.", False),
    ("How old was the Bell baker?", "Tom Reed, 69, left Bell.", False),
    ("Where is Bell?", "Tom Reed, 69, left.", False),
])  # fmt: skip
def test_the_age_of_somebody_else_answers_nothing(index: Index, asked: str, text: str, expected: bool) -> None:
    read = analyse(asked, index.lexical)
    assert ages_are_of_others(read, text) is expected
    reader = Says(lambda text: 2.0)
    assert fits(read, [evidence(1, text)], reader) == [NO_ANSWER if expected else 2.0]
