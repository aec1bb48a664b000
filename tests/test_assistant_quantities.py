"""Quantities of a text: how much, of what, and how exactly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.quantities import Quantity, in_unit, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 1,000 prisoners", [("over 1,000", 1000.0, float("inf"), "")]),
        ("two years and seven months", [("two years and seven months", 2 * 365 + 7 * 30.4, 2 * 365 + 7 * 30.4, "days")]),
        ("twenty-one years", [("twenty-one years", 21 * 365.0, 21 * 365.0, "days")]),
        ("a 69-year-old man", [("69", 69.0, 69.0, "age")]),
        ("when Ann Bell, then 36, left", [("36", 36.0, 36.0, "age")]),
        ("and of them, then 36, left", [("36", 36.0, 36.0, "")]),
        (
            "3:40 p.m., 12 a.m. and about 12:30 p.m.",
            [("3:40 p.m.", 15 + 40 / 60, 15 + 40 / 60, "clock"), ("12 a.m.", 0.0, 0.0, "clock"), ("about 12:30 p.m.", 12.3, 12.7, "clock")],
        ),
        (
            "seven in the evening, 2 at night, 11 at night",
            [("seven in the evening", 19.0, 19.0, "clock"), ("2 at night", 2.0, 2.0, "clock"), ("11 at night", 23.0, 23.0, "clock")],
        ),
        ("shortly before 7 p.m. with 30 in the morning", [("shortly before 7 p.m.", 18.8, 19.2, "clock"), ("30", 30.0, 30.0, "")]),
        ("Bus route 31 and tram line 7 reach platform 4 with 12 cars", [("12", 12.0, 12.0, "")]),
        ("On 3 March 2024 a seventh man came in the 1990s", []),
        ("2000 guests came in 2000", [("2000", 2000.0, 2000.0, "")]),
        ("a dinner attended by 2000 guests", [("2000", 2000.0, 2000.0, "")]),
        ("it cost $4.2 million, 12% more", [("$4.2 million", 4.2e6, 4.2e6, "money"), ("12%", 12.0, 12.0, "%")]),
        ("at 6.55 a.m., 410 metres down", [("6.55 a.m.", 6 + 55 / 60, 6 + 55 / 60, "clock"), ("410 metres", 410.0, 410.0, "length metre")]),
        ("at 14:30 a 42-mile road", [("14:30", 14.5, 14.5, "clock"), ("42-mile", 42.0, 42.0, "length mile")]),
        ("Ann Bell, 36, a nurse, and her son, aged 12", [("36", 36.0, 36.0, "age"), ("12", 12.0, 12.0, "age")]),
        (
            "2.6 million cubic meters, not 1.8 million cubic metres",
            [("2.6 million cubic meters", 2.6e6, 2.6e6, "volume cubic metre"), ("1.8 million cubic metres", 1.8e6, 1.8e6, "volume cubic metre")],
        ),
        ("hundreds of people", [("hundreds", 200.0, 2000.0, "")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, float, float, str]]) -> None:
    assert [(q.text, q.low, q.high, q.unit) for q in quantities(text)] == expected


def test_what_quantities_allow() -> None:
    exact, over, about = quantities("12 people, more than 10 people, about 13 people")
    assert isinstance(exact, Quantity)
    assert exact.agrees(over)
    assert over.agrees(exact)
    assert not exact.agrees(about)
    assert exact.is_exact
    assert not over.is_exact


def test_times_of_day_agree_by_hour_and_minute() -> None:
    early, late, plain = (quantities(text)[0] for text in ("at 3:40 a.m.", "at 3:55 a.m.", "at 3:40"))
    assert not early.agrees(late)
    assert not early.agrees(quantities("at 3:40 p.m.")[0])
    assert not quantities("at 5 in the morning")[0].agrees(quantities("at 17:00")[0])
    assert early.agrees(plain)
    assert quantities("at 5:20 p.m.")[0].agrees(quantities("at 17:20")[0])
    assert quantities("at 5:20")[0].agrees(quantities("at 17:20")[0])


def test_twelve_at_night_is_midnight() -> None:
    assert [q.low for q in quantities("twelve at night, 12 p.m., 12:00 and 12:30 a.m.")] == [0.0, 12.0, 12.0, 0.5]


def test_what_measures_the_same_can_be_compared() -> None:
    cubic = quantities("58 cubic metres")[0]
    assert in_unit(cubic, "volume litre") == replace(cubic, low=58_000.0, high=58_000.0, unit="volume litre")
    miles = in_unit(quantities("3 miles")[0], "length kilometre")
    assert miles is not None
    assert miles.low == pytest.approx(4.828, abs=0.001)
    assert in_unit(cubic, "length metre") is in_unit(cubic, "money") is None
    assert in_unit(cubic, cubic.unit) == cubic
