"""A follow-up and the turns before it → a question that stands alone.

Deterministic, from the grammar of the two questions (spaCy's small English model): pronouns are
replaced by what the last question or answer was about; a bare "Why?" or "And how many women?"
takes the rest of the last question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Passage
from assistant.grammar import parse
from corpus.words import words

_PERSONS = frozenset("he him his himself she her hers herself".split())
_THINGS = frozenset("it its itself this that".split())
_MANY = frozenset("they them their theirs themselves these those".split())
_POSSESSIVE = frozenset("his her its their".split())
_LEAD = re.compile(r"^(?:and|but|so|ok|okay|well|then|also|what about|how about|and what about|i mean(?:t)?)\b[\s,:]*", re.IGNORECASE)
_WH = re.compile(
    r"^(?:(?:in|on|at|by|to|for|from|of|with|since|until)\s+)?(?:how (?:many|much|long|old|often)(?:\s+\w+)?|(?:what|which)(?:\s+(?:day|date|year|month|time|place|country|city|town|prison|reason|language|sum|amount|price|age|court|company)\b)?|who|whom|whose|when|where|why(?: not)?|how)\b",
    re.IGNORECASE,
)


_SMALL_TALK = re.compile(r"^(?:thanks?|thank you|ok(?:ay)?|really|great|good|hello|hi|hey|bye|yes|no|cool|wow|sorry|please)\b\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn: its question as it stood alone, the text of its answer, and the passages that it cited."""

    question: str
    answer: str
    cited: tuple[Passage, ...] = ()


_CHALLENGE = re.compile(
    r"^(?:(?:and|but|ok|okay|hm+),? )?(?:who (?:says|said) (?:so|that|this|it)|says who|according to whom?|are you (?:really |quite |absolutely )?sure(?: (?:about|of) (?:that|this|it))?"
    r"|is (?:that|this|it) (?:really |actually )?(?:true|right|correct|so)|really|how do you know(?: that| this)?|where does it say (?:so|that|this)|where is that from"
    r"|what(?:'s| is) (?:your|the) source|(?:your |the )?sources?|prove it|can you prove (?:that|it))\s*[?.!]*$",
    re.IGNORECASE,
)


# "I see. Has he …?"; "What for?"
_HEARD = re.compile(r"^(?:i see|right|interesting|thanks?|thank you|ok(?:ay)?|good|great|hm+|oh|ah|aha|wow|really)[.,!?…]+\s+(?=\S)", re.IGNORECASE)
_WHAT_FOR = re.compile(r"^(?:(?:and|but) )?what for(?=\W*$)", re.IGNORECASE)


def is_challenge(asked: str) -> bool:
    """Whether a follow-up asks for the ground of the last answer ("Who says so?", "Are you sure?")."""
    return bool(_CHALLENGE.match(asked.strip()))


def standalone(asked: str, history: Sequence[Turn]) -> str:
    """Rewrite a follow-up so that it can be understood alone; give a question that already can back as it is."""
    if not history:
        return asked
    meant = _CORRECTS.match(asked)
    if meant and meant["then"]:
        return _with_meant(_replace_pronouns(parse(meant["meant"]), history) or meant["meant"], meant["then"])
    asked = _WHAT_FOR.sub("Why", _HEARD.sub("", asked)) or asked
    bare = _LEAD.sub("", asked).strip()
    if not bare:
        return asked
    lead = _LEAD.match(asked)
    document = parse(bare)
    if _is_fragment(document, bare):
        if _SMALL_TALK.match(bare) or not _leans(document, bool(lead)):
            return asked
        return _complete(bare, bool(lead and "about" in lead[0].lower()), history)
    replaced = _replace_pronouns(document, history)
    return _sentence(replaced) if replaced is not None else asked


