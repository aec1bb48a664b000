from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fakes import evidence

from assistant.about import unanswered_numbers
from assistant.contrast import contrasts
from assistant.verify import SUPPORTED, UNSUPPORTED, WEAK, Verdict, denies, verify

PARDON = evidence(
    1, "On September 16, 2025, his office announced the pardon of 25 individuals, 12 women and 13 men.", "Alexander Lukashenko acted again."
)
RELEASE = evidence(2, "Just days earlier, Belarus released 52 political prisoners after negotiations with a U.S. delegation.")
HOME = evidence(3, "Statkevich refused to leave and turned back at the Lithuanian border.", "Mikola Statkevich is 69.")
ALL = [PARDON, RELEASE, HOME]


@pytest.mark.parametrize(
    ("claim", "cited", "support", "kept"),
    [
        ("Lukashenko pardoned 25 individuals on September 16, 2025.", (1,), SUPPORTED, (1,)),
        ("Lukashenko pardoned 52 individuals on September 16, 2025.", (1,), UNSUPPORTED, None),
        ("Lukashenko pardoned 52 individuals on September 16, 2025.", (1, 2), UNSUPPORTED, None),
        ("Twelve women and thirteen men were pardoned.", (), SUPPORTED, (1,)),
        ("Belarus released 52 political prisoners.", (1,), SUPPORTED, (2,)),
        ("Belarus released 52 political prisoners.", (1, 2), SUPPORTED, (2,)),
        ("Germany released 52 political prisoners.", (2,), UNSUPPORTED, None),
        ("Statkevich did not leave.", (3,), SUPPORTED, (3,)),
        ("Belarus did not release political prisoners.", (2,), WEAK, (2,)),
        ("The capital of Australia is Canberra.", (1,), UNSUPPORTED, None),
        ("It rained cats and dogs.", (1,), UNSUPPORTED, None),
        ("Belarus welcomed political negotiations.", (2,), WEAK, (2,)),
        ("Mikola Statkevich turned back at the border.", (9,), SUPPORTED, (3,)),
        ("Statkevich is 69.", (3,), UNSUPPORTED, None),
    ],
)
def test_claims(claim: str, cited: tuple[int, ...], support: str, kept: tuple[int, ...] | None) -> None:
    verdict = verify(claim, cited, ALL)
    assert verdict.support == support, verdict
    if kept is not None:
        assert verdict.cited == kept
    else:
        assert verdict.missing


def test_a_day_may_come_from_the_sentence_before() -> None:
    group = evidence(1, "The group included 12 women and 13 men.", "On September 16, 2025, the office pardoned 25 people.")
    later = evidence(1, "A week later, 52 prisoners left.", "On September 16, 2025, the office pardoned 25 people.")
    assert verify("The group of September 16 included 12 women.", (1,), [group]).support == SUPPORTED
    assert verify("On September 16, 52 prisoners left.", (1,), [later]).support == UNSUPPORTED


def test_a_number_that_tells_which_one_counts_nothing() -> None:
    bus = evidence(1, "Bus route 31, which has served the hospital since the seventies, will be withdrawn on 1 July.")
    assert verify("Bus route 31 will be withdrawn on 1 July.", (1,), [bus]).support == SUPPORTED
    assert verify("Bus route 32 will be withdrawn on 1 July.", (1,), [bus]).support == UNSUPPORTED
    men = evidence(1, "With 31 nurses who served the hospital the guards will be withdrawn.")
    assert verify("31 guards will be withdrawn.", (1,), [men]).support == WEAK


def test_a_number_is_no_limit_that_its_sentence_does_not_make_it() -> None:
    held = evidence(1, "Bell was held in a prison for the past two years and seven months.")
    long = evidence(2, "Bell, who was held for over two years, turned back.")
    claim = "Bell was held for over two years and seven months."
    assert verify(claim, (1,), [held]).support == WEAK
    assert verify(claim, (1, 2), [held, long]).support == WEAK
    assert verify("Bell was held for over two years.", (2,), [held, long]).support == SUPPORTED
    assert verify("Bell was held for two years and seven months.", (1,), [held, long]).support == SUPPORTED


def test_nothing_is_supported_by_nothing() -> None:
    assert verify("It rained.", (1,), []).support == UNSUPPORTED


def test_a_date_may_come_from_the_article_only_if_the_sentence_says_so() -> None:
    tuesday = evidence(1, "The office announced the pardon on Tuesday.", day=date(2025, 9, 16))
    undated = evidence(1, "The office announced the pardon.", day=date(2025, 9, 16))
    claim = "The office announced the pardon on 16 September 2025."
    assert verify(claim, (1,), [tuesday]).support == SUPPORTED
    assert verify(claim.replace("16", "17"), (1,), [tuesday]).support == UNSUPPORTED
    assert verify(claim, (1,), [undated]).support == UNSUPPORTED


