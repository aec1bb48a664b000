"""Questions that set two things side by side ("Which was larger, X or Y?"): each needs a sentence of its own."""

from __future__ import annotations

import re

from assistant.grammar import parse

_COMPARES = re.compile(
    r"\b(?:more|fewer|less|most|least|first|earlier|later|sooner|last|same|differ\w*|compare\w*|than|versus|vs|against|contrast\w*|alike|similar\w*|respectively|both|either|which of|\w{2,}(?:er|ier)\b)", re.IGNORECASE
)  # fmt: skip
_OF_BOTH = re.compile(r"\bdiffer\w*|\bcompar\w+|\bcontrast\w*|\bsame\b|\bboth\b|\brespectively\b|\balike\b|\bsimilar\w*|\bin common\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|of|compare|did|do|does) (?P<a>[^,?]+?) and (?P<b>[^,?]+?)(?= differ| compare| have| agree|[,?]|$)", re.IGNORECASE
)


def sides(asked: str) -> tuple[str, str] | None:
    """The two sides of a question that compares, each with what is asked of both; None for any other question.

    >>> sides("Who got the longer sentence, Ann Bell or her brother?")
    ('Who got the longer sentence, Ann Bell?', 'Who got the longer sentence, Ann Bell’s brother?')
    """
    if not _COMPARES.search(asked):
        return None
    document = parse(asked)
    for token in document:
        joint = next((child.lower_ for child in token.head.children if child.dep_ == "cc"), "") if token.dep_ == "conj" else ""
        if joint == "or" or (joint == "and" and _OF_BOTH.search(asked)):
            first, second = token.head, token
            a = [t for t in first.subtree if t.i < second.left_edge.i and t.dep_ != "cc" and t.lower_ not in ("or", "and", ",")]
            b = list(second.subtree)
            if first.pos_ in ("VERB", "AUX") or not a or a[-1].i - a[0].i >= len(a) or (joint == "and" and "PROPN" not in (first.pos_, second.pos_)):
                break
            before, after = asked[: a[0].idx], asked[b[-1].idx + len(b[-1].text) :]
            one, other = (asked[part[0].idx : part[-1].idx + len(part[-1].text)].rstrip(" ,") for part in (a, b))
            return f"{before}{one}{after}", f"{before}{_resolved(other, one)}{after}"
    for token in document:  # "Is Bell older than Hart?"
        if token.lower_ == "than":
            subject = next((t for t in document if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
            object_ = next((t for t in token.children if t.dep_ in ("pobj", "nsubj")), None)
            if subject is None or object_ is None or subject.tag_ in ("WP", "WDT"):
                break
            start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge.text)
            one, than = asked[start:end], asked[object_.left_edge.idx : object_.right_edge.idx + len(object_.right_edge.text)]
            rest = asked[end : token.idx].rstrip() + "?"
            return f"{asked[:start]}{one}{rest}", f"{asked[:start]}{_resolved(than, one)}{rest}"
    found = _BETWEEN.search(asked)
    if found and re.search(r"\bdiffer|\bcompare|\bmore\b|\bless\b|\bsame\b", asked, re.IGNORECASE):
        before, after = asked[: found.start("a")], asked[found.end("b") :]
        one, other = found["a"], found["b"]
        owned = re.search(r"(?:['’]s|s['’])(?P<what> .+)$", other)
        one += owned["what"] if owned and re.search(r"(?:['’]s|s['’])$", one) else ""
        return f"{before}{one}{after}", f"{before}{_resolved(other, one)}{after}"
    return None


def asks_how_many(asked: str) -> bool:
    """Whether a comparison is one of numbers ("more", "fewer", "larger")."""
    return bool(
        re.search(r"\b(?:more|fewer|less|most|least|larger|bigger|smaller|greater|longer|shorter|higher|lower|older|younger)\b", asked, re.IGNORECASE)
    )


def _resolved(side: str, other: str) -> str:
    """ "his wife" beside "Bell" is Bell's wife."""
    owner = f"{other}’" if other.endswith("s") else f"{other}’s"
    return re.sub(r"^(?:his|her|their|its)\b", owner, side, flags=re.IGNORECASE)
