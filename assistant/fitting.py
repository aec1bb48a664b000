"""Whether a claim tells what was asked, and all of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant import verify
from assistant.asking import asks_what_hour, asks_what_name, names_it_barely, thing_asked
from assistant.evidence import Evidence, again, has_kind
from assistant.facts import facts, numbers, states_hour, states_name, states_reason
from assistant.grammar import ASSERTING, asserted, begins_with_owner, is_anaphoric, is_phrase, lemmas, main_verbs, parse, roles
from assistant.named import names_another, names_only_persons
from assistant.persons import acts, is_person
from assistant.quantities import quantities
from assistant.question import Question
from corpus.furniture import is_bullet
from corpus.words import fold, stem, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many, said without a number.
_NO_NUMBER = re.compile(r"\b(?:no|none|nobody|nothing|few|several|many|most|all|both|(?<!and a )half|every|never|once|twice)\b", re.IGNORECASE)
_ASKS_WHAT = re.compile(r"\b(?:what|which|how)\b", re.IGNORECASE)
_FEWEST_NEW, _FEWEST_ITEMS = 2, 2
# A sentence so much worse than the best, of which a claim takes nothing that was asked for, is beside the point.
BESIDE = 0.75
# … or so much, if it has next to nothing of the question's words itself.
NOT_THE_BEST, LITTLE = 0.95, 0.1
BESIDE_THE_POINT = "anything of the question"
WHICH_OF_THEM, A_NUMBER = "which of them", "a number"
_OF_ONESELF = re.compile(r"\b(?:I|we|We|our|Our|ours|us|my|My|me)\b")
_QUOTED = re.compile(r"[“”\"]")
_ATTRIBUTED = re.compile(r"\baccording to\b|\b(?:said|says|stated|told)\b", re.IGNORECASE)
_VERDICT = re.compile(r"(?:yes,?|no,)\s+(?=\w)", re.IGNORECASE)  # "no children" is no verdict
_HOW_MUCH = frozenset("all every only any still already both".split())
# What something was done for: "to improve relations".
_PURPOSE = re.compile(r"\bto (?!the\b|a\b|an\b|be\b)[a-z]{3,}\b")


def tells_of_neither(read: Question, verdict: verify.Verdict, cited: list[Evidence]) -> bool:
    """Whether the sentence of a reason speaks neither of whom the question names nor of what it says that he did."""
    left = {f"name {name.written}" for name in read.names} & set(verdict.missing)
    return read.kind == "reason" and bool(left) and not main_verbs(read.text) & lemmas(cited[0].text)


_RELATION = re.compile(
    r"\bwho(?:['’]s| is| was| are| were)\b[^?]*?(?:['’]s?|s['’]) (?P<own>[a-z]+)\W*$|\bwho(?:['’]s| is| was| are| were) the (?P<of>[a-z]+) of\b",
    re.IGNORECASE,
)


def tells_no_relation(read: Question, cited: list[Evidence]) -> bool:
    """Whether a question asks who somebody's husband or the owner of something is, and the sentence, with the one before it, has no such word."""
    asked = _RELATION.search(read.text)
    relation = next((word.stem for word in words((asked["own"] or asked["of"]) if asked else "")), "")
    return bool(relation) and not any(relation in {word.stem for word in words(f"{one.before} {one.text}")} for one in cited)


_NAMING = frozenset("call name title dub know".split())


def speaks_of_the_thing(read: Question, one: Evidence) -> bool:
    """Whether a sentence, or the one before it, has a word of what a question wants the name of; any sentence has names."""
    telling = {word.stem for word in read.terms if not lemmas(word.written) & _NAMING}
    return not telling or bool(telling & {word.stem for word in words(f"{one.before} {one.text}")})


def is_of_something_else(verdict: verify.Verdict) -> bool:
    """Whether a claim has a number that its sentence gives of somebody or something else."""
    return any(reason.startswith(("of whom ", "what ", "how long")) for reason in verdict.missing)


