"""Is a claim in the sentences that it cites? Deterministic, claim by claim. Pure.

A claim is held against single sentences of the evidence, each with its context (the sentence
before it and the article's title, from which names may come, but numbers may not). It passes
only if every number and name of it is there, enough of its other words are, and nothing shows that the
sentence says the opposite, is less sure, or counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from assistant.asking import predicate_asked, statement_asked
from assistant.contrast import contrasts
from assistant.days import date_numbers, day_meant, numbers_meant, own_day
from assistant.evidence import Evidence
from assistant.facts import Facts, facts, has_name, is_calendar_word, numbers
from assistant.grammar import (
    adjunct_stems,
    is_anaphoric,
    is_phrase,
    lemmas,
    main_verbs,
    qualifiers,
)  # fmt: skip
from assistant.named import Asked, only_complement, spelled_beside, strange_names
from assistant.quantities import quantities
from corpus.dates import stated_dates
from corpus.words import Word, stem, words

SUPPORTED, WEAK, UNSUPPORTED = "supported", "weak", "unsupported"
ENOUGH = "enough of its words"
COMPLEMENT = "what is said of its subject"
ENOUGH_WORDS = 0.7
# What is said with an age: that a sentence has "years old" too tells nothing of whom.
_OF_AGE = frozenset(("year", "old", "age", "aged"))
FEW_WORDS, SOME_WORDS = 0.4, 0.25


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` of a claim by the evidence numbered `cited`; `missing` says what was not found."""

    support: str
    cited: tuple[int, ...]
    missing: tuple[str, ...] = ()
    share: float = field(default=0.0, compare=False)
    """Of the claim's telling words, those that the sentence has itself."""

    @property
    def is_only_worded(self) -> bool:
        """Whether a weak claim only puts it in other words or is surer than its sentence."""
        return bool(self.missing) and all(
            reason.startswith(("the verb ", "“")) and "way" not in reason and "where" not in reason for reason in self.missing
        )

    @property
    def lacks_only_names(self) -> bool:
        """Whether only names, the question's own, are not there."""
        return self.support == WEAK and bool(self.missing) and all(reason.startswith("name ") for reason in self.missing)


Variants = Callable[[Word], tuple[str, ...]]
"""The spellings that the library has for a name of the question."""


def verify(claim: str, cited: Sequence[int], evidence: Sequence[Evidence], asked: str = "", variants: Variants = lambda name: ()) -> Verdict:
    """Check a claim; prefer the citations that the model gave, else find the sentence that holds it.

    Of several citations only those are kept that are needed. "weak" means that names and
    numbers are there but too few of the other words, or a contrast (`missing` says which): the
    sentence itself should be shown instead of the claim. That the words stand in the question (`asked`) counts for
    nothing, for that is how a model gives a true sentence as the answer to another question; but a name or
    number of the question that the cited sentence leaves out may be cited from another sentence about the
    same ("12 women were pardoned" and "On 16 September, the office announced the pardon").
    """
    by_number = {one.n: one for one in evidence}
    given = [by_number[n] for n in cited if n in by_number]
    lower = {
        part for text in (asked, *(one.text for one in evidence)) for word in words(text) if not word.is_capitalised for part in (word.key, word.stem)
    }
    stated = facts(claim, lower)
    about = facts(asked)
    given_facts = Asked(asked, about, spelled_beside(stated.names, evidence) | {name.key: variants(name) for name in about.names})
    singles = [_framed(claim, stated, one, evidence, given_facts) for one in [*given, *(one for one in evidence if one not in given)]]
    supported = next((verdict for verdict in singles if verdict.support == SUPPORTED), None)
    if supported:
        return supported
    best = _best(singles[: len(given)])
    if best is None or ENOUGH in best.missing:  # another may have more of its words
        new = bool(stated.numbers - about.numbers)
        others = [v for v in singles[len(given) :] if v.is_only_worded or ENOUGH in v.missing or (new and v.lacks_only_names)]
        best = _best([*filter(None, (best,)), *others])
    elif best.missing:  # of two sentences that are not quite the claim's, the one with more of it
        best = _best([best, *(v for v in singles[len(given) :] if v.is_only_worded or set(v.missing) == set(best.missing))])
    if best is not None and denies(best):  # that sentence says it is not so; another may say it is
        best = _best([v for v in singles[len(given) :] if v.is_only_worded or ENOUGH in v.missing]) or best
    if len(given) > 1:
        joint = _check(claim, stated, given, given_facts)
        if joint.support != UNSUPPORTED and (best is None or joint.support == SUPPORTED):
            return joint
    if best is None and is_phrase(claim) and len(stated.names) > 1:
        best = _listed(claim, stated, evidence, given_facts)
    if best:
        return best
    tried = singles or [Verdict(UNSUPPORTED, (), ("a sentence to cite",))]
    return min(tried, key=lambda verdict: (any(reason.startswith("number ") for reason in verdict.missing), len(verdict.missing)))


def denies(verdict: Verdict) -> bool:
    """Whether a claim has what its sentence says is not so, or the other way round."""
    return verdict.support == WEAK and any(reason.endswith("the other way") for reason in verdict.missing)


