"""Questions about the articles themselves: whether they agree. "Do the reports agree on how many …?" asks how many, and
whether all say the same."""

from __future__ import annotations

import re

_TEXTS = r"(?:articles?|sources?|reports?|outlets?|accounts?|stories|texts?|pieces?|coverage|reporting|media|newspapers?|papers?|documents?|passages?|agencies|experts?|scientists?|researchers?|historians?|witnesses|officials|authorities|sides|parties|everyone|everybody|they)"
_WHO = rf"(?:all |both |any |every |each |the |these |those |different |various |of the |two |three |four |five |other )*(?:\w+ ){{0,2}}?{_TEXTS}(?: all| here)?"
_BETWEEN = rf"(?: (?:between|among|in|across|by|throughout|from|over) {_WHO})?"
_ON = r"(?:on|about|over|as to|regarding|concerning|in|for|of|with regard to|when it comes to|around)"
_SAME = (
    r"(?:the same|alike|identical(?:ly)?|consistent(?:ly)?|agreed(?: on| upon)?|undisputed|disputed|contested|settled|clear|unclear|certain|uncertain|beyond doubt|known|"
    r"known for (?:sure|certain)|established)"
)
_THING = r"(?:figures?|numbers?|accounts?|versions?|dates?|names?|spellings?|reports?|values?|answers?|places?|totals?|ages?|claims?)"
_DIFFER = r"(?:agree|concur|differ|disagree|vary|diverge|part ways|part company|line up|match(?: up)?|tally|square|contradict (?:each other|one another|themselves)|clash|conflict)"
_WORDS_FOR_IT = (
    r"(?:agreement|disagreement|consensus|quarrel|argument|mismatch|inconsisten(?:cy|cies)|doubt|uncertainty|differences?|discrepanc(?:y|ies)|contradictions?|conflicts?|dispute|"
    rf"(?:different|conflicting|differing|several|varying|more than one|only one|one single|one) (?P<thing>{_THING}))"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Do the articles spell the envoy's name the same way?
        (
            rf"^do(?:es)? {_WHO} (?:spell|write|name|call|describe|report|give|date|count|state|put|present) (?P<topic>.+?)"
            r" (?:(?:in )?the same way|differently|identically|consistently|alike|in (?:different|several) ways)$"
        ),
        # Do all reports give the same number for those still in jail? Do they give different dates for it?
        (
            rf"^(?:do(?:es)?|did) {_WHO}(?: (?:on|about) [^?]+?)? (?:give|report|state|name|use|have|cite|quote|mention|write|print|show|offer|carry)"
            rf" (?P<topic>(?:the same|different|conflicting|differing|one|a single|more than one|several) \w+.*)$"
        ),
        # Do all accounts put the break of the dam at the same hour?
        rf"^do(?:es)? {_WHO} (?:put|place|set|date|have) (?P<topic>.+?) (?:at|on|in|to) the same (?P<thing>hour|time|day|date|place|year|town|country)$",
        # Do the reports tell one story about X? Are we told the same everywhere about X?
        rf"^do(?:es)? {_WHO} (?:all )?tell (?:one|the same|a single) (?:story|tale|thing) (?:about|on|of) (?P<topic>.+)$",
        rf"^are we (?:being )?told (?:the same(?: thing| story)?|one story)(?: everywhere| in every \w+| by {_WHO})? (?:about|on|of) (?P<topic>.+)$",
        # On the colour of the car, where do accounts part ways?
        rf"^(?:on|about|over|as to|regarding|concerning) (?P<topic>.+?),? (?:where |how |how far |in what way )?do(?:es)? {_WHO} {_DIFFER}.*$",
        # How well do the accounts line up on what caused it? Over what name do the texts part ways?
        rf"^(?:how (?:well|far|closely) |where |in what way )?do(?:es)? {_WHO} (?:all )?{_DIFFER} (?:on|about|over|as to|in) (?P<topic>.+)$",
        rf"^(?:on|over|about|in) (?P<topic>(?:what|which|how) .+?) do(?:es)? {_WHO} (?:all )?{_DIFFER}$",
        # The mine's debts: any discrepancy in the coverage?
        (
            r"^(?P<topic>[^:?]+?)(?:\s*[:–—]|\s-)\s*(?:is there |are there |do you see )?(?:any|a|some) (?:disagreement|discrepanc(?:y|ies)|contradictions?|conflicts?|differences?|mismatch(?:es)?|"
            rf"dispute|inconsistenc(?:y|ies)){_BETWEEN}$"
        ),
        # Do the articles agree on X? Are they at odds about X? How do they differ on X?
        (
            rf"^(?:do(?:es)?|how do|where do|in what way do|on what do|are|is|was|were|did|can) {_WHO} (?:really |fully |all |entirely )?"
            r"(?:agree|concur|differ|disagree|vary|contradict (?:each other|one another|themselves)|conflict|say the same(?: thing)?|tell the same story|"
            rf"in agreement|of one mind|consistent|unanimous|at odds|at one|divided|be reconciled)(?: {_ON})? (?P<topic>.+)$"
        ),
        # How do the different articles write the envoy's name?
        rf"^(?:how|in what way|in which way) do(?:es)? (?:each of )?{_WHO} (?:write|spell|name|call|give|put|state|report|describe|date) (?P<topic>.+)$",
        # What totals for those in jail does each report give? Which dates do the articles give for it?
        (
            rf"^(?:what|which) (?:\w+ )?(?P<thing>{_THING})(?: (?:of|for|about|on) (?P<topic>.+?))? do(?:es)? (?:each of )?{_WHO} (?:give|offer|report|cite|state|mention|carry|"
            r"quote|name|have|print|use)(?: (?:of|for|about|on) (?P<other>.+))?$"
        ),
        # Is there (any) disagreement (between the articles) about X?
        rf"^(?:is|are) there (?:any |some |a |an )?{_WORDS_FOR_IT}{_BETWEEN} {_ON} (?P<topic>.+?){_BETWEEN}$",
        # Is it settled when X?
        rf"^is it {_SAME}{_BETWEEN} (?P<topic>(?:when|where|who|how|why|what|which|whether)\b.+)$",
        # Which figure for X is right?
        rf"^(?:which|what) (?P<thing>{_THING}) (?:(?:is|are) (?:right|correct|true) {_ON} (?P<topic>.+)|{_ON} (?P<other>.+?) (?:is|are) (?:right|correct|true))$",
        # Is X the same in every article?
        (
            rf"^(?:is|are|was|were) (?P<topic>.+?) (?:(?:spelled|written|given|reported|described|stated|named) )?{_SAME}"
            rf"(?: everywhere| (?:in|between|among|across|by|throughout|for)(?: (?:every|each|{_WHO}).*)?)?$"
        ),
    )
)
# "How many came according to each article?" asks how many, of each.
_OF_EACH = re.compile(
    rf",? (?:according to|as given (?:in|by)|as told (?:in|by)|as reported (?:in|by)|in|by) (?:each|every|the (?:different|various|several)|all (?:the|of the)?) ?{_TEXTS}$",
    re.IGNORECASE,
)
# What may stand behind such a question: "… or not", "…, right", "… or do they differ".
_ASIDE = re.compile(rf"(?:,? or not|, right|,? or do(?:es)? (?:{_WHO}|it) {_DIFFER}.*|,? or are there differences.*)$", re.IGNORECASE)
# "What figures are given for it, and do they match?"
_AND_AGREE = re.compile(
    rf"^(?P<asked>(?:what|how|which|who|when|where)\b.+?),? and (?:do|are|is) (?:they|all|{_WHO}|it|that) (?:all )?(?:match|agree|differ|tally|{_SAME})\b.*$",
    re.IGNORECASE,
)
_NOUNS = (
    ("figure", "number"),
    ("number", "number"),
    ("total", "number"),
    ("date", "date"),
    ("name", "name"),
    ("spelling", "name"),
    ("hour", "time"),
    ("time", "time"),
    ("day", "date"),
    ("year", "year"),
    ("town", "place"),
    ("country", "country"),
    ("place", "place"),
    ("age", "age"),
)
_LAST = len(_PATTERNS) - 1
_SAME_THING = re.compile(r"^(?:the same|different|conflicting|differing|one|a single|more than one|several) ", re.IGNORECASE)
_ABOUT_TEXTS = re.compile(rf"\b{_TEXTS}\b|disputed|settled|agreed|contested|undisputed|everywhere", re.IGNORECASE)
_WH = re.compile(r"^(?:on |in |at |by )?(?:how|when|where|who|whom|whose|why|what|which)\b", re.IGNORECASE)


