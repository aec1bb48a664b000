"""What a question takes to be so, and what it asks that of. Pure."""

from __future__ import annotations

import re

from assistant.grammar import SUBJECTS, parse
from corpus.words import fold, stem

_ASKS_WHICH = re.compile(r"(?:(?:in|on|since|at|by|from|until|to|near|for|with) )?(?:(?P<alone>when|where)|which|what)\b", re.IGNORECASE)


def predicate_asked(asked: str) -> str:
    """What a question asks of its subject, if its subject is what it asks for: "freed them?" of "Who freed them?"; "" else."""
    document = parse(asked)
    for token in document:
        if token.dep_ in ("nsubj", "nsubjpass") and any(t.tag_ in ("WP", "WDT", "WRB", "WP$") for t in token.subtree) and token.left_edge.i <= 1:
            verb = token.head
            start = min([verb.idx, *(t.idx for t in verb.children if t.dep_ in ("aux", "auxpass", "neg"))])
            return str(asked[start:]) if start > token.idx else ""
    return ""


def statement_asked(asked: str) -> str:
    """What a question for a time, a place or one of some things takes to be so: "Bell was freed" of "When was Bell freed?", "Bell work at"
    of "Which school did Bell work at?"; "" for any other."""
    wh = _ASKS_WHICH.match(asked)
    document = parse(asked) if wh else ()
    aux = next((token for token in document if wh and token.idx >= wh.end() and token.pos_ == "AUX"), None)
    if aux is None or wh is None:
        return ""
    thing = [token for token in document if wh.end() <= token.idx < aux.idx]
    subject = next((token for token in document if token.dep_ in SUBJECTS and token.i > aux.i and token.head.i in (aux.i, aux.head.i)), None)
    if subject is None or bool(thing) == bool(wh["alone"]) or any(token.pos_ not in ("NOUN", "ADJ", "PROPN", "NUM") for token in thing):
        return ""
    end = subject.right_edge.idx + len(subject.right_edge.text)
    verb = "" if aux.lemma_ == "do" else f" {aux.text}"
    return f"{asked[aux.idx + len(aux.text) : end].strip()}{verb}{asked[end:].rstrip('? ')}"


def subject_nouns(text: str) -> set[str]:
    """The stems of the common nouns that a text says something of ("watchman" of "Why did the night watchman die?")."""
    return {stem(fold(token.text)) for token in parse(text) if token.dep_ in SUBJECTS and token.pos_ == "NOUN"}


def names_it_barely(text: str, noun: str) -> bool:
    """Whether a text has a noun, and nowhere with anything that tells which are meant ("for carmakers")."""
    wanted = stem(fold(noun))
    found = [token for token in parse(text) if token.pos_ == "NOUN" and stem(fold(token.text)) == wanted]
    return bool(found) and not any(list(token.children) or token.dep_ in ("compound", "appos", "conj") for token in found)


def thing_asked(text: str) -> str:
    """The noun of "what" or "which", as it is written; "" where they have none of their own.

    >>> thing_asked("What documents did they have?"), thing_asked("What did they have?"), thing_asked("Which firms sell oil?")
    ('documents', '', 'firms')
    """
    document = parse(text)
    which = next((token.i for token in document if token.lower_ in ("what", "which")), len(document))
    noun = ""
    for token in document[which + 1 :]:
        if token.tag_ in ("NN", "NNS"):
            noun = str(token.text)
        if token.tag_ == "NNS" or token.tag_ not in ("NN", "CD", "JJ", "JJS", "JJR", "VBN", "VBG", "NNP", "HYPH"):
            break
    return noun


_WHAT_NAME = re.compile(
    r"\b(?:what|which)(?:['’]s| is| was| are| were) (?:the |his |her |its |their )?(?:full |last |first |sur)?names?\b|['’]s (?:full |last |first |sur)?names?\W*$"
    r"|\bwhat(?:['’]s| is| was| are| were)\b[^?]*\bcalled\W*$|^names? (?:of|the)\b",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"\b(?:spel|writ)", re.IGNORECASE)


def asks_what_name(text: str) -> bool:
    """Whether a question asks what somebody or something is called.

    >>> asks_what_name("What was the name of the driver?"), asks_what_name("Do they agree on how to spell the driver's name?")
    (True, False)
    """
    return bool(_WHAT_NAME.search(text)) and not _SPELLED.search(text)


_WHAT_HOUR = re.compile(r"\b(?:what|which) (?:time|hour)\b(?! (?:of (?:the )?year|period|frame|zone)\b)|\bhow (?:late|early)\b", re.IGNORECASE)


def asks_what_hour(text: str) -> bool:
    """Whether a question asks for a time of day.

    >>> asks_what_hour("At what time did the ferry sail?"), asks_what_hour("When did the ferry sail?")
    (True, False)
    """
    return bool(_WHAT_HOUR.search(text))
