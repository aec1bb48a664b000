"""Whom or what a pronoun of a follow-up points to, in the questions and answers before it.

From the grammar of both (spaCy's small English model), with no list of names. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.answer import Turn
from assistant.asking import thing_asked
from assistant.grammar import parse
from assistant.persons import acts, is_person
from assistant.quantities import quantities
from corpus.countries import seat_of
from corpus.words import words

_PERSONS = frozenset("he him his himself she her hers herself".split())
_THINGS = frozenset("it its itself this that".split())
_MANY = frozenset("they them their theirs themselves these those".split())
_POSSESSIVE = frozenset("his her its their".split())
_PARTICLES = frozenset("al bin da de del den der di du el van von".split())


def replace_pronouns(document: Any, history: Sequence[Turn]) -> str | None:
    """The question with its pronouns replaced, or the last question named beside it where nothing
    fits a pronoun; None if it has no pronoun that points back."""
    text = str(document.text)
    changes: list[tuple[int, int, str]] = []
    points_to: dict[Any, str] = {}
    lost = False
    for token in document:
        kind = kind_of(token)
        if not kind or _inside(token, document, kind):
            continue
        if (
            kind == "thing"
            and any(child.pos_ == "ADJ" and child.dep_ == "acomp" for child in token.head.children)
            and token.lower_ in ("that", "this")
        ):
            lost = True  # "Is that legal?": what was done, not a thing
            continue
        if token.lower_ in ("that", "this", "it") and token.dep_ == "pobj" and token.head.lower_ in ("about", "to") and _is_heard(token.head.head):
            lost = True  # "What did Moscow say about that?": what was told, not a thing
            continue
        if token.lower_ in ("that", "this") and token.dep_ == "nsubj" and token.head.pos_ == "VERB":
            lost = True  # "How did that go down in Moscow?": what was told, not a thing
            continue
        if token.lower_ in ("that", "this", "it") and token.dep_ in ("pobj", "pcomp") and _is_because(token.head):
            lost = True  # "… leave because of that?": what was told, not a thing
            continue
        found = "" if kind == "deed" else _antecedent(kind, history, token.dep_.startswith("nsubj") or token.tag_ == "PRP$")
        if not found:
            lost = True
            continue
        named = next((pronoun for pronoun, what in points_to.items() if what == found), None)
        if named is not None:
            if kind == "place" or token.tag_ == "PRP$" or _clause(token) != _clause(named):
                continue  # "had he been meeting there": he is no place; "Did she pack her bags?", "… think she can come?": she is named already
            found = _another(kind, history, found)  # "When did he sack him?"
            if not found:
                lost = True
                continue
        points_to[token] = found
        ending = ("’" if found.endswith("s") else "’s") if token.lower_ in _POSSESSIVE and token.tag_ == "PRP$" else ""
        changes.append((token.idx, token.idx + len(token.text), ("in " if kind == "place" else "") + found + ending))
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    if changes:
        return text
    return f"{text.rstrip(' ?.!')}, regarding: {history[-1].bare}" if lost else None


def first_claim(turn: Turn) -> str:
    """The first sentence of an answer, if it is one; "" else."""
    said = re.sub(r"\s*\[\d+\]", "", turn.answer).strip()
    first = next(iter(parse(said).sents)).text.strip().rstrip(".!") if said else ""
    if not any(token.pos_ in ("VERB", "AUX") for token in parse(first)):
        return ""
    return first[0].lower() + first[1:] if words(first)[0].is_stop else first


def kind_of(token: Any) -> str:
    """What a pronoun points to: "person", "thing", "many" or "place"; "" for words that point nowhere."""
    low = token.lower_
    if low in ("that", "this", "these", "those") and (token.dep_ in ("mark", "det") or token.pos_ == "SCONJ" or token.tag_ in ("WDT", "IN")):
        return ""
    if low in ("that", "those") and any(
        (child.dep_ in ("acl", "relcl", "prep") and child.i == token.i + 1) or child.dep_ == "relcl" for child in token.children
    ):
        return ""  # "those set free", "those who left", "that of Spain": told by what follows
    if low in ("that", "this") and token.dep_ == "pobj" and token.head.lower_ in ("before", "after", "since", "until"):
        return ""  # "before that": a time
    if low == "it" and (token.dep_ == "expl" or _points_nowhere(token)):
        return ""
    if low in ("that", "this", "it", "so") and token.head.lemma_ == "do" and token.dep_ in ("dobj", "obj"):
        return "deed"
    if low == "there":
        return "place" if token.dep_ == "advmod" else ""
    return "person" if low in _PERSONS else "thing" if low in _THINGS else "many" if low in _MANY else ""


def _is_because(word: Any) -> bool:
    """Whether a preposition is of a cause: "because of", "due to"."""
    return word.lower_ == "because" or (word.lower_ in ("of", "to") and word.i > 0 and word.nbor(-1).lower_ in ("because", "due"))


def _is_heard(verb: Any) -> bool:
    """Whether a verb is of what somebody says or thinks of news."""
    return verb.lemma_ in ("say", "think", "react", "respond", "comment", "feel", "reaction", "response")


def _points_nowhere(token: Any) -> bool:
    """Whether "it" is the weather's or stands for a clause ("Is it raining?", "Is it true that …?", "How long did it take them to pay?")."""
    head = token.head
    takes = head.lemma_ in ("take", "cost") and token.dep_ == "nsubj" and any(inner.dep_ == "aux" and inner.tag_ == "TO" for inner in head.subtree)
    return takes or head.lemma_ in ("rain", "snow") or any(child.dep_ in ("ccomp", "csubj") for child in head.children)


