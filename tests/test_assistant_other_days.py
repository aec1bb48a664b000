"""Another day for what was asked, from another article; and values that only the model reads off a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from asking import ask
from conftest import write
from fakes import Says, ScriptedModel, evidence

from assistant.about import unanswered_names
from assistant.evidence import Evidence
from assistant.other_days import day_of, other_days
from assistant.other_values import Compared, to_read_for
from assistant.pipeline import Assistant, last
from assistant.quantities import quantities
from assistant.question import analyse
from assistant.rivals import with_names_beside
from corpus.describe import describe
from index.opened import Index

SATURDAY = date(2025, 3, 15)
ASKED = "When was the Kestrel mine last inspected?"
CITED = "Inspectors had last gone through the Kestrel mine on 14 January."


def sentence(n: int, text: str, near: float = 1.0, title: str = "The Kestrel mine") -> Evidence:
    """A sentence with so high a cosine to the cited one."""
    return replace(evidence(n, text, title=title, day=SATURDAY), vector=np.array([near, (1 - near**2) ** 0.5], dtype=np.float32))


def found(index: Index, other: str, near: float = 0.5, fit: float = 0.0, says: bool = True, title: str = "The Kestrel mine") -> list[str]:
    read, cited = analyse(ASKED, index.lexical), [sentence(1, CITED)]
    day = day_of(CITED, cited, read)
    assert day is not None
    pool = [sentence(2, other, near, title)]
    return [
        one.value for one in other_days(day.date.day, Compared(cited, pool, read, index.lexical, lambda some: [fit] * len(some)), lambda one: says)
    ]


def test_a_sentence_that_answers_as_well_gives_another_day(index: Index) -> None:
    other = "By the gate book an inspector last came on 28 February."
    assert found(index, other) == ["28 February"]
    assert found(index, "An inspector last came on Thursday.") == ["Thursday"]
    assert found(index, other, near=0.34) == found(index, other, fit=-1.1) == found(index, other, says=False) == []


@pytest.mark.parametrize("other", [
    "An inspector last came on January 14, 2025.",  # the same day
    "An inspector came on 20 February and on 28 February.",
    "Last year an inspector came on 28 February.",  # before
    "An inspector came in February.",  # less exact
])  # fmt: skip
def test_what_is_no_other_day(index: Index, other: str) -> None:
    assert found(index, other) == []


def test_another_event_has_its_own_days(index: Index) -> None:
    assert found(index, "An inspector last came on 28 February.", title="A dam in Norway") == []


def test_what_the_question_counts_has_to_be_counted_there_too(index: Index) -> None:
    read, cited = analyse("When were the 52 prisoners freed?", index.lexical), [sentence(1, "52 prisoners were freed on 11 March.")]
    for other, days in (("The release of 25 prisoners came on 13 March.", []), ("The release of the 52 came on 13 March.", ["13 March"])):
        pool = [sentence(2, other, 0.5)]
        given = other_days(date(2025, 3, 11), Compared(cited, pool, read, index.lexical, lambda some: [1.0] * len(some)), lambda one: True)
        assert [one.value for one in given] == days


def test_which_day_an_answer_gives(index: Index) -> None:
    cited = [sentence(1, CITED)]
    when, hour = analyse(ASKED, index.lexical), analyse("At what time was the Kestrel mine inspected?", index.lexical)
    assert day_of("On 14 January.", cited, when) is not None
    assert day_of("On 14 January and 3 March.", cited, when) is None
    assert day_of("In 2024.", cited, when) is None
    assert day_of("At 5 a.m. on 14 January.", cited, hour) is None
    assert day_of("On 14 January.", cited, analyse("Who inspected the mine?", index.lexical)) is None


def test_what_has_to_be_read_for_another_value(index: Index) -> None:
    read = analyse("How many boxes went astray?", index.lexical)
    (quantity, *_) = quantities("84 boxes went astray.")
    pool = [
        sentence(2, "61 crates never came.", 0.4),
        sentence(3, "Of 900 crates all came.", 0.9),
        sentence(4, "84 never came.", 0.9),
        sentence(5, "It was 30 crates and 40 bags.", 0.9),
    ]

    def likely(fit: float) -> list[int]:
        return [
            one.n
            for one in to_read_for(
                quantity, Compared([sentence(1, "84 boxes went astray.")], pool, read, index.lexical, lambda some: [fit] * len(some))
            )
        ]

    assert (likely(-1.5), likely(-1.6)) == ([2], [])


TEXTS = (
    "Containers with votes of Outer Meln vanished on the way. There were 84 boxes of votes from Outer Meln that went astray, the monitors said.",
    "Monitors in Outer Meln counted again. In Outer Meln 61 ballot boxes never reached the hall, they wrote.",
)


@pytest.mark.parametrize(("reply", "values"), [
    ("61 ballot boxes never reached the hall [1].", ["84", "61"]),
    ("NOT FOUND", []),
    ("90 ballot boxes never reached the hall [1].", []),  # not what is there
])  # fmt: skip
def test_a_value_that_the_model_reads_off_another_articles_sentence_is_told(empty: Index, tmp_path: Path, reply: str, values: list[str]) -> None:
    for n, text in enumerate(TEXTS):
        write(tmp_path / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((tmp_path / "more").iterdir())))
    asked = "How many boxes of votes from Outer Meln went astray?"
    assert ask(empty, asked).answer.status  # the index is built
    assistant = Assistant(empty, ScriptedModel("84 boxes of votes from Outer Meln went astray [1].", reply))
    assistant.writer.relevance.reader = Says(lambda text: -1.2)
    answer = last(assistant.ask(asked)).answer
    assert [value.value for conflict in answer.conflicts for value in conflict.values] == values


SWAP = (
    (
        "Exchange in Tavoria\n\nThe handover in Tavoria took place on the Lomna bridge, Captain Ilya Dorvan and President Helena Marsk said. The exchange"
        " of prisoners began at 6:40 a.m. under the eyes of Red Cross delegates from Geneva."
    ),
    (
        "Soldiers home\n\nHelena Marsk shook the hand of Ilya Dorvan. The exchange of prisoners began at 9:15 a.m., when the first Red Cross delegates"
        " from Geneva came. Captain Dorvan spoke of the Lomna."
    ),
)


@pytest.mark.parametrize(("reply", "values"), [
    ("The exchange of prisoners in Tavoria began at 9:15 a.m. [1].", ["6:40 a.m.", "9:15 a.m."]),
    ("The exchange of prisoners in Tavoria began at 8:15 a.m. [1].", ["6:40 a.m."]),
])  # fmt: skip
def test_a_paper_of_the_place_need_not_name_the_country(empty: Index, tmp_path: Path, reply: str, values: list[str]) -> None:
    for n, text in enumerate(SWAP):
        write(tmp_path / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((tmp_path / "more").iterdir())))
    asked = "At what time did the exchange of prisoners in Tavoria begin?"
    assert ask(empty, asked).answer.status  # the index is built
    assistant = Assistant(empty, ScriptedModel("The exchange of prisoners in Tavoria began at 6:40 a.m. [1].", reply))
    assistant.writer.relevance.reader = Says(lambda text: -2.2)  # type: ignore[assignment]
    answer = last(assistant.ask(asked)).answer
    assert ([value.value for conflict in answer.conflicts for value in conflict.values] or values[:1]) == values


@pytest.mark.parametrize(("named", "beside"), [("Ada Bellin, Otto Dorvan and Helena Marsk", "Kyrgyz"), ("Ada Bellin and Otto Dorvan", "")])
def test_a_paper_of_the_place_need_not_name_the_country_that_tells_which_is_meant(index: Index, named: str, beside: str) -> None:
    texts = f"The Kyrgyz politician is in prison. {named} wrote to him.", f"He refused food for 19 days. {named} stood outside."
    found = [
        replace(evidence(n, text.split(". ")[0]), article=describe(text, article_id=str(n), title="In prison", day=None, date_from="given"))
        for n, text in enumerate(texts)
    ]
    read = analyse("How long did the hunger strike of the Kyrgyz politician last?", index.lexical)
    assert [one.beside for one in with_names_beside(found, read, index.lexical)] == ["", beside]
    left = unanswered_names(read, with_names_beside(found, read, index.lexical)[1:], index.lexical.variants)
    assert [name.written for name in left] == ([] if beside else ["Kyrgyz"])


@pytest.mark.parametrize(
    ("country", "quoted"), [("The Kyrgyz politician is in prison in Orlo.", True), ("The politician is in prison in Orlo.", False)]
)
def test_what_a_paper_of_the_place_tells_is_of_him_whom_another_paper_places(empty: Index, tmp_path: Path, country: str, quoted: bool) -> None:
    named = "Ada Bellin, Otto Dorvan and Helena Marsk"
    texts = (
        f"{country} {named} wrote to him.",
        f"The politician is in Orlo, wrote {named}. In spring he refused food for 19 days.",
        "A Kyrgyz mine was shut in May.",
    )
    for n, text in enumerate(texts):
        write(tmp_path / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((tmp_path / "more").iterdir())))
    model = ScriptedModel("The Kyrgyz politician's hunger strike lasted 19 days [1].", "NOT FOUND")
    model.opinions = lambda prompt: -0.2 if "19 days" in prompt.split("Sentence: ")[1] else -9.0
    answer = last(Assistant(empty, model).ask("How long did the hunger strike of the Kyrgyz politician last?")).answer
    assert ("19 days" in " ".join(claim.text for claim in answer.claims)) is quoted, answer.text


def test_a_sentence_of_somebody_else_is_not_read(index: Index) -> None:
    cited, read = "Dorvik was sentenced to 12 years for spying.", analyse("How long a sentence did Dorvik get?", index.lexical)
    pool = [
        sentence(2, "Reshkov had served four years of his term.", 0.6, title="Dorvik is free"),
        sentence(3, "Dorvik got ten years, they wrote.", 0.5),
    ]
    found = to_read_for(quantities(cited)[0], Compared([sentence(1, cited)], pool, read, index.lexical, lambda some: [0.0] * len(some)))
    assert [one.n for one in found] == [3]


def test_another_spelling_is_told_where_a_name_was_asked_for(empty: Index, tmp_path: Path) -> None:
    for n, text in enumerate(
        ("The foreman Anders Kolvik was hurt in the Orrick mine.", "The foreman Andreas Kolwick was hurt in the Orrick mine on Friday.")
    ):
        write(tmp_path / "more", f"a{n}.txt", text)
    list(empty.library.add_files(sorted((tmp_path / "more").iterdir())))
    reply = "The foreman Anders Kolvik was hurt in the Orrick mine [1]."
    for asked, values in (
        ("What is the name of the foreman who was hurt in the Orrick mine?", {"Anders Kolvik", "Andreas Kolwick"}),
        ("Who was hurt in the Orrick mine?", set()),
    ):
        answer = ask(empty, asked, reply).answer
        assert {value.value.removeprefix("foreman ") for conflict in answer.conflicts for value in conflict.values} == values, answer.text
