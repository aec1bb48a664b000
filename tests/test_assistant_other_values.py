"""Values that another article gives in quite other words: found by the reader, held against what rules can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from asking import ask
from conftest import write
from fakes import Says, ScriptedModel, evidence

from assistant.conflicts import asked_quantity
from assistant.evidence import Evidence
from assistant.other_values import Compared, other_values
from assistant.pipeline import Assistant, last
from assistant.quantities import quantities
from assistant.question import analyse
from assistant.rivals import of_event, same_event
from corpus.describe import describe
from index.opened import Index

CITED = "The freighter Mirela lay off Skagen for almost five hours."


def sentence(n: int, text: str, near: float = 1.0, title: str = "The Mirela", day: date | None = None) -> Evidence:
    """A sentence with so high a cosine to the cited one."""
    return replace(evidence(n, text, title=title, day=day), vector=np.array([near, (1 - near**2) ** 0.5], dtype=np.float32))


def found(
    index: Index,
    other: str,
    cited: str = CITED,
    fit: float = -1.0,
    near: float = 0.6,
    title: str = "The Mirela",
    asked: str = "For how long did the ship wait?",
) -> list[str]:
    """The values that a sentence gives in place of the cited one's."""
    read = analyse(asked, index.lexical)
    (quantity, *_) = quantities(cited)
    pool = [sentence(2, other, near, title)]
    return [
        given.value for given in other_values(quantity, Compared([sentence(1, cited)], pool, read, index.lexical, lambda some: [fit] * len(some)))
    ]


def test_a_sentence_that_answers_as_well_gives_another_value(index: Index) -> None:
    assert found(index, "It waited there for some three hours.") == ["some three hours"]
    assert found(index, "It waited there for some three hours.", fit=-1.1) == []
    assert found(index, "It waited there for some three hours.", near=0.34) == []


@pytest.mark.parametrize(("cited", "other"), [
    (CITED, "It waited there for two days."),  # of another size
    (CITED, "It waited there for three hours, not for five hours."),  # the cited value is in it, too
    (CITED, "It had waited there for three hours last year."),  # before
    (CITED, "A crane costs £3 an hour."),  # of another unit
    (CITED, "Three hours instead of seven would have saved thousands."),  # supposed
    (f"{CITED[:-1]}, and the tug for three hours.", "It waited there for three hours."),  # the cited sentence has that, too
    ("Jan Bol of the Mirela is 41 years old.", "Jan Bol, 43, led the Mirela."),
    ("On May 3, 2024 the Mirela waited for five hours.", "On May 9, 2024 the ship waited for three hours."),
    ("The Mirela had 38 sailors.", "It had 52 passengers."),  # a count of another size
])  # fmt: skip
def test_what_rules_tell_apart_is_no_other_value(index: Index, cited: str, other: str) -> None:
    assert found(index, other, cited) == []


def test_a_count_has_to_be_nearer_and_of_about_the_same_size(index: Index) -> None:
    counted = "The Mirela had 38 sailors."
    assert found(index, "There were 41 hands on it.", counted) == ["41"]
    assert found(index, "There were 41 hands on it.", counted, near=0.44) == []


def test_another_event_tells_nothing_of_this_one(index: Index) -> None:
    """An article that has none of the names (but a country's), or not those of the question, is of something else."""
    assert found(index, "It waited there for some three hours.", title="Bus strike in Norway") == []
    assert found(index, "It waited there for some three hours.", asked="For how long did the Sirena wait?") == []
    assert found(index, "It waited there for some three hours.", asked="For how long did the Mirela wait?") == ["some three hours"]


def test_articles_with_many_names_in_common_tell_of_one_event() -> None:
    def of_article(n: int, text: str, rest: str) -> Evidence:
        return replace(evidence(n, text), article=describe(f"{text} {rest}", article_id=f"a{n}", title="A report", day=None, date_from="given"))

    cited = of_article(1, "Two slipped away, Lang said.", "Then Ann Bell, Jan Bol and Rui Costa came.")
    assert same_event(of_article(2, "They met.", "There were Rui Costa, Ann Bell and Jan Bol."), [cited])
    assert not same_event(of_article(2, "They met.", "There were Rui Costa, Ann Bell and Jan."), [cited])


def test_of_several_the_reader_says_which_is_the_likeliest(index: Index) -> None:
    read = analyse("For how long did the ship wait?", index.lexical)
    pool = [
        sentence(2, "It waited for three hours.", 0.9),
        sentence(3, "It waited for four hours.", 0.5),
        sentence(4, "It waited for six hours.", 0.5),
    ]
    fits = {3: 2.0, 2: 1.0, 4: -2.0}
    given = other_values(quantities(CITED)[0], Compared([sentence(1, CITED)], pool, read, index.lexical, lambda some: [fits[one.n] for one in some]))
    assert [one.value for one in given] == ["four hours", "three hours"]


@pytest.mark.parametrize(("asked", "claim", "value"), [
    ("What time did the planes land?", "They landed at 6:40 a.m. and parked 200 metres apart.", "6:40 a.m."),
    ("How long did the planes wait?", "The 3 planes waited for two hours.", "two hours"),
    ("How many planes were there?", "The 3 planes waited for two hours.", "3"),
])  # fmt: skip
def test_of_several_quantities_that_one_is_asked_for_which_measures_it(index: Index, asked: str, claim: str, value: str) -> None:
    quantity = asked_quantity(claim, claim, analyse(asked, index.lexical))
    assert quantity is not None
    assert quantity.text == value