# "No, I meant his wife. What did she say?"
_CORRECTS = re.compile(r"^(?:(?:no|sorry|well|oh)[,.!]? )*i (?:mean|meant) (?P<meant>[^.,;!?]+)(?:[.,;!]+ (?P<then>.+))?$", re.IGNORECASE)


def _with_meant(meant: str, then: str) -> str:
    """The question of a correction about what it says was meant."""
    named = meant.rstrip("?. ")
    for token in parse(then):
        if _kind(token) in ("person", "thing", "many"):
            ending = ("’" if named.endswith("s") else "’s") if token.tag_ == "PRP$" else ""
            return _sentence(f"{then[: token.idx]}{named}{ending}{then[token.idx + len(token.text) :]}")
    return _sentence(then)


def _leans(document: Any, led: bool) -> bool:
    """Whether a fragment leans on the last question: led in by "and" or "what about", a question word, a
    preposition, or a word or two; a full noun phrase ("Inflation in Turkey") stands by itself."""
    return led or document[0].pos_ in ("ADP", "SCONJ") or bool(_WH.match(document.text)) or len(document.text.split()) <= 2


def _is_fragment(document: Any, bare: str) -> bool:
    """Whether the question has no verb of its own ("Why?", "how many women?", "in Lithuania?")."""
    return not any(token.pos_ in ("VERB", "AUX") for token in document) and len(bare.split()) <= 8


def _complete(fragment: str, about: bool, history: Sequence[Turn]) -> str:
    """Put a fragment where it belongs in the last question."""
    previous = history[-1].question
    bare = fragment.rstrip(" ?.!")
    wh_new, wh_old = _WH.match(bare), _WH.match(previous)
    whole = wh_new is not None and wh_new.end() == len(bare)
    first = _first_claim(history[-1]) if whole else ""
    if whole and not wh_old and parse(previous)[0].pos_ in ("AUX", "VERB"):  # "Why not?" after a question for yes or no
        word = re.sub(r" not$", "", bare, flags=re.IGNORECASE)
        return _sentence(f"{word} is it that {first}" if first else f"{word} {previous[0].lower()}{previous[1:]}")
    if wh_new and wh_old and whole:
        rest = previous[wh_old.end() :]
        if first and (wh_old[0].lower().split()[0] in ("who", "what", "which") or bare.lower() == "why not"):
            return _sentence(f"{re.sub(r' not$', '', bare, flags=re.IGNORECASE)} is it that {first}")
        if wh_new[0].lower() in ("who", "whom", "what", "which") or wh_old[0].lower() in ("who", "what"):
            return _sentence(f"{bare}, regarding: {previous.rstrip(' ?.!')}")
        return _sentence(bare + rest)
    if wh_new and wh_old and not about:
        # "how many women" for "How many people": the noun phrase of the old question gives way.
        old = parse(previous)
        head = next((t for t in old if t.idx + len(t.text) > wh_old.start() and t.pos_ in ("NOUN", "PROPN")), None)
        if head is not None and wh_old[0].lower().split()[0] == bare.lower().split()[0]:
            return _sentence(bare + previous[head.idx + len(head.text) :])
    new = parse(bare)
    counted = re.match(r"how many (\w+)", previous, re.IGNORECASE)
    if about and counted and any(token.tag_ in ("NNS", "NNPS") for token in new) and (counted[1][0].isupper() == new[-1].text[0].isupper()):
        return _sentence(f"how many {re.sub(r'^the ', '', bare, flags=re.IGNORECASE)}{previous[counted.end() :]}")
    if new[0].pos_ in ("ADP", "SCONJ"):
        return _sentence(_with_prepositional(new, bare, previous))
    spans = _phrases(parse(previous))
    wanted = "PROPN" if any(token.pos_ == "PROPN" or token.text[0].isupper() for token in new) else "NOUN"
    for phrase, root in reversed(spans):
        if root.pos_ == wanted and not any(t.tag_ in ("WDT", "WP", "WRB") for t in phrase):
            start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1].text)
            determiner = phrase[0].text + " " if phrase[0].pos_ == "DET" and new[0].pos_ != "DET" and wanted == "NOUN" else ""
            return _sentence(previous[:start] + determiner + bare + previous[end:])
    return _sentence(f"{bare}, regarding: {previous.rstrip(' ?.!')}")