# --- who does what, comparisons, the question's own words


@pytest.mark.parametrize(
    ("claim", "sentence", "support"),
    [
        ("BP bought Shell.", "Shell bought BP last year.", "weak"),
        ("Shell was bought by BP.", "Shell bought BP last year.", "weak"),
        ("BP was bought by Shell.", "Shell bought BP last year.", "supported"),
        ("The allies attended the drill.", "Officers attended the drill, a move shunned by the allies.", "weak"),
        ("Bell got the longer sentence, four years.", "Bell got a sentence of four years.", "weak"),
        ("More than 40 houses burned.", "Over 40 houses burned down.", "supported"),
        ("The mayor was criticised by Keller.", "Keller thanked the mayor at the meeting.", "weak"),
    ],
)
def test_who_does_what_to_whom(claim: str, sentence: str, support: str) -> None:
    assert verify(claim, [1], [evidence(1, sentence)]).support == support


def test_what_only_the_question_says_is_cited_from_a_second_sentence() -> None:
    found = [
        evidence(1, "The agency reported that 12 women and 13 men were pardoned."),
        evidence(2, "On 16 September the office announced that 25 people were pardoned."),
    ]
    verdict = verify("12 women were pardoned on 16 September.", [1], found, "How many women were pardoned on 16 September?")
    assert (verdict.support, verdict.cited) == ("supported", (1, 2))
    dated = [
        evidence(1, "On 3 May 2025 the agency reported that 12 women were pardoned."),
        evidence(2, "On 16 September 2025 the office announced that 25 people were pardoned."),
    ]
    assert (
        verify("12 women were pardoned on 16 September 2025.", [1], dated, "How many women were pardoned on 16 September 2025?").support
        != "supported"
    )


def test_when_something_was_reported_is_not_what_another_sentence_dates() -> None:
    found = [
        evidence(
            1,
            "The report puts the number of injured at 44.",
            "A student, the third of the injured to die, died on 11 February.",
            day=date(2026, 3, 19),
        )
    ]
    asked = "What was the number of injured reported in February?"
    assert verify("The number of injured reported in February was 44.", [1], found, asked).support != SUPPORTED
    assert verify("The number of injured was 44.", [1], found, asked).support == SUPPORTED


def test_a_title_does_not_say_that_it_is_so() -> None:
    one = evidence(1, "He still believed that mistakes had been made.", "Dahl spoke.", title="Dahl drops appeal, city gets its tram")
    assert verify("Yes, Dahl is still appealing.", [1], [one], "Is Dahl still appealing?").support != SUPPORTED


def test_where_one_sentence_denies_it_another_may_say_so() -> None:
    denied = evidence(1, "The outbreak at the hospital did not start in its canteen, officers have found.")
    said = evidence(2, "The nurse said the outbreak had probably begun in the canteen of the hospital.")
    verdict = verify("The outbreak at the hospital began in the canteen.", [1], [denied, said], "Where did the outbreak begin?")
    assert verdict.cited == (2,)
    assert denies(verify("The outbreak at the hospital began in the canteen.", [1], [denied], "Where did the outbreak begin?"))


def test_who_is_done_to_is_not_who_does() -> None:
    one = evidence(1, "In return, Belarus freed dozens of detainees in May.", "Washington eased the sanctions of the United States.")
    assert (
        verify(
            "The United States gave Belarus dozens of detainees in return.", [1], [one], "What did the United States give Belarus in return?"
        ).support
        != SUPPORTED
    )
    assert verify("Belarus freed dozens of detainees in return.", [1], [one], "What did Belarus do in return?").support == SUPPORTED


def test_of_two_sentences_that_are_not_quite_the_claims_the_one_with_more_of_it_counts() -> None:
    found = [
        evidence(1, "The powers, among them the US, imposed sanctions on Belarus."),
        evidence(2, "In response, the US has lifted sanctions on Belavia, the airline of Belarus."),
    ]
    assert verify("The US lifted all sanctions on Belarus.", [1], found, "Has the US lifted all sanctions on Belarus?").cited == (2,)


def test_one_thing_may_be_written_as_a_thing() -> None:
    one = evidence(1, "The snail digests about a milligram of plastic a day, she said.")
    assert verify("The snail digests 1 milligram of plastic a day.", [1], [one]).support == SUPPORTED
    assert verify("The snail digests 1 gram of plastic a day.", [1], [one]).support == UNSUPPORTED


