from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import article_date, stated_dates
from corpus.describe import describe, find_language, find_source, find_title, shorten
from corpus.library import SHIPPED
from corpus.readers import read_path

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("stem", "day", "how"),
    [
        ("000", date(2025, 9, 16), "reports"),
        ("001", date(2025, 9, 16), "reports"),
        ("002", date(2025, 9, 16), "stated by the article: “date 2025-09-16”"),
        ("003", date(2025, 9, 11), "reports"),
        ("004", date(2025, 9, 16), "stated by the article: “Released on September 16, 2025”"),
    ],
)
def test_dates_of_the_articles(stem: str, day: date, how: str) -> None:
    (article,) = read_path(next(SHIPPED.glob(f"{stem}_*")))
    assert article.date == day
    assert how in article.date_from
    assert article.language == "en"


@pytest.mark.parametrize(
    "text",
    ["16 September 2025", "16th of September 2025", "September 16, 2025", "Sept. 16, 2025", "2025-09-16", "2025/9/16", "16.09.2025", "16/09/2025"],
)
def test_ways_to_write_a_date(text: str) -> None:
    assert [stated.day for stated in stated_dates(f"It happened on {text}, they say.")] == [date(2025, 9, 16)]


@pytest.mark.parametrize("text", ["2025-13-40", "99 September 2025", "version 2025.09.16.1", "1,168 people", "September 2025"])
def test_what_is_no_full_date(text: str) -> None:
    assert stated_dates(text) == []


def test_a_date_to_come_or_gone_by_is_not_the_articles() -> None:
    text = "The vote of May 3, 2024 was close. A new one will be held on June 9, 2024. He was born on 1 May 1950."
    assert article_date(text, TODAY)[0] == date(2024, 5, 3)
    assert article_date("Nothing is dated.", TODAY) == (None, "the article states no date")
    assert article_date("On May 3, 2031 it rained.", TODAY)[0] is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Flood\n\nBy Clara Neumann, Daily News\n12 March 2024\n\nIt rained.", date(2024, 3, 12)),
        ("Flood\nTuesday, March 12, 2024\n\nOn May 3, 2025 it rained.", date(2024, 3, 12)),
        ("Flood\n2024-03-12, 10:15 GMT\nIt rained.", date(2024, 3, 12)),
    ],
)
def test_a_line_that_is_a_date_is_the_articles(text: str, day: date) -> None:
    assert article_date(text, TODAY)[0] == day


def test_titles() -> None:
    assert find_title("A headline without a stop\n\nText follows here.") == "A headline without a stop"
    assert find_title(" date 2025-09-16 Last week, it rained. More.") == "Last week, it rained."
    assert find_title("x" * 300).endswith("…")
    assert len(shorten("word " * 100, 50)) <= 50


def test_sources() -> None:
    assert find_source("Title\n\nEdited by: Татьяна Гуринович\n\nText.") == "edited by Татьяна Гуринович"
    assert find_source("Source: The Daily Planet\n\nText.") == "The Daily Planet"
    assert find_source("Said by nobody. Text.") == ""


def test_language_is_claimed_only_where_it_is_plain() -> None:
    assert find_language("The cat sat on the mat and it was happy with the fish.") == "en"
    assert find_language("Кошка сидела на ковре и была счастлива.") == ""


def test_a_given_date_wins() -> None:
    article = describe("On May 3, 2024 it rained.", article_id="a", day=date(2020, 1, 1), date_from="given")
    assert (article.date, article.date_from) == (date(2020, 1, 1), "given")


def test_a_dateline_tells_the_day_and_the_agency() -> None:
    article = describe(
        "Strike ends\n\nLISBON, October 3, 2025 (Iberia Wire) - Dockers go back until 9 January 2026.", article_id="a", today=date(2026, 5, 1)
    )
    assert (article.date, article.source) == (date(2025, 10, 3), "Iberia Wire")
    assert article.date_from.startswith("stated by the article")


def test_a_line_of_outlet_and_date_tells_both() -> None:
    article = describe(
        "Hackers steal records\n\nThornley Gazette, Wednesday 5 March 2025\n\nThe deadline runs out on 14 March 2025.",
        article_id="a",
        today=date(2026, 1, 1),
    )
    assert (article.date, article.source) == (date(2025, 3, 5), "Thornley Gazette")