def _with_prepositional(new: Any, bare: str, previous: str) -> str:
    """The last question with its prepositional phrase of the same kind replaced ("in Madrid" for "in
    Valencia"; a place for a place, a time for a time), or with the new one at its end."""
    kinds = {token.ent_type_ in ("DATE", "TIME") for token in new if token.ent_type_}
    for token in reversed(parse(previous)):
        if token.pos_ != "ADP" or token.lower_ != new[0].lower_:
            continue
        phrase = list(token.subtree)
        if kinds and {t.ent_type_ in ("DATE", "TIME") for t in phrase if t.ent_type_} not in (kinds, set()):
            continue
        end = phrase[-1].idx + len(phrase[-1].text)
        return f"{previous[: phrase[0].idx]}{bare[:1].lower()}{bare[1:]}{previous[end:]}"
    return f"{previous.rstrip(' ?.!')} {bare[:1].lower()}{bare[1:]}"


def _replace_pronouns(document: Any, history: Sequence[Turn]) -> str | None:
    """The question with its pronouns replaced, or the last question named beside it where nothing
    fits a pronoun; None if it has no pronoun that points back."""
    text = str(document.text)
    changes: list[tuple[int, int, str]] = []
    lost = False
    done = _deed_done(document, history)
    if done:
        return done
    for token in document:
        kind = _kind(token)
        if not kind or _inside(token, document, kind):
            continue
        if (
            kind == "thing"
            and any(child.pos_ == "ADJ" and child.dep_ == "acomp" for child in token.head.children)
            and token.lower_ in ("that", "this")
        ):
            lost = True  # "Is that legal?": what was done, not a thing
            continue
        if token.lower_ in ("that", "this") and token.dep_ == "nsubj" and token.head.pos_ == "VERB":
            lost = True  # "How did that go down in Moscow?": what was told, not a thing
            continue
        found = "" if kind == "deed" else _antecedent(kind, history, token.dep_.startswith("nsubj") or token.tag_ == "PRP$")
        if not found:
            lost = True
            continue
        if kind == "place" and any(found == new for _, _, new in changes):
            continue  # "had he been meeting there": he is no place
        ending = ("’" if found.endswith("s") else "’s") if token.lower_ in _POSSESSIVE and token.tag_ == "PRP$" else ""
        changes.append((token.idx, token.idx + len(token.text), ("in " if kind == "place" else "") + found + ending))
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    if changes:
        return text
    return f"{text.rstrip(' ?.!')}, regarding: {history[-1].question.rstrip(' ?.!')}" if lost else None


def _deed_done(document: Any, history: Sequence[Turn]) -> str:
    """ "Why did they do that?" after an answer asks why what it said is so; "" for any other question."""
    asks = _WH.match(document.text)
    if not asks or not any(_kind(token) == "deed" for token in document) or not history[-1].answer:
        return ""
    first = _first_claim(history[-1])
    return f"{asks[0]} is it that {first}" if first else ""


def _first_claim(turn: Turn) -> str:
    """The first sentence of an answer, if it is one; "" else."""
    said = re.sub(r"\s*\[\d+\]", "", turn.answer).strip()
    first = next(iter(parse(said).sents)).text.strip().rstrip(".!") if said else ""
    if not any(token.pos_ in ("VERB", "AUX") for token in parse(first)):
        return ""
    return first[0].lower() + first[1:] if words(first)[0].is_stop else first


