"""What a sentence says in one of its clauses of one, and a claim of another: the speaker of a quotation, the year of the other verb, the
first of another kind. Pure."""

from __future__ import annotations

import re
from typing import Any

from assistant.facts import number_words
from assistant.grammar import SAYING_VERBS, lemmas, parse, roles
from corpus.words import fold, stem, words

QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_BEGINNING = 4
_ONESELF = frozenset("i we me us my our".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MEASURING = frozenset("be stand come put reach total estimate rise fall".split())
_SAYING = SAYING_VERBS | frozenset("call urge ask demand post".split())


def of_the_speaker(claim: str, sentence: str) -> list[str]:
    """Verbs that a claim says of somebody whom the sentence names only as who speaks, and has only in what he says of others
    ("“I demand his freedom,” said Bell" for "Bell was freed")."""
    inside = " ".join(QUOTATION.findall(sentence))
    if not inside:
        return []
    outside = QUOTATION.sub(" ", sentence)
    names = {word.stem for word in words(outside) if word.is_capitalised} - {word.stem for word in words(inside)}
    told = lemmas(outside) | {word.stem for word in words(outside)}
    own = {token.lemma_.lower() for token in parse(inside) if any(child.lower_ in _ONESELF for child in token.children)}  # "I was freed"
    spoken = {word.key for word in words(inside)} | lemmas(inside)
    only_spoken = [
        role
        for role in roles(claim)
        if role.verb not in _SAYING | own
        and not {role.verb, stem(role.verb)} & told
        and any(word.startswith(role.verb[:_BEGINNING]) for word in spoken)
    ]
    return [role.verb for role in only_spoken if (role.subjects | role.objects) & names]


def dated_otherwise(claim: str, sentence: str) -> list[str]:
    """Years that a claim gives to what somebody did, where the sentence gives that of somebody else, and him another ("Bell came in 1915
    and Hart in 1937" for "Hart came in 1915")."""
    stated = [(subjects, years) for subjects, years in _dated(sentence) if years]
    wrong: set[str] = set()
    for subjects, years in _dated(claim):
        mine = [theirs for others, theirs in stated if subjects & others]
        elsewhere = {year for others, theirs in stated if others and not subjects & others for year in theirs}
        if mine and not any(years & theirs for theirs in mine):
            wrong |= years & elsewhere
    return sorted(wrong)


def _dated(text: str) -> list[tuple[set[str], set[str]]]:
    """For each verb with a subject of its own: the stems of that, and the years that hang on the verb and on no verb under it."""
    found = []
    for verb in parse(text):
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        if verb.pos_ in ("VERB", "AUX") and subjects:
            years = {token.text for token in _own(verb) if _YEAR.fullmatch(token.text)}
            found.append(({stem(fold(token.text)) for one in subjects for token in one.subtree}, years))
    return found


def _own(verb: Any) -> list[Any]:
    """The words that hang on a verb, without those of the clauses under it that have a subject."""
    found = [verb]
    for child in verb.children:
        clause = child.pos_ in ("VERB", "AUX") and any(inner.dep_ in ("nsubj", "nsubjpass") for inner in child.children)
        if not clause:
            found += _own(child)
    return found


def first_of_another_kind(claim: str, sentence: str) -> list[str]:
    """Superlatives and ordinals that both have, each before a noun with something that the other's has not ("the first folk band" for
    "the first jazz group")."""
    stated = _ranked(sentence)
    wrong = []
    for rank, kind in _ranked(claim):
        same = [other for one, other in stated if one == rank]
        if kind and same and all(other and not kind & other for other in same):
            wrong.append(rank)
    return wrong


def _ranked(text: str) -> list[tuple[str, set[str]]]:
    """Superlatives and ordinals with the stems of what else stands before their noun."""
    found = []
    for token in parse(text):
        if token.tag_ == "JJS" or (token.ent_type_ == "ORDINAL" and token.dep_ == "amod"):
            others = [
                child for child in token.head.children if child.dep_ in ("amod", "compound", "nmod") and child.i != token.i and child.i < token.head.i
            ]
            found.append((token.lower_, {stem(fold(inner.text)) for child in others for inner in child.subtree if inner.i != token.i}))
    return found


def measured_otherwise(claim: str, sentence: str) -> list[str]:
    """Numbers that a claim gives as a measure ("the turnout was 61 per cent") of what the sentence gives another number for
    ("… voted by 61 per cent, at a turnout of 69 per cent"), does not speak of, or has for something else ("the inflation forecast was 1.7
    per cent" of "its forecast puts growth at 1.7 per cent")."""
    stated = _measures(sentence)
    there = {word.stem for word in words(sentence)}
    wrong = []
    for noun, value, phrase in _measures(claim):
        same = {other for name, other, _ in stated if name == noun}
        others = [of for _, other, of in stated if other == value]
        if (same and value not in same) or noun not in there or (others and not any(phrase & of for of in others)):
            wrong.append(value)
    return wrong


def _measures(text: str) -> list[tuple[str, str, frozenset[str]]]:
    """What is measured, as a stem, with its number and with the stems of all that its noun is told with: "a turnout of 69 per cent", "the toll
    was 14", "damage is put at 75 million"."""
    values = {word.start: value for word, value in number_words(text)}
    found = []
    for token in parse(text):
        if token.idx in values:
            noun = _measured(token)
            if noun is not None and noun.pos_ == "NOUN":
                found.append((stem(fold(noun.text)), values[token.idx], _phrase(noun)))
    return found


def _phrase(noun: Any) -> frozenset[str]:
    """The stems of a noun, of what stands before it to tell which kind, and of what it is of ("the rate of inflation")."""
    found = [noun, *(child for child in noun.children if child.dep_ in ("compound", "amod", "nmod"))]
    of = [inner for child in noun.children if child.lower_ in ("of", "in", "for") for inner in child.children if inner.dep_ == "pobj"]
    return frozenset(stem(fold(token.text)) for token in found).union(*map(_phrase, of))


def _measured(number: Any) -> Any:
    """The noun that a number is of, or None."""
    head = number
    while head.dep_ in ("nummod", "quantmod", "compound", "npadvmod", "advmod", "nmod", "amod") and head.head.i != head.i:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ == "NOUN":
        return head.head.head
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ in ("at", "to") else head.head if head.dep_ in ("attr", "dobj") else None
    if verb is None or verb.lemma_ not in _MEASURING:
        return None
    put = next((child for child in verb.children if child.dep_ == "dobj" and child.i < number.i), None) if verb.lemma_ == "put" else None
    return put or next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
