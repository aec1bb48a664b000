"""The names of a claim that a sentence, with what stands around it, does not have. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.evidence import Evidence, writes
from assistant.facts import Facts, has_name, is_calendar_word
from assistant.grammar import is_anaphoric, named_subjects, object_stems, parse, roles
from assistant.persons import is_person
from corpus.words import Word, fold, words
from index.lexical import consonants

# Two names may be one that is spelled differently from so many consonants.
_FEWEST_CONSONANTS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what it states."""

    text: str
    facts: Facts
    spellings: Mapping[str, tuple[str, ...]]


def strange_names(claim: str, stated: Facts, evidence: Sequence[Evidence], context: Sequence[Word], asked: Asked) -> list[Word]:
    """Names of a claim that neither the sentences nor the words around them (`context`) have, in any spelling of the question's names;
    and those that stand only around them, but do in the claim what the sentences say of somebody else."""
    near = [*(word for one in evidence for word in words(one.text)), *context]

    def is_there(name: Word) -> bool:
        spellings = asked.spellings.get(name.key, ())
        return (
            has_name(name, near)
            or any(word.key in spellings for word in near)
            or any(_written_in_full(name, claim, one, asked.spellings) for one in evidence)
        )

    return [name for name in stated.names if not is_there(name) or all(_done_by_another(name, claim, one, asked) for one in evidence)]


def _done_by_another(name: Word, claim: str, one: Evidence, asked: Asked) -> bool:
    """Whether a name that only stands before a sentence does in the claim what the sentence says of somebody whom it names."""
    here = words(one.text)
    if has_name(name, here) or any(word.key in asked.spellings.get(name.key, ()) for word in here):
        return False
    if not any(name.stem in role.subjects for role in roles(claim)) or is_anaphoric(one.text):
        return False
    named = named_subjects(one.text)
    doers = {stem for role in roles(claim) for stem in role.subjects}
    owners = {word.stem for word in words(claim) if claim[word.end - 2 : word.end] in ("'s", "’s") or claim[word.end : word.end + 2] in ("'s", "’s")}
    return bool(named) and not named & (doers | owners)


def _written_in_full(name: Word, claim: str, one: Evidence, spellings: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a name is part of a longer one ("John" of "John Coale") of which the sentence has the last part,
    and which its article writes in full, in any of the spellings."""
    run = next((part for part in runs(claim) if name in part), [])
    if len(run) < 2 or name == run[-1] or not has_name(run[-1], words(one.text)):
        return False
    return any(writes(one.article, keys) for keys in product(*((word.key, *spellings.get(word.key, ())) for word in run[:4])))


def runs(text: str) -> list[list[Word]]:
    """The capitalised words of a text that stand beside each other, run by run."""
    found: list[list[Word]] = []
    end = -1
    for word in words(text):
        if word.is_capitalised:
            if found and text[end : word.start] == " ":
                found[-1].append(word)
            else:
                found.append([word])
            end = word.end
    return found


def spelled_beside(names: Sequence[Word], evidence: Sequence[Evidence]) -> dict[str, tuple[str, ...]]:
    """For names that a sentence of the evidence writes, how those of other articles write what sounds like the same one ("Voresco",
    "Voresku"). An article that writes both tells of two."""
    there = {word.key for one in evidence for word in words(f"{one.article.title} {one.before} {one.text}") if word.is_capitalised}

    def is_the_same(key: str, other: str) -> bool:
        bones = consonants(key)
        alike = key != other and key[0] == other[0] and len(bones) >= _FEWEST_CONSONANTS and consonants(other) == bones
        return alike and not any({key, other} <= {word.key for word in words(one.article.text)} for one in evidence)

    return {name.key: tuple(sorted(other for other in there if is_the_same(name.key, other))) for name in names if name.key in there}


_TITLES = frozenset("mr mrs ms miss dr sir lady president minister judge governor".split())


def names_another(text: str, known: Sequence[Word]) -> bool:
    """Whether a text names somebody or something that is not, wholly or in part, among `known`: no day, no title, no people ("the Swiss doctor")."""
    proper = {
        token.idx
        for token in parse(text)
        if (token.pos_ == "PROPN" or (token.text[:1].isupper() and not token.is_sent_start))
        and not (token.pos_ == "ADJ" or (token.dep_ == "amod" and token.head.pos_ == "NOUN"))
    }
    for run in runs(text):
        telling = [word for word in run if not is_calendar_word(word) and word.key not in _TITLES]
        if not any(has_name(name, telling) for name in known) and any(word.start in proper for word in telling):
            return True
    return False


_AGE = re.compile(r",? (?:aged )?\d{1,3},")


def names_only_persons(text: str, known: Sequence[Word], sentence: str) -> bool:
    """Whether all that a text names apart from what is `known` are persons, as its sentence tells: with a title or a calling before the name
    ("Minister Ann Bell"), or an age or a calling behind it ("Ann Bell, 36, …", "Ann Bell, the chairman, …")."""
    found = [run for run in runs(text) if not all(word.is_stop or is_calendar_word(word) or has_name(word, known) for word in run)]
    return bool(found) and all(_is_person(run, sentence) for run in found)


def _is_person(run: Sequence[Word], sentence: str) -> bool:
    """Whether a sentence tells that somebody is meant by a name."""
    if any(_is_title(word.key) for word in run[:-1]):
        return True
    for found in re.finditer(rf"\b{re.escape(run[-1].written)}\b", sentence):
        before = re.search(r"([\w-]+) $", sentence[: found.start() - sum(len(word.written) + 1 for word in run[:-1])])
        if (before and _is_title(fold(before[1]))) or _AGE.match(sentence, found.end()):
            return True
        behind = next(
            (token for token in parse(sentence) if token.dep_ == "appos" and token.idx > found.end() and token.head.idx == found.start()), None
        )
        if behind is not None and is_person(behind.lemma_.lower()):
            return True
    return False


def _is_title(key: str) -> bool:
    """Whether a folded word is a title or a calling, which may stand before a name."""
    return key in _TITLES or is_person(key)


def only_complement(claim: str, stated: Facts, here: Sequence[Word]) -> list[Word]:
    """Names that come from the context alone and are what the claim says of its subject ("… were citizens of
    Belarus"): the context tells who is meant, not what is so."""
    outside = [name for name in stated.names if not has_name(name, here)]
    complement = object_stems(claim) if outside else frozenset()
    return [name for name in outside if name.stem in complement]
