"""What a question takes for granted and an article says is not so: "No ransom was paid" for "How big was the ransom that was paid?", "He declined
to comment on the valve" for "What did he say about the valve?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.evidence import Evidence
from assistant.facts import is_calendar_word
from assistant.grammar import parse
from assistant.question import Question
from assistant.rivals import has_all
from index.lexical import LexicalIndex

# Of how many of the best sentences, and how much of the question, by weight, one has to have.
_AMONG, _MUCH = 10, 0.3
_NONE = frozenset(("no", "neither"))
_MAY_SAY_NONE = re.compile(r"\b(?:no|neither|not (?:a single|one))\b", re.IGNORECASE)
_SAID_NOTHING = re.compile(
    r"\b(?:declin|refus)(?:ed|es|ing) to (?:comment|say|speak|answer|discuss|be drawn|respond)\b|\b(?:did|does|would) not (?:comment|say|speak|answer|respond|reply)\b"
    r"|\b(?:made|had|gave) no comment\b|\bno comment\b",
    re.IGNORECASE,
)


def denied(read: Question, ranked: Sequence[Evidence], lexical: LexicalIndex) -> Evidence | None:
    """The best sentence that says that there is none of what a question takes to have been, or that it was done to none: of its own words, and
    of an article that has all whom it names."""
    silent = _SAID_NOTHING if read.kind == "saying" else None
    asked = {token.lemma_.lower() for token in parse(read.text) if not token.is_stop}
    named = [name for name in read.names if not is_calendar_word(name)]
    telling = (one for one in ranked[:_AMONG] if one.coverage >= _MUCH and (_says_none(one.text, asked) or (silent and silent.search(one.text))))
    return next((one for one in telling if has_all(named, one, lexical)), None)


def _says_none(text: str, asked: set[str]) -> bool:
    """Whether a sentence says of a noun of the question (`asked` are its lemmas) that no such thing does, or has done to it, what a verb of the
    question says, or that there is none at all."""
    for token in parse(text) if _MAY_SAY_NONE.search(text) else ():  # most sentences need not be parsed for that
        if token.pos_ == "NOUN" and token.lemma_.lower() in asked and _is_none(token):
            verb = _verb(token)
            there = any(child.dep_ == "expl" for child in verb.children) and verb.lemma_ == "be"
            if there or verb.lemma_.lower() in asked:
                return True
    return False


def _is_none(noun: Any) -> bool:
    """Whether a noun is "no ransom", "not a single wolf", "not one peso"."""
    words_before = [token.lower_ for token in noun.doc[max(noun.i - 3, noun.sent.start) : noun.i]]
    single = words_before[-3:] == ["not", "a", "single"] or words_before[-2:] == ["not", "one"]
    return single or any(child.dep_ in ("det", "neg") and child.lower_ in _NONE for child in noun.children)


def _verb(noun: Any) -> Any:
    """The verb that a noun belongs to."""
    token = noun
    while token.head is not token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token
