"""The facts of a sentence that can be compared without understanding it: names, numbers, dates. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.countries import same_country
from corpus.dates import MONTHS
from corpus.words import Word, words

_UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(), start=1
    )
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_OTHERS = {"dozen": 12, "half": 0.5, "twice": 2, "pair": 2, "hundred": 100}
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "tn": 10**12}
_NUMERAL = re.compile(r"^\d+(?:[.,]\d+)*$")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_DECADE = re.compile(r"^(\d+)s$")
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIME_WORDS = _WEEKDAYS | frozenset(
    "today yesterday tomorrow tonight week weeks month months year years ago recently day days hours decade since until eve currently now".split()
)
_SAME_NAME = 82.0


def numbers(text: str) -> set[str]:
    """The numbers of a text as plain decimals: "fifty-two" → 52, "1,168" → 1168, "4.2 million" →
    4200000; a place in an order is another thing than a number
    of things: "seventh" → 7th, but "the 16th of September" → 16. "one" alone is taken for a pronoun, not a number.

    >>> sorted(numbers("Fifty-two inmates and 1,168 others paid 4.2 million"))
    ['1168', '4200000', '52']
    """
    return {value for _, value in number_words(text)}


def number_words(text: str) -> list[tuple[Word, str]]:
    """Each number of a text with the first of its words, in order. Its value tells what kind of number it
    is: 12, 12% (per cent), 7th (a place in an order), 1990s (a decade), -40 (below zero)."""
    found: list[tuple[Word, str]] = []
    tokens = words(text)
    i = 0
    while i < len(tokens):
        value, used, kind = _read_number(tokens, i, text)
        if value is not None and not (used == 1 and tokens[i].key in ("one", "first")):
            after = text[tokens[i + used - 1].end :]
            below = re.search(r"(?:^|\s)[-−]$", text[: tokens[i].start])
            kind = "%" if re.match(r"\s?%|\s*per ?cent\b", after) else "" if is_in_date(tokens, i) else kind
            found.append((tokens[i], f"{'-' if below else ''}{_plain(value)}{kind}"))
        i += max(1, used)
    return found


def _read_number(tokens: list[Word], i: int, text: str) -> tuple[float | None, int, str]:
    """The number that begins at token i, how many tokens it takes, and its kind ("", "th" or "s");
    (None, 0, "") if none begins there."""
    key = tokens[i].key
    used, kind = 1, ""
    if _NUMERAL.match(tokens[i].written):
        value = _numeral(tokens[i].written)
    elif match := _ORDINAL.match(key):
        value, kind = float(match[1]), "th"
    elif match := _DECADE.match(key):
        value, kind = float(match[1]), "s"
    elif key in _TENS:
        value, used, kind = _tens(tokens, i, text)
    elif key in _UNITS:
        value = _UNITS.index(key)
    elif key in _ORDINALS and key != "second":
        value, kind = _ORDINALS[key], "th"
    elif key in _OTHERS:
        value = _OTHERS[key]
    else:
        return None, 0, ""
    while i + used < len(tokens):
        following, between = tokens[i + used], text[tokens[i + used - 1].end : tokens[i + used].start]
        if following.key in _SUFFIXES and not between:
            value *= _SUFFIXES[following.key]
        elif following.key in _SCALES and between in ("-", " "):
            value *= _SCALES[following.key]
        elif following.key == "a" and key == "half" and i + used + 1 < len(tokens) and tokens[i + used + 1].key in _SCALES:
            value *= _SCALES[tokens[i + used + 1].key]
            used += 1
        elif following.key == "and" and value >= 100 and value % 100 == 0 and i + used + 1 < len(tokens) and _small(tokens, i + used + 1, text):
            more, length, kind = _small(tokens, i + used + 1, text) or (0, 0, "")
            return value + more, used + 1 + length, kind
        else:
            break
        used += 1
    return value, used, kind


def _tens(tokens: list[Word], i: int, text: str) -> tuple[float, int, str]:
    """ "fifty-two", "twenty-first", "ninety": value, tokens, kind."""
    value = _TENS[tokens[i].key]
    if i + 1 < len(tokens) and text[tokens[i].end : tokens[i + 1].start] in ("-", " ", "‑"):
        unit = tokens[i + 1].key
        if unit in _UNITS[1:10]:
            return value + _UNITS.index(unit), 2, ""
        if _ORDINALS.get(unit, 99) < 10:
            return value + _ORDINALS[unit], 2, "th"
    return value, 1, ""


def _small(tokens: list[Word], i: int, text: str) -> tuple[float, int, str] | None:
    """The number under a hundred, in words, at token i ("one hundred and twenty")."""
    if tokens[i].key in _TENS:
        return _tens(tokens, i, text)
    return (_UNITS.index(tokens[i].key), 1, "") if tokens[i].key in _UNITS else None


def _numeral(written: str) -> float:
    """ "1,168" → 1168, "1.000.000" → 1000000, "4.2" → 4.2; a comma before three digits separates
    thousands, a point only where there are several."""
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        plain = plain.replace(".", "")
    parts = plain.replace(",", ".").split(".")
    return float("".join(parts[:-1]) + "." + parts[-1]) if len(parts) > 1 else float(plain)


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def is_year(word: Word) -> bool:
    """Whether a word looks like a year: four digits from 1500 to 2099."""
    return bool(_YEAR.fullmatch(word.written))


def is_in_date(tokens: Sequence[Word], i: int) -> bool:
    """Whether the number at token i belongs to a date with a month: "16 September", "September 16, 2025", "the 16th of September"."""
    months = [j - i for j in range(max(0, i - 2), min(len(tokens), i + 3)) if is_calendar_word(tokens[j]) and tokens[j].key in MONTHS]
    return bool({-1, 1} & set(months)) or (-2 in months and is_year(tokens[i])) or (2 in months and tokens[i + 1].key == "of")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states that can be checked: names (capitalised words), numbers, other telling words."""

    names: tuple[Word, ...]
    numbers: frozenset[str]
    others: tuple[Word, ...]


