"""Questions that set two things side by side ("Which was larger, X or Y?"): each needs a sentence of its own."""

from __future__ import annotations

import re

from assistant.grammar import parse

_COMPARES = re.compile(
    r"\b(?:more|fewer|less|most|least|first|earlier|later|sooner|last|same|differ\w*|compare\w*|than|versus|vs|both|either|which of|\w{2,}(?:er|ier)\b)", re.IGNORECASE
)  # fmt: skip
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
    for token in parse(asked):
        if token.dep_ == "conj" and any(child.lower_ == "or" for child in token.head.children):
            first, second = token.head, token
            a = [t for t in first.subtree if t.i < second.left_edge.i and t.dep_ != "cc" and t.lower_ != "or"]
            b = list(second.subtree)
            if first.pos_ in ("VERB", "AUX"):
                return None
            before, after = asked[: a[0].idx], asked[b[-1].idx + len(b[-1].text) :]
            one, other = (asked[part[0].idx : part[-1].idx + len(part[-1].text)].rstrip(" ,") for part in (a, b))
            return f"{before}{one}{after}", f"{before}{_resolved(other, one)}{after}"
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
