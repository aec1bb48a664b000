from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.about import unanswered_names, unanswered_numbers
from assistant.contrast import contrasts, is_denial
from assistant.drafts import Draft, drafts
from assistant.evidence import Evidence
from assistant.facts import facts, has_name, numbers, states_time
from assistant.grammar import is_about_the_known
from assistant.hedges import keep_hedges
from assistant.question import Question, analyse
from assistant.verify import SUPPORTED, UNSUPPORTED, WEAK, Verdict, verify
from assistant.writer import _to_quote
from corpus.describe import describe
from corpus.words import words
from index.opened import Index


def evidence(n: int, text: str, before: str = "", title: str = "Untitled report", day: date | None = None) -> Evidence:
    article = describe(f"{before} {text}", article_id=f"a{n}", title=title, day=day, date_from="given")
    start = len(before) + 1
    return Evidence(n, article, start, start + len(text), text, before, 1.0, 0.5, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fifty-two inmates", {"52"}), ("the twenty-first", {"21th"}), ("September 16th", {"16"}), ("1,168 prisoners", {"1168"}), ("4.2 million francs", {"4200000"}), ("two hundred", {"200"}),
        ("the 69-year-old", {"69"}), ("September 16, 2025", {"16", "2025"}), ("the 3rd of May", {"3"}), ("a seventh term", {"7th"}), ("the 7th term", {"7th"}), ("one of them", set()),
        ("1.5", {"1.5"}), ("1.000.000", {"1000000"}), ("half of the 12", {"0.5", "12"}), ("the 1990s", {"1990s"}), ("£4.2m and $3bn", {"4200000", "3000000000"}), ("12 percent, 12%", {"12%"}), ("-40 degrees", {"-40"}), ("dozens", set()), ("One hundred and twenty", {"120"}), ("half a million", {"500000"}), ("a second chance", set()), ("no numbers", set()),
    ],
)  # fmt: skip
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Statkevich", "Mikola Stackevich was freed", True), ("Viačorka", "said Viacorka", True), ("Belarus", "the Belarusian leader", True),
        ("EU", "the European Union said", True), ("US", "the United States said", True), ("American", "the US said", True), ("NATO", "the North Atlantic Treaty Organization", True),
        ("American", "the United States said", True), ("France", "two French citizens", True), ("Poles", "from Poland", True), ("West", "Western sanctions", True),
        ("Polish", "in Poland", True), ("Moscow", "the Russian envoy", False), ("Germany", "the French envoy", False), ("US", "it was up to us", False), ("Coale", "Kallas said", False), ("Minsk", "in Pinsk", False), ("Lithuania", "Lithuanian border", True), ("Austria", "in Australia", False), ("Niger", "Nigeria said", False), ("Johnston", "Boris Johnson", False),
        ("Georgia", "George said", False), ("Romania", "the Roman army", False), ("Germany", "two Germans", True), ("WHO", "the man who left", False),
    ],
)  # fmt: skip
def test_names(name: str, text: str, there: bool) -> None:
    assert has_name(words(name)[0], words(text)) is there


def test_facts_of_a_sentence() -> None:
    found = facts("Prisoners did not meet John Coale in Minsk on 11 September.", ["prisoners"])
    assert [n.written for n in found.names] == ["John", "Coale", "Minsk", "September"]
    assert found.numbers == {"11"}
    assert [w.written for w in found.others] == ["Prisoners", "meet"]
    assert states_time("in March")
    assert not states_time("they march on")


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


@pytest.mark.parametrize(
    ("claim", "sentence", "kept"),
    [
        ("27 journalists are held.", "He said at least 27 journalists are held.", "At least 27 journalists are held."),
        ("There are 1,000 of them.", "Over 1,000 remain, and about 1,300 by another count.", "There are over 1,000 of them."),
        ("More than 1,000 remain.", "Over 1,000 remain.", "More than 1,000 remain."),
        ("52 were freed.", "52 of them were freed.", "52 were freed."),
        ("Twelve left.", "Nearly twelve left.", "Nearly twelve left."),
        ("12 left in 2020.", "Around 12 left in 2020.", "Around 12 left in 2020."),
        ("40 of them left.", "Some 40 left, 40 in all.", "40 of them left."),
        ("40 hectares are in dispute.", "The dispute over 40 hectares goes on.", "40 hectares are in dispute."),
        ("12 women were killed.", "A book about 12 women who were killed.", "12 women were killed."),
        ("In 2012 he was jailed.", "He was jailed at least 2012 days ago, in about 2012.", "In 2012 he was jailed."),
    ],
)
def test_numbers_keep_their_hedges(claim: str, sentence: str, kept: str) -> None:
    assert keep_hedges(claim, sentence) == kept


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
    ],
)
def test_agreement_is_no_contrast(claim: str, sentence: str) -> None:
    assert contrasts(claim, sentence) == []


