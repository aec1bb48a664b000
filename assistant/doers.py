"""Who does what to whom: where a claim says of one what its sentence says of another. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, product

from assistant.grammar import LIGHT_VERBS, named_subjects, object_pronouns, roles
from corpus.words import fold, words

_OWNS = re.compile(r"['’]s\b")
_JOINED = re.compile(r"\b([A-Z][\w’'-]+)(?:, | and |, and | or )([A-Z][\w’'-]+)")
_SET_APART = re.compile(r"\b(?:while|whereas|but|although|though)\b|;", re.IGNORECASE)


def done_otherwise(claim: str, sentence: str) -> list[str]:
    """What a claim says of others than its sentence does, in a few words each; empty if nothing shows."""
    found = [f"{one} and {other} taken together" for one, other in _taken_together(claim, sentence)]
    found += [f"who does “{one}” and “{other}”" for one, other in _of_several(claim, sentence)]
    found += [f"who does “{verb}”" for verb in _turned_round(claim, sentence)]
    return found + [f"of whom “{verb}” is said" for verb in _of_the_owner(claim, sentence)]


def _taken_together(claim: str, sentence: str) -> list[tuple[str, str]]:
    """Names that the claim joins ("Poland and Latvia closed …") and of which the sentence says different things,
    in clauses that it sets apart ("Poland closed …, while Latvia restricted …")."""
    places = {word.key: word for word in words(sentence) if word.is_capitalised}
    apart = []
    for match in _JOINED.finditer(claim):
        pair = sorted((places[key] for key in (fold(match[1]), fold(match[2])) if key in places), key=lambda word: word.start)
        if len(pair) == 2 and _SET_APART.search(sentence[pair[0].end : pair[1].start]):
            apart.append((match[1], match[2]))
    return apart


def _of_several(claim: str, sentence: str) -> list[tuple[str, str]]:
    """Verbs that the claim says of one, and the sentence of different ones ("Neighbours closed the border and restricted flights" for
    "Poland closed the border, while Latvia restricted flights")."""
    doers: dict[str, list[frozenset[str]]] = {}
    for role in roles(sentence):
        if role.subjects and role.verb not in LIGHT_VERBS:
            doers.setdefault(role.verb, []).append(role.subjects)
    wrong = []
    for one, other in combinations([role for role in roles(claim) if role.subjects and role.verb in doers], 2):
        theirs = list(product(doers[one.verb], doers[other.verb]))
        if one.verb != other.verb and one.subjects == other.subjects and all(_apart(a, b) and _apart(one.subjects, a | b) for a, b in theirs):
            wrong.append((one.verb, other.verb))
    return wrong


def _turned_round(claim: str, sentence: str) -> list[str]:
    """Verbs that both have, whose doer in the claim is somebody of whom the sentence says it not: it names another
    ("officers attended, a move shunned by allies" for "allies attended"), or the two change places; or, where what is done is done to her,
    him or them, it is another at all, and not by name: that may be whom the pronoun means ("The poet smuggled a letter to her" for "A guard …")."""
    stated = roles(sentence)
    present = {word.stem for word in words(sentence)}
    to_her = bool(object_pronouns(claim) & object_pronouns(sentence)) and not named_subjects(claim)
    wrong = []
    for role in roles(claim):
        same = [one for one in stated if one.verb == role.verb] if role.verb not in LIGHT_VERBS else []
        doer = bool(same) and all(one.subjects and _apart(role.subjects, one.subjects) for one in same)
        doer = doer and bool(shared(role.subjects, present) or (to_her and role.subjects))
        done_to = bool(same) and all(one.objects and _apart(role.objects, one.objects) for one in same) and bool(shared(role.objects, present))
        owner = bool(same) and all(one.owners and _apart(role.owners, one.owners) for one in same) and bool(shared(role.owners, present))
        changed = bool(same) and all(
            _places_changed(role.subjects, one.subjects, one.objects) or _places_changed(role.objects, one.objects, one.subjects) for one in same
        )
        if doer or done_to or owner or changed:
            wrong.append(role.verb)
    return wrong


def _places_changed(mine: Iterable[str], theirs: Iterable[str], others: Iterable[str]) -> bool:
    """Whether those who do something are those that it is done to elsewhere, or the other way round."""
    return bool(shared(mine, others)) and not shared(mine, theirs)


def _of_the_owner(claim: str, sentence: str) -> list[str]:
    """Verbs that the claim says of somebody whom the sentence names only as an owner, and of a pronoun that is not he ("Bell's rule
    has a problem, because he was freed" for "Bell was freed")."""
    owners = _owners_only(sentence)
    if not owners:
        return []
    stated = roles(sentence)
    wrong = []
    for role in roles(claim):
        same = [one for one in stated if one.verb == role.verb]
        for mine, theirs in ((role.subjects, [one.subjects for one in same]), (role.objects, [one.objects for one in same])):
            if same and mine & owners and not any(theirs):
                wrong.append(role.verb)
    return wrong


def _owners_only(text: str) -> set[str]:
    """Stems of the names that a text has only as owners ("Bell" of "Bell’s house fell")."""
    names = [(word.stem, bool(_OWNS.match(text, word.end)) or word.written.endswith(("'s", "’s"))) for word in words(text) if word.is_capitalised]
    return {stem for stem, owns in names if owns} - {stem for stem, owns in names if not owns}


def _apart(these: Iterable[str], those: Iterable[str]) -> bool:
    return bool(these) and not shared(these, those)


def shared(these: Iterable[str], those: Iterable[str]) -> set[str]:
    """Stems of the one that are in the other, or begin alike (Belarus, Belarusian)."""
    beginnings = {stem[:5] for stem in those}
    return {stem for stem in these if stem[:5] in beginnings}
