"""Questions about the articles themselves: whether they agree. "Do the reports agree on how many …?" asks how many, and
whether all say the same."""

from __future__ import annotations

import re

_TEXTS = r"(?:articles?|sources?|reports?|outlets?|accounts?|stories|texts?|media|newspapers?|papers?|documents?|passages?|agencies)"
_WHO = rf"(?:all |both |any |the |these |those |different |various |of the |two |three |five )*{_TEXTS}(?: all| here)?"
_SAME = (
    r"(?:the same|identical|consistent(?:ly)?|agreed(?: on| upon)?|undisputed|disputed|settled|clear|certain|beyond doubt|known for (?:sure|certain))"
)
_PATTERNS = (
    # Do all reports give the same number for those still in jail?
    re.compile(
        rf"^do(?:es)? {_WHO} (?:give|report|state|name|use|have|cite|quote|mention|write|print|show) (?P<topic>the same \w+.*)$", re.IGNORECASE
    ),
    # Do the articles agree on / differ about X? How do the sources differ on X? Is there disagreement between the articles about X?
    re.compile(
        rf"^(?:do(?:es)?|how do|where do|in what way do|are|is there) (?:{_WHO} )?(?:really |fully |all )?"
        rf"(?:agree|differ|disagree|contradict (?:each other|one another)|conflict|say the same(?: thing)?|in agreement|consistent|unanimous|at odds|"
        rf"(?:any |a )?(?:agreement|disagreement|contradiction|conflict|discrepancy|difference))"
        rf"(?: (?:between|among|in|across) {_WHO})?(?: (?:on|about|over|as to|regarding|concerning|in|for|with regard to))? (?P<topic>.+)$",
        re.IGNORECASE,
    ),
    # Is it settled when X?
    re.compile(
        rf"^is it {_SAME}(?: (?:in|between|among|across) {_WHO})? (?P<topic>(?:when|where|who|how|why|what|which|whether)\b.+)$", re.IGNORECASE
    ),
    # Is X the same in every article?
    re.compile(
        rf"^(?:is|are|was|were) (?P<topic>.+?) (?:(?:spelled|written|given|reported|described|stated) )?{_SAME}(?: (?:in|between|among|across|by|throughout|for) (?:every|each|{_WHO}).*)?$",
        re.IGNORECASE,
    ),
)
_WH = re.compile(r"^(?:on |in |at |by )?(?:how|when|where|who|whom|whose|why|what|which)\b", re.IGNORECASE)


def topic(asked: str) -> str | None:
    """The question behind a question about agreement; None for any other.

    >>> topic("Do the articles agree on how many people were hurt?")
    'How many people were hurt?'
    >>> topic("Is the length of the strike the same in every article?")
    'What is the length of the strike?'
    """
    text = asked.strip().rstrip("?.! ")
    for number, pattern in enumerate(_PATTERNS):
        match = pattern.match(text)
        if match and (number != len(_PATTERNS) - 1 or re.search(_TEXTS, text, re.IGNORECASE) or re.search(r"disputed|settled|agreed", text)):
            found = re.sub(r"^the same ", "the ", match["topic"].strip(), flags=re.IGNORECASE)
            found = found if _WH.match(found) else f"What is {found}"
            return f"{found[0].upper()}{found[1:]}?"
    return None
