"""What a claim adds to its sentence in words that count for little elsewhere: a cause, a speaker, an age, that something took so long. Pure."""

from __future__ import annotations

import re

from assistant.grammar import SAYING_VERBS, lemmas, parse, roles
from assistant.quantities import OLDEST, YEAR, quantities

_GIVES_A_CAUSE = re.compile(r"\b(?:because|owing to|due to|as a result of|on account of|thanks to)\b", re.IGNORECASE)
# What a sentence can tell a cause, an aim or an occasion with, or leave it to be understood.
_MAY_BE_A_CAUSE = re.compile(
    r"\b(?:because|since|as|owing|due|account|thanks|after|before|following|over|for|from|by|amid|when|once|until|if|unless|so|thus|therefore|hence|given|with"
    r"|through|reasons?|grounds?|pretext|result(?:s|ed|ing)?|led|leads?|leading|caus\w+|blam\w+|prompt\w+|forc\w+|makes?|made|spark\w+|trigger\w*|means?|meant)\b|[:;–—]",
    re.IGNORECASE,
)
SAYS_SO, MEASURES = "that anybody says so:", "what it measures:"
_SPOKEN = frozenset("say tell announce claim state".split())
# Verbs with which somebody says something, too.
_TELLING = frozenset(
    "accuse acknowledge admit allege answer appeal argue ask assert blame boast call cite comment complain concede confirm consider count declare demand deny describe dismiss emphasise"
    " emphasize estimate explain express find hail hint insist joke maintain mention observe order place pledge point praise predict promise propose put quote recall reckon record remark repeat"
    " reply request respond reveal rule shout speak stress suggest swear testify thank threaten tweet urge voice vow warn wish wonder accord".split()
)
_SPEECH = re.compile(r"[\"“”«»]|\b(?:statement|speech|interview|word|words|view|opinion)\b", re.IGNORECASE)
_TOOK = re.compile(r"^(?:it|that|this) (?:has |had |will )?(?:took|takes?|taken|lasted|lasts?) ", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:t(?:ake|akes|ook|aken|aking)|last(?:s|ed|ing)|spen[dt]|long|length|lengthy|duration|after|within|until|throughout)\b", re.IGNORECASE
)


def added(claim: str, sentence: str) -> list[str]:
    """What a claim says that its sentence does not, in a few words each; empty if nothing shows."""
    found: list[str] = []
    cause = _GIVES_A_CAUSE.search(claim)
    if cause and not _MAY_BE_A_CAUSE.search(sentence) and not any(token.tag_ == "TO" for token in parse(sentence)):
        found.append(f"“{cause[0].lower()}”")
    if not _SPEECH.search(sentence) and not lemmas(sentence) & (SAYING_VERBS | _TELLING):
        found += [f"{SAYS_SO} “{role.verb}”" for role in roles(claim) if role.verb in _SPOKEN][:1]
    stated = quantities(sentence)
    ages = {q.low for q in quantities(claim) if q.unit == "age" and q.low <= OLDEST} - {q.low for q in stated if q.unit == "age"}
    found += [f"{MEASURES} {age:g}" for age in sorted(ages & {q.low / YEAR for q in stated if q.unit == "days"})]
    if _TOOK.search(claim) and not _LASTING.search(sentence):
        found += [f"{MEASURES} {q.text}" for q in quantities(claim) if q.unit == "days"]
    return found
