"""A bare list of names as an answer: each must be one of whom a cited sentence says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.asking import thing_asked
from assistant.contrast import contrasts
from assistant.evidence import Evidence
from assistant.facts import has_name
from assistant.grammar import is_phrase, parse
from assistant.verify import in_full
from corpus.words import fold, stem, words

_BETWEEN = re.compile(r",? and |, |; ")
_OF_WHOM = ("of whom ", "who does ", "who says so")


def without_strangers(claim: str, asked: str, evidence: Sequence[Evidence]) -> str:
    """A list of names without those of whom every sentence that has them says something else than what was asked: who only speaks in it
    ("“Free him,” Bell said" for "Who was freed?"), who is called something else than what was asked for ("Ann Bell, a nurse; Jo Hart, a
    journalist" for "Which journalists …?"). The claim as it is, where it is no such list or none would be left."""
    items = [item.strip() for item in _BETWEEN.split(claim.rstrip(". ")) if item.strip()]
    if len(items) < 2 or not is_phrase(claim) or not all(item[0].isupper() for item in items):
        return claim
    kept = [item for item in items if not _is_strange(item, asked, evidence)]
    if len(kept) == len(items) or not kept:
        return claim
    return f"{', '.join(kept[:-1])} and {kept[-1]}." if len(kept) > 1 else f"{kept[0]}."


def _is_strange(item: str, asked: str, evidence: Sequence[Evidence]) -> bool:
    names = [word for word in words(item) if word.is_capitalised]
    having = [one for one in evidence if all(has_name(name, words(one.text)) for name in names)]
    return bool(having) and all(_says_otherwise(item, names[-1].stem, asked, one.text) for one in having)


def _says_otherwise(item: str, name: str, asked: str, sentence: str) -> bool:
    thing = stem(fold(thing_asked(asked)))
    called = _called(sentence)
    mine = called.get(name, set())
    if thing and mine and thing not in mine and any(thing in theirs for theirs in called.values()):
        return True
    return any(reason.startswith(_OF_WHOM) for reason in contrasts(in_full(item, asked), sentence))


def _called(sentence: str) -> dict[str, set[str]]:
    """For each name of a sentence, by the stem of its last part, the stems of what it is called there ("Ann Bell, a nurse", "nurse Ann Bell")."""
    found: dict[str, set[str]] = {}
    for token in parse(sentence):
        if token.pos_ == "PROPN":
            nouns = [child for child in token.children if child.dep_ in ("appos", "compound", "nmod") and child.pos_ == "NOUN"]
            if nouns:
                found.setdefault(stem(fold(token.text)), set()).update(_stems(nouns))
        if token.pos_ == "NOUN":
            for child in token.children:
                if child.dep_ == "appos" and child.pos_ == "PROPN":
                    found.setdefault(stem(fold(child.text)), set()).update(_stems([token]))
    return found


def _stems(nouns: Sequence[Any]) -> set[str]:
    return {stem(fold(token.text)) for noun in nouns for token in (noun, *(child for child in noun.children if child.dep_ in ("compound", "conj")))}
