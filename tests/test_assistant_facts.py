"""Names, numbers and hedges of a sentence, and the sentences of a reply."""

from __future__ import annotations

import pytest

from assistant.drafts import Draft, drafts
from assistant.facts import facts, has_name, numbers, states_reason, states_time
from assistant.hedges import keep_hedges
from corpus.words import words


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
        ("Georgia", "George said", False), ("Romania", "the Roman army", False), ("Germany", "two Germans", True), ("WHO", "the man who left", False), ("Independence", "an independent journalist", False), ("Independence", "on Independence Day", True),
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


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained [1]. It snowed [2].", [Draft("It rained.", (1,)), Draft("It snowed.", (2,))]),
        ("It rained. [1] It snowed. [2]", [Draft("It rained.", (1,)), Draft("It snowed.", (2,))]),
        ("It rained [1][2] [3].", [Draft("It rained.", (1, 2, 3))]),
        ("Bell and Hart came [1], [2], and [3].", [Draft("Bell and Hart came.", (1, 2, 3))]),
        ("Bell [1], and Hart [2] came.", [Draft("Bell, and Hart came.", (1, 2))]),
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


@pytest.mark.parametrize(
    ("text", "a_reason"),
    [
        ("It fled after Russia invaded.", True),
        ("It closed, since nobody came.", True),
        ("He was held for taking part.", True),
        ("The judge rejected it on the grounds that he had no licence.", True),
        ("Weak demand had tipped the balance.", True),
        ("Early findings point to a short circuit.", True),
        ("Sparks flew beside the balance.", False),
        ("The points were set and the grounds swept.", False),
        ("It has been shut since May.", False),
        ("They met after Monday.", False),
        ("It opened after about 2 a.m.", False),
        ("It has stood there since then.", False),
    ],
)
def test_what_joins_a_reason(text: str, a_reason: bool) -> None:
    assert states_reason(text) is a_reason
