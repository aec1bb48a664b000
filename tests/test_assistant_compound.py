"""Questions that ask two things."""

from __future__ import annotations

import pytest
from fakes import ScriptedModel

from assistant.answer import EvidenceFound, Turn
from assistant.compound import alone, parts
from assistant.pipeline import Assistant, last
from assistant.question import core
from assistant.ui.found import found
from index.opened import Index


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("When was Ann Bell arrested, and which judge sent her to prison?", ("When was Ann Bell arrested?", "Which judge sent Ann Bell to prison?")),
        ("Where was Ann Bell born and when did she leave?", ("Where was Ann Bell born?", "When did Ann Bell leave?")),
        ("What did the mine pay? And who owns it?", ("What did the mine pay?", "Who owns the mine?")),
        ("The old mine: who owns it and where does it lie?", ("The old mine: who owns it?", "The old mine: where does it lie?")),
        (
            "When does Bell meet the judge, and who speaks?",
            ("When does Bell meet the judge?", "Who speaks, regarding: When does Bell meet the judge?"),
        ),
        ("Did the mine close, and is it for sale?", ("Did the mine close?", "Is the mine for sale?")),
        ("What is Ann Bell's age and has she got any children?", ("What is Ann Bell's age?", "Has Ann Bell got any children?")),
        ("How old Ann Bell is and whether she has children", ("How old Ann Bell is?", "Ann Bell has children?")),
    ],
)
def test_each_thing_asked_is_a_question_that_stands_alone(asked: str, expected: tuple[str, ...]) -> None:
    first, *others = parts(asked)
    assert (first, *(alone(text, Turn(first, "")) for text in others)) == expected


@pytest.mark.parametrize(
    "asked",
    [
        "When and where did they meet?",
        "Who was arrested and has been in jail since?",
        "Which was larger, the first release or the second?",
        "What did Coale say about who would be freed?",
        "Do the articles agree on who was freed and how many they were?",
        "Why?",
    ],
)
def test_what_asks_one_thing_is_left_alone(asked: str) -> None:
    assert parts(asked) == (asked,)


def test_a_polite_lead_asks_nothing() -> None:
    assert core("Please tell me how old the envoy is.") == "How old the envoy is?"
    assert core("I was wondering about the envoy") == "I was wondering about the envoy"
    assert core("Do you know whether the embassy is open?") == "The embassy is open?"


def test_the_second_may_be_about_the_answer_to_the_first() -> None:
    assert alone("When did she leave?", Turn("Who ran the mine?", "Ann Bell ran the mine.")) == "When did Ann Bell leave?"
    assert alone("What post did that person hold?", Turn("Who ran the mine?", "")) == "What post did that person hold, regarding: Who ran the mine?"


def test_what_hangs_on_an_unanswered_half_is_not_answered(index: Index) -> None:
    model = ScriptedModel("NOT FOUND", "Lukashenko pardoned 25 individuals on September 16, 2025 [1].")
    final = last(Assistant(index, model).ask("Who sold Lukashenko his hat, and what did that person ask for it?"))
    assert final.answer.status == "not_found"
    assert [part["asked"] for part in final.trace["parts"]] == ["Who sold Lukashenko his hat?"]


def test_a_pronoun_of_the_second_points_into_the_first_and_not_into_the_conversation(index: Index) -> None:
    earlier = Turn("What did Warsaw and Riga do?", "Poland closed its borders.")
    asked = "Who is the woman from the British embassy, and what is her name?"
    final = last(Assistant(index, ScriptedModel("Julia Fenner [1].")).ask(asked, [earlier]))
    assert all("Riga" not in part["asked"] for part in final.trace["parts"])
    assert final.answer.standalone == asked  # understood as it is
    counted = Turn("How many journalists are still behind bars?", "At least 27 journalists are in prison [1].")
    assert alone("Which newspapers did they write for?", counted) == "Which newspapers did the 27 journalists write for?"
    assert alone("Which newspapers did they write for?", Turn(counted.question, "")) == "Which newspapers did the journalists write for?"


ASKED = "How many people did Lukashenko pardon on September 16, 2025, and which hat did Lukashenko wear?"


def test_half_an_answer_is_shown_and_the_other_half_is_said_to_be_missing(index: Index) -> None:
    model = ScriptedModel("Lukashenko pardoned 25 individuals on September 16, 2025 [1].", "NOT FOUND")
    events = list(Assistant(index, model).ask(ASKED))
    answer = events[-1].answer
    assert answer.status == "answered"
    assert "25" in answer.claims[0].text
    assert answer.text.endswith("The articles do not say: “Which hat did Lukashenko wear?”")
    assert sum(isinstance(event, EvidenceFound) for event in events) == 2
    assert [part["asked"] for part in events[-1].trace["parts"]] == [
        "How many people did Lukashenko pardon on September 16, 2025?",
        "Which hat did Lukashenko wear?",
    ]
    assert "Which hat did Lukashenko wear?" in found(events[-1].trace, answer.seconds.to_json())


def test_citations_of_both_halves_are_numbered_together(index: Index) -> None:
    asked = "How many people did Lukashenko pardon on September 16, 2025, and which airline had its sanctions lifted?"
    both = last(
        Assistant(index, ScriptedModel("Lukashenko pardoned 25 individuals on September 16, 2025 [1].", "Sanctions on Belavia were lifted [1].")).ask(
            asked
        )
    ).answer
    assert {n for claim in both.claims for n in claim.citations} == {citation.n for citation in both.citations}
    assert "25" in both.claims[0].text
    assert any("Belavia" in claim.text for claim in both.claims)


def test_nothing_answered_is_one_refusal_with_the_nearest_passages(index: Index) -> None:
    answer = last(Assistant(index, ScriptedModel()).ask("Which hat did Lukashenko wear, and what did his shoes cost?")).answer
    assert answer.status == "not_found"
    assert answer.claims == ()
    assert answer.nearest
    assert answer.text.count("do not say") == 1