def test_a_day_may_come_from_the_sentence_before() -> None:
    group = evidence(1, "The group included 12 women and 13 men.", "On September 16, 2025, the office pardoned 25 people.")
    later = evidence(1, "A week later, 52 prisoners left.", "On September 16, 2025, the office pardoned 25 people.")
    assert verify("The group of September 16 included 12 women.", (1,), [group]).support == SUPPORTED
    assert verify("On September 16, 52 prisoners left.", (1,), [later]).support == UNSUPPORTED


def test_nothing_is_supported_by_nothing() -> None:
    assert verify("It rained.", (1,), []).support == UNSUPPORTED


def test_a_date_may_come_from_the_article_only_if_the_sentence_says_so() -> None:
    tuesday = evidence(1, "The office announced the pardon on Tuesday.", day=date(2025, 9, 16))
    undated = evidence(1, "The office announced the pardon.", day=date(2025, 9, 16))
    claim = "The office announced the pardon on 16 September 2025."
    assert verify(claim, (1,), [tuesday]).support == SUPPORTED
    assert verify(claim.replace("16", "17"), (1,), [tuesday]).support == UNSUPPORTED
    assert verify(claim, (1,), [undated]).support == UNSUPPORTED


def test_names_and_numbers_of_the_question_that_the_evidence_lacks() -> None:
    text = "Did Germany or Belarus release them?"
    names = tuple(w for w in words(text) if w.is_capitalised)[1:]
    assert [n.written for n in unanswered_names(Question(text, "fact", names, names, ()), ALL)] == ["Germany"]
    assert unanswered_numbers("How many were freed in 2019?", ALL) == ["2019"]
    assert unanswered_numbers("How many were freed in 2025?", ALL) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained [1]. It snowed [2].", [Draft("It rained.", (1,)), Draft("It snowed.", (2,))]),
        ("It rained. [1] It snowed. [2]", [Draft("It rained.", (1,)), Draft("It snowed.", (2,))]),
        ("It rained [1][2] [3].", [Draft("It rained.", (1, 2, 3))]),
        ("It rained [1, 2; 4-6].", [Draft("It rained.", (1, 2, 4, 5, 6))]),
        ("The U.S. envoy left Minsk [2]. He was glad [1].", [Draft("The U.S. envoy left Minsk.", (2,)), Draft("He was glad.", (1,))]),
        ("It rained, according to [1].", [Draft("It rained.", (1,))]),
        ("It rained, according to the quote from [1].", [Draft("It rained.", (1,))]),
        ("It rained, according to Reuters [1].", [Draft("It rained, according to Reuters.", (1,))]),
        ("Six [1]", [Draft("Six.", (1,))]),
        ("It rained [1", [Draft("It rained.", ())]),
        ("[1] It rained. [2] It snowed.", [Draft("It rained.", (1,)), Draft("It snowed.", (2,))]),
        ("**It** rained [1].", [Draft("It rained.", (1,))]),
        ("[1]", []),
        ("", []),
    ],
)
def test_drafts_do_not_depend_on_how_the_text_arrives(text: str, expected: list[Draft], size: int) -> None:
    assert list(drafts(text[i : i + size] for i in range(0, len(text), size))) == expected


def test_a_sentence_is_given_out_as_soon_as_the_next_begins() -> None:
    def pieces():
        yield "It rained [1]. "
        yield "It sno"
        raise AssertionError("the first sentence was complete before this")

    assert next(drafts(pieces())) == Draft("It rained.", (1,))


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


def test_a_full_name_that_the_article_writes_elsewhere() -> None:
    one = evidence(1, "Coale brought a letter.", "The envoy John Coale came to Minsk.")
    assert verify("John Coale brought a letter.", [1], [one]).support == "supported"
    assert verify("Ann Coale brought a letter.", [1], [one]).support == "unsupported"


def test_a_better_citation_goes_before_a_weak_one() -> None:
    found = [evidence(1, "The museum of Split was renovated."), evidence(2, "The museum of Split was closed in May.")]
    assert verify("The museum of Split was closed.", [1], found).cited == (2,)


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