def without_verdict(text: str, read: Question, cited: list[Evidence]) -> str:
    """A claim without the "Yes" or "No" before it, where its sentences have not all that the question asks of ("Did they free all
    prisoners?" and "Belarus freed dozens"): the reader judges."""
    found = _VERDICT.match(text)
    if not found:
        return text
    sources = " ".join(f"{one.text} {one.before} {one.article.title}" for one in cited)
    here = {again(word.stem) for word in words(sources)} | lemmas(sources)
    asked = [word for word in words(read.text) if not word.is_stop or word.key in _HOW_MUCH]
    if all(again(word.stem) in here or lemmas(word.written) & here for word in asked if word not in read.names):
        return text
    return text[found.end()].upper() + text[found.end() + 1 :]


def left_out(text: str, read: Question, one: Evidence) -> str:
    """What a claim leaves out of its sentence that was asked for: the rest of a list, or the reason; "" for nothing."""
    if _is_part_of_list(text, read, one):
        return "all of the list"
    if read.kind == "number" and _is_one_of_several(text, read, one):
        return "which of its numbers it is"
    if _OF_ONESELF.search(text) and not _OF_ONESELF.search(read.text) and not _QUOTED.search(text):
        return "who says it"
    if _is_only_asserted(text, one.text):
        return "whose word it is"
    return "the reason" if read.kind == "reason" and not (states_reason(text) or _PURPOSE.search(text)) else ""


def _is_only_asserted(text: str, sentence: str) -> bool:
    """Whether a claim states as so what its sentence has somebody tell or claim ("a preacher told listeners that the shots harm")."""
    verbs = {role.verb for role in roles(text)}
    told = asserted(sentence)
    return bool(verbs & told) and not lemmas(text) & ASSERTING and not _ATTRIBUTED.search(text)


# "The coast guard said." tells nothing, but who says so.
_ONLY_SAID = re.compile(r"^[^,;:“”\"]{1,60} (?:said|says|added|announced|reported|stated|told [\w ]{1,20})\.?$")
_ASKS_WHO_SAYS = re.compile(r"\b(?:sa(?:y|ys|id|ying)|tell|tells|told|add|added|announce[ds]?|report(?:s|ed)?|state[ds]?|according)\b", re.IGNORECASE)
WHAT_IS_SAID = "what is said"


def not_what_was_asked(
    text: str, read: Question, cited: list[Evidence], evidence: list[Evidence], answers: Callable[[Evidence], bool] = lambda one: False
) -> list[str]:
    """What was asked for and a supported claim does not tell: anything of the question (unless its sentence `answers` by other
    lights), a number, a name, what was to be counted."""
    if _ONLY_SAID.search(text) and not _ASKS_WHO_SAYS.search(read.text):
        return [WHAT_IS_SAID]
    best = max(one.score for one in evidence)
    telling = {again(word.stem) for word in read.terms}
    said = {
        again(word.stem) for word in words(f"{text} {cited[0].before if is_anaphoric(cited[0].text) or begins_with_owner(cited[0].text) else ''}")
    }
    far = cited[0].score < (BESIDE if cited[0].coverage >= LITTLE else NOT_THE_BEST) * best
    if far and not telling & said and not is_phrase(text) and not any(map(answers, cited)):
        return [BESIDE_THE_POINT]
    if read.kind == "number" and (not _has_number(read, text, cited) or all(counts_a_part(one, read) for one in (text, cited[0].text))):
        return [A_NUMBER]
    if asks_what_name(read.text) and not tells_name(text, read):
        return ["a name"]
    if not tells_who(text, read):
        return ["somebody"]
    if not tells_which(text, cited[0].text, read):
        return [f"which {thing_asked(read.text)}"]
    if not tells_hour(text, read):
        return ["a time of day"]
    thing = thing_asked(read.text)
    if thing and all(names_it_barely(one, thing) for one in (text, cited[0].text)):
        return [WHICH_OF_THEM]
    return ["what was to be counted"] if _counts_another(read, cited[0], evidence) else []


