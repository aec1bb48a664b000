"""Is a claim in the sentences that it cites? Deterministic, claim by claim. Pure.

A claim is held against single sentences of the evidence, each with its context (the sentence
before it and the article's title, from which names may come, but numbers may not). It passes
only if every number and name of it is there, enough of its other words are, and nothing shows that the
sentence says the opposite, is less sure, or counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.contrast import contrasts
from assistant.evidence import Evidence
from assistant.facts import Facts, facts, has_name, number_words, numbers, states_time
from corpus.dates import stated_dates
from corpus.words import Word, words

SUPPORTED, WEAK, UNSUPPORTED = "supported", "weak", "unsupported"
ENOUGH_WORDS = 0.7
FEW_WORDS = 0.4


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` of a claim by the evidence numbered `cited`; `missing` says what was not found."""

    support: str
    cited: tuple[int, ...]
    missing: tuple[str, ...] = ()


def verify(claim: str, cited: Sequence[int], evidence: Sequence[Evidence]) -> Verdict:
    """Check a claim; prefer the citations that the model gave, else find the sentence that holds it.

    Of several citations only those are kept that are needed. "weak" means that names and
    numbers are there but too few of the other words, or a contrast (`missing` says which): the
    sentence itself should be shown instead of the claim. That the words stand in the question counts for nothing, for that
    is how a model gives a true sentence as the answer to another question.
    """
    by_number = {one.n: one for one in evidence}
    given = [by_number[n] for n in cited if n in by_number]
    lower = {word.key for one in evidence for word in words(one.text) if not word.is_capitalised}
    stated = facts(claim, lower)
    singles = [_check(claim, stated, [one]) for one in [*given, *(one for one in evidence if one not in given)]]
    best = _best(singles[: len(given)]) or _best(singles[len(given) :])
    if best and best.support == SUPPORTED:
        return best
    if len(given) > 1:
        joint = _check(claim, stated, given)
        if joint.support != UNSUPPORTED and (best is None or joint.support == SUPPORTED):
            return joint
    if best:
        return best
    tried = singles or [Verdict(UNSUPPORTED, (), ("a sentence to cite",))]
    return min(tried, key=lambda verdict: len(verdict.missing))


def _best(verdicts: Sequence[Verdict]) -> Verdict | None:
    passed = [verdict for verdict in verdicts if verdict.support != UNSUPPORTED]
    return min(passed, key=lambda verdict: verdict.support != SUPPORTED) if passed else None


def _check(claim: str, stated: Facts, evidence: Sequence[Evidence]) -> Verdict:
    """One claim against one or several sentences taken together (at least one); its numbers must all be in one of them."""
    cited = tuple(one.n for one in evidence)
    here = [word for one in evidence for word in words(one.text)]
    context = [word for one in evidence for word in words(one.before) + words(one.article.title)]
    context += [word for one in evidence for word in words(_own_day(one))]
    missing = [f"number {value}" for value in min((sorted(stated.numbers - _numbers(one)) for one in evidence), key=len)]
    missing += [f"name {name.written}" for name in stated.names if not has_name(name, here) and not has_name(name, context)]
    if missing:
        return Verdict(UNSUPPORTED, cited, tuple(missing))
    stems = {word.stem for word in here} | {word.stem for word in context}
    telling = stated.others
    share = _share(telling, stems)
    anchored = any(has_name(name, here) for name in stated.names) or bool(stated.numbers)
    if share < (FEW_WORDS if anchored else ENOUGH_WORDS) or not (anchored or telling):
        return Verdict(UNSUPPORTED, cited, tuple(f"word {word.written}" for word in telling if word.stem not in stems) or ("anything that it says",))
    different = contrasts(claim, " ".join(one.text for one in evidence))
    return Verdict(SUPPORTED if share >= ENOUGH_WORDS and not different else WEAK, cited, tuple(different))


def _share(telling: Sequence[Word], stems: set[str]) -> float:
    """Share of words whose stem, or one that begins alike, is there; 1 where there are none."""
    if not telling:
        return 1.0
    beginnings = {stem[:5] for stem in stems if len(stem) >= 5}
    return sum(word.stem in stems or word.stem[:5] in beginnings for word in telling) / len(telling)


def _numbers(one: Evidence) -> set[str]:
    """The numbers of a sentence, and those of the day that it speaks of without saying it again: its
    article's ("on Tuesday"), or the one in the sentence before, where it gives no time of its own."""
    found = numbers(one.text) | numbers(_own_day(one))
    if not states_time(one.text):
        found |= {value for stated in stated_dates(one.before) for value in numbers(one.before[stated.start : stated.end])}
    return found


def _own_day(one: Evidence) -> str:
    """The date of the article in words, if the sentence speaks of that very day ("today", "on Tuesday")."""
    day = one.article.date
    if day is None or not re.search(rf"\btoday\b|(?<!last )(?<!next )(?<!previous )(?<!every )(?<!each )\b{day:%A}\b", one.text, re.IGNORECASE):
        return ""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def unanswered_names(names: Sequence[Word], cited: Sequence[Evidence], variants: Callable[[Word], tuple[str, ...]] = lambda name: ()) -> list[Word]:
    """Names of the question that neither the cited sentences, nor what stands around them, nor their
    articles' main subject (a name that is used again and again) speak of, in any spelling that the
    library has (`variants`)."""
    left = []
    for name in names:
        around = [words(one.text) + words(one.before) + words(one.article.title) for one in cited]
        spellings = variants(name)
        if any(has_name(name, near) or any(word.key in spellings for word in near) for near in around):
            continue
        if any(_often(name, one) for one in cited):
            continue
        left.append(name)
    return left


def _often(name: Word, one: Evidence) -> bool:
    return sum(word.stem == name.stem for word in words(one.article.text)) >= 3


def unanswered_numbers(question: str, cited: Sequence[Evidence]) -> list[str]:
    """Years and other numbers that limit the question and that no cited article mentions ("first" and its
    like limit nothing)."""
    stated = {value for one in cited for value in numbers(one.article.text)}
    stated |= {part for one in cited if one.article.date for part in (str(one.article.date.year), str(one.article.date.day))}
    return [value for _, value in number_words(question) if not value.endswith("th") and value not in stated]
