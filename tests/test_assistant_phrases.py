"""The words of a sentence that answer: short facts without the model, and what is compared between articles."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from asking import ask, number_of
from conftest import write
from fakes import Points, Says, ScriptedModel, evidence

from assistant.answer import Answer, Claim
from assistant.in_words import differ, may_hold
from assistant.llm import NoModel
from assistant.options import Options
from assistant.parts import Parts
from assistant.phrases import Phrase, Phrases
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.repair import far_likelier
from assistant.ui.found import found
from assistant.ui.markup import answer_so_far
from index.opened import Index

FIRE = (
    "The fire in the Orlo sawmill was set off by a loose cable, the fire brigade of Orlo said. Eleven men were in the sawmill.",
    "A cigarette set off the blaze in the sawmill, a foreman told the Orlo Courier. The cable had been mended.",
)
CAUSES = ("a loose cable", "A cigarette", "Eleven men")
WHAT = "What set off the fire in the Orlo sawmill?"


def library(empty: Index, *texts: str) -> Index:
    """An index over these articles."""
    for n, text in enumerate(texts):
        write(empty.data.parent / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((empty.data.parent / "more").iterdir())))
    assert ask(empty, WHAT).answer.status  # the index is built
    return empty


def reads(
    index: Index, model: ScriptedModel | NoModel, *answering: str, odds: float = 3.0, other: float = 1.0, pointed: float = -0.1, **parts: bool
) -> Assistant:
    """A chain whose reader is so sure of sentences that begin so, and so of what the second article tells."""
    index.reader = Says(lambda text: other if text.startswith("A cigarette") else odds if text.startswith(answering) else -5.0)
    index.spans = Points(*CAUSES, odds=pointed)
    return Assistant(index, model, Parts(**parts))


def test_a_phrase_has_nothing_around_it_and_is_found_once() -> None:
    points = Points(", “25 people”.")
    phrases = Phrases(points)
    one = evidence(1, "He pardoned, “25 people”. Then he left.")
    phrase = phrases.of("who", one)
    assert phrase == Phrase("25 people", 14, 23, -0.1)
    assert one.text[phrase.start : phrase.end] == phrase.text
    points.phrases = ("He",)
    assert phrases.of("who", one) == phrase
    assert phrases.of("who else", one) == Phrase("He", 0, 2, -0.1)
    assert Phrases(Points("7.12 a.m.")).of("when", evidence(1, "It left at 7.12 a.m. and came late.")) == Phrase("7.12 a.m.", 11, 20, -0.1)
    assert Phrases(Points("7.12")).of("when", evidence(1, "It left at 7.12 a.m., late.")) == Phrase("7.12 a.m.", 11, 20, -0.1)
    assert Phrases(Points("8")).of("how much", evidence(1, "It fell by 8 per cent. Then …")) == Phrase("8 per cent", 11, 21, -0.1)
    assert Phrases(Points("46 million")).of("how much", evidence(1, "It owes 46 million kroner.")) == Phrase("46 million kroner", 8, 25, -0.1)
    for pointed in ("81", "81-year", "81-year-old"):
        assert Phrases(Points(pointed)).of("how old", evidence(1, "An 81-year-old man.")) == Phrase("81-year-old", 3, 14, -0.1)
    assert Phrases(Points("ega")).of("who", evidence(1, "It is vegan.")) == Phrase("vegan", 6, 11, -0.1)
    assert Phrases(Points("ega")).of("who", evidence(1, "vega")) == Phrase("vega", 0, 4, -0.1)
    assert Phrases(Points("!", "none")).of("who", evidence(1, "Oh!")) is None
    assert Phrases(Points("none")).of("who", one) is None
    assert Phrases(None).of("who", one) is None


def test_a_short_fact_of_which_the_reader_is_sure_is_quoted_without_the_model(empty: Index) -> None:
    model = ScriptedModel("A spark set it off [1].")
    final = last(reads(library(empty, *FIRE[:1]), model, "Eleven").ask("How many men were in the Orlo sawmill?"))
    answer = final.answer
    assert not model.prompts
    assert "<q>Eleven men were in the sawmill.</q>" in found(final.trace, answer.seconds.to_json())
    assert answer.extractive
    assert [(claim.text, claim.phrase) for claim in answer.claims] == [("Eleven men were in the sawmill.", "Eleven men")]


@pytest.mark.parametrize(("asked", "odds", "pointed", "parts"), [
    ("How many men were in the Orlo sawmill?", 0.9, -0.1, {}),  # the reader is less sure that it answers
    ("How many men were in the Orlo sawmill?", 3.0, -3.0, {}),  # … or which words do
    ("How many men were in the Orlo sawmill?", 3.0, -0.1, {"phrases": False}),
    ("Were eleven men in the Orlo sawmill?", 3.0, -0.1, {}),
    ("Which workers were in the Orlo sawmill?", 3.0, -0.1, {}),
    ("Were more men or women in the Orlo sawmill?", 3.0, -0.1, {}),
])  # fmt: skip
def test_else_the_model_is_asked(empty: Index, asked: str, odds: float, pointed: float, parts: dict[str, bool]) -> None:
    model = ScriptedModel("Eleven men were in the sawmill [1].")
    assistant = reads(library(empty, *FIRE[:1]), model, "Eleven", odds=odds, pointed=pointed, **parts)
    assert last(assistant.ask(asked)).answer.claims
    assert model.prompts


def test_of_sentences_that_are_as_sure_the_one_with_the_questions_words_is_quoted_and_no_count_in_parts(empty: Index) -> None:
    texts = ("The mayor of Orlo pardoned 25 thieves, the town hall said.", "Seven women and 18 men got a pardon from him, said the Orlo Courier.")
    index = library(empty, *texts)
    index.spans = Points("25", "Seven women and 18 men")
    for odds, sure in ((2.6, True), (1.9, False)):
        index.reader = Says(lambda text, odds=odds: odds if "25" in text else 3.0 if "women" in text else -5.0)  # type: ignore[misc]
        final = last(
            Assistant(index, ScriptedModel("The mayor of Orlo pardoned 25 thieves [1].")).ask("How many thieves did the mayor of Orlo pardon?")
        )
        assert ("sure" in final.trace) == sure
        assert "25" in final.answer.claims[0].text


@pytest.mark.parametrize(("odds", "quoted"), [(0.9, FIRE[0].split(". ")[0] + "."), (0.1, "Eleven men were in the sawmill.")])
def test_a_sentence_that_answers_far_likelier_is_quoted_for_what_the_model_took_from_another(empty: Index, odds: float, quoted: str) -> None:
    index = library(empty, FIRE[0])
    index.reader = Says(lambda text: 0.0 if text.startswith("Eleven") else odds)
    index.spans = Points(odds=-9.0)
    n = number_of(index, WHAT, "Eleven")
    final = last(Assistant(index, ScriptedModel(f"Eleven men were in the sawmill [{n}].")).ask(WHAT))
    assert final.answer.claims[0].text == quoted
    assert len(final.answer.claims) == 1 or odds < 0.5  # else the best one is added


@pytest.mark.parametrize(("asked", "likelier", "quoted"), [
    ("Why was the bridge of Orlo shut?", "The bridge of Orlo was shut because it had cracks.", True),
    ("Why was the bridge of Orlo shut?", "The bridge of Orlo was shut in May.", False),  # no reason, and the cited one has one
    ("How many came to the bridge of Orlo?", "Some 40 men and 60 women came to the bridge of Orlo.", False),  # parts of those who came
    ("Was the bridge of Orlo shut?", "The bridge of Orlo was shut because it had cracks.", False),
    ("Which bridges of Orlo were shut?", "The bridge of Orlo was shut because it had cracks.", False),
])  # fmt: skip
def test_what_a_likelier_sentence_stands_for(index: Index, asked: str, likelier: str, quoted: bool) -> None:
    cited, rival = evidence(1, "The bridge of Orlo was shut by 30 men after a fire."), evidence(2, likelier)
    fits = {1: 0.0, 2: 0.8}
    read = analyse(asked, index.lexical)
    assert far_likelier(read, [cited], [cited, rival], lambda some: [fits[one.n] for one in some], index.lexical) == (rival if quoted else None)
    assert far_likelier(read, [rival], [cited, rival], lambda some: [fits[one.n] for one in some], index.lexical) is None
    assert far_likelier(read, [cited], [], lambda some: [fits[one.n] for one in some], index.lexical) is None


def test_who_wants_only_quotes_gets_that_sentence_alone(empty: Index) -> None:
    assistant = reads(library(empty, *FIRE[:1]), ScriptedModel(), "Eleven")
    answer = last(assistant.ask("How many men were in the Orlo sawmill?", options=Options(quote_only=True))).answer
    assert [(claim.text, claim.phrase) for claim in answer.claims] == [("Eleven men were in the sawmill.", "Eleven men")]


@pytest.mark.parametrize(("other", "values"), [(1.0, ["loose cable", "cigarette"]), (-0.5, [])])
@pytest.mark.parametrize("model", [NoModel(), ScriptedModel("A loose cable set it off [1].")], ids=["none", "scripted"])
def test_what_another_article_says_is_pointed_at_with_or_without_a_model(
    empty: Index, model: ScriptedModel | NoModel, other: float, values: list[str]
) -> None:
    assistant = reads(library(empty, *FIRE), model, "The fire", other=other)
    final = last(assistant.ask(WHAT))
    assert [value.value for conflict in final.answer.conflicts for value in conflict.values] == values
    assert "read_alone" not in final.trace


def test_what_is_pointed_at_is_bold_once_and_stays_so(empty: Index) -> None:
    answer = last(reads(library(empty, *FIRE[:1]), ScriptedModel(), "Eleven").ask("How many men were in the Orlo sawmill?")).answer
    shown = answer_so_far(answer.claims, answer.citations, "t1")
    assert "<strong>Eleven men</strong> were in the " in shown
    again = Answer.from_json(answer.kept())
    assert answer_so_far(again.claims, again.citations, "t1") == shown
    kept = answer.kept()
    del kept["phrases"]  # as it was kept before there were any
    assert "<strong>" not in answer_so_far(Answer.from_json(kept).claims, again.citations, "t1")


@pytest.mark.parametrize(("text", "phrase", "lead", "shown"), [
    ("In 1925 there were 25 others.", "25", "", "In 1925 there were <strong>25</strong> "),
    ("There were 25.", "25.", "Of 25 he spoke.", 'Of 25 he spoke. There were <span class="together"><strong>25.</strong>'),
    ("There were many people.", "many people", "", 'There were <strong>many </strong><span class="together"><strong>people</strong>.'),
    ("There were 25.", "26", "", 'There were <span class="together">25.'),
])  # fmt: skip
def test_the_words_are_set_off_where_they_stand_in_the_sentence(text: str, phrase: str, lead: str, shown: str) -> None:
    claim = Claim(text, (), "supported", lead, phrase)
    html = unescape(answer_so_far([claim], [], "t1"))
    assert unescape(shown) in html
    assert unescape(answer_so_far([replace(claim, phrase="")], [], "t1")) == html.replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize(("asked", "one", "other", "expected"), [
    ("Where was she taken?", "Riga prison", "Liepaja prison", True),
    ("Where was she taken?", "Liepaja prison", "Latvia", False),  # the one may be in the other
    ("Where was she taken?", "Estonia", "Latvia", True),
    ("Who paid for it?", "Paris", "France", False),  # a government is called after its seat
    ("What is it called?", "Paris", "Ferris", True),
])  # fmt: skip
def test_places_differ_if_neither_may_be_in_the_other(index: Index, asked: str, one: str, other: str, expected: bool) -> None:
    read = analyse(asked, index.lexical)
    for pair in ((one, other), (other, one)):
        assert (differ(*pair, read) and not may_hold(*pair, read)) is expected


@pytest.mark.parametrize(("other", "differs"), [("the roof", False), ("One person", False), ("Ann Bell", True)])
def test_a_sum_and_a_thing_or_a_name_and_a_count_are_no_rivals(index: Index, other: str, differs: bool) -> None:
    read = analyse("Who died there?", index.lexical)
    for mine in ("15 million kroner", "Gus Hart"):
        assert differ(mine, other, read) is (differs and mine == "Gus Hart")


@pytest.mark.parametrize(("other", "asked", "differ"), [
    (-0.9, "Do the articles agree on what set off the fire in the Orlo sawmill?", True),
    (-1.1, "Do the articles agree on what set off the fire in the Orlo sawmill?", False),
    (-0.9, WHAT, False),
])  # fmt: skip
def test_who_asks_whether_articles_agree_is_told_what_answers_less_surely(empty: Index, other: float, asked: str, differ: bool) -> None:
    final = last(reads(library(empty, *FIRE), NoModel(), "The fire in", other=other).ask(asked))
    assert bool(final.answer.conflicts) is differ


@pytest.mark.parametrize(
    ("asked", "one", "other", "expected"),
    [
        ("What has Norway done in return?", "Oslo lifted the sanctions", "lifting the sanctions on the Belarusian airline", False),
        ("What has Norway done in return?", "Oslo closed its port", "lifting the sanctions on the Belarusian airline", True),
        ("Who was freed?", "the journalist Ann Bell", "the journalist Gus Hart", True),
    ],
)
def test_what_is_done_in_both_is_no_difference(index: Index, asked: str, one: str, other: str, expected: bool) -> None:
    assert differ(one, other, analyse(asked, index.lexical)) is expected


@pytest.mark.parametrize(("second", "fit", "values"), [
    ("The growers now have 60 days to comply, said Lena Bell, the mayor of Orlo.", 1.0, ["ten weeks", "60 days"]),
    ("The growers now have 60 days to comply, said Lena Bell, the mayor of Orlo.", -1.6, ["ten weeks", "60 days"]),  # hardly any other is likelier
    ("The growers now have 70 days to comply, said Lena Bell, the mayor of Orlo.", 1.0, []),  # that is ten weeks
    ("The growers now have 400 days to comply, said Lena Bell, the mayor of Orlo.", 1.0, []),  # that is six times as long
    ("The growers now have 60 goats to sell, said Lena Bell, the mayor of Orlo.", 1.0, []),  # that is no time
])  # fmt: skip
def test_another_number_is_pointed_at_in_quite_other_words(empty: Index, second: str, fit: float, values: list[str]) -> None:
    index = library(empty, "The judges in Orlo gave the farms ten weeks to dismantle their pumps, Lena Bell of the town hall said.", second)
    index.reader = Says(lambda text: 3.0 if "ten weeks" in text else fit if "growers" in text else -5.0)
    index.spans = Points("ten weeks", "60 days", "70 days", "400 days", "60 goats")
    answer = last(Assistant(index, NoModel()).ask("How much time have the farms in Orlo been given?")).answer
    assert "ten weeks" in answer.claims[0].text
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


@pytest.mark.parametrize(("copied", "pointed", "values"), [
    (False, ("penal colony", "prison"), ["penal colony", "prison"]),
    (True, ("penal colony", "prison"), []),
    (True, ("Vitba", "Hlybokaye"), ["Vitba", "Hlybokaye"]),
])  # fmt: skip
def test_a_copy_in_other_words_differs_only_by_its_names(
    empty: Index, monkeypatch: pytest.MonkeyPatch, copied: bool, pointed: tuple[str, str], values: list[str]
) -> None:
    texts = (f"Gus Hart of Orlo was returned to a {pointed[0]} after he left the bus.", f"Gus Hart, a baker in Orlo, was taken back to {pointed[1]}.")
    index = library(empty, *texts)
    index.reader, index.spans = Says(lambda text: 3.0 if text.startswith("Gus") else -5.0), Points(*pointed)
    monkeypatch.setattr(type(index.stories), "copied", lambda self, one, other: copied)
    answer = last(Assistant(index, NoModel()).ask("Where was Gus Hart of Orlo returned to?")).answer
    assert sorted(value.value for conflict in answer.conflicts for value in conflict.values) == sorted(values)
