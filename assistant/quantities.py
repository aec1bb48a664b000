"""Quantities of a sentence that can be compared: how many, how much, how long. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.facts import is_in_date, is_year, number_words
from corpus.words import Word, stem, words

_DAYS = {"second": 1 / 86_400, "minute": 1 / 1_440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365}
YEAR = _DAYS["year"]
_OVER = re.compile(r"\b(?:over|more than|at least|no (?:fewer|less) than|exceeding|upwards? of|above)\s+$", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|fewer than|less than|up to|at most|no more than|below)\s+$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|approximately|around|roughly|some|nearly|almost|an estimated|estimated|(?:shortly|just|soon|minutes|moments) (?:before|after))\s+$",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥]\s?$")
_COINS = frozenset(
    "dollar euro pound franc rouble ruble yen yuan rupee krona kronor krone kroner kronur zloty lei leu forint lira peso rand shekel crown koruna koruny dinar dirham riyal naira hryvnia tenge lev leva baht ringgit florin guilder peseta escudo shilling taka dram lari manat som soum birr cedi kwacha pula quetzal lempira gourde rial afghani dong kyat kip tugrik denar reais".split()
)
_CLOCK = re.compile(
    r":\d\d(?:\s?[ap]\.?m\b)?|(?:\.\d\d)?\s?(?:[ap]\.?m\b|o['’]clock)|\s(?:in the (?:early |late )?(?:morning|afternoon|evening)|at night)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\s?-?(?:(?P<speed>km/h|kph|mph|(?:kilomet(?:er|re)s?|miles) (?:per|an) hour|knots)|(?P<length>(?:kilo|centi|milli)?met(?:er|re)s?|km|cm|mm|miles?|feet|foot|yards?)|(?P<weight>(?:kilo)?grams?|kilos?|kg|tons?|tonnes?|pounds?)"
    r"|(?P<area>hectares?|acres?|square (?:kilo)?met(?:er|re)s?)|(?P<heat>degrees?|°)|(?P<volume>cubic (?:kilo)?met(?:er|re)s?|lit(?:er|re)s?|gallons?|barrels?))\b",
    re.IGNORECASE,
)
_BRITISH = re.compile(r"(?<=met)er\b|(?<=lit)er\b")
_AGE_AFTER = re.compile(r"(?:[- ]years?[- ]old|[- ]year[- ]olds?)\b", re.IGNORECASE)
# "Ann Bell, 36, a nurse"; "Ann Bell, then 36, left"; "aged 36".
_AGE_BEFORE = re.compile(r"\b(?:aged|age(?: of)?)\s+$", re.IGNORECASE)
_AGE_BETWEEN = (re.compile(r"[A-Z][\w’'-]+, (?:(?:then|now|just|only|already|still|barely) )?$"), re.compile(r",|$"))
# "Ann Bell, who is 36, said"; "she was 36 when …".
_AGE_IS = (
    re.compile(r"\b(?:(?:who|he|she)(?: is|['’]s| was)(?: just| only| now)?|turned|turns)\s+$", re.IGNORECASE),
    re.compile(r"\s*(?:[,.;)]|$|when\b|at the time\b)"),
)
OLDEST = 120
_VAGUE = {"dozens": (24.0, 200.0), "hundreds": (200.0, 2_000.0), "thousands": (2_000.0, 200_000.0), "millions": (2e6, 2e9)}
_ABOUT_SHARE = 0.05
# Hours by which a time that is told with "about" or "shortly before" may be off.
_ABOUT_HOURS = 0.2
_HOURS, _NOON, _EVENING = 24, 12, 5
_PAST_NOON = re.compile(r"p\.?m\b|afternoon|evening|night", re.IGNORECASE)
_HALF_TOLD = re.compile(rf"\ba\.?m\b|morning|{_PAST_NOON.pattern}", re.IGNORECASE)
_REACH = 3
_AROUND = 6
_STOP = re.compile(r"[;!?]|\.\s")
_WRITTEN_UNIT = re.compile(r"%|\s?per ?cent\b|\s(?:" + "|".join(sorted(_COINS)) + rf")s?\b|{_MEASURE.pattern}|(?:{_CLOCK.pattern})\.?", re.IGNORECASE)
# What a measure is in the first of its kind.
_SIZES = {
    "length": {"metre": 1, "kilometre": 1000, "km": 1000, "centimetre": 0.01, "cm": 0.01, "millimetre": 0.001, "mm": 0.001, "mile": 1609.34, "feet": 0.3048, "foot": 0.3048, "yard": 0.9144},
    "weight": {"kilogram": 1, "kg": 1, "kilo": 1, "gram": 0.001, "tonne": 1000, "ton": 1000, "pound": 0.4536},
    "area": {"square metre": 1, "square kilometre": 1e6, "hectare": 1e4, "acre": 4046.86},
    "volume": {"litre": 1, "cubic metre": 1000, "cubic kilometre": 1e12, "gallon": 3.785, "barrel": 158.99},
}  # fmt: skip
_BEFORE_YEARS = frozenset("in since by during of from until the after before to and".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. `low` to `high` is what it allows ("over 1,000": 1,000 to infinity); `unit`
    is "days" for a length of time, "age", "%", "money", "clock" for a time of day (in hours), what it measures and in what ("length metre"), otherwise ""; `text` is how it is written, with its
    hedge; `counted` are stems of the telling words that follow it, adverbs left out; `near` those of the words around it."""

    text: str
    low: float
    high: float
    unit: str
    counted: tuple[str, ...]
    near: frozenset[str] = frozenset()

    @property
    def is_exact(self) -> bool:
        """Whether it allows one value only."""
        return self.low == self.high

    @property
    def _tells_half(self) -> bool:
        """Whether a time of day cannot be of the other half of the day: "17:20", "5 a.m.", but not "5:20"."""
        return self.low > _NOON or bool(_HALF_TOLD.search(self.text))

    def agrees(self, other: Quantity) -> bool:
        """Whether both can be true of the same thing: what they allow overlaps. A time of day may be told without its half of the day."""
        if (
            self.unit == other.unit == "clock"
            and not (self._tells_half and other._tells_half)
            and abs(abs(self.low - other.low) - _NOON) < _ABOUT_HOURS
        ):
            return True
        return self.low <= other.high and other.low <= self.high


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order; years, dates, places in an order and what tells which one ("route 31") are none.

    >>> [(q.text, q.low, q.unit) for q in quantities("He spent two years and seven months there with over 1,000 others.")]
    [('two years and seven months', 942.8, 'days'), ('over 1,000', 1000.0, '')]
    """
    tokens = words(text)
    values = {word.start: value for word, value in number_words(text)}
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        if tokens[i].key in _VAGUE:
            low, high = _VAGUE[tokens[i].key]
            found.append(Quantity(tokens[i].written, low, high, "", _counted(tokens[i + 1 :], values, text), _near(tokens, i, i, text)))
        value = values.get(tokens[i].start)
        if value is None or _is_no_quantity(tokens, i, value) or re.search(r"\d:$", text[: tokens[i].start]):
            i += 1
            continue
        last = _end_of_number(tokens, i, values)
        length, last_unit = _length(tokens, i, values, text)
        if length is not None:
            found.append(_quantity(text, tokens, i, last_unit, length, "days", values))
            i = last_unit + 1
            continue
        unit = "%" if value.endswith("%") else "money" if _is_money(text, tokens, i, last) else _measured(text[tokens[last].end :])
        if not unit and _is_age(text, tokens[i].start, tokens[last].end, float(value.rstrip("%"))):
            unit = "age"
        number = float(value.rstrip("%"))
        if unit == "clock" and number < _HOURS:
            number = _time_of_day(number, text[tokens[last].end :])
        found.append(_quantity(text, tokens, i, last, number, "" if unit == "clock" and number >= _HOURS else unit, values))
        i = last + 1
    return found


def in_unit(quantity: Quantity, unit: str) -> Quantity | None:
    """A quantity as one of another unit that measures the same ("58 cubic metres" in litres; `text` stays as it is written); None if there is none.

    >>> in_unit(quantities("58 cubic metres")[0], "volume litre").low
    58000.0
    """
    if quantity.unit == unit:
        return quantity
    (kind, _, mine), (other, _, wanted) = quantity.unit.partition(" "), unit.partition(" ")
    sizes = _SIZES.get(kind, {})
    if kind != other or mine not in sizes or wanted not in sizes:
        return None
    times = sizes[mine] / sizes[wanted]
    return replace(quantity, low=quantity.low * times, high=quantity.high * times, unit=unit)


def unit_after(text: str, end: int) -> str:
    """The unit that is written right behind a number which ends there, with the space before it ("46 million" + " kroner"); "" if there is none.

    >>> unit_after("about 46 million kroner was owed", 16), unit_after("46 men", 2)
    (' kroner', '')
    """
    before = re.search(r"\w+$", text[:end])
    is_number = before is not None and (before[0].isdigit() or before[0].lower() in _SCALE_WORDS)
    unit = _WRITTEN_UNIT.match(text, end) if is_number else None
    return unit[0] if unit else ""


def years(text: str) -> list[Quantity]:
    """The years of a text as quantities of the unit "year", in order.

    >>> [(q.text, q.unit) for q in years("Founded in 1989, it was sold in 2004.")]
    [('1989', 'year'), ('2004', 'year')]
    """
    tokens = words(text)
    found = [i for i, token in enumerate(tokens) if is_year(token) and not _counts(tokens, i)]
    return [Quantity(tokens[i].written, float(tokens[i].written), float(tokens[i].written), "year", (), _near(tokens, i, i, text)) for i in found]


def _is_age(text: str, start: int, end: int, value: float) -> bool:
    """Whether a number is somebody's age by what stands around it."""
    beside = any(before.search(text[:start]) and after.match(text[end:]) for before, after in (_AGE_BETWEEN, _AGE_IS))
    return value <= OLDEST and bool(beside or _AGE_BEFORE.search(text[:start]))


