"""What a claim adds to its sentence: a cause, a speaker, an age, how long something took."""

from __future__ import annotations

import pytest

from assistant.added import added

LASTED = "The deputy minister said the handover had lasted 50 minutes and passed without incident."
CAPTAIN = "Captain Aldo Fenn, who has sailed the route for 22 years, gave the order to leave."
OFFICER = "Kardovia received Major Tomas Reznik, convicted of plotting to blow up a compressor."
SERVED = "Irena Valk had served four years of a nine-year sentence for undermining the order."


@pytest.mark.parametrize(("claim", "sentence"), [
    ("The handover was slow because it lasted 50 minutes.", LASTED),
    ("Major Tomas Reznik said he was convicted of plotting.", OFFICER),
    ("Aldo Fenn is 22 years old.", CAPTAIN),
    ("It took four years.", SERVED),
])  # fmt: skip
def test_what_the_sentence_does_not_say_shows(claim: str, sentence: str) -> None:
    assert added(claim, sentence)


@pytest.mark.parametrize(("claim", "sentence"), [
    ("The road is shut because of ice.", "Ice shut the road, as the police put it."),
    ("The road is shut because it snowed.", "The road was shut to let the ploughs through."),
    ("The road is shut because it snowed.", "It snowed; the road is shut."),
    ("The road is shut.", LASTED),
    ("The minister said that it went well.", "“It went well,” the minister added."),
    ("The minister said that it went well.", "The minister promised that it would go well."),
    ("The minister said that it went well.", "In the minister's view it went well."),
    ("Aldo Fenn, 22, gave the order.", "Aldo Fenn, 22, has sailed for 22 years."),
    ("The captain is 42 years old.", CAPTAIN),
    ("The ship has been there for 22 years.", CAPTAIN),
    ("It took 50 minutes.", LASTED),
    ("Valk served four years.", SERVED),
])  # fmt: skip
def test_what_it_says_or_leaves_to_be_understood_does_not(claim: str, sentence: str) -> None:
    assert added(claim, sentence) == []
