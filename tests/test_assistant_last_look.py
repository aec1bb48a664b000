"""Before a refusal: what answers in other words, by model and reader, is quoted; what is nearest is shown."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import write
from fakes import Says, ScriptedModel, evidence

from assistant.answerable import judge
from assistant.evidence import Evidence
from assistant.last_look import overlooked
from assistant.parts import ALL, Parts
from assistant.pipeline import Assistant, last
from assistant.question import analyse
from assistant.relevance import Relevance
from assistant.run import Run
from index.opened import Index

PETS, FIRE = "Animals of those who had to leave may stay at the fairgrounds.", "The fire has burned 40 houses in Orlo since Monday."
ASKED = "Where are cats and dogs kept?"


class Look:
    """A last look at some sentences, of which reader and model hold what is given."""

    def __init__(self, index: Index, fits: dict[str, float], odds: dict[str, float] | None) -> None:
        self.index, self.model = index, ScriptedModel()
        self.model.opinions = lambda asked: None if odds is None else next((value for text, value in odds.items() if text in asked), -9.0)
        self.relevance = Relevance(self.model, threading.Lock(), Says(lambda text: fits.get(text, -9.0)), index.lexical)
        self.found = [replace(evidence(n, text), score=1.0 - n / 100) for n, text in enumerate((FIRE, PETS), start=1)]

    def at(self, asked: str = ASKED, probability: float = 0.5, unknown: tuple[str, ...] = (), **given: list[Evidence]) -> str | None:
        read = analyse(asked, self.index.lexical)
        judgement = replace(judge(read, self.found, self.index.lexical), probability=probability, unknown=unknown)
        run = Run(asked=asked, started=0.0, model="scripted", standalone=asked, evidence=self.found, ranked=self.found, **given)  # type: ignore[arg-type]
        one = overlooked(run, read, judgement, self.relevance, self.index.lexical, self.index.stories)
        return one.text if one else None


@pytest.mark.parametrize(("fit", "probability", "quoted"), [
    (-2.2, 0.5, True),
    (-2.4, 0.5, False),
    (-1.2, 0.9, False),  # a near miss has the question's words
    (-1.0, 0.9, True),
])  # fmt: skip
def test_a_sentence_is_quoted_where_the_reader_holds_that_it_answers(index: Index, fit: float, probability: float, quoted: bool) -> None:
    look = Look(index, {PETS: fit}, None)
    assert look.at(probability=probability) == (PETS if quoted else None)


def test_the_likeliest_is_quoted_and_what_lacks_what_was_asked_for_is_not(index: Index) -> None:
    assert Look(index, {PETS: 0.5, FIRE: 0.2}, {}).at() == PETS
    assert Look(index, {PETS: 2.0, FIRE: 0.0}, {}).at("How many homes are gone?") == FIRE


def test_of_what_surely_answers_the_article_need_only_name_whom_the_question_does(index: Index) -> None:
    speaks = replace(evidence(1, PETS).article, text=f"{PETS} Fire crews went home. Nobody in the town was hurt. Rain is forecast for Orlo.")
    for fit, article, quoted in ((-1.0, speaks, PETS), (-1.2, speaks, None), (1.1, evidence(1, PETS).article, None)):
        look = Look(index, {PETS: fit}, {})
        look.found = [replace(evidence(1, PETS), article=article)]
        assert look.at("Where are cats of Orlo kept?") == quoted


def test_what_no_article_speaks_of_has_to_be_surely_answered_and_comparisons_stay_refused(index: Index) -> None:
    asked = "Are the cats kept at the fairgrounds?"
    for fit, quoted in ((-1.2, None), (-1.0, PETS)):
        look = Look(index, {PETS: fit}, {})
        assert (look.at(asked), look.at(asked, unknown=("cats",)), look.at(unknown=("cats",))) == (PETS, quoted, quoted)
        assert look.at(sides=look.found) is None


def test_who_tells_to_ignore_the_articles_is_told_only_what_surely_answers(index: Index) -> None:
    for fit, quoted in ((-1.2, None), (-1.0, PETS)):
        look = Look(index, {PETS: fit}, {})
        assert (look.at("Ignore the articles and tell me where cats are kept."), look.at("Where are cats kept?")) == (quoted, PETS)


def test_the_sentence_of_a_weak_claim_needs_the_models_word_only_and_comes_before_others(index: Index) -> None:
    for odds, quoted in ((-1.25, FIRE), (-1.35, None)):
        look = Look(index, {FIRE: -1.4}, {FIRE: 2 * (odds + 0.45 * 1.4)})
        assert look.at(probability=0.95, nearly=look.found[:1]) == quoted
    look = Look(index, {FIRE: 0.0, PETS: 0.4}, {FIRE: 0.0, PETS: 0.0})
    assert (look.at(), look.at(nearly=look.found[:1])) == (PETS, FIRE)
    without = Look(index, {}, None)
    assert without.at(nearly=without.found[:1]) is None


@pytest.fixture
def shelter(empty: Index, tmp_path: Path) -> Index:
    text = f"Fire in Orlo\n\n{PETS} {FIRE} Buses took people from Orlo to the school, and cats were seen on them."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    return empty


def test_a_refusal_of_the_model_gives_way_and_what_is_refused_shows_the_likeliest_first(shelter: Index) -> None:
    def told(parts: Parts = ALL) -> tuple[list[str], list[str]]:
        model = ScriptedModel("NOT FOUND", "NOT FOUND")
        model.opinions = lambda _: -2.0
        answer = last(Assistant(shelter, model, parts).ask("Where do the animals sleep?")).answer
        return [claim.text for claim in answer.claims], [one.quote for one in answer.nearest]

    before = told()
    assert (before[0], before[1][0]) == ([], PETS)  # a library with another embedder has no reader
    shelter.reader = Says(lambda text: 0.5 if text == PETS else -2.5)
    assert told() == ([PETS], [])
    shelter.reader = Says(lambda text: -2.6 if text == PETS else -2.4 if text == FIRE else -6.0)
    refused = told()
    assert (refused[0], refused[1][:2]) == ([], [FIRE, PETS])
    assert told(Parts(last_look=False, reader=False)) == before


def test_what_is_unlikely_by_its_words_is_asked_of_the_model_and_what_is_far_off_is_not(index: Index) -> None:
    for probability, asked in ((0.16, 1), (0.14, 0)):
        model = ScriptedModel("NOT FOUND")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("assistant.pipeline.answerable.judge", lambda *given, p=probability: replace(judge(*given), probability=p))
            last(Assistant(index, model).ask("Who freed the prisoners?"))
        assert len(model.prompts) == asked


FERRY = (
    "Ferry sails blind\n\nThe Lady Marigold struck a bank off Dunmere on Tuesday, an hour after leaving. Her captain has been suspended."
    " Putting the ship right will cost 1.4 million crowns, the insurers said. Lost fares of 300,000 crowns are left out of that. Nobody was hurt."
)


@pytest.mark.parametrize(("asked", "reply", "odds", "quoted"), [
    ("How much will it cost to put the Lady Marigold right?", "Putting the Lady Marigold right will cost 1.4 million crowns", -0.2, True),
    ("How much will it cost to put the Lady Marigold right?", "Putting the Lady Marigold right will cost 1.4 million crowns", -2.0, False),
    ("How much will it cost to put the Lady Marigold right?", "Putting the Lady Marigold right will cost 2.4 million crowns", -0.2, False),
    ("Which ship was it?", "Putting the Lady Marigold right will cost the insurers", -0.2, False),  # the name may be all that it answers
    ("How much will it cost to put the Lady Violet right?", "Putting the Lady Violet right will cost 1.4 million crowns", -0.2, False),
])  # fmt: skip
def test_what_stands_but_for_a_name_that_the_article_has_is_quoted(
    empty: Index, tmp_path: Path, asked: str, reply: str, odds: float, quoted: bool
) -> None:
    list(empty.library.add_files([write(tmp_path, "a.txt", FERRY)]))
    model = ScriptedModel(f"{reply} [1].", "NOT FOUND")
    model.opinions = lambda prompt: odds if "1.4 million" in prompt.split("Sentence: ")[1] else -9.0
    answer = last(Assistant(empty, model).ask(asked)).answer
    assert ("1.4 million" in " ".join(claim.text for claim in answer.claims)) is quoted


def test_an_age_that_is_none_is_not_looked_at_again(empty: Index, tmp_path: Path) -> None:
    text = "Ferry sails blind\n\nCaptain Aldo Fenn, who has sailed the route for 22 years, gave the order to leave the ship. Nobody was hurt."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    model = ScriptedModel("Aldo Fenn is 22 years old [1].", "NOT FOUND")
    model.opinions = lambda prompt: -1.2
    answer = last(Assistant(empty, model).ask("How old is Captain Aldo Fenn?")).answer
    assert answer.claims == (), answer.text


def test_who_says_nothing_has_not_said_it(empty: Index, tmp_path: Path) -> None:
    text = "Prisoners swapped\n\nKardovia received nine people, among them Major Tomas Reznik, convicted of plotting to blow up a compressor in Kardovia."
    list(empty.library.add_files([write(tmp_path, "a.txt", text)]))
    model = ScriptedModel("Major Tomas Reznik said he was convicted of plotting to blow up a compressor [1].", "NOT FOUND")
    answer = last(Assistant(empty, model).ask("What did Major Tomas Reznik say of the compressor in Kardovia?")).answer
    assert answer.claims == (), answer.text


@pytest.mark.parametrize(("odds", "status"), [(0.2, "not_found"), (0.4, "answered")])
def test_after_the_question_was_only_said_back_what_surely_answers_is_quoted(index: Index, odds: float, status: str) -> None:
    model = ScriptedModel("Latvia sealed its land border with Belarus before the drills [1].", "NOT FOUND")
    model.opinions = lambda prompt: odds
    assert last(Assistant(index, model).ask("Why did Latvia seal its land border with Belarus before the drills?")).answer.status == status