# Things of which a number tells which one.
_NUMBERED = frozenset(
    "apartment article berth bus chapter corridor district exit flat flight gate grade hall hangar highway line motorway page paragraph phase pier platform reactor"
    " room route runway section terminal tram unit ward warehouse zone".split()
)


def tells_which(tokens: list[Word], i: int) -> bool:
    """Whether the number at token i tells which one is meant ("route 31"), not how many."""
    return i > 0 and tokens[i - 1].key in _NUMBERED and tokens[i - 1].end + 1 == tokens[i].start and tokens[i].written.isdigit()


def _is_no_quantity(tokens: list[Word], i: int, value: str) -> bool:
    return is_in_date(tokens, i) or tells_which(tokens, i) or value.endswith(("th", "s")) or (is_year(tokens[i]) and not _counts(tokens, i))


def _counts(tokens: list[Word], i: int) -> bool:
    """Whether a number that could be a year counts what follows: "2000 guests", but "in 2000 guests", "the 2020 protests"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1].key if i else ""
    if before == "by" and i > 1 and tokens[i - 2].key.endswith(("ed", "en", "wn")):
        before = ""  # "attended by 2000 guests"
    return after is not None and after.key.endswith("s") and not after.is_stop and not after.is_capitalised and before not in _BEFORE_YEARS


def _end_of_number(tokens: list[Word], i: int, values: dict[int, str]) -> int:
    """The last token of the number that begins at token i ("4.2 million")."""
    last = i
    while last + 1 < len(tokens) and tokens[last + 1].start not in values and (tokens[last + 1].key in _SCALE_WORDS or _is_unit_part(tokens, last)):
        last += 1
    return last


_SCALE_WORDS = frozenset("hundred thousand million billion trillion".split())
_UNIT_WORDS = frozenset("one two three four five six seven eight nine".split())
_TENS_WORDS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())


def _is_unit_part(tokens: list[Word], i: int) -> bool:
    return tokens[i].key in _TENS_WORDS and tokens[i + 1].key in _UNIT_WORDS


def _length(tokens: list[Word], i: int, values: dict[int, str], text: str) -> tuple[float | None, int]:
    """A length of time that begins at token i, in days, and its last token; (None, i) if none does. "69-year-old" is an age."""
    total, last, j = 0.0, i, i
    while j < len(tokens) and tokens[j].start in values:
        at = _end_of_number(tokens, j, values) + 1
        unit = next((days for name, days in _DAYS.items() if at < len(tokens) and tokens[at].key in (name, f"{name}s")), None)
        if unit is None or text[tokens[at].end :].startswith(("-old", " old")):
            break
        total += float(values[tokens[j].start].rstrip("%")) * unit
        last = at
        j = last + 1 if last + 1 < len(tokens) and tokens[last + 1].key != "and" else last + 2
    return (total, last) if last > i else (None, i)


def _is_money(text: str, tokens: list[Word], i: int, last: int) -> bool:
    after = tokens[last + 1].key.rstrip("s") if last + 1 < len(tokens) else ""
    return bool(_MONEY.search(text[: tokens[i].start])) or after in _COINS


def _time_of_day(number: float, after: str) -> float:
    """The hours since midnight of "3:40 p.m.", "6.55" or "seven in the evening", by its number and what follows it."""
    written = _CLOCK.match(after)
    rest = written[0] if written else ""
    hour = int(number)
    minutes = float(rest[1:3]) if rest.startswith(":") else round(100 * (number - hour))
    is_night = rest.strip().lower() == "at night"
    is_late = bool(_PAST_NOON.search(rest)) and not (is_night and (hour < _EVENING or hour == _NOON))
    if hour == _NOON and not is_late and (is_night or _HALF_TOLD.search(rest)):
        hour = 0
    elif is_late and hour < _NOON:
        hour += _NOON
    return hour + minutes / 60


def _measured(after: str) -> str:
    """What a number measures by what follows it: "clock" for a time of day, "length", "weight" …; "" for a count."""
    if _AGE_AFTER.match(after):
        return "age"
    if _CLOCK.match(after):
        return "clock"
    measure = _MEASURE.match(after)
    if measure is None:
        return ""
    return f"{measure.lastgroup} {_BRITISH.sub('re', measure[0].strip(' -').lower().rstrip('s'))}"


def _quantity(text: str, tokens: list[Word], i: int, last: int, value: float, unit: str, values: dict[int, str]) -> Quantity:
    before = text[: tokens[i].start].rstrip("$€£¥")
    start, low, high = len(before), value, value
    for pattern, bounds in (
        (_OVER, (value, float("inf"))),
        (_UNDER, (0.0, value)),
        (_ABOUT, (value - _ABOUT_HOURS, value + _ABOUT_HOURS) if unit == "clock" else (value * (1 - _ABOUT_SHARE), value * (1 + _ABOUT_SHARE))),
    ):
        match = pattern.search(before)
        if match:
            start, (low, high) = match.start(), bounds
            break
    written_unit = _WRITTEN_UNIT.match(text, tokens[last].end) if unit else None
    end = written_unit.end() if written_unit else tokens[last].end
    return Quantity(text[start:end], low, high, unit, _counted(tokens[last + 1 :], values, text), _near(tokens, i, last, text))


def _near(tokens: list[Word], i: int, last: int, text: str) -> frozenset[str]:
    """The stems of the telling words around a number, within its part of the sentence."""
    before = [t for t in reversed(tokens[:i]) if not t.is_stop and not _STOP.search(text[t.end : tokens[i].start])]
    after = [t for t in tokens[last + 1 :] if not t.is_stop and not _STOP.search(text[tokens[last].end : t.start])]
    return frozenset(token.stem for token in (*before[:_AROUND], *after[:_AROUND]))


def _counted(tokens: list[Word], values: dict[int, str], text: str) -> tuple[str, ...]:
    """The stems of the telling words that follow a number, up to the next one or the end of the sentence."""
    counted: list[str] = []
    if tokens and tokens[0].key in ("were", "was", "are", "have", "had", "did"):
        return ()  # "43 were missing": of what was named before
    for token in tokens:
        if token.start in values or len(counted) == _REACH or re.search(r"[.;!?]\s", text[max(0, token.start - 2) : token.start]):
            break
        if not token.is_stop and not token.key.endswith("ly"):
            counted.append(stem(token.key))
    return tuple(counted)
