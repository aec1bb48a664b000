"""What a claim states as so, and its sentence only as gained, wished for or feared. Pure."""

from __future__ import annotations

from typing import Any

from assistant.grammar import NOT_SO, parse, roles, under
from corpus.words import stem

_CHANGES = frozenset("gain lose win add shed drop cut raise increase reduce rise fall grow climb shrink".split())
_STATES = frozenset("have be hold own count include comprise keep contain number total".split())


def changed_by(text: str, of_states: bool = False) -> frozenset[str]:
    """The numbers, as they are written, that are objects of verbs of gaining or losing ("gained two seats"); or, `of_states`, of
    having and being ("has two seats", "there are two")."""
    verbs = _STATES if of_states else _CHANGES
    found = set()
    for token in parse(text):
        if not token.like_num:
            continue
        head = token.head if token.dep_ in ("nummod", "compound", "quantmod") else token
        verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "by" else head.head
        if verb is not token and verb.lemma_.lower() in verbs and head.dep_ in ("dobj", "attr", "npadvmod", "pobj", "obj"):
            found.add(token.lower_)
    return frozenset(found)


def unreal(claim: str, sentence: str) -> list[str]:
    """What a claim says that there is, and its sentence only as wished for, feared or not to be: "There was a vote" of "signatures for a
    vote", "called for a vote"."""
    wrong = []
    for token in parse(claim):
        if token.dep_ not in ("attr", "nsubj", "dobj") or not any(child.dep_ == "expl" for child in token.head.children):
            continue
        same = [other for other in parse(sentence) if other.lemma_.lower() == token.lemma_.lower() and other.pos_ in ("NOUN", "PROPN")]
        if same and all(_is_wished(other) for other in same):
            wrong.append(token.text)
    return wrong


def _is_wished(noun: Any) -> bool:
    """Whether a noun stands after "for", "against" or "without", or under a verb that does not say that it is so."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ in ("for", "against", "without", "about", "towards"):
        return True
    return noun.dep_ == "dobj" and bool(under(above) or above.lemma_.lower() in NOT_SO or any(c.dep_ == "neg" for c in above.children))


_MAYBE = frozenset("potential possible planned proposed eventual future".split())


def only_meant(claim: str, sentence: str) -> list[str]:
    """What a claim states as done, and its sentence only as a thing that is considered, called for or possible: "The embassy was reopened" of
    "is considering the reopening of its embassy"."""
    done = {stem(role.verb) for role in roles(claim) if not role.under and not role.is_negated}
    done -= {stem(role.verb) for role in roles(sentence)}
    nouns = [token for token in parse(sentence) if token.pos_ == "NOUN" and stem(token.lower_) in done] if done else []
    return sorted({noun.lower_ for noun in nouns}) if nouns and all(_is_only_meant(noun) for noun in nouns) else []


def _is_only_meant(noun: Any) -> bool:
    """Whether a noun is under "consider", "call for" and the like, or said to be possible."""
    first = noun
    while first.dep_ == "conj":  # "not only the release but also the reopening"
        first = first.head
    above = first.head.head if first.dep_ == "pobj" and first.head.lower_ == "for" else first.head
    return above.lemma_.lower() in NOT_SO or any(child.lower_ in _MAYBE for child in noun.children)


_TERMS = frozenset("year month week day sentence term".split())


def only_a_term(claim: str, sentence: str) -> list[str]:
    """Where a claim says that somebody is, and its sentence only how long a sentence there is to be ("six years in prison")."""
    wrong = []
    for token in parse(claim):
        place = next((child for child in token.children if child.dep_ == "pobj"), None)
        if token.dep_ != "prep" or place is None or token.head.lemma_ != "be":
            continue
        same = [
            other.head.head
            for other in parse(sentence)
            if other.dep_ == "pobj" and other.lemma_ == place.lemma_ and other.head.lower_ == token.lower_
        ]
        if same and all(head.lemma_.lower() in _TERMS for head in same):
            wrong.append(place.text)
    return wrong
