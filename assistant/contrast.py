"""Where a claim and its sentence use the same words and say different things. Pure.

Everything here looks at single sentences and at plain words: what is negated, which of two opposite
words stands there, how sure it is, and what a number counts. It finds contrasts, not agreement: a
sentence without one may still say something else.
"""

from __future__ import annotations

import re

from assistant.added import added
from assistant.bearers import ages_of_another
from assistant.clauses import QUOTATION, dated_otherwise, first_of_another_kind, measured_otherwise, of_the_speaker
from assistant.doers import done_otherwise, shared
from assistant.facts import is_calendar_word, is_in_date, is_year, number_words, numbers
from assistant.grammar import SAYING_VERBS, comparisons, lemmas, roles
from assistant.hedges import hedged_otherwise
from assistant.quantities import quantities, tells_which
from assistant.unreal import changed_by, only_a_term, only_meant, unreal
from corpus.words import Word, fold, stem, words

_NEGATORS = frozenset(
    "not no never none nobody neither nor without cannot hardly barely deny denied denies refuse refused refuses fail failed fails reject rejected rejects".split()
)
_CONTRACTED = re.compile(r"n['’]t$", re.IGNORECASE)
_SCOPE = 3
_UNSURE = frozenset("may might could allegedly reportedly purportedly alleged apparently possibly perhaps".split())
_ATTRIBUTED = frozenset("according said says say told reported reports claimed claims believes believed suggested".split())
_OPPOSITES = tuple(
    (frozenset(a.split()), frozenset(b.split()))
    for a, b in (
        ("before", "after"),
        (
            "rise rose risen rises increase increased increases grew grow grown",
            "fall fell fallen falls decrease decreased drop dropped declined decline shrank",
        ),
        ("more", "fewer less"),
        ("most all every", "few none"),
        ("first", "second last"),
        ("won win wins", "lost lose loses"),
        ("opened open opens reopened reopen", "closed close closes shut shuttered"),
        ("above over exceeds", "below under"),
        ("accepted accept", "rejected reject refused refuse"),
        ("guilty", "innocent acquitted"),
        ("will", "may might could"),
    )
)


def contrasts(claim: str, sentence: str) -> list[str]:
    """What the claim says otherwise than the sentence does, in a few words each; empty if nothing shows."""
    found = [f"“{word}” the other way" for word in sorted(turned(claim, sentence))]
    said, stated = _keys(claim), _keys(sentence)
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if said & one and not said & other and stated & other and not stated & one:
                found.append(f"“{min(said & one)}” where the sentence has “{min(stated & other)}”")
    if stated & _UNSURE and not said & (_UNSURE | _ATTRIBUTED):
        found.append(f"“{min(stated & _UNSURE)}”")
    found += done_otherwise(claim, sentence)
    found += [f"of whom “{verb}” is said" for verb in of_the_speaker(claim, sentence)]
    found += [f"who did so in {year}" for year in dated_otherwise(claim, sentence)]
    found += [f"what is “{rank}”" for rank in first_of_another_kind(claim, sentence)]
    found += [f"what {value} is of" for value in measured_otherwise(claim, sentence)]
    found += [f"how sure “{value}” is" for value in hedged_otherwise(claim, sentence)]
    found += [f"what “{word}” governs" for word in _not_yet_so(claim, sentence)]
    found += [f"“{word}”" for word in sorted(_too_much(said, stated))]
    found += [f"of whom {value} is said" for value in _of_the_compared(claim, sentence)]
    found += [f"of whom {value} is said" for value in ages_of_another(claim, sentence)]
    found += [f"that there is “{word}”" for word in (*unreal(claim, sentence), *only_meant(claim, sentence))]
    found += [f"who says so: {name}" for name in _not_said_by(claim, sentence)]
    found += [f"that anybody is in “{place}”" for place in only_a_term(claim, sentence)]
    found += [f"by how much it changed: {value}" for value in _changes(claim, sentence)]
    found += [f"the comparison “{word}”" for word in comparisons(claim) if stem(fold(word)) not in {w.stem for w in words(sentence)}]
    found += [f"how long: {length}" for length in _lasting_otherwise(claim, sentence)]
    found += added(claim, sentence)
    return found + [f"what {value} counts" for value in _miscounted(claim, sentence)]


