from __future__ import annotations

import pytest

from assistant.answer import Turn
from assistant.followup import standalone


@pytest.mark.parametrize(
    ("before", "answer", "asked", "alone"),
    [
        ("When did the US embassy in Minsk close?", "It closed in 2022 [1].", "Why was it closed?", "Why was the US embassy in Minsk closed?"),
        ("How many people were pardoned on Monday?", "25 people [1].", "And how many women?", "How many women were pardoned on Monday?"),
        (
            "How many people did the king pardon?",
            "He pardoned 25 people [1].",
            "How many of them were women?",
            "How many of the 25 people were women?",
        ),
        ("When did the bank close?", "", "Why?", "Why did the bank close?"),
        ("Which newspaper reported that Ann Bell is back in prison?", "Nasha Niva [1].", "Where is she now?", "Where is Ann Bell now?"),
        (
            "What was the captain charged with?",
            "The captain was charged with endangering shipping [1].",
            "What did he say had gone wrong?",
            "What did the captain say had gone wrong?",
        ),
        (
            "Why did Poland shut its border?",
            "Poland shut it over drills [1].",
            "How old is he?",
            "How old is he, regarding: Why did Poland shut its border?",
        ),
        ("Who is Mikola Statkevich?", "", "Who is his wife?", "Who is Mikola Statkevich’s wife?"),
        ("What did the EU say about the release?", "", "What about Lithuania?", "What did Lithuania say about the release?"),
        ("Where were the released prisoners taken?", "", "Who met them?", "Who met the released prisoners?"),
        ("How many Lithuanians were freed?", "", "How many Germans?", "How many Germans were freed?"),
        ("Which sanctions were imposed on Belavia?", "", "Did the US lift them?", "Did the US lift the sanctions?"),
        ("Who did Lukashenko meet in Minsk?", "John Coale [1].", "What did Coale give him?", "What did Coale give Lukashenko?"),
        ("How many people died in the flood in Valencia?", "", "And in Madrid?", "How many people died in the flood in Madrid?"),
        ("How many strikes hit Kyiv in May?", "", "And in June?", "How many strikes hit Kyiv in June?"),
        ("Did the court reject the appeal?", "", "Who filed it?", "Who filed the appeal?"),
        ("When did Elon Musk buy Twitter?", "", "How much did he pay for it?", "How much did Elon Musk pay for Twitter?"),
        ("What happened to the ship?", "", "Who owned it?", "Who owned the ship?"),
        ("Why did the embassy in Minsk close?", "", "What was the reason that it closed?", "What was the reason that the embassy in Minsk closed?"),
        ("Where will the miners be buried?", "In Deva [1].", "On which day?", "On which day will the miners be buried?"),
        ("Which company runs the pit?", "Carbosud runs the pit [1].", "And since what year?", "Since what year is it that Carbosud runs the pit?"),
        ("Was Petković punished?", "The striker was cleared [1].", "Why not?", "Why is it that the striker was cleared?"),
        ("Which country closed its border?", "Poland closed its border [1].", "Why did they do that?", "Why is it that Poland closed its border?"),
        ("How many Lithuanians were freed?", "Six [1].", "What about the Poles?", "How many Poles were freed?"),
        ("What did the engineer say?", "", "No, I meant the architect. What inspired her?", "What inspired the architect?"),
        ("How old is Ann Bell?", "", "I meant her brother. What did he say?", "What did Ann Bell’s brother say?"),
        (
            "What did the board think of the first offer?",
            "",
            "no sorry, I meant the second one, the higher bid",
            "What did the board think of the higher bid?",
        ),
        (
            "How many were pardoned on 16 September?",
            "25 [1].",
            "no i meant the ones a few days earlier",
            "How many were pardoned a few days earlier?",
        ),
        (
            "Did Poland close its border?",
            "Poland closed it [1].",
            "What did Moscow say about that?",
            "What did Moscow say about that, regarding: Did Poland close its border?",
        ),
        (
            "How many people in the control group died?",
            "Six people died [1].",
            "no sorry, I meant how many of them fell ill",
            "How many of the six people fell ill?",
        ),
        ("When will the belt be shown?", "The belt is shown in May [1].", "why the delay?", "Why the delay, regarding: the belt is shown in May?"),
        ("Who won the prize?", "The Salt Ledger by Oksana Tereshchenko won it [1].", "What did she want?", "What did Oksana Tereshchenko want?"),
        ("Who leads the union SOPS?", "Marta Reis leads SOPS [1].", "And when was she elected?", "When was Marta Reis elected?"),
        # two pronouns of one verb are two persons, of two verbs one
        ("Who is Ann Bell?", "Ann Bell is a lawyer who defends Robert Miles [1].", "When did she meet him?", "When did Ann Bell meet Robert Miles?"),
        (
            "How long had István Hollósy’s son-in-law worked for István Hollósy?",
            "He had worked there for nine years [1].",
            "and when did he sack him?",
            "When did István Hollósy sack István Hollósy’s son-in-law?",
        ),
        ("Who is Ann Bell?", "Ann Bell is a lawyer who defends Robert Miles [1].", "Does she think she can win?", "Does Ann Bell think she can win?"),
        ("What did the mayor announce?", "", "Is that legal?", "Is that legal, regarding: What did the mayor announce?"),
    ],
)
def test_a_follow_up_is_completed(before: str, answer: str, asked: str, alone: str) -> None:
    assert standalone(asked, [Turn(before, answer)]) == alone