def _inside(token: Any, document: Any, kind: str) -> bool:
    """Whether the pronoun points to a name earlier in the same question: possible for a possessive or
    in another clause ("Did Coale say where he went?", "Which group wrote, and what did it say?"), not for an
    object of the same verb ("What did Coale give him?")."""
    if token.tag_ == "PRP$" and any(_owns(t, kind) for t in document[: token.i]):
        return True
    if token.tag_ == "PRP$" and any(t.dep_ in ("nsubj", "nsubjpass") and t.text[0].isupper() for t in document[token.i :]):
        return True  # "How much of its income does Havsund get …?": of whom its own question names
    if kind == "thing":
        own = document[_clause(token)]
        if own.dep_ == "relcl" and any(t.dep_ == "nsubj" and t.pos_ == "PROPN" and _clause(t) != own.i for t in document[: token.i]):
            return True  # "What does Havsund get from the route it lost?"
        beside = own.head if own.dep_ == "conj" else own  # "… wrote, and what did it say?": a second question about the same
        return beside is not own and any(t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in ("NOUN", "PROPN") for t in beside.children)
    if kind not in ("person", "many"):
        return False
    own = document[_clause(token)]
    governing = [t for t in document if t.i < own.i and t.pos_ in ("NOUN", "PROPN") and own.head.i != own.i and _clause(t) == own.head.i]
    if kind == "many" and any(t.tag_ in ("NNS", "NNPS") for t in governing):  # "… the prisoners when they arrived?", "… and what were their ages?"
        return True
    if kind == "person" and any(t.tag_ == "NN" and is_person(t.lower_) for t in governing):  # "Who met the captain when he landed?"
        return True
    names = [t for t in document if t.i < token.i and t.pos_ == "PROPN" and t.ent_type_ not in ("GPE", "DATE")]
    return any(token.tag_ == "PRP$" or _clause(t) != _clause(token) for t in names)


def _owns(token: Any, kind: str) -> bool:
    """Whether "their", "his" or "her" may be said of a subject that the question has itself ("How many people left their houses?")."""
    many = token.tag_ in ("NNS", "NNPS")
    return (
        token.dep_ in ("nsubj", "nsubjpass")
        and token.pos_ in ("NOUN", "PROPN")
        and many == (kind == "many")
        and (kind != "person" or token.ent_type_ != "GPE")
    )


