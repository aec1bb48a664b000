"""Questions that set two things side by side ("Which was larger, X or Y?"): each needs a sentence of its own."""

from __future__ import annotations

import re

from assistant.grammar import parse

_COMPARES = re.compile(
    r"\b(?:more|fewer|less|most|least|first|earlier|later|sooner|last|same|further|differ\w*|compare\w*|than|versus|vs|against|contrast\w*|alike|similar\w*|respectively|both|either|which of|\w{2,}(?:er|ier)\b)", re.IGNORECASE
)  # fmt: skip
_OF_BOTH = re.compile(r"\bdiffer\w*|\bcompar\w+|\bcontrast\w*|\bsame\b|\bboth\b|\brespectively\b|\balike\b|\bsimilar\w*|\bin common\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|of|compare|did|do|does) (?P<a>[^,?]+?) and (?P<b>[^,?]+?)(?= differ| compare| have| agree|[,?]|$)", re.IGNORECASE
)


# "Ann Bell and her brother: who got the longer sentence?", "Ann Bell versus her brother: …"
_NAMED_FIRST = re.compile(r"^(?P<a>[^,:?]+?) (?P<joint>and|or|versus|vs\.?) (?P<b>[^,:?]+?)(?:\s[-–—]|[:,])\s+(?P<rest>.+)$", re.IGNORECASE)
# "How far apart are the union and the company on pay?": each says how much.
_FAR_APART = re.compile(
    r"^how far apart (?:are|were|is|was) (?P<a>[^,?]+?) and (?P<b>[^,?]+?) (?P<rest>(?:on|over|about|in|as to)\b[^?]+)\?*$", re.IGNORECASE
)
# "Which came first, the vote or the strike?"
_NAMED_LAST = re.compile(
    r"^(?P<rest>(?:which|who|whose|what|where)\b[^,:?]*?)(?:\s[-–—]|[:,])\s+(?P<a>[^:?]+?),? or (?P<b>[^:?]+)\?*$", re.IGNORECASE
)
_OF_TWO = re.compile(rf"{_COMPARES.pattern}|\b(?:each|the two|of them)\b", re.IGNORECASE)
_LIKENED = re.compile(
    r"\b(?:same as|apart from|as \w+ as|as \w+ \w+ as|unlike|than|out(?:did|do|spend|spent|number|sell|sold|live|perform|run|ran|weigh|last|rank|score)\w*|exceed\w*|surpass\w*"
    r"|compar\w+ (?:to|with)|relative to)\b",
    re.IGNORECASE,
)
_BEFORE_OTHER = re.compile(
    r"\b(?:apart from|(?:the )?same as(?: what)?|as what|as|than|from|unlike|and|or|compared (?:to|with)|relative to|with|to)\s*$", re.IGNORECASE
)


def sides(asked: str) -> tuple[str, str] | None:
    """The two sides of a question that compares, each with what is asked of both; None for any other question.

    >>> sides("Who got the longer sentence, Ann Bell or her brother?")
    ('Who got the longer sentence, Ann Bell?', 'Who got the longer sentence, Ann Bell’s brother?')
    >>> sides("Ann Bell and her brother: who got the longer sentence?")
    ('Ann Bell: who got the longer sentence?', 'Ann Bell’s brother: who got the longer sentence?')
    """
    apart = _FAR_APART.match(asked)
    if apart:
        return f"How much did {apart['a']} say {apart['rest']}?", f"How much did {_resolved(apart['b'], apart['a'])} say {apart['rest']}?"
    if _COMPARES.search(asked):
        named = _NAMED_FIRST.match(asked)
        if named and _OF_TWO.search(named["rest"]) and not re.match(r"(?:if|when|after|before|since|in|on|at|of)\b", named["a"], re.IGNORECASE):
            return f"{named['a']}: {named['rest']}", f"{_resolved(named['b'], named['a'])}: {named['rest']}"
        last = _NAMED_LAST.match(asked)
        if last and _THE_ONE.match(last["b"]):
            return f"{last['rest']}, {last['a']}?", f"{last['rest']}, {_resolved(last['b'], last['a'])}?"
        found = _set_against(asked) or _joined(asked) or _than(asked) or _between(asked)
        if found:
            return found
        named = _NAMED_LAST.match(asked)
        if named:
            return f"{named['rest']}, {named['a']}?", f"{named['rest']}, {_resolved(named['b'], named['a'])}?"
    return _two_names(asked) if _LIKENED.search(asked) else None