def _kind(token: Any) -> str:
    """What a pronoun points to: "person", "thing", "many" or "place"; "" for words that point nowhere."""
    low = token.lower_
    if low in ("that", "this", "these", "those") and (token.dep_ in ("mark", "det") or token.pos_ == "SCONJ" or token.tag_ in ("WDT", "IN")):
        return ""
    if low in ("that", "this") and token.dep_ == "pobj" and token.head.lower_ in ("before", "after", "since", "until"):
        return ""  # "before that": a time
    if low == "it" and (token.dep_ == "expl" or _points_nowhere(token)):
        return ""
    if low in ("that", "this", "it", "so") and token.head.lemma_ == "do" and token.dep_ in ("dobj", "obj"):
        return "deed"
    if low == "there":
        return "place" if token.dep_ == "advmod" else ""
    return "person" if low in _PERSONS else "thing" if low in _THINGS else "many" if low in _MANY else ""


def _points_nowhere(token: Any) -> bool:
    """Whether "it" is the weather's or stands for a clause ("Is it raining?", "Is it true that …?")."""
    head = token.head
    return head.lemma_ in ("rain", "snow") or any(child.dep_ in ("ccomp", "csubj") for child in head.children)


def _inside(token: Any, document: Any, kind: str) -> bool:
    """Whether the pronoun points to a name earlier in the same question: possible for a possessive or
    in another clause ("Did Coale say where he went?", "Which group wrote, and what did it say?"), not for an
    object of the same verb ("What did Coale give him?")."""
    if token.tag_ == "PRP$" and any(_owns(t, kind) for t in document[: token.i]):
        return True
    if kind == "thing":
        own = document[_clause(token)]
        beside = own.head if own.dep_ == "conj" else own  # "… wrote, and what did it say?": a second question about the same
        return beside is not own and any(t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in ("NOUN", "PROPN") for t in beside.children)
    if kind not in ("person", "many"):
        return False
    own = document[_clause(token)]
    plurals = [t for t in document if t.i < own.i and t.tag_ in ("NNS", "NNPS") and _clause(t) == own.head.i]
    if kind == "many" and own.dep_ == "conj" and plurals:  # "… were journalists, and what were their ages?"
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
        counted = _COUNTED.match(turn.question) if kind == "many" and subject else None
        if counted:
            return _counted(counted[1], turn.answer)
        for strict in (True, False) if kind in ("person", "thing") else (True,):
            for text in (turn.question, re.sub(r"\s*\[\d+\]", "", turn.answer)):
                fitting = [(phrase, root) for phrase, root in _phrases(parse(text)) if _fits(kind, phrase, root, strict)]
                fitting.sort(key=lambda pair: ((pair[1].dep_ in ("nsubj", "nsubjpass")) != subject, pair[1].i))
                if fitting:
                    return _text(fitting[0][0])
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
        return f"the {document[first : phrase[-1].i + 1].text}"
    return str(document[phrase[0].i : phrase[-1].i + 1].text)


def _fits(kind: str, phrase: list[Any], root: Any, strict: bool) -> bool:
    if root.pos_ == "PRON" or root.tag_ in ("WP", "WRB") or (len(phrase) > 1 and phrase[0].tag_ == "WRB"):
        return False
    person = root.pos_ == "PROPN" and (root.ent_type_ not in ("GPE", "LOC", "ORG", "DATE", "NORP", "FAC", "EVENT") or not strict)
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
        return plural and not when
    full_name = root.ent_type_ == "PERSON" and sum(t.pos_ == "PROPN" for t in phrase) > 1
    return not plural and (root.ent_type_ != "PERSON" or not strict) and not full_name and not when


def _phrases(document: Any) -> list[tuple[list[Any], Any]]:
    """Noun phrases with what hangs on them ("the US embassy in Minsk"), each with its head, in order."""
    found: list[tuple[list[Any], Any]] = []
    for chunk in document.noun_chunks:
        root = chunk.root
        last = chunk[-1]
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


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    text = text[0].upper() + text[1:]
    return text if text[-1] in "?.!" else text + "?"