def test_a_bare_name_needs_the_questions_verb() -> None:
    one = evidence(1, "Yoon Seo-hyeon resigned from the steering committee on Thursday.")
    assert verify("Yoon Seo-hyeon.", [1], [one], "Who is presiding over the committee?").support != "supported"
    assert verify("Yoon Seo-hyeon.", [1], [one], "Who resigned from the committee?").support == "supported"


def test_a_sentence_that_names_nobody_is_about_whom_its_article_is_about() -> None:
    text = "Three men broke into the Saldanha Museum. Much later they ignored the coins. Aigli lost the coins."
    article = describe(text, article_id="a", title="Thieves in the night", day=None, date_from="given")
    anonymous, named = (replace(evidence(1, sentence), article=article) for sentence in ("They ignored the coins.", "Aigli lost the coins."))
    saldanha = tuple(word for word in words("the Saldanha") if word.is_capitalised)
    asked = Question("Which coins did the Saldanha lose?", "fact", saldanha, saldanha, ())
    assert unanswered_names(asked, [anonymous]) == []
    assert unanswered_names(asked, [named]) == list(saldanha)


@pytest.mark.parametrize(
    ("first", "written", "same"),
    [
        ("Nikolaj", "Mikalai", True),
        ("Yorgos", "Giorgos", True),
        ("Ada", "Ida", False),
        ("Marina", "Martin", False),
        ("Peter", "Victor", False),
        ("Ann", "John", False),
    ],
)
def test_a_first_name_may_sound_nearly_so_and_no_less(first: str, written: str, same: bool) -> None:
    one = evidence(1, "Khilo was freed in May.", before=f"{written} Khilo worked for the mission.")
    names = tuple(word for word in words(f"the {first} Khilo") if word.is_capitalised)
    left = unanswered_names(Question("When was he freed?", "time", names, names, ()), [one])
    assert [name.written for name in left] == ([] if same else [first])


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


@pytest.mark.parametrize(
    ("text", "denies"),
    [("She ran unsuccessfully.", True), ("It will open only when all is paid.", True), ("It didn’t.", True), ("It is open.", False)],
)
def test_denials(text: str, denies: bool) -> None:
    assert is_denial(text) is denies


def test_the_rest_of_the_paragraph_tells_who_the_company_is() -> None:
    article = describe(
        "Tsukimori Electric made an offer. It withdrew. People close to the company spoke of signals.\n\nThe board spoke.", article_id="a"
    )
    start = article.text.index("People")
    end = article.text.index("\n")
    one = Evidence(1, article, start, end, article.text[start:end], "It withdrew.", 1.0, 0.5, 0.5, 0.5, 0.5)
    asked = Question("What put Tsukimori off?", "fact", (), tuple(words("Tsukimori")), ())
    assert unanswered_names(asked, [one]) == []
    below = replace(one, start=article.text.index("The board"), end=len(article.text), text="The board spoke.", before="")
    assert [name.written for name in unanswered_names(replace(asked, names=tuple(words("Osaka"))), [below])] == ["Osaka"]


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


@pytest.mark.parametrize(
    ("text", "known"),
    [("The novel was turned down by fourteen British publishers.", True), ("It opened.", True), ("Poland closed its borders.", False), ("The head of Verhulst spoke.", False), ("A farmer found it.", False)],
)  # fmt: skip
def test_whether_a_sentence_turns_on_what_the_reader_knows(text: str, known: bool) -> None:
    assert is_about_the_known(text) is known


def test_a_part_of_those_named_does_it() -> None:
    one = evidence(1, "Islanders opened the school, where about 200 of the survivors spent the night on gym mats.")
    assert verify("The survivors spent the night on gym mats.", [1], [one], "Where did the survivors spend the night?").support == SUPPORTED


def test_for_a_reason_far_from_as_good_as_the_best_the_best_is_shown(index: Index) -> None:
    best, other = (
        evidence(1, "The belt will be shown in September so that it can be X-rayed first."),
        evidence(2, "Work will end because the money has run out."),
    )
    asked = analyse("Why is the belt shown in September?", index.lexical)
    worse, weak = replace(other, score=0.7), Verdict(WEAK, (2,), ("enough of its words",))
    assert _to_quote(asked, worse, [best, worse], weak) == best
    assert _to_quote(asked, replace(other, score=0.9), [best, other], weak) == replace(other, score=0.9)
    assert _to_quote(analyse("What is shown in September?", index.lexical), worse, [best, worse], weak) == worse