_COMPARES_VALUES = re.compile(
    r"\bhow far apart\b|\bby how much\b|\bdifferen(?:ce|t)\b|\bcompar(?:e|es|ed|ing)\b|\bversus\b|\bvs\b|\bhow (?:much|many) (?:more|fewer|less|\w{2,}er)\b|\bthan\b"
    r"|\bhow (?:did|has|have) [^?]+ (?:change|grow|rise|fall|shrink|develop|evolve)\w*\b|\b(?:went|go|gone) (?:up|down)\b",
    re.IGNORECASE,
)


def compares(asked: str) -> bool:
    """Whether a question wants two values or states set beside each other, though it may not name both ("By how much did it rise?")."""
    return bool(_COMPARES_VALUES.search(asked)) or sides(asked) is not None


_SET_AGAINST = re.compile(r"^(?P<a>[^,?]+?),? (?:(?:as )?compared (?:to|with)|relative to|as against|versus|vs\.?) (?P<b>[^,?]+)\?*$", re.IGNORECASE)


def _set_against(asked: str) -> tuple[str, str] | None:
    """Sides of "How much would a track cost, compared with a bridge?": the second takes the place of whom or what the first is about."""
    found = _SET_AGAINST.match(asked)
    if found is None or re.match(r"(?:(?:in|on|at|for|of) |19\d\d\b|20\d\d\b|before\b|last\b)", found["b"], re.IGNORECASE):
        return None
    document = parse(found["a"])
    nouns = [chunk.root for chunk in document.noun_chunks if chunk.root.pos_ in ("NOUN", "PROPN") and chunk[0].tag_ not in ("WP", "WDT", "WRB")]
    subject = next((noun for noun in nouns if noun.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge.text)
    return f"{found['a']}?", f"{found['a'][:start]}{_resolved(found['b'], subject.text)}{found['a'][end:]}?"


def _joined(asked: str) -> tuple[str, str] | None:
    """Sides joined by "or", or by "and" where the question is of both."""
    for token in parse(asked):
        joint = next((child.lower_ for child in token.head.children if child.dep_ == "cc"), "") if token.dep_ == "conj" else ""
        if joint == "or" or (joint == "and" and _OF_BOTH.search(asked)):
            first, second = token.head, token
            a = [t for t in first.subtree if t.i < second.left_edge.i and t.dep_ != "cc" and t.lower_ not in ("or", "and", ",")]
            b = list(second.subtree)
            if any(t.tag_ == "WDT" for t in a):
                return None  # "Which bank or company …?" asks for one of either
            if first.pos_ in ("VERB", "AUX") or not a or a[-1].i - a[0].i >= len(a) or (joint == "and" and "PROPN" not in (first.pos_, second.pos_)):
                return None
            if {first.pos_, second.pos_} & {"ADJ", "ADV", "PART"} or "no" in (first.lower_, second.lower_):
                continue  # "bigger or smaller", "the same or not"
            before, after = asked[: a[0].idx], asked[b[-1].idx + len(b[-1].text) :]
            one, other = (asked[part[0].idx : part[-1].idx + len(part[-1].text)].rstrip(" ,") for part in (a, b))
            before = re.sub(r"\bthat of $", "", before)
            return f"{before}{one}{after}", f"{before}{_resolved(other, one)}{after}"
    return None


def _than(asked: str) -> tuple[str, str] | None:
    """Sides of "Is Bell older than Hart?"."""
    document = parse(asked)
    for token in document:
        if token.lower_ == "than":
            subjects = [t for t in document[: token.i] if t.dep_ in ("nsubj", "nsubjpass")]
            subject = next((t for t in subjects if t.head.dep_ == "ROOT"), next(iter(subjects), None))
            object_ = next((t for t in token.children if t.dep_ in ("pobj", "nsubj")), None)
            if subject is None or object_ is None or subject.tag_ in ("WP", "WDT"):
                return None
            start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge.text)
            one, than = asked[start:end], asked[object_.left_edge.idx : object_.right_edge.idx + len(object_.right_edge.text)]
            thing = next((t for t in document[: token.i] if t.pos_ == "NOUN" and any(c.tag_ == "JJR" for c in t.children)), subject)
            if object_.lower_ in ("one", "ones", "that", "those") and not any(t.pos_ in ("VERB", "AUX") for t in document[object_.i :]):
                than = asked[object_.left_edge.idx :].rstrip(" ?")
            than = re.sub(r"^(?:the )?(?:one|ones|that|those)\b", f"the {thing.text}", than, flags=re.IGNORECASE)
            rest = asked[end : token.idx].rstrip() + "?" if end <= token.idx else "?"
            return f"{asked[:start]}{one}{rest}", f"{asked[:start]}{_resolved(than, one)}{rest}"
    return None