def test_a_full_name_that_the_article_writes_elsewhere() -> None:
    one = evidence(1, "Coale brought a letter.", "The envoy John Coale came to Minsk.")
    assert verify("John Coale brought a letter.", [1], [one]).support == "supported"
    assert verify("Ann Coale brought a letter.", [1], [one]).support == "unsupported"


def test_a_name_may_be_spelled_as_another_sentence_of_the_evidence_spells_it() -> None:
    jailed = evidence(1, "Ilyan Voresco was driven to prison yesterday.")
    deputy = evidence(2, "Sofia Tarn would take over the party while Voresku remains in custody.")
    claim = "Sofia Tarn would take over the party while Voresco remains in custody."
    assert verify(claim, (2,), [jailed, deputy]).support == SUPPORTED
    assert verify(claim, (2,), [deputy]).support == UNSUPPORTED  # no sentence has it
    assert verify(claim.replace("Voresco", "Lorenko"), (2,), [evidence(1, "Lorenko left."), deputy]).support == UNSUPPORTED
    both = "Anna Voresku came. Sofia Tarn would take over the party while Voresku remains in custody. Ilyan Voresco was driven to prison yesterday."
    of_two = [replace(one, article=replace(one.article, text=both)) for one in (jailed, deputy)]
    assert verify(claim, (2,), of_two).support == UNSUPPORTED  # an article that writes both tells of two people
    assert (
        verify("Sofia Tarn met Vero.", (2,), [evidence(1, "Vero left."), evidence(2, "Sofia Tarn met Viru.")]).support == UNSUPPORTED
    )  # too short to tell


def test_a_better_citation_goes_before_a_weak_one() -> None:
    found = [evidence(1, "The museum of Split was renovated."), evidence(2, "The museum of Split was closed in May.")]
    assert verify("The museum of Split was closed.", [1], found).cited == (2,)


def test_a_bare_name_needs_the_questions_verb() -> None:
    one = evidence(1, "Yoon Seo-hyeon resigned from the steering committee on Thursday.")
    assert verify("Yoon Seo-hyeon.", [1], [one], "Who is presiding over the committee?").support != "supported"
    assert verify("Yoon Seo-hyeon.", [1], [one], "Who resigned from the committee?").support == "supported"


def test_a_light_verb_tells_something_where_nothing_else_does() -> None:
    one = evidence(1, "Helvex sued Orbis, alleging that Lumetrin infringes one of its patents.")
    assert verify("Helvex made Lumetrin.", [1], [one], "Who made Lumetrin?").support != "supported"
    assert verify("Orbis made Lumetrin.", [1], [evidence(1, "Lumetrin is made by Orbis.")], "Who made Lumetrin?").support == "supported"


def test_a_length_of_time_is_the_same_or_another() -> None:
    assert contrasts("He was held for over two years.", "He was held for two years and seven months.")
    assert contrasts("He was held for over two years.", "He was held for over two years in Split.") == []


@pytest.mark.parametrize(
    ("claim", "sentence", "support"),
    [
        ("Rask went to Sweden to meet his son.", "Rask was due to meet his son but instead found himself in Sweden.", WEAK),
        ("Rask went to Sweden by train to meet his younger son.", "To meet his younger son, Rask has gone to Sweden by train.", SUPPORTED),
        ("All the miners came up alive through a shaft.", "Twelve miners were brought out alive through a shaft, nine were found dead.", WEAK),
    ],
)
def test_who_goes_and_comes_must_be_said_to(claim: str, sentence: str, support: str) -> None:
    assert verify(claim, [1], [evidence(1, sentence)], "Why did Rask go to Sweden?").support == support


def test_the_day_that_a_question_names_is_that_of_the_article_or_of_its_weekday() -> None:
    asked = "How many people were freed on 16 September?"
    claim = "Twelve people were freed on 16 September."
    day = date(2025, 9, 16)  # a Tuesday
    for text, published, support in (
        ("Twelve people were freed.", day, SUPPORTED), ("Twelve people were freed on Tuesday.", date(2025, 9, 18), SUPPORTED),
        ("Twelve people were freed.", date(2025, 9, 19), UNSUPPORTED), ("Twelve people were freed on 11 September.", day, UNSUPPORTED),
    ):  # fmt: skip
        assert verify(claim, [1], [evidence(1, text, day=published)], asked).support == support
    told = evidence(1, "Twelve people were freed.", day=date(2025, 9, 25))
    assert unanswered_numbers(asked, [told]) == []
    assert unanswered_numbers(asked, [replace(told, article=replace(told.article, date=date(2025, 12, 1)))]) == ["16"]


