"""A short fact of which the reader is sure: its sentence is quoted, with the words that answer, and no model is waited for. Pure, but for the readers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import comparison, in_words, selection
from assistant.evidence import Evidence
from assistant.extract import extract
from assistant.phrases import LIKELY, Phrases
from assistant.quantities import quantities
from assistant.question import Question, asks_yes_no
from assistant.relevance import Relevance
from index.lexical import LexicalIndex

# Of how many words a short fact is at most.
MOST_WORDS = 10
# Among those that are as good, what they were ranked by decides, for which the reader counts half.
_HALF = selection.FIT / 2
# What it is asked for as. What somebody said takes a sentence.
_SHORT = ("number", "person", "place", "time", "reason", "fact")


def short_fact(question: Question, found: Sequence[Evidence], relevance: Relevance, phrases: Phrases, lexical: LexicalIndex) -> Evidence | None:
    """The sentence that surely answers a question for one short fact; None where it is not as sure or not as short."""
    sure = relevance.surest(question, found)
    if not sure:
        return None
    best = max(zip(sure, relevance.fits(question, sure), strict=True), key=lambda pair: pair[0].score - _HALF * pair[1])[0]
    return best if extract(question, [best], lexical) == [best] and answering_words(question, best, phrases) else None


def answering_words(question: Question, one: Evidence, phrases: Phrases) -> str:
    """The words of a sentence that answer a question for one short fact; "" for any other question, and where it is not likely which they are."""
    asked = question.text
    if question.kind not in _SHORT or asks_yes_no(asked) or comparison.compares(asked) or in_words.asks_for_many(asked):
        return ""
    phrase = phrases.of(asked, one)
    if phrase is None or phrase.odds < LIKELY or len(phrase.text.split()) > MOST_WORDS:
        return ""
    in_parts = question.kind == "number" and sum(not quantity.unit for quantity in quantities(phrase.text)) > 1  # "12 women and 13 men"
    return "" if in_parts else phrase.text
