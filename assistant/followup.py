"""A follow-up and the turns before it → a question that stands alone.

Deterministic, from the grammar of the two questions (spaCy's small English model): pronouns are
replaced by what the last question or answer was about; a bare "Why?" or "And how many women?"
takes the rest of the last question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.answer import Turn
from assistant.grammar import parse
from assistant.pronouns import first_claim, kind_of, phrases, replace_pronouns

_LEAD = re.compile(r"^(?:and|but|so|ok|okay|well|then|also|what about|how about|and what about|i mean(?:t)?)\b[\s,:]*", re.IGNORECASE)
_WH = re.compile(
    r"^(?:(?:in|on|at|by|to|for|from|of|with|since|until)\s+)?(?:how (?:many|much|long|old|often)(?:\s+\w+)?|(?:what|which)(?:\s+(?:day|date|year|month|time|place|country|city|town|prison|reason|language|sum|amount|price|age|court|company)\b)?|who|whom|whose|when|where|why(?: not)?|how)\b",
    re.IGNORECASE,
)


_SMALL_TALK = re.compile(r"^(?:thanks?|thank you|ok(?:ay)?|really|great|good|hello|hi|hey|bye|yes|no|cool|wow|sorry|please)\b\W*$", re.IGNORECASE)


_CHALLENGE = re.compile(
    r"^(?:(?:and|but|ok|okay|hm+),? )?(?:who (?:says|said) (?:so|that|this|it)|says who|according to whom?|are you (?:really |quite |absolutely )?sure(?: (?:about|of) (?:that|this|it))?"
    r"|is (?:that|this|it) (?:really |actually )?(?:true|right|correct|so)|really|how do you know(?: that| this)?|where does it say (?:so|that|this)|where is that from"
    r"|what(?:'s| is) (?:your|the) source|(?:your |the )?sources?|prove it|can you prove (?:that|it))\s*[?.!]*$",
    re.IGNORECASE,
)


# "I see. Has he …?"; "What for?"
_HEARD = re.compile(r"^(?:i see|right|interesting|thanks?|thank you|ok(?:ay)?|good|great|hm+|oh|ah|aha|wow|really)[.,!?…]+\s+(?=\S)", re.IGNORECASE)
_WHAT_FOR = re.compile(r"^(?:(?:and|but) )?what for(?=\W*$)", re.IGNORECASE)


_QUESTION = re.compile(
    r"(?:(?:in|on|at|by|to|for|from|of|with) )?(?:how|what|which|who|whom|whose|when|where|why)\b(?! (?:ones?|the)\b)", re.IGNORECASE
)
_WHY_THAT = re.compile(r"^why (?:the|this|that|such an?) (?!not\b)[\w-]+(?: [\w-]+)?\W*$", re.IGNORECASE)


def is_challenge(asked: str) -> bool:
    """Whether a follow-up asks for the ground of the last answer ("Who says so?", "Are you sure?")."""
    return bool(_CHALLENGE.match(asked.strip()))


def standalone(asked: str, history: Sequence[Turn]) -> str:
    """Rewrite a follow-up so that it can be understood alone; give a question that already can back as it is."""
    if not history:
        return asked
    meant = _CORRECTS.match(asked)
    if meant and not meant["then"] and _QUESTION.match(meant["meant"]):
        asked, meant = meant["meant"], None  # "I meant how many of them fell ill"
    if meant and not (meant["then"] and any(token.pos_ in ("VERB", "AUX") for token in parse(meant["then"]))):
        return _corrected(meant["then"] or meant["meant"], history[-1].question)
    if meant:
        return _with_meant(replace_pronouns(parse(meant["meant"]), history) or meant["meant"], meant["then"])
    asked = _WHAT_FOR.sub("Why", _HEARD.sub("", asked)) or asked
    bare = _LEAD.sub("", asked).strip()
    if not bare:
        return asked
    lead = _LEAD.match(asked)
    if _WHY_THAT.match(bare):
        return _sentence(f"{bare.rstrip(' ?.!')}, regarding: {first_claim(history[-1]) or history[-1].bare}")
    document = parse(bare)
    if _is_fragment(document, bare):
        if _SMALL_TALK.match(bare) or not _leans(document, bool(lead)):
            return asked
        return _complete(bare, bool(lead and "about" in lead[0].lower()), history)
    replaced = _deed_done(document, history) or replace_pronouns(document, history)
    return _sentence(replaced) if replaced is not None else asked


# "No, I meant his wife. What did she say?"
_CORRECTS = re.compile(r"^(?:(?:no|sorry|well|oh)[,.!]? )*i (?:mean|meant) (?P<meant>[^.,;!?]+)(?:[.,;!]+ (?P<then>.+))?$", re.IGNORECASE)


def _corrected(meant: str, previous: str) -> str:
    """The last question about what was meant ("I meant the second one, the higher bid"; "I meant the ones a few days earlier")."""
    ones = re.match(r"(?:the|those|that) (?:ones?\b|from\b|of\b)\s*", meant, re.IGNORECASE)
    rest = meant[ones.end() :].rstrip(" ?.!") if ones else ""
    if not rest:
        return _complete(meant, True, [Turn(previous, "")])
    document = parse(previous)
    when = next((t for t in reversed(document) if t.pos_ == "ADP" and any(inner.ent_type_ in ("DATE", "TIME") for inner in t.children)), None)
    if when is not None:
        phrase = list(when.subtree)
        previous = f"{previous[: phrase[0].idx]}{previous[phrase[-1].idx + len(phrase[-1].text) :].lstrip()}"
    return _sentence(f"{previous.rstrip(' ?.!')} {rest}")


def _with_meant(meant: str, then: str) -> str:
    """The question of a correction about what it says was meant."""
    named = meant.rstrip("?. ")
    for token in parse(then):
        if kind_of(token) in ("person", "thing", "many"):
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
    previous = history[-1].question.split(", regarding:", maxsplit=1)[0]
    bare = fragment.rstrip(" ?.!")
    wh_new, wh_old = _WH.match(bare), _WH.match(previous)
    whole = wh_new is not None and wh_new.end() == len(bare)
    first = first_claim(history[-1]) if whole else ""
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
    spans = phrases(parse(previous))
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


def _deed_done(document: Any, history: Sequence[Turn]) -> str:
    """ "Why did they do that?" after an answer asks why what it said is so; "" for any other question."""
    asks = _WH.match(document.text)
    if not asks or not any(kind_of(token) == "deed" for token in document) or not history[-1].answer:
        return ""
    first = first_claim(history[-1])
    return f"{asks[0]} is it that {first}" if first else ""


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    text = text[0].upper() + text[1:]
    return text if text[-1] in "?.!" else text + "?"