def topic(asked: str) -> str | None:
    """The question behind a question about agreement; None for any other.

    >>> topic("Do the articles agree on how many people were hurt?")
    'How many people were hurt?'
    >>> topic("Is the length of the strike the same in every article?")
    'What is the length of the strike?'
    >>> topic("How long did the strike last according to each article?")
    'How long did the strike last?'
    """
    text = _ASIDE.sub("", asked.strip().rstrip("?.! "))
    both = _AND_AGREE.match(text)
    if both:
        return f"{both['asked']}?"
    if _WH.match(text) and _OF_EACH.search(text):
        return f"{_OF_EACH.sub('', text)}?"
    for number, pattern in enumerate(_PATTERNS):
        match = pattern.match(text)
        if match and (number != _LAST or _ABOUT_TEXTS.search(text)):
            parts = match.groupdict()
            found = _SAME_THING.sub("the ", (parts.get("topic") or parts.get("other") or "").strip())
            found = re.sub(r"^the (date|name|number|figure|account|spelling|age)s\b", r"the \1", re.sub(r"^(?:that|whether) ", "", found))
            thing = next((name for stem, name in _NOUNS if (parts.get("thing") or "").lower().startswith(stem)), "")
            if thing and not _WH.match(found):
                found = f"the {thing} of {found}"
            found = found if _WH.match(found) else f"What is {found}"
            return f"{found[0].upper()}{found[1:]}?"
    return None