# Words with which a sentence may begin that are no names, whatever their capital says.
_OPENERS = frozenset(
    "additionally moreover furthermore meanwhile overall therefore instead currently recently finally later earlier today yesterday nobody everyone someone"
    " people residents officials none several many some most both although though despite following among amid besides unlike like whereas while since"
    " according when once if as yet still also even only such thanks asked nearly almost about around more fewer less than another other each every".split()
)


def facts(text: str, plain_words: Iterable[str] = ()) -> Facts:
    """Read a claim. `plain_words` are folded words and stems known to be no names (seen in lower case in the
    evidence); they matter only for the first word of a sentence, whose capital says nothing."""
    plain = set(plain_words)
    counted = {word.start for word, _ in number_words(text)}
    names, others = [], []
    for word in words(text):
        if word.is_stop or word.start in counted or word.key in _SCALES:
            continue
        begins = not text[: word.start].strip(" \"'“‘«(") or text[: word.start].rstrip(" \"'“‘«(").endswith((".", "?", "!", ":"))
        if word.is_capitalised and not (begins and (word.key in plain or word.stem in plain or word.key in _OPENERS)):
            names.append(word)
        else:
            others.append(word)
    return Facts(tuple(names), frozenset(numbers(text)), tuple(others))


def has_name(name: Word, tokens: Iterable[Word]) -> bool:
    """Whether a name stands among the words of a text, in this or nearly this spelling.

    Counted as the same: another inflection (Belarus, Belarusian), a spelling at most a few
    letters off (Statkevich, Stackevich), the country for its people (France, French), and an abbreviation of capitalised
    words that follow one another (EU, European Union) in either direction.
    """
    tokens = list(tokens)
    countrymen = same_country(name.key)
    if countrymen and any(token.is_capitalised and token.key in countrymen for token in tokens):
        return True
    initials = _initials(tokens)
    if name.is_acronym:
        return any(token.key == name.key and token.is_capitalised for token in tokens) or name.key in initials or bool(countrymen & initials)
    if any(
        token.key == name.key or ((token.is_capitalised or not name.is_capitalised) and (token.stem == name.stem or _alike(name.key, token.key)))
        for token in tokens
    ):
        return True
    return bool(countrymen & initials) or _shortened(name, tokens)


# What is left of two forms of one name behind what they share: "Belarus" and "Belarusian", "Germany" and "Germans".
_NAME_ENDS = frozenset(("", "e", "a", "y", "ia"))
_PEOPLE_ENDS = frozenset("n an ian ean ns ans ians ish ese s ic ern".split())
_LONG_NAME = 8


def _alike(a: str, b: str) -> bool:
    """Whether two folded words are forms of one name. Similar spellings count only for long names of nearly
    one length: Austria is not Australia, Johnson not Johnston."""
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    if shared >= 4:
        rest = {a[shared:], b[shared:]}
        if len(rest) == 2 and rest & _NAME_ENDS and rest & _PEOPLE_ENDS and (rest <= _NAME_ENDS | _PEOPLE_ENDS):
            return True
    return min(len(a), len(b)) >= _LONG_NAME and abs(len(a) - len(b)) <= 1 and fuzz.ratio(a, b) >= _SAME_NAME


