"""What has to be read before a sentence for it to be understood: who "he" is, what "they" are. Pure.

A sentence that is shown by itself tells nothing if what it speaks of is named only in the one before it ("He passed a breath test").
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from assistant.evidence import Evidence, orders_the_model
from assistant.grammar import SUBJECTS, parse
from corpus.sentences import TEXT, Sentence, split_sentences
from corpus.words import words

# How many sentences are read back, and how many words they may have: what is farther away is to be opened, not read in an answer.
_SENTENCES, _WORDS = 2, 60
_SUCH = frozenset("this that these those".split())
_PARTS = frozenset("them those these".split())
_OWNERS = frozenset("his her its their".split())
# "It was a cleaner, Marjorie Webb, who …"
_PUT_IN_FRONT = re.compile(
    r"\W*[Ii]t (?:is|was) (?:not |only )?(?=(?:an?|the|one) |[A-Z])(?:(?!(?:of|to|by|for|from|with|in|at|on)\b)[\w’'-]+,? ){1,8}who(?:m|se)?\b"
)
_POINTING = _SUCH | frozenset("he she it they both".split())


def lead(one: Evidence) -> str:
    """The article's text from the sentence that names whom this one speaks of to its own beginning; "" if it names that itself, or
    none of those right before it does.

    It is exactly what stands there, so that with the sentence it is one passage."""
    text = one.article.text
    if not leans_back(one.text):
        return ""
    before = [sentence for sentence in _sentences(text) if sentence.end <= one.start][: -_SENTENCES - 1 : -1]
    start = one.start
    for sentence in takewhile(lambda sentence: sentence.kind == TEXT, before):
        said = sentence.span.of(text)
        if text[sentence.end : start].strip() or orders_the_model(said) or len(words(text[sentence.start : one.start])) > _WORDS:
            return ""
        start = sentence.start
        if not leans_back(said):
            return text[start : one.start]
    return ""


def leans_back(text: str) -> bool:
    """Whether what a sentence turns on is named only before it: "he", "its captain", "that group"; not where a clause of its own
    names it first ("When Bell landed, she …"), nor where "it" only puts somebody in front ("It was a cleaner who …").

    >>> leans_back("He passed a breath test."), leans_back("When Bell landed, she waved."), leans_back("It was Ann Bell who landed.")
    (True, False, False)
    """
    if _PUT_IN_FRONT.match(text):
        return False
    for token in parse(text):
        if any(child.dep_ == "relcl" for child in token.children) and token.pos_ == "PRON":
            return False  # "Those who fled may come back."
        if token.dep_ == "pobj" and token.lower_ in _PARTS:
            return True  # "Two of them were Swiss."
        if token.dep_ not in SUBJECTS or token.head.dep_ == "relcl":
            continue
        if token.lower_ in _POINTING or any(child.lower_ in _OWNERS or child.lower_ in _SUCH for child in token.children):
            return True
        if token.pos_ in ("NOUN", "PROPN"):
            return False
    return False


@lru_cache(maxsize=32)
def _sentences(text: str) -> list[Sentence]:
    return split_sentences(text)
