"""Questions that ask two things ("How many were hurt, and who paid?"): each is answered, or refused, by itself. Pure."""

from __future__ import annotations

import re

from assistant import agreement, comparison
from assistant.answer import Turn
from assistant.followup import standalone
from assistant.grammar import has_verb, parse
from assistant.question import AUXILIARY, QUESTION_WORD

_JOINT = re.compile(
    rf"(?P<comma>\s*[,;?]\s*|\s+)(?:and(?: also)?|plus|as well as|but)\s+(?={QUESTION_WORD}|{AUXILIARY})|\?\s+(?={QUESTION_WORD}|{AUXILIARY})",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{QUESTION_WORD}", re.IGNORECASE)
_BEGINS = re.compile(AUXILIARY, re.IGNORECASE)
# What both questions are about, said before the first ("In the camp near Chilubi, how many …"; "The mine: who owns it").
_TOPIC = re.compile(rf"^(?P<topic>(?:(?!{QUESTION_WORD})[^?.!])*?(?:,|:| [-–—]))\s+(?={QUESTION_WORD}|{AUXILIARY})", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:that|this|those|these) (?!is\b|was\b|day\b|year\b|month\b|week\b|time\b)\w+", re.IGNORECASE)
_REGARDING = ", regarding: "
_FEWEST_WORDS = 3
_MOST = 3


def parts(asked: str) -> tuple[str, ...]:
    """The questions in a question, three at most, as they are asked; the question itself where it asks one thing.

    >>> parts("Why did the miners leave, and who paid for their treatment?")
    ('Why did the miners leave?', 'Who paid for their treatment?')
    >>> parts("When and where did they meet?")
    ('When and where did they meet?',)
    """
    if agreement.topic(asked) or comparison.sides(asked):
        return (asked,)
    topic = _TOPIC.match(asked)
    found: list[str] = []
    begin = topic.end() if topic else 0
    for joint in _JOINT.finditer(asked, begin):
        before, after = asked[begin : joint.start()], asked[joint.end() :]
        if len(found) < _MOST - 1 and _asks(before) and (_asks(after) or (_ASKS.match(after) and (joint["comma"] or "").strip())):
            found.append(before)
            begin = joint.end()
    if not found:
        return (asked,)
    whole = [_question(text) for text in (*found, asked[begin:])]
    return tuple(f"{topic[0]}{one[0].lower()}{one[1:]}" for one in whole) if topic else tuple(whole)


def alone(text: str, earlier: Turn) -> str:
    """A later one of the questions so that it stands alone: its pronouns resolved by the one before it and its answer, or that one
    named beside it where it names nothing itself or speaks of "that person"."""
    if _TOPIC.match(text):
        return text
    found = standalone(text, [earlier])
    if _REGARDING in found:
        return found
    leans = _POINTS.search(found) or not any(token.pos_ in ("NOUN", "PROPN") for token in parse(found))
    return f"{found.rstrip('?')}{_REGARDING}{earlier.question}" if leans else found


def needs(text: str, earlier: str) -> bool:
    """Whether a question is about what an earlier one asks for."""
    return text.endswith((f"{_REGARDING}{earlier}", f"{_REGARDING}{earlier.rstrip(' ?.!')}?"))


def _asks(text: str) -> bool:
    """Whether a piece of a question could be one by itself."""
    if len(text.split()) < _FEWEST_WORDS or not has_verb(text):
        return False
    begins = _BEGINS.match(text.strip())
    return bool(_ASKS.search(text)) or (begins is not None and any(token.dep_ in ("nsubj", "nsubjpass") and token.i for token in parse(text.strip())))


def _question(text: str) -> str:
    """A piece as a question: a capital, a question mark, "whether he came" as "he came"."""
    bare = re.sub(r"^whether\s+", "", text.strip(" ,;?."), flags=re.IGNORECASE)
    return f"{bare[:1].upper()}{bare[1:]}?"
