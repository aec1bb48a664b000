"""Whether a sentence is about what was asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import evidence

from assistant.about import is_of_another, unanswered_names, unanswered_numbers
from assistant.evidence import Evidence
from assistant.grammar import is_about_the_known
from assistant.question import Question
from corpus.describe import describe
from corpus.words import words

PARDON = evidence(
    1, "On September 16, 2025, his office announced the pardon of 25 individuals, 12 women and 13 men.", "Alexander Lukashenko acted again."
)
RELEASE = evidence(2, "Just days earlier, Belarus released 52 political prisoners after negotiations with a U.S. delegation.")
HOME = evidence(3, "Statkevich refused to leave and turned back at the Lithuanian border.", "Mikola Statkevich is 69.")
ALL = [PARDON, RELEASE, HOME]


def test_names_and_numbers_of_the_question_that_the_evidence_lacks() -> None:
    text = "Did Germany or Belarus release them?"
    names = tuple(w for w in words(text) if w.is_capitalised)[1:]
    assert [n.written for n in unanswered_names(Question(text, "fact", names, names, ()), ALL)] == ["Germany"]
    assert unanswered_numbers("How many were freed in 2019?", ALL) == ["2019"]
    assert unanswered_numbers("How many were freed in 2025?", ALL) == []


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


@pytest.mark.parametrize(
    ("text", "known"),
    [("The novel was turned down by fourteen British publishers.", True), ("It opened.", True), ("Poland closed its borders.", False), ("The head of Verhulst spoke.", False), ("A farmer found it.", False)],
)  # fmt: skip
def test_whether_a_sentence_turns_on_what_the_reader_knows(text: str, known: bool) -> None:
    assert is_about_the_known(text) is known


def test_a_name_that_an_article_only_comes_back_to_is_not_what_it_is_about() -> None:
    lead = "The deal was signed in Minsk on Friday. " + "Nobody had expected it so soon, and nobody spoke of it. " * 9
    named = lead + "Poland closed its border. The border of Poland is long. Poland said so.\n\nThe president of Latvia spoke of the deal."
    start = named.index("The president of Latvia")
    article = describe(named, article_id="a", title="A deal", day=None, date_from="given")
    one = Evidence(1, article, start, len(named), named[start:], "", 1.0, 0.5, 0.5, 0.5, 0.5)
    names = tuple(words("Poland"))
    assert unanswered_names(Question("Who is the president of Poland?", "person", names, names, ()), [one]) == [names[0]]


def test_whose_director_it_is() -> None:
    lagos = evidence(1, "Its director, Olu Ade, spoke.", "The commission of Nigeria was glad.")
    here = evidence(2, "Its director, Ann Bell, spoke.", "The Leipold Museum was glad.")
    named = [word for word in words("Leipold") if word.is_capitalised]
    assert is_of_another(named, lagos)
    assert not is_of_another(named, here)
    assert not is_of_another(named, evidence(3, "The director, Olu Ade, spoke.", "The commission of Nigeria was glad."))


def test_what_is_only_called_the_novel_is_what_its_article_is_about() -> None:
    text = "The Salt Ledger has won the prize. The novel was turned down by fourteen publishers before Lantern Row took it. Lantern Row was sold."
    article = describe(text, article_id="a", title="A prize")
    asked = Question("How many publishers said no to The Salt Ledger?", "number", (), tuple(words("Salt Ledger")), ())

    def of(sentence: str) -> Evidence:
        start = text.index(sentence)
        return Evidence(1, article, start, start + len(sentence), sentence, "", 1.0, 0.5, 0.5, 0.5, 0.5)

    far = replace(article, text=text.replace(" The novel", "\n\nThe novel").replace(" Lantern Row was", "\n\nLantern Row was"))
    novel, other = (
        replace(of(part), article=far, start=far.text.index(part), end=far.text.index(part) + len(part))
        for part in ("The novel was turned down by fourteen publishers before Lantern Row took it.", "Lantern Row was sold.")
    )
    assert unanswered_names(asked, [novel]) == []
    assert [name.written for name in unanswered_names(asked, [other])] == ["Salt", "Ledger"]