def test_a_bare_list_may_be_of_two_sentences_that_answer() -> None:
    first, second = evidence(1, "Slovenia has sent a helicopter to the fire."), evidence(2, "Help was sent from Italy, too.")
    asked = "Which countries sent help?"
    assert verify("Slovenia, Italy.", [1], [first, second], asked) == Verdict(SUPPORTED, (1, 2))
    assert verify("Slovenia, Italy.", [1], [first, evidence(2, "Italy won the cup.")], asked).support == UNSUPPORTED


def test_a_name_with_a_clause_is_read_as_a_bare_name() -> None:
    one = evidence(1, "It was found long ago, said Nana Gelashvili, who leads the dig.")
    verdict = verify("Nana Gelashvili, who leads the dig.", [1], [one], "Who stumbled on the graves?")
    assert (verdict.support, verdict.missing) == (WEAK, ("the verb “stumbled”",))


def test_who_is_only_named_before_does_not_do_what_the_sentence_says_of_another() -> None:
    one = evidence(1, "Poland closed its borders with Belarus.", before="Moscow spoke of the exercise.")
    assert verify("Moscow closed its borders with Belarus.", [1], [one]).support == UNSUPPORTED
    assert (
        verify(
            "Moscow closed its borders with Belarus.",
            [1],
            [evidence(1, "It closed its borders with Belarus.", before="Moscow spoke of the exercise.")],
        ).support
        == SUPPORTED
    )


def test_of_sentences_that_only_resemble_a_claim_the_nearest_counts_and_a_word_is_no_ground() -> None:
    asked = "What has the state done to the websites of the Stork Centre?"
    claim = "The websites of the Stork Centre have been declared extremist."
    far, near = (
        evidence(1, "The Stork Centre counts 1,300 prisoners and names them."),
        evidence(2, "The Stork Centre has seen its online resources declared extremist."),
    )
    assert verify(claim, [1], [far, near], asked).cited == (2,)
    named = evidence(1, "Among them was Igor Lossik and a reporter of the radio.")
    assert (
        verify(
            "Igor Lossik was convicted of extremism for critical reporting on the government.", [1], [named], "What was Igor Lossik convicted of?"
        ).support
        == UNSUPPORTED
    )


def test_the_sentence_with_the_number_is_shown_though_the_question_calls_him_otherwise() -> None:
    asked = "What was the Kazakh rider earning?"
    wrong, right = evidence(1, "He was to have led the team."), evidence(2, "His salary was said to be 180,000 euros.")
    verdict = verify("The Kazakh rider earned 180,000 euros.", [1], [wrong, right], asked)
    assert (verdict.support, verdict.cited, verdict.lacks_only_names) == (WEAK, (2,), True)


def test_the_first_word_of_a_claim_is_no_name_if_the_question_has_it_without_a_capital() -> None:
    one = evidence(1, "The bent dagger is a known custom.")
    assert "name Bending" not in verify("Bending a dagger was a custom.", [1], [one], "Why would anyone be bending a dagger?").missing


def test_which_embassy_may_stand_in_a_second_sentence_but_not_whose_deed() -> None:
    told, named = (
        evidence(1, "The reopening of the embassy would happen in the near future."),
        evidence(2, "Washington closed the US embassy in Minsk in the past."),
    )
    asked = "When will the US embassy in Minsk reopen?"
    assert verify("The reopening of the US embassy in Minsk would happen in the near future.", [1], [told, named], asked).cited == (1, 2)
    assert verify("The US would reopen the embassy in the near future.", [1], [told, named], asked).support != SUPPORTED


def test_a_part_of_those_named_does_it() -> None:
    one = evidence(1, "Islanders opened the school, where about 200 of the survivors spent the night on gym mats.")
    assert verify("The survivors spent the night on gym mats.", [1], [one], "Where did the survivors spend the night?").support == SUPPORTED


def test_of_what_is_not_there_the_sentence_with_its_number_is_told_of() -> None:
    """Two names that stand elsewhere are less than a number that stands nowhere."""
    cost = evidence(1, "Putting the ship right will cost 1.4 million crowns.")
    ran = evidence(2, "The ferry Lady Marigold ran on to a bank, which will cost somebody.")
    verdict = verify("The ferry Lady Marigold will cost 1.4 million crowns.", (1,), [cost, ran])
    assert (verdict.support, verdict.cited, verdict.missing) == (UNSUPPORTED, (1,), ("name Lady", "name Marigold"))