def _clause(token: Any) -> int:
    """The verb that a word belongs to, by position."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return int(token.i)


def _antecedent(kind: str, history: Sequence[Turn], subject: bool) -> str:
    """What a pronoun of that kind points to: the newest fitting phrase, subjects before others for a pronoun
    that is one, objects before subjects for an object; questions before their answers. Labels may be
    wrong: any name serves as a person, and any name as a thing, if none fits."""
    for turn in reversed(history[-3:]):
        who = _asked_who(turn) if kind == "person" else ""
        if who:
            return who
        counted = _COUNTED.match(turn.question) if kind == "many" and subject else None
        if counted:
            return _counted(counted[1], turn.answer)
        said = re.sub(r"\s*\[\d+\]", "", turn.answer)
        asked_who = kind == "person" and subject and re.match(r"(?:and |but |so )?who(?:se|m)?\b", turn.question, re.IGNORECASE)
        thing = thing_asked(turn.question).lower()
        of_a_thing = kind == "person" and bool(thing) and not (is_person(thing) or is_person(thing.removesuffix("s")))  # "Which paper …?"
        for strict in (PERSON, True, False) if kind == "person" else (True, False) if kind in ("thing", "many") else (True,):
            for text in (said, turn.question) if asked_who else (turn.question,) if of_a_thing else (turn.question, said):
                fitting = [(phrase, root) for phrase, root in phrases(parse(text)) if _fits(kind, phrase, root, strict)]
                fitting.sort(key=lambda pair: ((pair[1].dep_ in ("nsubj", "nsubjpass")) != subject, pair[1].i))
                if fitting:
                    return _text(fitting[0][0])
    return ""


# "Who is Ann Bell?": of her, whatever the answer names.
_WHO_IS = re.compile(r"(?:(?:and|but|so) )?who(?:['’]s| is| was) (\w[\w’'-]*(?: [\w’'-]+)*)\W*$", re.IGNORECASE)


def _asked_who(turn: Turn) -> str:
    """Whom a question for somebody is about: its name if it asks who that is, else the words that answered it, if they are a person's; "" if
    neither is told."""
    is_name = _WHO_IS.match(turn.question)
    if is_name and all(word[0].isupper() or word in _PARTICLES for word in is_name[1].split()) and not re.search(r"['’]s\b", is_name[1]):
        return is_name[1]
    if not turn.phrase or not re.match(r"(?:and |but |so )?who(?:m|se)?\b", turn.question, re.IGNORECASE):
        return ""
    found = [phrase for phrase, root in phrases(parse(turn.phrase)) if _fits("person", phrase, root, strict=False)]
    return _text(found[0]) if len(found) == 1 else ""


def _another(kind: str, history: Sequence[Turn], known: str) -> str:
    """Whom or what an object points to that is not `known`, the subject ("Ann Bell is a lawyer"): the newest fitting phrase, names before
    others. "" if there is none."""
    for strict in (PERSON, False) if kind == "person" else (True, False):
        for turn in reversed(history[-3:]):
            for text in (turn.question, re.sub(r"\s*\[\d+\]", "", turn.answer)):
                for phrase, root in phrases(parse(text)):
                    found = _text(phrase)
                    if _fits(kind, phrase, root, strict) and root.dep_ != "attr" and not set(found.split()) <= set(known.split()):
                        return found
    return ""


_COUNTED = re.compile(r"how many (?:of the )?([\w-]+)", re.IGNORECASE)


def _counted(noun: str, answer: str) -> str:
    """Those whom "How many journalists …?" asks of: "the 27 journalists" if the answer says so, else "the journalists"."""
    number = re.search(rf"(\S+) {re.escape(noun)}\b", answer)
    return f"the {number[1]} {noun}" if number and number[1][0].isdigit() else f"the {noun}"


def _text(phrase: list[Any]) -> str:
    """The words of a phrase; "which sanctions" and "25 people" become "the sanctions", "the 25 people"."""
    document = phrase[0].doc
    if phrase[0].tag_ in ("WDT", "WP", "WP$") or phrase[0].pos_ == "NUM":
        first = phrase[0].i + (0 if phrase[0].pos_ == "NUM" else 1)
        rest = document[first : phrase[-1].i + 1].text
        return f"the {rest[0].lower()}{rest[1:]}" if phrase[0].pos_ == "NUM" else f"the {rest}"
    text = str(document[phrase[0].i : phrase[-1].i + 1].text)
    return f"{text[0].lower()}{text[1:]}" if phrase[0].pos_ == "DET" else text


PERSON = "person"
"""Only what is labelled a person will do."""


def _fits(kind: str, phrase: list[Any], root: Any, strict: bool | str) -> bool:
    if strict == PERSON and root.ent_type_ != "PERSON":
        return False
    if root.pos_ == "PRON" or root.tag_ in ("WP", "WRB") or (len(phrase) > 1 and phrase[0].tag_ == "WRB"):
        return False
    named = root.pos_ == "PROPN" and (root.ent_type_ not in ("GPE", "LOC", "ORG", "DATE", "NORP", "FAC", "EVENT") or not strict)
    person = (named and (root.ent_type_ == "PERSON" or not seat_of(root.lower_))) or (root.tag_ == "NN" and is_person(root.lower_))
    plural = root.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in root.children)
    when = root.ent_type_ in ("DATE", "TIME")
    inside = root.dep_ == "pobj" and root.head.lower_ in ("in", "at", "near")  # "in Elblag" is where, whatever its label
    if kind == "person" and inside:
        return False
    if kind == "person":
        return person and not plural and not when
    if kind == "place":
        return root.ent_type_ in ("GPE", "LOC", "FAC")
    if kind == "many":
        measured = any(quantity.unit for quantity in quantities(str(phrase[0].doc[phrase[0].i : phrase[-1].i + 1].text)))
        return (plural and not when and not measured) if strict else (root.pos_ == "NOUN" and acts(root.lower_) and not is_person(root.lower_))
    full_name = root.ent_type_ == "PERSON" and sum(t.pos_ == "PROPN" for t in phrase) > 1
    return not plural and (root.ent_type_ != "PERSON" or not strict) and not full_name and not when


def phrases(document: Any) -> list[tuple[list[Any], Any]]:
    """Noun phrases with what hangs on them ("the US embassy in Minsk"), each with its head, in order."""
    found: list[tuple[list[Any], Any]] = []
    for chunk in document.noun_chunks:
        root = chunk.root
        last = chunk[-1]
        while last.i + 2 < len(document) and not last.whitespace_ and last.nbor().text == "-" and not last.nbor().whitespace_:
            last = last.nbor(2)  # "son-in-law"
        if root.i > 0 and root.nbor(-1).text == "-":
            continue
        for child in root.children:
            if child.dep_ == "prep" and child.i > root.i and child.i <= last.i + 1:
                inner = [t for t in child.subtree if t.ent_type_ not in ("DATE", "TIME")]
                if inner and len(inner) <= 6 and inner[-1].i - child.i == len(inner) - 1:
                    last = inner[-1]
        first = next((t for t in chunk if t.pos_ == "PROPN"), chunk[0]) if chunk[0].tag_ == "WRB" else chunk[0]  # "how old Ann Bell is"
        found += [(_owner(token), token) for token in chunk if token.dep_ == "poss" and token.pos_ == "PROPN"]
        found.append(([document[i] for i in range(first.i, last.i + 1)], root))
    return found


def _owner(token: Any) -> list[Any]:
    """The name that owns something, without its "'s"."""
    return [t for t in token.subtree if t.tag_ != "POS"]
