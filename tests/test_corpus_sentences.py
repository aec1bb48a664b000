from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.chunk import count_tokens, split_chunks
from corpus.library import SHIPPED
from corpus.sentences import FURNITURE, HEADING, TEXT, split_sentences

ANY_TEXT = st.one_of(
    st.text(max_size=400),
    st.text(alphabet=" \n\t\u00a0\u2028", max_size=40),
    st.text(alphabet="abc ", max_size=3000),
    st.builds(lambda word, n: word * n, st.text(min_size=1, max_size=5), st.integers(1, 800)),
    st.lists(
        st.sampled_from(
            ["The U.S. envoy left.", "“Stay!” he said.", "Sources", "• One", "Dr. A. B. Smith, 69,", "прыйшоў дадому.", "😀", "\n", "\n\n"]
        )
    ).map(" ".join),
)


def left_out(text: str, spans: list[tuple[int, int]]) -> str:
    """What no span covers."""
    covered = [False] * len(text)
    for start, end in spans:
        for i in range(start, end):
            assert not covered[i], "spans overlap"
            covered[i] = True
    return "".join(c for c, seen in zip(text, covered, strict=True) if not seen)


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_sentences_leave_out_only_white_space(text: str) -> None:
    sentences = split_sentences(text)
    assert left_out(text, [(s.start, s.end) for s in sentences]).strip() == ""
    assert all(s.end - s.start <= 600 and text[s.start : s.end].strip() == text[s.start : s.end] for s in sentences)


@given(ANY_TEXT, st.sampled_from([32, 60, 160]))
@settings(max_examples=150, deadline=None)
def test_chunks_leave_out_only_white_space_and_fit(text: str, tokens: int) -> None:
    chunks = split_chunks(text, tokens, lambda piece: len(piece) <= 500)
    assert left_out(text, [(c.start, c.end) for c in chunks]).strip() == ""
    assert all(len(c.of(text)) <= 500 and c.of(text) == text[c.start : c.end] and c.of(text) for c in chunks)


@pytest.mark.parametrize("path", sorted(SHIPPED.iterdir()), ids=lambda p: p.stem[:3])
def test_chunks_of_the_articles_are_within_the_token_limit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    chunks = split_chunks(text, 160, lambda _: True)
    assert len(chunks) > 3
    assert all(count_tokens(c.of(text)) <= 165 for c in chunks)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in split_sentences(text)]


def test_abbreviations_initials_and_quotes_do_not_end_a_sentence() -> None:
    text = 'U.S. officials met J. K. Rowling and Dr. Smith on Jan. 5 in Washington. "Why not?" she asked. They left.'
    assert [s for _, s in kinds(text)] == [
        "U.S. officials met J. K. Rowling and Dr. Smith on Jan. 5 in Washington.", '"Why not?" she asked.', "They left.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I chose plan B. The landlord left.", 2),
        ("George W. Bush left. He smiled.", 2),
        ("The answer was no. Captain Wayan left.", 2),
        ("It leaves No. 10 today.", 1),
        ("Cllr. Ann Roy left.", 1),
        ("He posted on X. They read it.", 2),
        ("Sirens woke them at 2.20 a.m. By dawn they were gone.", 2),
        ("It left at 7 p.m. Monday for Kyiv.", 1),
        ("It comes at 6 a.m. GMT.", 1),
    ],
)
def test_letters_that_end_a_sentence_and_letters_that_do_not(text: str, count: int) -> None:
    assert len(kinds(text)) == count