def _initials(tokens: list[Word]) -> set[str]:
    """The initials of every run of two to five capitalised words."""
    found: set[str] = set()
    run = ""
    for token in [*tokens, None]:
        if token is not None and token.is_capitalised and not token.is_acronym:
            run += token.key[0]
            continue
        if token is not None and token.key in ("of", "the", "and", "for"):
            continue
        found.update(run[i:j] for i in range(len(run)) for j in range(i + 2, min(len(run), i + 5) + 1))
        run = ""
    return found


def _shortened(name: Word, tokens: list[Word]) -> bool:
    """Whether a word of a name in full stands in the text in short: "United" against "US", "American" or "UK"."""
    written = {token.key for token in tokens if token.is_capitalised}
    return any(name.key in full and written & {key, *same_country(key)} for key, full in _IN_FULL.items())


_IN_FULL = {"us": ("united", "states"), "uk": ("united", "kingdom"), "eu": ("european", "union")}


def is_calendar_word(word: Word) -> bool:
    """Whether a word is the name of a month or a weekday ("may" and "march" only with a capital)."""
    return word.key in _WEEKDAYS or (word.key in MONTHS and (word.is_capitalised or word.key not in ("may", "march")))


def says_when_relatively(text: str) -> bool:
    """Whether a text speaks of time as seen from its own day: "Tuesday", "last week", "this year"."""
    return any(word.key in _TIME_WORDS for word in words(text))


_HOUR = re.compile(
    r"\b\d{1,2}:\d\d\b|\b\d{1,2}(?:\.\d\d)?\s?[ap]\.?m\b|\bo['’]clock\b"
    r"|\b(?:noon|midday|midnight|dawn|daybreak|sunrise|sunset|dusk|nightfall|morning|afternoon|evening|night|overnight)\b",
    re.IGNORECASE,
)


def states_hour(text: str) -> bool:
    """Whether a text has a time or a part of the day."""
    return bool(_HOUR.search(text))


def states_time(text: str) -> bool:
    """Whether a text says when: a month, a year, a weekday, a relative time or one of the day."""
    if states_hour(text):
        return True
    for word in words(text):
        if word.key in _TIME_WORDS or is_calendar_word(word):
            return True
        if is_year(word):
            return True
    return False


# "Since" and "after" join a reason only where no time follows.
_A_TIME = rf"(?:about |around |only |just )?(?:\d|(?:noon|midnight|dawn|dark|then|that|{'|'.join((*MONTHS, *sorted(_WEEKDAYS)))})\b)"
_REASON = re.compile(
    rf"\b(?:because|(?:since|after)(?! {_A_TIME})|due to|owing to|thanks to|as a result|following|in response|in return|in order to|so that|caus(?:e|ed|es|ing)|led to|reasons?"
    r"|amid|citing|accus(?:ed|ing)|charged|therefore|on (?:the )?grounds|blam(?:e|ed|es|ing)|trigger(?:ed|s|ing)|sparked|sparking|prompt(?:ed|s|ing)|provok(?:ed|es|ing)"
    r"|stem(?:med|s) from|result(?:ed|ing|s) from|attributed to|point(?:s|ed)? to|set off by|tipped the (?:balance|scales?)|in protest|in retaliation|pretext"
    r"|over (?:its|his|her|their|the)|for (?:its|his|her|their|\w+ing))\b",
    re.IGNORECASE,
)


def states_reason(text: str) -> bool:
    """Whether a text joins one thing to another as its reason (because, after, following, for …)."""
    return bool(_REASON.search(text))


_SAYING = re.compile(
    r"[“”\"«»]|\b(?:said|says|saying|told|tells|telling|stated?|states|stating|announc|claim|argue|repl(?:y|ied)|respond|react|insist|warn|call(?:ed|s|ing)\b|describ|added|adding"
    r"|stress|criticis|criticiz|condemn|welcom|thank|prais|wrote|declar|accus|denie[ds]|den(?:y|ying)\b|express|voiced|according to|put it|promis|demand|urged?|calls? for|confirm)",
    re.IGNORECASE,
)


def states_saying(text: str) -> bool:
    """Whether a text tells what somebody says: a verb of saying, or quotation marks."""
    return bool(_SAYING.search(text))


def states_name(text: str, apart_from: Iterable[Word] = ()) -> bool:
    """Whether a text names somebody or something that is not among `apart_from`, nor a part of such a name ("Mikal" for "Darozin"); days
    and quarters of the world ("Western") are no names."""
    known = {word.key for word in apart_from}
    left: list[Word] = []
    beside = -1  # where a known name ended
    for name in facts(text).names:
        if name.key in known:
            left = left[:-1] if left and left[-1].end + 1 == name.start else left
        if name.key in known or (name.start == beside + 1 and text[beside] == " "):
            beside = name.end
        elif name.key not in _QUARTERS and not is_calendar_word(name):
            left.append(name)
    return bool(left)


_QUARTERS = frozenset("western eastern northern southern west east north south".split())