# What makes more of a thing than it is, if its sentence does not.
_WHOLE = tuple(frozenset(line.split()) for line in ("all every each entire whole everyone everybody full", "only sole solely just alone merely"))


def _too_much(claim: set[str], sentence: set[str]) -> set[str]:
    """The words for all and only that a claim has and its sentence has no like of."""
    return {min(claim & group) for group in _WHOLE if claim & group and not sentence & group}


_DENIES = re.compile(
    r"\b(?:un(?:successful(?:ly)?|harmed|hurt|damaged|able|likely|willing)|only (?:when|after|once|if)|yet to|far from|instead of|rather than|no longer)\b",
    re.IGNORECASE,
)


def is_denial(text: str, of: set[str] | None = None) -> bool:
    """Whether a text says of something that it is not so, or not yet; `of` one of some stems at least, if given."""
    if _DENIES.search(text):
        return True
    return any(word.key in _NEGATORS or _CONTRACTED.search(word.written) for word in words(text)) and (
        of is None or bool(negated_stems(text)[0] & of)
    )


def negated_stems(text: str) -> tuple[set[str], set[str]]:
    """The stems of the telling words that are said not to be so (the three after a negation, within its
    clause), and of those that are not negated."""
    negated: set[str] = set()
    plain: set[str] = set()
    left, end = 0, 0
    for word in words(text):
        between = text[end : word.start]
        end = word.end
        if re.search(r"[,;:.!?—–]", between) or word.key in ("and", "but", "because", "after", "while"):
            left = 0
        if word.key in _NEGATORS or _CONTRACTED.search(word.written):
            left = _SCOPE
            plain.add(word.stem)
        elif not word.is_stop or word.key in ("all", "every"):
            (negated if left else plain).add(word.stem)
            left = max(0, left - 1)
    return negated, plain


def turned(claim: str, sentence: str) -> set[str]:
    """Stems that both have, negated in one and only not negated in the other."""
    claimed_not, claimed = negated_stems(claim)
    stated_not, stated = negated_stems(sentence)
    return ((claimed - claimed_not) & (stated_not - stated)) | ((claimed_not - claimed) & (stated - stated_not))


def _keys(text: str) -> set[str]:
    return {word.key for word in words(text) if not is_calendar_word(word)}


def _not_yet_so(claim: str, sentence: str) -> list[str]:
    """What the claim states as so and the sentence only as meant, feared or said of somebody ("accused him of buying")."""
    said = lemmas(claim)
    wrong = []
    for role in roles(claim):
        same = [one for one in roles(sentence) if one.verb == role.verb]
        missing = [one.under - said for one in same]
        if missing and all(missing) and not role.under and not role.is_negated:
            wrong.append(min(missing[0]))
    return wrong


def _not_said_by(claim: str, sentence: str) -> list[str]:
    """Of whom a claim says that he says something, and the sentence only names him for something else ("an appeal by Bell to free those
    said to be ill" for "Bell said that he would free them"), or in what another says of him ("“Bell knows it,” she said")."""
    stated = roles(sentence)
    said = {stem for role in roles(claim) if role.verb in SAYING_VERBS for stem in role.subjects}
    here = {word.stem for word in words(sentence) if word.is_capitalised}
    outside = QUOTATION.sub(" ", sentence)
    if outside != sentence:
        says = {stem for role in stated if role.verb in SAYING_VERBS for stem in role.subjects}
        spoken_of = said & here - says - {word.stem for word in words(outside)}
        return sorted(spoken_of) if spoken_of == said & here and any(role.verb in SAYING_VERBS for role in roles(outside)) else []
    speakers = {stem for role in stated if not role.objects or role.verb in SAYING_VERBS for stem in role.subjects}
    speakers |= {word.stem for found in _ATTRIBUTION.finditer(sentence) for word in words(found[1])}
    if not any(role.verb in SAYING_VERBS for role in stated) or '"' in sentence or "“" in sentence:  # a quotation that does not end here
        return []
    silent = said & here - speakers
    return sorted(silent) if silent == said & here else []