@pytest.mark.parametrize(
    "asked",
    [
        "What is the capital of Australia?", "Did Coale say where he went?", "Is it true that prices rose?", "Is it raining in Tbilisi?", "Inflation in Turkey",
        "Names of the hostages?", "How many people left their houses at Norden?", "Which minister lost his seat?", "Why did Poland close its border?", "Thanks!", "Really?", "Which group wrote to the court, and what did it say of the sentence?",
        "How many of the freed were journalists, and what were their ages?", "Which countries' citizens were among those set free?",
        "What became of those who stayed?",
    ],
)  # fmt: skip
def test_what_stands_alone_is_left_alone(asked: str) -> None:
    assert standalone(asked, [Turn("Who won the election in Chile?", "Gabriel Boric won it [1].")]) == asked


def test_without_a_history_nothing_changes() -> None:
    assert standalone("Why was it closed?", []) == "Why was it closed?"


@pytest.mark.parametrize(
    "asked",
    ["Who met the freed people when they got to Lithuania?", "Who met the captain when he landed?", "What did the miners eat while they were below?"],
)
def test_a_pronoun_of_somebody_in_its_own_question_points_nowhere_else(asked: str) -> None:
    assert standalone(asked, [Turn("Which countries’ citizens did the envoys and Ann Bell see?", "The French ones [1].")]) == asked


@pytest.mark.parametrize(
    ("before", "answer", "phrase", "asked", "alone"),
    [
        ("Who leads the union?", "“We start at four,” said Inês Falcão, who drove a lorry.", "Inês Falcão", "What did she say?", "What did Inês Falcão say?"),
        ("Who is Ann Bell's husband?", "Ann Bell married John Hart in 2002.", "John Hart", "How old is he?", "How old is John Hart?"),
        ("Who is Fabienne Zürcher?", "Minister Tahina Andria summoned Fabienne Zürcher.", "", "When did she pack her bags?", "When did Fabienne Zürcher pack her bags?"),
        ("Who left Minsk?", "25 people left Minsk.", "25 people", "When did they arrive?", "When did the 25 people arrive?"),
        ("Who will build there?", "It lies 23 kilometres away, where a company will build.", "a company", "When will they begin?", "When will a company begin?"),
        ("Who put up the money?", "The friends put up the money.", "", "How long did it take them to get it?", "How long did it take the friends to get the money?"),
    ],
)  # fmt: skip
def test_a_pronoun_points_to_who_answered_and_never_to_a_measure(before: str, answer: str, phrase: str, asked: str, alone: str) -> None:
    assert standalone(asked, [Turn(before, answer, phrase=phrase)]) == alone


@pytest.mark.parametrize("asked", ["How much of its income does Havsund get?", "What does Havsund earn on the route it lost?"])
def test_what_is_of_the_subject_of_its_own_question_stays(asked: str) -> None:
    assert standalone(asked, [Turn("Who owns the ferry?", "The county owns the ferry [1].")]) == asked


def test_a_pronoun_reaches_back_over_turns() -> None:
    history = [Turn("Who is Mikalai Khilo?", "Mikalai Khilo is a staff member [1]."), Turn("When was Mikalai Khilo arrested?", "In April 2024 [1].")]
    assert standalone("What was he charged with?", history) == "What was Mikalai Khilo charged with?"