@pytest.mark.parametrize(("reader", "values"), [
    (Says(lambda text: 1.0), ["almost five hours", "some three hours"]),
    (Says(lambda text: -2.0), []),
    (None, []),
])  # fmt: skip
def test_both_values_are_told_with_their_sentences(empty: Index, reader: Says | None, values: list[str]) -> None:
    texts = (
        "The freighter Mirela lay off Skagen with a broken rudder for almost five hours.",
        "Off Skagen the rudder of the Mirela broke. Tugs had to be waited for, some three hours, a spokesman for the harbour said.",
    )
    for n, text in enumerate(texts):
        write(empty.data.parent / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((empty.data.parent / "more").iterdir())))
    asked = "How long was the Mirela off Skagen with a broken rudder?"
    assert ask(empty, asked).answer.status  # the index is built
    assistant = Assistant(empty, ScriptedModel("The Mirela lay off Skagen with a broken rudder for almost five hours [1]."))
    assistant.writer.relevance.reader = reader  # type: ignore[assignment]
    answer = last(assistant.ask(asked)).answer
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


@pytest.mark.parametrize(("asked", "odds", "second", "copied", "read", "values"), [
    ("What set off the fire in the Orlo sawmill?", 1.0, "A cigarette set it off [1].", False, True, ["loose cable", "cigarette"]),
    ("What set off the fire in the Orlo sawmill?", -1.0, "A cigarette set it off [1].", False, False, []),  # the reader doubts that it answers
    ("What set off the fire in the Orlo sawmill?", 1.0, "The cable set it off [1].", False, True, []),  # the model reads the same off it
    ("What set off the fire in the Orlo sawmill?", 1.0, "NOT FOUND", False, True, []),
    ("What set off the fire in the Orlo sawmill?", 1.0, "A cigarette set it off [1].", True, False, []),  # of a copy nothing else is asked
    ("Why was there a fire in the Orlo sawmill?", 1.0, "A cigarette set it off [1].", False, False, []),  # there may be many reasons
])  # fmt: skip
def test_another_cause_is_told_where_the_reader_is_sure_and_the_model_reads_another(
    empty: Index, monkeypatch: pytest.MonkeyPatch, asked: str, odds: float, second: str, copied: bool, read: bool, values: list[str]
) -> None:
    texts = (
        "The fire in the Orlo sawmill was set off by a loose cable, the fire brigade of Orlo said.",
        "A cigarette set off the blaze in the sawmill, a foreman told the Orlo Courier. The cable had been mended.",
    )
    for n, text in enumerate(texts):
        write(empty.data.parent / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((empty.data.parent / "more").iterdir())))
    assert ask(empty, asked).answer.status  # the index is built
    monkeypatch.setattr(empty.stories, "copied", lambda one, other: copied)
    assistant = Assistant(empty, ScriptedModel("A loose cable set it off [1].", second))
    assistant.writer.relevance.reader = Says(lambda text: 2.0 if text == texts[0] else odds if text in texts[1] else -3.0)
    final = last(assistant.ask(asked))
    assert bool(final.trace.get("read_alone")) == read
    assert [value.value for conflict in final.answer.conflicts for value in conflict.values] == values


TALKS = (
    "The talks on pay in Orlo broke down at 3 a.m. in the town hall.",
    "Nurses are angry, the mayor of Orlo said. At 5 a.m. the talks in Orlo on more pay broke down, and everybody left the town hall.",
)


@pytest.mark.parametrize(("asked", "values"), [
    ("At what time did the talks on pay in Orlo break down?", ["3 a.m.", "5 a.m."]),
    ("Where in Orlo did the talks on pay break down?", []),
    ("In which building did the talks on pay in Orlo break down?", []),
    ("Did the talks on pay in Orlo break down?", []),
])  # fmt: skip
def test_times_are_told_only_where_they_are_asked_for(empty: Index, asked: str, values: list[str]) -> None:
    for n, text in enumerate(TALKS):
        write(empty.data.parent / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((empty.data.parent / "more").iterdir())))
    assert ask(empty, asked).answer.status  # the index is built
    same = "The talks on pay in Orlo broke down in the town hall [1]."
    assistant = Assistant(empty, ScriptedModel("The talks on pay in Orlo broke down at 3 a.m. in the town hall [1].", same, same))
    assistant.writer.relevance.reader = Says(lambda text: 1.0)
    answer = last(assistant.ask(asked)).answer
    assert answer.claims
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


@pytest.mark.parametrize(("wrote", "values"), [
    ("Over 40, about 55 [1].", ["Over 40", "48"]),
    ("Over 40 [1].", ["Over 40", "48"]),
])  # fmt: skip
def test_of_several_values_at_once_others_are_told_too(empty: Index, wrote: str, values: list[str]) -> None:
    texts = (
        "Over 40 ships are stuck off Orlo, the port said, and about 55 by the union's count.",
        "Today 48 ships are stuck off Orlo, the coast guard said.",
    )
    for n, text in enumerate(texts):
        write(empty.data.parent / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((empty.data.parent / "more").iterdir())))
    asked = "Do the articles agree on how many ships are stuck off Orlo?"
    assert ask(empty, asked).answer.status  # the index is built
    answer = last(Assistant(empty, ScriptedModel(wrote)).ask(asked)).answer
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


def test_of_whom_the_answers_sentence_names_another_article_has_to_speak(index: Index) -> None:
    names = "Ada Bell, Gus Hart, Lena Moor, Olaf Berg, Ines Vale and Tom Reed came."
    one = sentence(1, f"Jan Khilo got four years in Orlo. {names}")
    for told, expected in ((f"He had been held for two years. {names}", []), (f"He had been held for two years. {names} So did Khilo.", [2])):
        pool = [sentence(2, told, 0.6)]
        read = analyse("How long was Khilo to be held in Luvara?", index.lexical)
        assert [found.n for _, found in of_event([one], pool, read, index.lexical, 0.3)] == expected