# What is asked for with "which" and has a name that is nobody's.
_NO_PERSONS = frozenset(
    map(
        stem,
        """country city town village district region province state county island port airport harbour hospital clinic prison jail colony school university college company firm bank club
        agency newspaper paper broadcaster channel station airline party ministry court museum union church river bridge street square hotel""".split(),
    )
)
# "What is her first name?": it stands beside the one that the question has.
_PART_OF_NAME = re.compile(r"\b(?:full|first|last|given|family|real|sur)[ -]?names?\b", re.IGNORECASE)
# Where and when are no names of whom it is about.
IN_PLACE = re.compile(r"\b(?:in|at|near|from|on|outside|to|of) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\b\d{1,2} [A-Z][a-z]+\b")
_WHO = re.compile(r"(?:(?:and|but|so) )?who(?:['’]s)?\b", re.IGNORECASE)
_WHO_IS = re.compile(r"(?:(?:and|but|so) )?who(?:['’]s| is| was| are| were) the\b", re.IGNORECASE)
# What "two" is where it stands for two persons.
_COUNTS = frozenset(("nsubj", "nsubjpass", "dobj", "attr"))
# Plurals that are of persons as a rule ("exporters").
_DOERS = re.compile(r"(?:[eo]r|ant|ee|ian)s$")
_NOBODY_KNOWN = re.compile(r"\b(?:nobody|no one|none|unknown|anonymous|unidentified|unnamed|identif\w+|named|everybody|everyone|anyone|themselves)\b")


def tells_name(text: str, read: Question) -> bool:
    """Whether a text has a name that is not the question's; where that asks for a part of one, it may stand beside it."""
    return states_name(text, read.names) if _PART_OF_NAME.search(read.text) else names_another(text, read.names)


def tells_who(text: str, read: Question) -> bool:
    """Whether a text names or describes somebody who is not in the question, if that asks who; where it asks who "the skipper" is, whether
    it says more of him than that he is one; where it asks who "Ann Bell" is, whether it says what she is or does."""
    if not _WHO.match(read.text) or is_phrase(text) or names_another(IN_PLACE.sub(" ", text), read.names) or _NOBODY_KNOWN.search(text):
        return True
    asked = {word.stem for word in words(read.text)}
    document = parse(text)
    if read.names and read.terms == read.names and any(map(_describes, document)):
        return True
    if _WHO_IS.match(read.text):
        same = [token for token in document if token.pos_ == "NOUN" and stem(fold(token.text)) in asked and is_person(token.lemma_.lower())]
        return not same or any(
            any(child.dep_ in ("appos", "relcl") for child in token.children) or any(child.dep_ == "attr" for child in token.head.children)
            for token in same
        )
    return any(
        (token.pos_ == "NUM" and token.dep_ in _COUNTS)
        or (token.pos_ == "NOUN" and (acts(token.lemma_.lower()) or _DOERS.search(token.lower_)) and stem(fold(token.text)) not in asked)
        for token in document
    )


def _describes(token: Token) -> bool:
    """Whether a word describes whom a name names: "Bell, the arbiter", "the arbiter, Bell", "arbiter Bell", "Bell is the arbiter", "Bell, who steers it"."""
    if token.pos_ == "NOUN":
        named = token.dep_ == "attr" or (token.dep_ in ("appos", "compound") and token.head.pos_ == "PROPN")
        return named or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children)
    return token.pos_ == "PROPN" and any(child.dep_ == "relcl" for child in token.children)


_ACCORDING_TO = re.compile(r"\baccording to [^,.;]+", re.IGNORECASE)


def tells_which(text: str, sentence: str, read: Question) -> bool:
    """Whether a text, or if it names nothing its sentence, names something that is not in the question and is no person, where that asks
    which country, company, prison or the like."""
    if stem(fold(thing_asked(read.text))) not in _NO_PERSONS:
        return True
    told = text if names_another(text, read.names) else sentence
    if read.kind == "place":
        told = _ACCORDING_TO.sub(" ", told)  # nobody is there who only says so
    return names_another(told, read.names) and not names_only_persons(told, read.names, sentence)


def tells_hour(text: str, read: Question) -> bool:
    """Whether a text has a time of day, if the question asks for one."""
    return not asks_what_hour(read.text) or states_hour(text)


def _has_number(read: Question, text: str, cited: list[Evidence]) -> bool:
    """Whether a claim has a number of the kind that was asked for, or says how many without one; a bare number is of the kind that
    its sentence has."""
    if has_kind(read, text) or _NO_NUMBER.search(text):
        return True
    stated = {quantity.low for quantity in quantities(text) if not quantity.unit}
    return any(quantity.low in stated for one in cited for quantity in quantities(one.text) if quantity.unit.split(" ")[0] in read.units)