_ATTRIBUTION = re.compile(r"(?:according to|told by|words of|said|says) ((?:the |an? )?[^,.;]+)", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|ahead of|behind|unlike|against)(?: (?:the|his|her|its|their|an?))?(?: [a-z]+){0,3} (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)\b(?!['’]s\b|,? (?:who|whose|which|with|had|has|at|on)\b)"
)


def _of_the_compared(claim: str, sentence: str) -> list[str]:
    """Numbers that the claim gives to somebody whom the sentence only compares with their bearer ("18,402 votes, 211 more than Henrik
    Dahl": neither is Dahl's)."""
    compared = {word.stem for found in _COMPARED.finditer(sentence) for word in words(found["name"])}
    apart = _COMPARED.sub(" ", sentence)
    compared -= {word.stem for word in words(apart)}
    said = [word for word in words(claim) if word.is_capitalised]
    if not said or not all(word.stem in compared for word in said):
        return []
    return sorted(numbers(claim) & numbers(apart)) if not _COMPARED.search(claim) else []


def _changes(claim: str, sentence: str) -> list[str]:
    """Numbers that the sentence gives as what was gained or lost, and the claim as what there is ("have two seats" of "gained two seats")."""
    gained = changed_by(sentence)
    return sorted(changed_by(claim, of_states=True) & gained) if gained else []


def _lasting_otherwise(claim: str, sentence: str) -> list[str]:
    """Lengths of time that the claim states and the sentence does not ("two years" of "two years and seven months")."""
    stated = [q.low for q in quantities(sentence) if q.unit == "days"]
    return [q.text for q in quantities(claim) if q.unit == "days" and stated and q.low not in stated]


def _miscounted(claim: str, sentence: str) -> list[str]:
    """Numbers that the claim joins to a word which the sentence has, but not beside that number."""
    places = {value: near for value, near in _beside(sentence).items() if _THEM not in near}
    stems = {word.stem for word in words(sentence)}
    wrong = []
    capitals = {word.stem for word in words(claim) if word.is_capitalised}
    for value, near in _beside(claim).items():
        counted = next(iter(near), None)
        if counted is not None and counted in capitals and places.get(value) and not shared([counted], places[value]):
            wrong.append(value)  # "52 Americans" of "52 prisoners … with the United States"
        elif counted is not None and counted in stems and places.get(value) and counted not in places[value]:
            wrong.append(value)
    return wrong


# "Nine were taken to hospital, three of them in a serious condition", "18,402 votes, 211 more than …": what it counts is told before.
_OF_THEM = re.compile(r"\s+(?:of (?:them|whom|those|these|which)\b|(?:more|fewer|less)\b(?=\s+than\b|[,.;)]|$))", re.IGNORECASE)
_THEM = "of them"


def _beside(text: str) -> dict[str, list[str]]:
    """For each number of a text, the telling words that follow it up to the next number, three at most;
    in the order of the text. Dates and what tells which one ("route 31") count nothing."""
    tokens = words(text)
    starts = {word.start: value for word, value in number_words(text)}
    found: dict[str, list[str]] = {}
    for i, token in enumerate(tokens):
        if token.start in starts and not is_in_date(tokens, i) and not is_year(token) and not tells_which(tokens, i):
            near = found.setdefault(starts[token.start], [])
            near += [_THEM] * bool(_OF_THEM.match(text, token.end)) + _following(tokens[i + 1 :], set(starts), text)
    return found


def _following(tokens: list[Word], numbers: set[int], text: str) -> list[str]:
    near: list[str] = []
    for token in tokens:
        if token.start in numbers or len(near) == 3 or re.search(r"[.;!?]\s", text[max(0, token.start - 2) : token.start]):
            break
        if not token.is_stop:
            near.append(token.stem)
    return near