def _between(asked: str) -> tuple[str, str] | None:
    """Sides of "How do the accounts of Bell and Hart differ?"."""
    found = _BETWEEN.search(asked)
    if found is None or not re.search(r"\bdiffer|\bcompare|\bmore\b|\bless\b|\bsame\b", asked, re.IGNORECASE):
        return None
    before, after = asked[: found.start("a")], asked[found.end("b") :]
    one, other = found["a"], found["b"]
    owned = re.search(r"(?:['’]s|s['’])(?P<what> .+)$", other)
    one += owned["what"] if owned and re.search(r"(?:['’]s|s['’])$", one) else ""
    return f"{before}{one}{after}", f"{before}{_resolved(other, one)}{after}"


def _two_names(asked: str) -> tuple[str, str] | None:
    """Sides of a question that likens one name to another ("What set Bell's answer apart from Hart's?"): two owners, or the only two names."""
    runs: list[tuple[int, int, bool]] = []
    end = -1
    for token in parse(asked):
        if token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME"):
            owns = token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"
            runs = (
                [*runs[:-1], (runs[-1][0], token.idx + len(token.text), owns)]
                if end == token.i
                else [*runs, (token.idx, token.idx + len(token.text), owns)]
            )
            end = token.i + 1
    owners = [run for run in runs if run[2]]
    pair = owners if len(owners) == 2 else runs if len(runs) == 2 else []
    if not pair:
        return None
    (start, stop, _), (other_start, other_stop, owns) = pair
    before, after = _BEFORE_OTHER.sub("", asked[:other_start]), asked[other_stop + 2 * owns :]
    left = f"{before.rstrip()} {after.lstrip()}" if after.strip(" ?") else f"{before.rstrip()}?"
    return left, f"{left[:start]}{asked[other_start:other_stop]}{left[stop:]}"


def asks_how_many(asked: str) -> bool:
    """Whether a comparison is one of numbers ("more", "fewer", "larger")."""
    return bool(
        re.search(r"\b(?:more|fewer|less|most|least|larger|bigger|smaller|greater|longer|shorter|higher|lower|older|younger)\b", asked, re.IGNORECASE)
    )


_THE_ONE = re.compile(r"(?P<one>(?:the )?ones?|that|those)\b(?= (?P<how>in|on|of|from|at|by|for)\b)", re.IGNORECASE)


def _resolved(side: str, other: str) -> str:
    """ "his wife" beside "Bell" is Bell's wife; "the one in March" beside "the strike in May" is the strike in March."""
    same = _THE_ONE.match(side)
    if same:  # "the number of injured in February or the one in March"
        cut = other.rfind(f" {same['how']} ") if same["how"] else -1
        return f"{other[:cut] if cut > 0 else other}{side[same.end('one') :]}"
    owner = f"{other}’" if other.endswith("s") else f"{other}’s"
    return re.sub(r"^(?:his|her|their|its)\b", owner, side, flags=re.IGNORECASE)