def _is_one_of_several(text: str, read: Question, one: Evidence) -> bool:
    """Whether a claim is a bare number, and its sentence gives two of the kind, this one of something that the question does not name."""
    bare = quantities(text)
    if len(bare) != 1 or [word for word in words(text) if not word.is_stop and not word.key[0].isdigit() and not numbers(word.written)]:
        return False
    same = [quantity for quantity in quantities(one.text) if quantity.unit == bare[0].unit]
    mine = next((quantity for quantity in same if quantity.low == bare[0].low), None)
    asked = {word.stem for word in read.terms}
    return mine is not None and len(same) > 1 and bool(mine.counted) and not asked & set(mine.counted)


def _is_part_of_list(text: str, read: Question, one: Evidence) -> bool:
    """Whether a claim has some of the items of a list, and nothing of the question says why those and not the others."""
    items = [{word.stem for word in words(item)} for item in one.text.splitlines() if is_bullet(item)]
    if len(items) < _FEWEST_ITEMS or read.kind not in ("fact", "person", "place", "reason"):
        return False
    asked = {word.stem for word in words(read.text)}
    telling = {word.stem for word in read.terms}
    told = {word.stem for word in words(text) if not word.is_stop} - asked
    has = [bool(told & item) for item in items]
    meant = [bool(telling & item) for item in items]
    return any(has) and not all(has) and (not any(meant) or all(meant))


_PART_OF = re.compile(r"\b(?:[\d.,]+|[a-z]+) of the (?P<whole>[a-z]+)\b", re.IGNORECASE)


def counts_a_part(text: str, read: Question) -> bool:
    """Whether a text counts only some of those of whom a question asks how many there are ("six of the injured are …" for "How many
    people were injured?")."""
    if read.units != ("",) or re.search(r"\bof the\b", read.text, re.IGNORECASE):
        return False
    asked = {stem(word) for word in main_verbs(read.text)}
    wholes = [found for found in _PART_OF.finditer(text) if stem(fold(found["whole"])) in asked]
    return bool(wholes) and len(wholes) >= sum(q.unit == "" for q in quantities(text))


def _counts_another(read: Question, one: Evidence, evidence: list[Evidence]) -> bool:
    """Whether a sentence does not speak of what was to be counted, and one that is better does, with a number."""
    counts = [other for other in evidence if read.counted & {word.stem for word in words(other.text)} and has_kind(read, other.text)]
    return bool(read.counted) and one not in counts and any(other.score > one.score for other in counts)


def tells_what_its_sentence_does(text: str, read: Question, cited: list[Evidence]) -> bool:
    """Whether a claim says the question back, and all that it adds, a number, a name or two words at least, is in the sentence
    that it cites, what kind of thing was asked for, too."""
    asked = {again(word.stem) for word in words(read.text)}
    stated = facts(text)
    plain = {again(word.stem) for word in read.terms if word not in read.names}
    said_back = plain & {again(word.stem) for word in words(text)}
    if len(said_back) < min(_FEWEST_NEW, len(plain)):
        return False
    basic = {again(stem) for stem in lemmas(read.text)}
    fresh = [word for word in stated.others if not {again(stem) for stem in lemmas(word.written)} & basic]
    new = {again(word.stem) for word in (*stated.names, *fresh)} - asked
    counted = stated.numbers - set(read.numbers)
    here = {again(word.stem) for one in cited[:1] for word in words(one.text)}
    there = {value for one in cited[:1] for value in numbers(one.text)}
    kind = all(has_kind(read, one.text) for one in cited[:1])
    named = {again(word.stem) for word in stated.names} - asked
    return bool(counted or named or len(new) >= _FEWEST_NEW) and new <= here and counted <= there and kind


def echoes(text: str, read: Question) -> bool:
    """Whether a sentence says nothing but the question back, where the question asks for more than yes or no."""
    asked = {again(word.stem) for word in words(read.text)} | lemmas(read.text)
    stated = facts(text)
    basic = {word.start: lemmas(word.written) for word in stated.others}
    if read.kind == "fact" and not _ASKS_WHAT.search(read.text):
        return False
    known = all(again(word.stem) in asked or basic.get(word.start, set()) & asked for word in (*stated.names, *stated.others))
    return known and stated.numbers <= set(read.numbers)