def test_furniture_and_headings_are_told_from_text() -> None:
    text = (
        "Storm closes harbour\n\nEdited by: Ann Lee\n\nThe harbour closed on Monday.\nRecommended Stories\nList of 3 itemsEnd of the list\n"
        "What happens next\nFerries wait.\n\nSources\n\n  • Daily News\n\nDid you find an error or inaccuracy?\nWe will consider your comments as soon as possible.\n"
    )
    found = {sentence: kind for kind, sentence in kinds(text)}
    assert [s for s, k in found.items() if k == TEXT] == ["The harbour closed on Monday.", "Ferries wait."]
    assert found["Storm closes harbour"] == found["What happens next"] == HEADING
    assert found["Recommended Stories"] == found["• Daily News"] == found["Did you find an error or inaccuracy?"] == found["Sources"] == FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "More news outlets than ever cover the housing crisis, but only 3 of them visited my street.",
        "Sign up for a flat and you wait 14 months, the housing office told me.",
        "Watch now as 20,000 flats stand empty!",
        "Copyright law, of all things, is why the mural on my street was painted over in 2019.",
        "See also my neighbour, Frau Krause, 81, who was evicted in May.",
        "Reporting by local broadcaster TVRI showed that the vessel was licensed for 60 passengers.",
        "Video: Footage showed 40 people clinging to the hull.",
        "- Income tax: 21 per cent",
        "* NHS: extra £2.4bn",
        "Oulu 210,000",
        "I moved to Berlin in 2011. Rent was 400 euros. It is 1,300 now",
        "A: On 18 July. At three in the morning",
        "18:32 Police: two bodies found in the river",
        "Released on February 27, 2024, the last inspection report found three defects.",
    ],
)
def test_what_only_looks_like_furniture_is_text(line: str) -> None:
    assert {kind for kind, _ in kinds(f"A first sentence.\n{line}")} == {TEXT}


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The council decided on Tuesday evening, after a debate of four\nhours, to close the old bridge for all traffic until further\n"
        "notice. Engineers had found cracks in two of its piers, and\nthe mayor said that safety came first.\n"
    )
    assert len(kinds(text)) == 2


def test_a_date_label_before_running_text_is_no_part_of_the_sentence() -> None:
    assert kinds(" date 2025-09-16 Last week, it rained.") == [(FURNITURE, "date 2025-09-16"), (TEXT, "Last week, it rained.")]


def test_where_a_report_was_written_is_no_part_of_its_sentence() -> None:
    assert kinds("OBERWALD — More people left.")[1] == (TEXT, "More people left.")
    assert kinds("NEW YORK (Reuters) - The U.S. left.")[1] == (TEXT, "The U.S. left.")
    assert kinds("NATO members - all of them - agreed.") == [(TEXT, "NATO members - all of them - agreed.")]


def test_a_text_without_punctuation_is_still_text() -> None:
    assert kinds("rain fell on the town all day") == [(TEXT, "rain fell on the town all day")]


LIST = "The union demands:\n\n- no more than three night shifts;\n- a second first-aid post.\n\nThe company refused."


def test_a_list_belongs_to_the_words_that_lead_it_in() -> None:
    found = [LIST[s.start : s.end] for s in split_sentences(LIST)]
    assert found == [LIST[: LIST.index("\n\nThe company")], "The company refused."]
    long = "The union demands:\n" + "\n".join(f"- {'more pay ' * 20}{i};" for i in range(5))
    assert all(s.end - s.start <= 600 for s in split_sentences(long))
    assert len(split_sentences(long)) > 1
    links = "Related stories:\n- Strike ends\n- Strike begins"
    assert all(s.kind == FURNITURE for s in split_sentences(links))


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("LISBON, October 3, 2025 (Iberia Wire) - Portugal's government spoke.", "Portugal's government spoke."),
        ("PORT CARROW, 8 October 2025 – Toussaint was sworn in.", "Toussaint was sworn in."),
        ("LOMNICE, Feb 4 (Central Wire) - Two people died.", "Two people died."),
        ("In May 2025 the ferry - the Aurora - sank.", "In May 2025 the ferry - the Aurora - sank."),
    ],
)
def test_a_dateline_is_no_part_of_its_sentence(line: str, stated: str) -> None:
    assert [line[s.start : s.end] for s in split_sentences(line) if s.kind == TEXT] == [stated]


@pytest.mark.parametrize("line", ["Source: The Harbour Times", "By our correspondent in Port Carrow", "Publisher - Caucasus Review"])
def test_who_published_it_is_furniture(line: str) -> None:
    text = f"A headline\n\n{line}\n\nThe ferry sank on Friday off Split."
    assert next(s.kind for s in split_sentences(text) if text[s.start : s.end] == line) == FURNITURE
    assert all(s.kind == TEXT for s in split_sentences("The source: a minister, said that the ferry sank on Friday."))
