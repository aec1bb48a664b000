"""Where a claim and its sentence use the same words and say different things."""

from __future__ import annotations

import pytest
from fakes import evidence

from assistant.contrast import contrasts, is_denial

PARDON = evidence(
    1, "On September 16, 2025, his office announced the pardon of 25 individuals, 12 women and 13 men.", "Alexander Lukashenko acted again."
)
RELEASE = evidence(2, "Just days earlier, Belarus released 52 political prisoners after negotiations with a U.S. delegation.")
HOME = evidence(3, "Statkevich refused to leave and turned back at the Lithuanian border.", "Mikola Statkevich is 69.")
ALL = [PARDON, RELEASE, HOME]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The court convicted Smith of fraud.", "The court did not convict Smith of fraud."),
        ("Vance resigned on Friday.", "Vance denied that he resigned on Friday."),
        ("Parliament approved the budget.", "Parliament has never approved the budget."),
        ("Roy did not finish the race.", "Roy did finish the race."),
        ("12 people were killed and 5 were injured.", "5 people were killed and 12 were injured."),
        ("Profits rose by 12 percent.", "Profits fell by 12 percent."),
        ("The plant will close.", "The plant may close."),
        ("He accepted money.", "He allegedly accepted money."),
        ("It opened before the war.", "It opened after the war."),
        ("Poland and Latvia closed their borders.", "Poland closed its borders, while Latvia restricted its airspace."),
        ("Two Lithuanians came.", "There were six Lithuanians and two Germans."),
        ("52 Americans were freed.", "The 52 prisoners who were freed this week please the United States."),
        ("The US lifted all sanctions.", "The US lifted sanctions on Belavia."),
        ("Bell said that he would free hundreds.", "Minsk freed dozens after an appeal by Bell to free hundreds said to be ill."),
        ("Bell said that votes are for sale.", '"Bell has found out that votes are for sale," she said.'),
        ("Brezan is in prison.", "A court sentenced Brezan to six years in prison."),
        ("Gotska became a town.", "The government turned down the wish of Gotska to become a town."),
        ("The turnout was 61 per cent.", "In June 61 per cent voted to leave, at a turnout of 69 per cent."),
        ("The Greens have two seats.", "The Greens gained two seats and now hold nine."),
        ("There was a referendum.", "Opponents had collected 12,000 signatures for a referendum."),
        ("There was a strike.", "The union had called for a strike in May."),
        ("The museum was reopened.", "The town is considering the reopening of its museum."),
        ("The museum was reopened.", "They discussed the sale and the reopening of the museum."),
        ("The museum was reopened.", "She welcomed the potential reopening of the museum."),
        (
            "Neighbours closed the border and restricted parts of the airspace.",
            "Poland closed the border, while Latvia restricted parts of the airspace.",
        ),
        ("The bridge was repaired.", "The mayor called for the repair of the bridge."),
        ("Bell was arrested because he insulted the mayor.", "Bell was arrested in May, charged with insulting the mayor."),
        ("Dahl got 18,402 votes.", "The board declared her the winner with 18,402 votes, 211 more than her challenger Dahl."),
        ("The soldiers bought the heads.", "The heads were taken by soldiers and bought by a collector of Graz."),
    ],
)
def test_contrasts_are_seen(claim: str, sentence: str) -> None:
    assert contrasts(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Statkevich refused to cross the border.", "Statkevich refused to cross the border, he said."),
        ("Statkevich did not leave.", "Statkevich refused to leave."),
        ("13 men and 12 women were pardoned.", "The group included 12 women and 13 men."),
        ("She has had no contact with him.", "His wife has had no contact with him since."),
        ("The bank closed in May.", "The bank opened in 1990 and closed in May."),
        ("Poland and Latvia closed their borders.", "Poland and Latvia closed their borders, while Lithuania did not."),
        ("According to Viasna, he may return.", "He may return, Viasna said."),
        ("Three of the injured were in danger.", "Nine of the injured went to hospital, three of them in danger."),
        ("The museum will open in May.", "It will be shown in a museum in Lagos, which is to open in May."),
        ("Six Lithuanians were freed.", "Six Lithuanians and two Poles were freed."),
        ("All prisoners were freed.", "Every one of the prisoners was freed."),
        ("Bell said that he may return.", "He may return, according to Bell, who said so twice."),
        ("Brezan is in prison.", "Brezan, who has been in prison since May, was sentenced to six years."),
        ("Bell said that votes are for sale.", '"Votes are for sale," Bell said.'),
        ("Bell said that votes are for sale.", '"Bell said that votes are for sale," she recalled.'),
        ("The Greens hold nine seats.", "The Greens gained two seats and now hold nine of 47 seats."),
        ("Poland closed the border and restricted parts of the airspace.", "Poland closed the border, and it restricted parts of the airspace."),
        ("The unions struck and marched.", "Unions in Orlo struck, and those of Norden marched."),
        ("The museum was reopened.", "She praised the town for the reopening of its museum."),
        ("The museum was reopened.", "The town is considering a fee for the museum, which it reopened in May."),
        ("Bell was charged with theft.", "The court charged Bell with theft."),
        ("There were 12 deaths.", "The storm caused 12 deaths in Norden."),
        ("There was a strike.", "After the strike in May the port opened."),
        ("She got 211 votes more.", "She got 18,402 votes, 211 more than her challenger Dahl."),
        ("Dahl got 18,191 votes.", "She got 211 votes more than Dahl, who had 18,191 votes."),
        ("The collector bought the heads.", "The heads were taken by soldiers and bought by a collector of Graz."),
    ],
)
def test_agreement_is_no_contrast(claim: str, sentence: str) -> None:
    assert contrasts(claim, sentence) == []


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Whitlock was fined 150,000 euros.", "Sutter, who testified against Whitlock, was fined 150,000 euros."),
        ("Velora's shares rose by 19 percent.", "Shares in Castell rose by 19 percent; those of Velora fell by 4 percent."),
        ("Velora appealed against the decision.", "Velora said it would appeal against the decision."),
        ("The government bought votes.", "Ilic accused the government of buying votes."),
        ("Orbis applied for approval.", "Orbis intends to apply for approval."),
        ("Ilic became interior minister.", "Ilic is expected to become interior minister."),
        ("Lumetrin infringes a patent.", "Helvex sued, alleging that Lumetrin infringes a patent."),
        ("The embassy closed.", "The embassy may close."),
        ("Bell was freed from jail.", "Bell’s rule has a problem, because he was freed from jail."),
    ],
)
def test_what_is_meant_or_said_of_another_is_a_contrast(claim: str, sentence: str) -> None:
    assert contrasts(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Washington wanted to reopen its embassy.", "The envoy said that Washington wanted to reopen its embassy in Minsk."),
        ("Bell was freed from jail.", "Bell said that he was freed from jail."),
        ("Every house burned down.", "The mayor said that every house had burned down."),
        ("He turned back at the border.", "He refused to leave and turned back at the border."),
        ("The council accused him of lying.", "The council accused him of lying about the bridge."),
    ],
)
def test_what_is_stated_is_no_contrast(claim: str, sentence: str) -> None:
    assert contrasts(claim, sentence) == []


@pytest.mark.parametrize(
    ("text", "denies"),
    [("She ran unsuccessfully.", True), ("It will open only when all is paid.", True), ("It didn’t.", True), ("It is open.", False)],
)
def test_denials(text: str, denies: bool) -> None:
    assert is_denial(text) is denies