def _listed(claim: str, stated: Facts, evidence: Sequence[Evidence], asked: Asked) -> Verdict | None:
    """A bare list of names by two sentences that have them together, if each also has a telling word of the question."""
    wanted = {word.stem for word in asked.facts.others}
    about = [one for one in evidence if wanted & {word.stem for word in words(one.text)}]
    joint = (_check(claim, stated, pair, replace(asked, text="")) for pair in combinations(about, 2))
    return next((verdict for verdict in joint if verdict.support == SUPPORTED), None)


def _best(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The weak verdict by the sentence that has most of the claim's words; of equals, the first."""
    return max((verdict for verdict in verdicts if verdict.support == WEAK), key=lambda verdict: verdict.share, default=None)


def _framed(claim: str, stated: Facts, one: Evidence, evidence: Sequence[Evidence], asked: Asked) -> Verdict:
    """A claim against one sentence; what is only the question's is looked for in a second one about the same."""
    verdict = _check(claim, stated, [one], asked)
    if (verdict.support != UNSUPPORTED and not verdict.lacks_only_names) or not (stated.numbers & asked.facts.numbers or asked.facts.names):
        return verdict
    known = {name.stem for name in asked.facts.names}
    said = Facts(
        tuple(n for n in stated.names if n.stem not in known or has_name(n, words(one.text))),
        stated.numbers - (asked.facts.numbers - numbers_meant(one)),
        stated.others,
    )
    left = (stated.numbers - said.numbers, [name for name in stated.names if name not in said.names])
    frames = adjunct_stems(claim) if any(left) else set()
    which = qualifiers(claim) if left[1] else frozenset()
    if not (left[0] <= date_numbers(claim)) or not all(name.stem in frames or name.start in which for name in left[1]):
        return verdict  # only where, when and which one may come from another sentence; who and how many may not
    if _REPORTED_ON.search(claim) and any(is_calendar_word(name) for name in left[1]):
        return verdict
    framed = _check(claim, said, [one], asked) if any(left) and _says_new(said, one, asked) else verdict
    for other in evidence if framed.support == SUPPORTED else ():
        here = words(other.text)
        if other is not one and left[0] <= numbers_meant(other) and all(has_name(name, here) for name in left[1]) and _same_matter(claim, one, other):
            return Verdict(framed.support, (one.n, other.n), framed.missing)
    return verdict


# "The number of injured reported in February was 44."
_REPORTED_ON = re.compile(
    r"\b(?:reported|published|announced|given|recorded|counted|cited|quoted|named|said)\b(?: \w+)? (?:in|on|of|from) (?:\d|early |late |mid-|[A-Z])"
)


def _same_matter(claim: str, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences share a telling word, no name and no number, that the claim has too; and do not date it differently."""
    shared = (
        {word.stem for word in facts(claim).others}
        & {word.stem for word in facts(one.text).others}
        & {word.stem for word in facts(other.text).others}
    )
    dates = [{stated.day for stated in stated_dates(text)} for text in (one.text, other.text)]
    return bool(shared) and (not all(dates) or bool(dates[0] & dates[1]))


def _says_new(stated: Facts, one: Evidence, asked: Asked) -> bool:
    """Whether a claim states a number, a name or a telling word that the question did not have, and the sentence has."""
    known = {word.stem for word in (*asked.facts.names, *asked.facts.others)}
    here = words(one.text)
    stems = {word.stem for word in here}
    named = any(name.stem not in known and has_name(name, here) for name in stated.names)
    return bool(stated.numbers - asked.facts.numbers) or named or any(word.stem in stems and word.stem not in known for word in stated.others)


def _check(claim: str, stated: Facts, evidence: Sequence[Evidence], asked: Asked) -> Verdict:
    """One claim against one or several sentences taken together (at least one); its numbers must all be in one of them."""
    cited = tuple(one.n for one in evidence)
    here = [word for one in evidence for word in words(one.text)]
    context = [word for one in evidence for word in words(one.before) + words(one.article.title)]
    context += [word for one in evidence for word in words(f"{own_day(one)} {day_meant(one, asked.text)}")]
    left = min((sorted(stated.numbers - numbers_meant(one) - numbers(day_meant(one, asked.text)) - _meant(one, asked)) for one in evidence), key=len)
    left = [value for value in left if value != "1" or not _said_as_a(claim, evidence)]
    strange = strange_names(claim, stated, evidence, context, asked)
    if _REPORTED_ON.search(claim):  # of what day a report is, another sentence's date does not tell
        told = [*here, *(word for one in evidence for word in words(own_day(one)))]
        strange += [name for name in stated.names if is_calendar_word(name) and name not in strange and not has_name(name, told)]
    missing = (*(f"number {value}" for value in left), *(f"name {name.written}" for name in strange))
    if missing and _only_asked(left, strange, asked):
        # What is missing is the question's own: the sentence may be what it asks for, and can say so itself.
        rest = Facts(tuple(name for name in stated.names if name not in strange), stated.numbers - set(left), stated.others)
        shared = _share(rest.others, {word.stem for word in here}) >= FEW_WORDS or bool(rest.numbers - asked.facts.numbers)
        return Verdict(WEAK if shared and any(_says_new(rest, one, asked) for one in evidence) else UNSUPPORTED, cited, missing)
    if missing:
        return Verdict(UNSUPPORTED, cited, missing)
    titles = {word.stem for one in evidence for word in words(one.article.title) if not word.is_capitalised}
    near = {word.stem for one in evidence for word in words(one.before)}
    stems = {word.stem for word in here} | ({word.stem for word in context} - (titles - near))  # a title names; it does not say that it is so
    units = {quantity.unit for quantity in quantities(claim)}
    telling = [word for word in stated.others if units != {"age"} or word.stem not in _OF_AGE]
    own = {word.stem for word in here}
    # A light verb tells something where nothing else does: "Helvex made Lumetrin".
    known = lemmas(" ".join(one.text for one in evidence))
    verbs = [verb for verb in main_verbs(claim) if not _share_of([stem(verb)], stems) and not lemmas(verb) & known]
    if not telling and not stated.numbers:
        verbs += [verb for verb in main_verbs(claim, light=True) if not lemmas(verb) & known]
    mine = _share(telling, own)
    share = _share(telling, stems) if mine >= FEW_WORDS else 0.0
    anchored = any(has_name(name, here) for name in stated.names) or bool(stated.numbers)
    enough = share >= (FEW_WORDS if anchored else ENOUGH_WORDS) and bool(anchored or telling)
    # A number or a name that is new, or some of the words, a new one among them, is ground enough to show the sentence itself.
    ground = stated if mine >= SOME_WORDS else Facts(stated.names, stated.numbers, ())
    if not enough and any(_says_new(ground, one, asked) for one in evidence):
        others = [reason for one in evidence for reason in contrasts(claim, one.text) if reason.startswith("of whom ")]
        return Verdict(WEAK, cited, (ENOUGH, *others), mine)
    if not enough:
        return Verdict(UNSUPPORTED, cited, tuple(f"word {word.written}" for word in telling if word.stem not in stems) or ("anything that it says",))
    sentence = " ".join(one.text for one in evidence)
    whole = in_full(claim, asked.text)
    different = contrasts(claim, sentence) or contrasts(whole, sentence)
    if whole != claim:  # a bare name in the place of the question word: the question's verb has to be the sentence's
        verbs += [verb for verb in main_verbs(whole) if not _share_of([stem(verb)], stems) and not lemmas(verb) & known]
    different += [f"the verb “{verb}”" for verb in verbs]
    different += [COMPLEMENT] * bool(only_complement(whole, facts(whole) if whole != claim else stated, here))
    return Verdict(SUPPORTED if share >= ENOUGH_WORDS and not different else WEAK, cited, tuple(different), mine)


def _said_as_a(claim: str, evidence: Sequence[Evidence]) -> bool:
    """Whether the one thing that a claim counts is "a" thing in its sentence ("1 milligram", "about a milligram")."""
    counted = re.search(r"\b1 ([a-z]+)", claim)
    return counted is not None and any(re.search(rf"\b(?:an?|one) {counted[1]}\b", one.text, re.IGNORECASE) for one in evidence)


def _only_asked(left: Sequence[str], strange: Sequence[Word], asked: Asked) -> bool:
    """Whether numbers and names are the question's own, and no date: on another day it is another matter."""
    known = {name.stem for name in asked.facts.names}
    return set(left) <= asked.facts.numbers - date_numbers(asked.text) and all(name.stem in known for name in strange)


def _share(telling: Sequence[Word], stems: set[str]) -> float:
    """Share of words whose stem, or one that begins alike, is there; 1 where there are none."""
    return _share_of([word.stem for word in telling], stems)


def _share_of(wanted: Sequence[str], stems: set[str]) -> float:
    if not wanted:
        return 1.0
    beginnings = {stem[:5] for stem in stems if len(stem) >= 5}
    return sum(stem in stems or stem[:5] in beginnings for stem in wanted) / len(wanted)


def in_full(claim: str, asked: str) -> str:
    """A claim that is no sentence, put in the place of the question's words for it: "Donald Trump." to "Who freed them?"
    says that Donald Trump freed them. Any other claim as it is.

    >>> in_full("Donald Trump.", "Who freed them?")
    'Donald Trump freed them.'
    >>> in_full("Six.", "How many of the crew were sailors?")
    'Six were sailors.'
    >>> in_full("In 2026.", "When did Gotska become a town?")
    'Gotska become a town In 2026.'
    """
    if not is_phrase(claim):
        return claim
    bare = asked.split(", regarding:", maxsplit=1)[0]
    rest = predicate_asked(bare)
    if rest:
        return f"{claim.rstrip('. ')} {rest.rstrip('? ')}."
    told = statement_asked(bare)
    return f"{told} {claim}" if told else claim


def _meant(one: Evidence, asked: Asked) -> frozenset[str]:
    """The question's numbers, no dates, that a sentence speaks of without saying them ("that group" of the sentence before)."""
    found = (asked.facts.numbers & numbers(one.before)) - date_numbers(asked.text)
    return found if found and is_anaphoric(one.text) else frozenset()
